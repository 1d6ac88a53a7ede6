package io.callcenter.core;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well a flow is served.
 *
 * @param open what was counted in the quarter of an hour that runs
 * @param before what was counted today before it
 * @param hour the service level of the last sixty minutes, of those in which this process ran
 * @param longestSince since when the caller waits who has waited longest; empty when nobody does
 */
public record FlowService(
        ServiceTarget target, Interval open, Counts before, Ratio hour, Optional<Instant> longestSince) {
    /** Refuses nulls. */
    public FlowService {
        Objects.requireNonNull(target);
        Objects.requireNonNull(open);
        Objects.requireNonNull(before);
        Objects.requireNonNull(hour);
        Objects.requireNonNull(longestSince);
    }

    /** What was counted today. */
    public Counts today() {
        return before.plus(open.counts());
    }

    /** The service level of those counts. */
    public Ratio level(Counts counts) {
        return target.formula().of(counts);
    }

    /** Mean wait of answered calls in seconds. */
    public static OptionalDouble speedOfAnswer(Counts counts) {
        return mean(counts.of(FlowFigure.WAIT_ANSWERED), counts);
    }

    /** Mean talk and wrap-up of answered calls in seconds. */
    public static OptionalDouble handlingTime(Counts counts) {
        return mean(counts.of(FlowFigure.TALK) + counts.of(FlowFigure.WRAPUP), counts);
    }

    private static OptionalDouble mean(long millis, Counts counts) {
        long answered = counts.of(FlowFigure.ANSWERED);
        return answered == 0 ? OptionalDouble.empty() : OptionalDouble.of(millis / 1000.0 / answered);
    }

    /** How many of the callers who were answered or left were lost; those who left very soon count as neither. */
    public static Ratio lost(Counts counts) {
        long lost = counts.of(FlowFigure.ABANDONED) - counts.of(FlowFigure.SHORT_ABANDONED);
        return new Ratio(lost, counts.of(FlowFigure.ANSWERED) + lost);
    }
}
