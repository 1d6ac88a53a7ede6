package io.callcenter.app;

/** A request was refused because too many signals or requests wait: new calls get 503, MI commands -32000 (docs/design/architecture.md 4). */
public final class LaneFull extends Exception {
    private static final long serialVersionUID = 1L;

    /** Without a stack trace: it is no fault of the program. */
    public LaneFull() {
        super("overloaded: too many requests wait for the contact center", null, false, false);
    }
}
