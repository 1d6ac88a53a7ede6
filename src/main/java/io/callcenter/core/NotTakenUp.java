package io.callcenter.core;

import io.callcenter.ids.CallId;

/** A rule failed on one of the saved calls of a {@link Signal.Restore}; the same signal without it may go well. */
public final class NotTakenUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient CallId call;

    NotTakenUp(CallId call, RuntimeException cause) {
        super(call + " cannot be taken up: " + cause, cause);
        this.call = call;
    }

    /** The call that it is about. */
    public CallId call() {
        return call;
    }
}
