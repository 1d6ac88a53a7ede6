package io.callcenter.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What was counted of a flow or an agent in a quarter of an hour.
 *
 * @param name of the flow or the agent
 * @param start a quarter of an hour in UTC
 * @param version rises with each count: of two records of the same quarter the higher one knows more
 * @param partial whether the process did not run all the time
 */
public record Interval(
        SavedFigures.Scope scope, String name, Instant start, long version, boolean partial, Counts counts) {
    /** How long it is. */
    public static final Duration LENGTH = Duration.ofMinutes(15);

    /** Refuses nulls. */
    public Interval {
        Objects.requireNonNull(scope);
        Objects.requireNonNull(name);
        Objects.requireNonNull(start);
        Objects.requireNonNull(counts);
    }

    /** The beginning of the quarter in which that time lies. */
    public static Instant startOf(Instant time) {
        long second = time.getEpochSecond();
        return Instant.ofEpochSecond(second - Math.floorMod(second, LENGTH.toSeconds()));
    }
}
