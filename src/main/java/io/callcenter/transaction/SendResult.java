package io.callcenter.transaction;

/** What became of a response. */
public enum SendResult {
    /** A provisional one went out, or was swallowed where none is allowed. */
    PROVISIONAL,
    /** The final one went out. */
    FINAL,
    /** The 2xx to an INVITE went out again. */
    REPEATED,
    /** The request had its answer, or its time, before: nothing was sent. */
    TOO_LATE
}
