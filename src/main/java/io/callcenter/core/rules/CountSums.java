package io.callcenter.core.rules;

import io.callcenter.core.AgentFigure;
import io.callcenter.core.Counts;
import io.callcenter.core.FlowFigure;
import io.callcenter.core.SavedFigures;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Counts that grow. */
public final class CountSums {
    private final long[] figures;
    private final long[] waits;
    private final Map<String, Long> reasons = new TreeMap<>();
    private final boolean flow;

    private CountSums(int figures, int waits, boolean flow) {
        this.figures = new long[figures];
        this.waits = new long[waits];
        this.flow = flow;
    }

    public static CountSums of(SavedFigures.Scope scope) {
        return scope == SavedFigures.Scope.FLOW
                ? new CountSums(FlowFigure.values().length, Counts.WAITS.size() + 1, true)
                : new CountSums(AgentFigure.values().length, 0, false);
    }

    public void add(Enum<?> figure, long count) {
        figures[figure.ordinal()] += count;
    }

    /** Whether it is more than it was. */
    public boolean most(FlowFigure figure, long count) {
        boolean more = count > figures[figure.ordinal()];
        if (more) {
            figures[figure.ordinal()] = count;
        }
        return more;
    }

    public void addWait(Duration wait) {
        waits[Counts.waitClass(wait)]++;
    }

    void addPause(String reason, long millis) {
        reasons.merge(reason, millis, Long::sum);
    }

    void add(Counts other) {
        for (int i = 0; i < Math.min(figures.length, other.figures().size()); i++) {
            long count = other.figures().get(i);
            boolean most = flow && FlowFigure.values()[i].isMost();
            figures[i] = most ? Math.max(figures[i], count) : figures[i] + count;
        }
        for (int i = 0; i < Math.min(waits.length, other.waits().size()); i++) {
            waits[i] += other.waits().get(i);
        }
        other.reasons().forEach(this::addPause);
    }

    void clear() {
        Arrays.fill(figures, 0);
        Arrays.fill(waits, 0);
        reasons.clear();
    }

    public Counts counts() {
        return Counts.of(figures, waits, reasons);
    }
}
