package io.callcenter.app;

/** A request was refused because too many signals wait for the lane: new calls get 503, MI commands -32000 (design 4). */
public final class LaneFull extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says how deep the lane is. */
    public LaneFull(int depth) {
        super("overloaded: " + depth + " signals are waiting", null, false, false);
    }
}
