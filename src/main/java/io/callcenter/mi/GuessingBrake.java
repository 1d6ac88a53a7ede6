package io.callcenter.mi;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Slows down whoever tries passwords: each wrong one from an address doubles the wait before the next is looked at. Any thread. */
final class GuessingBrake {
    private static final int ADDRESSES = 10_000;
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final int DOUBLINGS = 5;
    private static final Duration FORGET = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > ADDRESSES;
        }
    };

    private record Failures(int count, Instant last) {}

    GuessingBrake(InstantSource clock) {
        this.clock = clock;
    }

    /** How long an attempt from that address has to wait: zero, 250 ms, 500 ms … 8 s. */
    synchronized Duration delay(String address) {
        Failures known = failures.get(address);
        if (known == null || known.last().plus(FORGET).isBefore(clock.instant())) {
            return Duration.ZERO;
        }
        return FIRST.multipliedBy(1L << Math.min(DOUBLINGS, known.count() - 1));
    }

    /** Whether the wait of that address, counted from its last wrong attempt, is not over yet. */
    synchronized boolean mustWait(String address) {
        Duration delay = delay(address);
        return !delay.isZero()
                && clock.instant().isBefore(failures.get(address).last().plus(delay));
    }

    /** An attempt from that address was wrong. */
    synchronized void wrong(String address) {
        Failures known = failures.get(address);
        failures.put(address, new Failures(known == null ? 1 : known.count() + 1, clock.instant()));
    }

    /** An attempt from that address was right. */
    synchronized void right(String address) {
        failures.remove(address);
    }
}
