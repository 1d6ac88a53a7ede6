package io.callcenter.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was counted of a flow or an agent; times in milliseconds.
 *
 * @param figures in the order of {@link FlowFigure} or {@link AgentFigure}; fewer where an older program counted
 * @param waits how many answered calls of a flow waited at most {@link #WAITS}, each in the first class that fits, then those who waited longer
 * @param reasons how long an agent was paused, by reason
 */
public record Counts(List<Long> figures, List<Long> waits, Map<String, Long> reasons) {
    /** Bounds of the classes of {@link #waits()}, in seconds. */
    public static final List<Integer> WAITS = List.of(5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300);

    /** Nothing was counted. */
    public static final Counts NOTHING = new Counts(List.of(), List.of(), Map.of());

    /** Copies the collections. */
    public Counts {
        figures = LongList.copyOf(figures);
        waits = LongList.copyOf(waits);
        reasons = reasons.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(reasons));
    }

    /** Counts of that many. */
    public static Counts of(long[] figures, long[] waits, Map<String, Long> reasons) {
        return new Counts(LongList.of(figures), LongList.of(waits), reasons);
    }

    /** A figure of a flow. */
    public long of(FlowFigure figure) {
        return at(figure.ordinal());
    }

    /** A figure of an agent. */
    public long of(AgentFigure figure) {
        return at(figure.ordinal());
    }

    private long at(int place) {
        return place < figures.size() ? figures.get(place) : 0;
    }

    /** These and those of another time, of the same flow or agent. */
    public Counts plus(Counts other) {
        List<Long> sums = new ArrayList<>();
        boolean flow = !waits.isEmpty() || !other.waits.isEmpty();
        for (int i = 0; i < Math.max(figures.size(), other.figures.size()); i++) {
            boolean most = flow && i < FlowFigure.values().length && FlowFigure.values()[i].isMost();
            sums.add(most ? Math.max(at(i), other.at(i)) : at(i) + other.at(i));
        }
        List<Long> classes = new ArrayList<>();
        for (int i = 0; i < Math.max(waits.size(), other.waits.size()); i++) {
            classes.add(in(waits, i) + in(other.waits, i));
        }
        Map<String, Long> all = new TreeMap<>(reasons);
        other.reasons.forEach((reason, time) -> all.merge(reason, time, Long::sum));
        return new Counts(sums, classes, all);
    }

    private static long in(List<Long> list, int place) {
        return place < list.size() ? list.get(place) : 0;
    }

    /** The class of {@link #waits()} in which a wait is counted. */
    public static int waitClass(Duration wait) {
        int found = 0;
        while (found < WAITS.size() && wait.compareTo(Duration.ofSeconds(WAITS.get(found))) > 0) {
            found++;
        }
        return found;
    }

    /**
     * The wait that so many percent of the answered calls did not exceed, in seconds; evenly spread within a class. Zero when nobody was answered.
     */
    public double waitOfPercent(int percent) {
        long all = waits.stream().mapToLong(Long::longValue).sum();
        double wanted = all * percent / 100.0;
        double before = 0;
        double longest = of(FlowFigure.WAIT_LONGEST) / 1000.0;
        for (int i = 0; i < waits.size(); i++) {
            if (waits.get(i) > 0 && before + waits.get(i) >= wanted) {
                double from = i == 0 ? 0 : WAITS.get(i - 1);
                double to =
                        i < WAITS.size() ? Math.min(WAITS.get(i), Math.max(longest, from)) : Math.max(longest, from);
                return from + (to - from) * Math.max(0, wanted - before) / waits.get(i);
            }
            before += waits.get(i);
        }
        return 0;
    }
}
