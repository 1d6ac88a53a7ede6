package io.callcenter.web;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How well each flow is doing: a level rises at once and falls when its reason has been gone for a while. One thread. */
final class Levels {
    /** From good to bad. */
    enum Level {
        OK,
        WARNING,
        ALARM
    }

    /**
     * What a level is judged by.
     *
     * @param waiting calls in the queue
     * @param longest how long the oldest of them has waited
     * @param expected expected wait of a new call, in seconds
     */
    record Figures(int waiting, Duration longest, long expected, int free, int logged, long abandoned, long answered) {}

    private static final Duration FALLS_AFTER = Duration.ofSeconds(15);
    private static final long FROM_ABANDONED = 20;

    private record State(Level level, Instant lastReason) {}

    private final Map<String, State> states = new HashMap<>();

    /** The level of that flow now. */
    Level of(String flow, Figures figures, Instant now) {
        Level judged = judge(figures);
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

    private static Level judge(Figures f) {
        if (f.logged() == 0) {
            return Level.ALARM;
        }
        long left = f.abandoned() + f.answered();
        long lost = f.abandoned() >= FROM_ABANDONED ? 100 * f.abandoned() / left : 0;
        long waited = f.longest().toSeconds();
        boolean stuck = f.waiting() > 0 && f.free() == 0;
        if (f.waiting() >= 10 || waited >= 120 || f.expected() >= 300 || lost > 10 || stuck && waited >= 30) {
            return Level.ALARM;
        }
        return f.waiting() >= 5 || waited >= 60 || f.expected() >= 120 || lost > 5 || stuck ? Level.WARNING : Level.OK;
    }
}
