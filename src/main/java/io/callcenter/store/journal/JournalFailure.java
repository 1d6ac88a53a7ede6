package io.callcenter.store.journal;

/** The journal did not take a record: it is full, broken or closed. */
public final class JournalFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what failed. */
    public JournalFailure(String message) {
        super(message);
    }

    /** Says what failed and why. */
    public JournalFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
