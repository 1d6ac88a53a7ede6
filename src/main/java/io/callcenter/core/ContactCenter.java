package io.callcenter.core;

import java.time.Instant;

/**
 * The contact centre. One thread at a time calls {@link #handle}; any thread reads the {@link #board()}.
 *
 * <p>No step costs more than O(log n) in agents or waiting calls, times the number of skills of one agent (design 2).
 */
public final class ContactCenter {
    /** An empty centre; nothing is admitted before the first {@link Signal.Reload}. */
    public ContactCenter(Policy policy) {
        throw new UnsupportedOperationException("being written");
    }

    /**
     * Takes one signal and says what follows from it. Unknown or late signals change nothing and answer {@link Reply.Done}.
     *
     * @param now never earlier than at the call before
     */
    public Outcome handle(Signal signal, Instant now) {
        throw new UnsupportedOperationException("being written");
    }

    /** What others may read at any time. */
    public Board board() {
        throw new UnsupportedOperationException("being written");
    }
}
