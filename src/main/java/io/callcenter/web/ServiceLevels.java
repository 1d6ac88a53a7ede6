package io.callcenter.web;

import io.callcenter.core.Ratio;
import io.callcenter.mi.command.Thresholds;
import io.callcenter.mi.command.Thresholds.Bounds;
import io.callcenter.mi.command.Thresholds.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How well each flow is doing: a level rises at once and falls when its reason has been gone for a while. One thread. */
final class ServiceLevels {
    /** From good to bad. */
    enum Level {
        OK,
        WARNING,
        ALARM;

        private Level or(Level other) {
            return compareTo(other) < 0 ? other : this;
        }
    }

    /**
     * What a level is judged by.
     *
     * @param waiting calls in the queue
     * @param longest how long the oldest of them has waited
     * @param expected expected wait of a new call, in seconds
     * @param hour the service level of the last 60 minutes
     * @param abandoned today
     * @param answered today
     */
    record Figures(
            int waiting,
            Duration longest,
            long expected,
            int free,
            int logged,
            Ratio hour,
            long abandoned,
            long answered) {}

    private static final Duration FALLS_AFTER = Duration.ofSeconds(15);
    private static final long FROM_ABANDONED = 20;
    private static final long FROM_CALLS = 10;

    private record State(Level level, Instant lastReason) {}

    private final Thresholds thresholds;
    private final Map<String, State> states = new HashMap<>();

    /** Judged by those. */
    ServiceLevels(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** The level of that flow now. */
    Level of(String flow, Figures figures, Instant now) {
        Level judged = judge(flow, figures);
        State known = states.get(flow);
        boolean holds = known != null
                && known.level().compareTo(judged) > 0
                && known.lastReason().plus(FALLS_AFTER).isAfter(now);
        State next = holds ? known : new State(judged, now);
        states.put(flow, next);
        return next.level();
    }

    /** That flow is gone. */
    void forget(String flow) {
        states.remove(flow);
    }

    private Level judge(String flow, Figures f) {
        if (f.logged() == 0) {
            return Level.ALARM;
        }
        long waited = f.longest().toSeconds();
        Level level = from(f.waiting(), thresholds.of(flow, Measure.WAITING))
                .or(from(waited, thresholds.of(flow, Measure.LONGEST)))
                .or(from(f.expected(), thresholds.of(flow, Measure.EXPECTED)));
        if (f.hour().of() >= FROM_CALLS) {
            level = level.or(below(f.hour(), thresholds.of(flow, Measure.SERVICE)));
        }
        if (f.abandoned() >= FROM_ABANDONED) {
            Ratio lost = new Ratio(f.abandoned(), f.abandoned() + f.answered());
            level = level.or(above(lost, thresholds.of(flow, Measure.ABANDONED)));
        }
        boolean stuck = f.waiting() > 0 && f.free() == 0;
        return stuck ? level.or(from(waited, thresholds.of(flow, Measure.STUCK))) : level;
    }

    private static Level from(long value, Bounds bounds) {
        return level(value >= bounds.alarm(), value >= bounds.warning());
    }

    private static Level above(Ratio value, Bounds bounds) {
        return level(
                100 * value.good() > bounds.alarm() * value.of(), 100 * value.good() > bounds.warning() * value.of());
    }

    private static Level below(Ratio value, Bounds bounds) {
        return level(
                100 * value.good() < bounds.alarm() * value.of(), 100 * value.good() < bounds.warning() * value.of());
    }

    private static Level level(boolean alarm, boolean warning) {
        return alarm ? Level.ALARM : warning ? Level.WARNING : Level.OK;
    }
}
