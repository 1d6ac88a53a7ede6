package io.callcenter.config;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The time inside the process: the wall clock at start plus a monotonic clock, never stepping back, whatever happens to the machine's
 * clocks. Any thread.
 */
public final class SteadyClock implements InstantSource {
    private final Instant start;
    private final long startNanos;
    private final LongSupplier nanos;
    private final AtomicLong passed = new AtomicLong();

    /** A clock that starts at the wall clock's time. */
    public SteadyClock() {
        this(Instant.now(), System::nanoTime);
    }

    SteadyClock(Instant start, LongSupplier nanos) {
        this.start = start;
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
    }

    @Override
    public Instant instant() {
        long now = nanos.getAsLong() - startNanos;
        return start.plusNanos(passed.accumulateAndGet(now, Math::max));
    }
}
