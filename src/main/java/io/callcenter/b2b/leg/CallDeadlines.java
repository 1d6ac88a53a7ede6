package io.callcenter.b2b.leg;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** All deadlines of one call in one ordered set (docs/design/legs.md 5): equal times in the order in which they were set. */
final class CallDeadlines {
    /** T1 of RFC 3261 §17.1.1.1. */
    static final Duration T1 = Duration.ofMillis(500);
    /** T2 of RFC 3261 §17.1.2.2. */
    static final Duration T2 = Duration.ofSeconds(4);
    /** 64*T1: how long a message of a transaction may still come. */
    static final Duration T64 = T1.multipliedBy(64);

    private final TreeSet<Deadline> pending =
            new TreeSet<>(Comparator.comparing((Deadline d) -> d.at).thenComparingLong(d -> d.number));
    private long numbers;

    /** One thing that happens unless it is cleared in time. */
    final class Deadline {
        private Instant at = Instant.MIN;
        private long number;
        private Runnable then = () -> {};

        /** Sets it anew: a former time no longer counts. */
        void set(Instant when, Runnable what) {
            pending.remove(this);
            at = when;
            then = what;
            number = ++numbers;
            pending.add(this);
        }

        void clear() {
            pending.remove(this);
        }

        /** When it is due; empty when it is not set. */
        Optional<Instant> due() {
            return pending.contains(this) ? Optional.of(at) : Optional.empty();
        }
    }

    /** A deadline that is not set yet. */
    Deadline create() {
        return new Deadline();
    }

    /** How many are set. */
    int count() {
        return pending.size();
    }

    /** The next one's time. */
    Optional<Instant> next() {
        return pending.isEmpty() ? Optional.empty() : Optional.of(pending.first().at);
    }

    /** Lets everything happen that is due, also what becomes due by it. */
    void fire(Instant now) {
        while (!pending.isEmpty() && !pending.first().at.isAfter(now)) {
            pending.pollFirst().then.run();
        }
    }
}
