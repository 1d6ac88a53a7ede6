package io.callcenter.ha;

import java.time.Duration;

/**
 * The right to speak: held for a fixed time from the moment at which something was asked that a majority then confirmed.
 *
 * <p>Whoever wins an election after that moment is silent for {@link #silence} first, so that two never speak. Times are values of
 * {@link System#nanoTime}. Any thread.
 */
public final class Lease {
    private static final double MARGIN = 1.1;

    private final long nanos;
    private long confirmed;
    private boolean open;
    private boolean ended;
    private volatile long until;

    /** One that is not held yet. */
    public Lease(Duration length, long now) {
        nanos = length.toNanos();
        confirmed = now;
        until = now;
    }

    /** How long a new leader is silent: the lease of the one before and a tenth, for clocks that run unlike. */
    public Duration silence() {
        return Duration.ofNanos((long) (nanos * MARGIN));
    }

    /** What was asked then was confirmed. */
    public synchronized void confirmed(long askedAt) {
        if (askedAt - confirmed > 0) {
            confirmed = askedAt;
            settle();
        }
    }

    /** From now on confirmations give the right to speak: the wait of a new leader is over. */
    public synchronized void open() {
        open = true;
        settle();
    }

    /** It is over for good. */
    public synchronized void end() {
        ended = true;
        until = confirmed - nanos;
    }

    private void settle() {
        if (open && !ended) {
            until = confirmed + nanos;
        }
    }

    /** Whether this process may speak. One volatile read. */
    public boolean held(long now) {
        return until - now > 0;
    }

    /** How long ago the last confirmed question was asked. */
    public synchronized Duration age(long now) {
        return Duration.ofNanos(now - confirmed);
    }
}
