package io.callcenter.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How an agent spends the day.
 *
 * @param open what was counted in the quarter of an hour that runs
 * @param before what was counted today before it
 * @param doing what they do
 * @param reason of a pause; else empty
 * @param paid whether that reason is paid
 * @param since what they do is counted until then
 */
public record AgentShift(
        Interval open, Counts before, AgentActivity doing, String reason, boolean paid, Instant since) {
    /** Refuses nulls. */
    public AgentShift {
        Objects.requireNonNull(open);
        Objects.requireNonNull(before);
        Objects.requireNonNull(doing);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(since);
    }

    /** What was counted today, until that time. */
    public Counts today(Instant now) {
        return before.plus(openUntil(now));
    }

    /** What was counted in the quarter that runs, until that time. */
    public Counts openUntil(Instant now) {
        return open.counts().plus(running(now));
    }

    private Counts running(Instant now) {
        long millis = Math.max(0, Duration.between(since, now).toMillis());
        if (doing.figure().isEmpty() || millis == 0) {
            return Counts.NOTHING;
        }
        List<Long> figures = new ArrayList<>(Collections.nCopies(AgentFigure.values().length, 0L));
        figures.set(AgentFigure.LOGIN.ordinal(), millis);
        figures.set(doing.figure().orElseThrow().ordinal(), millis);
        if (doing != AgentActivity.PAUSED) {
            return new Counts(figures, List.of(), Map.of());
        }
        figures.set(AgentFigure.PAID.ordinal(), paid ? millis : 0);
        return new Counts(figures, List.of(), Map.of(reason, millis));
    }

    /** How much of the time without pauses was spent with callers. */
    public static Ratio occupancy(Counts counts) {
        return new Ratio(
                counts.of(AgentFigure.RING)
                        + counts.of(AgentFigure.TALK)
                        + counts.of(AgentFigure.CHAT)
                        + counts.of(AgentFigure.WRAPUP),
                counts.of(AgentFigure.LOGIN) - counts.of(AgentFigure.PAUSED));
    }
}
