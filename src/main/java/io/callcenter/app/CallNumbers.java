package io.callcenter.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers for calls, {@code cc_cdrs.cid}: rising, 64 bits inside, seeded by the time of the first call so that they do not start at 0 with each process
 * (Deviation: B54). The column keeps the lower 32 bits.
 */
public final class CallNumbers {
    private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final long NONE = -1;

    private final InstantSource clock;
    private final AtomicLong next = new AtomicLong(NONE);

    /** Numbers of a process that started then: ten a second since 2026, so a start does not repeat numbers below that mean rate. */
    public CallNumbers(Instant started) {
        this(InstantSource.fixed(started));
    }

    /** The same, seeded when the first number is asked for: a process that waited for its turn goes on above those who had theirs. */
    public CallNumbers(InstantSource clock) {
        this.clock = clock;
    }

    /** The next number. */
    public long next() {
        if (next.get() == NONE) {
            long millis = clock.instant().toEpochMilli() - ORIGIN.toEpochMilli();
            next.compareAndSet(NONE, Math.max(0, millis / 100));
        }
        return next.getAndIncrement();
    }
}
