package io.callcenter.app;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers for calls, {@code cc_cdrs.cid}: rising, 64 bits inside, seeded by the start time so that they do not start at 0 with each process
 * (Deviation: B54). The column keeps the lower 32 bits.
 */
public final class CallNumbers {
    private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong next;

    /** Numbers of a process that started then: ten a second since 2026, so a start does not repeat numbers below that mean rate. */
    public CallNumbers(Instant started) {
        this.next = new AtomicLong(Math.max(0, (started.toEpochMilli() - ORIGIN.toEpochMilli()) / 100));
    }

    /** The next number. */
    public long next() {
        return next.getAndIncrement();
    }
}
