package io.callcenter.core;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was counted for the whole center, a flow or an agent (docs/design/behaviour.md 8.2, 8.3), so that a restart does not begin at nothing.
 *
 * @param name of the flow or the agent; empty for the whole center
 * @param counts in the order of {@code Figures} or {@code LiveAgent}
 * @param averages in the same way
 * @param day what was counted today; older records, and the one of the whole center, have none
 */
public record SavedFigures(
        Scope scope, String name, List<Count> counts, List<Average> averages, Optional<SavedDay> day) {
    /** Whom they are about. */
    public enum Scope {
        CENTER,
        FLOW,
        AGENT
    }

    /** A counter, and its value at the last reset. */
    public record Count(long total, long atReset) {}

    /** A mean of that many values. */
    public record Average(double seconds, long count) {}

    /** Refuses nulls, copies the lists. */
    public SavedFigures {
        Objects.requireNonNull(scope);
        Objects.requireNonNull(name);
        counts = List.copyOf(counts);
        averages = List.copyOf(averages);
        day = day == null ? Optional.empty() : day;
    }

    /** Those that know nothing of the day. */
    public SavedFigures(Scope scope, String name, List<Count> counts, List<Average> averages) {
        this(scope, name, counts, averages, Optional.empty());
    }

    public SavedFigures with(Optional<SavedDay> today) {
        return new SavedFigures(scope, name, counts, averages, today);
    }

    /** Whether nothing was counted, and nothing is being clocked. */
    public boolean areNone() {
        return counts.stream().allMatch(count -> count.total() == 0)
                && day.filter(today -> today.open().version() > 0
                                || today.running()
                                        .filter(running -> running.doing() != AgentActivity.OFFLINE)
                                        .isPresent())
                        .isEmpty();
    }

    public static SavedFigures of(Scope scope, String name, List<Counter> tallies, List<RunningMean> means) {
        return new SavedFigures(
                scope,
                name,
                tallies.stream().map(Counter::save).toList(),
                means.stream().map(RunningMean::save).toList());
    }

    /** Goes on from here; what was not counted yet when this was saved begins at nothing. */
    public void restore(List<Counter> tallies, List<RunningMean> means) {
        for (int i = 0; i < Math.min(tallies.size(), counts.size()); i++) {
            tallies.get(i).restore(counts.get(i));
        }
        for (int i = 0; i < Math.min(means.size(), averages.size()); i++) {
            means.get(i).restore(averages.get(i));
        }
    }
}
