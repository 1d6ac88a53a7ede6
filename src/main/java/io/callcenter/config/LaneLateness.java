package io.callcenter.config;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the lane is too late for new calls: one condition for the refusals with 503 and for what {@code /health/ready} says.
 *
 * @param delay how long the signal now being handled has waited
 * @param limit {@code cc.overload.lane-delay}
 */
record LaneLateness(Supplier<Duration> delay, Duration limit) {
    /** Whether new calls are refused for it. */
    boolean tooLate() {
        return delay.get().compareTo(limit) > 0;
    }

    /** The check {@code lane}: empty, or what is wrong. */
    Optional<String> trouble() {
        return tooLate() ? Optional.of("late: new calls get 503") : Optional.empty();
    }
}
