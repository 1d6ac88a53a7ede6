package io.callcenter.core.rules;

import io.callcenter.core.Counts;
import io.callcenter.core.FlowFigure;
import io.callcenter.core.Interval;
import io.callcenter.core.SavedDay;
import io.callcenter.core.SavedFigures;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** The figures of a flow or an agent in the quarter of an hour that runs, and in what was before it of the same day. */
final class QuarterFigures {
    private final SavedFigures.Scope scope;
    private final String name;
    private final ZoneId zone;
    private final Instant began;
    private final CountSums open;
    private final CountSums day;
    private Instant start;
    private LocalDate date;
    private long version;
    private boolean cut;
    private Counts dayCounts = Counts.NOTHING;
    private Interval shown;

    /**
     * Nothing counted yet.
     *
     * @param began since when this process counts
     */
    QuarterFigures(SavedFigures.Scope scope, String name, ZoneId zone, Instant began, Instant now) {
        this.scope = scope;
        this.name = name;
        this.zone = zone;
        this.began = began;
        this.open = CountSums.of(scope);
        this.day = CountSums.of(scope);
        this.start = Interval.startOf(now);
        this.date = dateOf(start);
    }

    private LocalDate dateOf(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    Instant end() {
        return start.plus(Interval.LENGTH);
    }

    boolean isOver(Instant now) {
        return !now.isBefore(end());
    }

    /** The counts of the quarter, to be changed. */
    CountSums change() {
        version++;
        shown = null;
        return open;
    }

    void most(FlowFigure figure, long count) {
        if (open.most(figure, count)) {
            change();
        }
    }

    /** Closes it and opens the one that begins then; what was counted, if anything. */
    Optional<Interval> close(Instant next) {
        Optional<Interval> closed = version == 0 ? Optional.empty() : Optional.of(interval());
        closed.ifPresent(interval -> day.add(interval.counts()));
        open.clear();
        version = 0;
        cut = false;
        begin(next, closed.isPresent());
        return closed;
    }

    private void begin(Instant next, boolean counted) {
        start = next;
        shown = null;
        LocalDate then = dateOf(next);
        if (!then.equals(date)) {
            date = then;
            day.clear();
            dayCounts = Counts.NOTHING;
        } else if (counted) {
            dayCounts = day.counts();
        }
    }

    /** Goes on from what a former process counted, in the quarter that ran then. */
    void restore(SavedDay saved) {
        open.clear();
        day.clear();
        day.add(saved.before());
        dayCounts = saved.before();
        open.add(saved.open().counts());
        version = saved.open().version();
        start = saved.open().start();
        date = dateOf(start);
        cut = true;
        shown = null;
    }

    /** What was counted in it so far. */
    Interval interval() {
        if (shown == null) {
            shown = new Interval(scope, name, start, version, cut || start.isBefore(began), open.counts());
        }
        return shown;
    }

    /** What was counted before it on the same day. */
    Counts before() {
        return dayCounts;
    }
}
