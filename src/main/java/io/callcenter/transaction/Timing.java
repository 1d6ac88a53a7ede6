package io.callcenter.transaction;

import java.time.Duration;

/**
 * The timers of RFC 3261 (table 4) and those that we add, in nanoseconds.
 *
 * @param t1 estimate of a round trip, 500 ms
 * @param t2 longest time between two copies of a request other than INVITE, and of a refusal of an INVITE, 4 s
 * @param t4 how long a message may stay in the network, 5 s
 * @param nextTarget after which time without any response an INVITE goes to its next target, where there is one
 * @param unanswered after which time an INVITE that came in and got no final answer from its user is refused with 500
 */
public record Timing(long t1, long t2, long t4, long nextTarget, long unanswered) {
    /** Until a server says 100 to a request other than INVITE: when its client's copies have become T2 apart (RFC 4320 §4.1), 3.5 s. */
    private static final int TRYING_IN_T1 = 7;

    private static final int LIFE_IN_T1 = 64;

    /** Refuses what is not above 0. */
    public Timing {
        if (t1 <= 0 || t2 < t1 || t4 <= 0 || nextTarget <= 0 || unanswered <= 0) {
            throw new IllegalArgumentException("times must be above 0, T2 at least T1");
        }
    }

    /** RFC 3261's times for that T1: T2 is 8 T1, T4 is 10 T1; the others as given. */
    public static Timing of(Duration t1, Duration nextTarget, Duration unanswered) {
        long nanos = t1.toNanos();
        return new Timing(nanos, 8 * nanos, 10 * nanos, nextTarget.toNanos(), unanswered.toNanos());
    }

    /** 64·T1: timers B, D, F, H, J, L and M. D is 32 s at least by RFC 3261, which this is with its T1. */
    long life() {
        return LIFE_IN_T1 * t1;
    }

    long trying() {
        return TRYING_IN_T1 * t1;
    }
}
