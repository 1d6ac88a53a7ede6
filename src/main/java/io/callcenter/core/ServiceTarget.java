package io.callcenter.core;

import java.time.Duration;
import java.util.Objects;

/**
 * By what the service of a flow is judged.
 *
 * @param threshold a call that waited no longer was answered in time
 * @param shortOf a caller who left sooner is not counted as lost by the formulas that say so
 */
public record ServiceTarget(Duration threshold, Duration shortOf, Formula formula, From from) {
    /** 20 s, 5 s, of all that were offered, from the arrival. */
    public static final ServiceTarget DEFAULT =
            new ServiceTarget(Duration.ofSeconds(20), Duration.ofSeconds(5), Formula.OFFERED, From.ARRIVAL);

    /** How a service level is made of counts. */
    public enum Formula {
        /** In time, of answered and abandoned but for the short ones. */
        OFFERED,
        /** In time, of answered and those abandoned after the threshold. */
        LATE,
        /** In time, of answered and abandoned. */
        ALL,
        /** In time, of answered. */
        ANSWERED,
        /** In time and abandoned in time, of answered and abandoned. */
        BOTH;

        public Ratio of(long answered, long inTime, long abandoned, long abandonedInTime, long shortAbandoned) {
            return switch (this) {
                case OFFERED -> new Ratio(inTime, answered + abandoned - shortAbandoned);
                case LATE -> new Ratio(inTime, answered + abandoned - abandonedInTime);
                case ALL -> new Ratio(inTime, answered + abandoned);
                case ANSWERED -> new Ratio(inTime, answered);
                case BOTH -> new Ratio(inTime + abandonedInTime, answered + abandoned);
            };
        }

        /** The service level of those counts of a flow. */
        public Ratio of(Counts counts) {
            return of(
                    counts.of(FlowFigure.ANSWERED),
                    counts.of(FlowFigure.IN_TIME),
                    counts.of(FlowFigure.ABANDONED),
                    counts.of(FlowFigure.ABANDONED_IN_TIME),
                    counts.of(FlowFigure.SHORT_ABANDONED));
        }
    }

    /** Where a wait begins. */
    public enum From {
        /** At the arrival, as in call detail records. */
        ARRIVAL,
        /** At the end of the welcome. */
        QUEUE
    }

    /** Refuses nulls and negative times. */
    public ServiceTarget {
        Objects.requireNonNull(formula);
        Objects.requireNonNull(from);
        if (threshold.isNegative() || shortOf.isNegative()) {
            throw new IllegalArgumentException("times of a service level: 0 or more");
        }
    }
}
