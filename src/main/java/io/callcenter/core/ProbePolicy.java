package io.callcenter.core;

import java.time.Duration;
import java.util.Objects;

/**
 * Whether and how agents who have nothing to do are asked whether their phones are there.
 *
 * @param every how long a phone may be silent, {@code cc.agents.probe}; zero = none is asked
 * @param misses so many in a row make the agent unreachable, {@code cc.agents.probe-misses}
 * @param rate so many are asked in a second at most, {@code cc.agents.probe-rate}
 * @param watched whether their phones are also followed, {@code cc.agents.watch}; no phone is asked as long as that tells of it
 */
public record ProbePolicy(Duration every, int misses, int rate, boolean watched) {
    /** Nobody is asked. */
    public static final ProbePolicy OFF = new ProbePolicy(Duration.ZERO, 2, 50, false);

    /** Refuses nulls and numbers below 1. */
    public ProbePolicy {
        Objects.requireNonNull(every);
        if (misses < 1 || rate < 1) {
            throw new IllegalArgumentException("cc.agents.probe-misses, cc.agents.probe-rate: 1 or more");
        }
    }

    /** The same where phones are not followed. */
    public ProbePolicy(Duration every, int misses, int rate) {
        this(every, misses, rate, false);
    }

    /** Whether anybody is asked. */
    public boolean on() {
        return !every.isZero();
    }
}
