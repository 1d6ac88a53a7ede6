package io.callcenter.core.rules;

import io.callcenter.core.Effect;
import io.callcenter.core.SavedFigures;
import io.callcenter.core.SavedFigures.Scope;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Saves what is counted, but not at each count: that would be more to write than all calls. A crash may lose the last two seconds of counters; a
 * stop loses nothing.
 */
final class FigureSaves {
    private static final Duration PACE = Duration.ofSeconds(2);

    private record Key(Scope scope, String name) {}

    private final PendingEffects effects;
    private final Figures total;
    private final Intervals intervals;
    private final Set<OpenFlow> flows = new LinkedHashSet<>();
    private final Set<LiveAgent> seats = new LinkedHashSet<>();
    private final Map<Key, SavedFigures> saved = new HashMap<>();
    private Instant next = Instant.MIN;

    FigureSaves(PendingEffects effects, Figures total, Intervals intervals) {
        this.effects = effects;
        this.total = total;
        this.intervals = intervals;
    }

    /** Whose figures may have changed. */
    void note(ChangeSet changes) {
        flows.addAll(changes.flows);
        seats.addAll(changes.seats);
    }

    void tick(Instant now) {
        if (!now.isBefore(next)) {
            next = now.plus(PACE);
            save();
        }
    }

    /** Saves what has changed since the last time. */
    void save() {
        save(total.save(Scope.CENTER, ""));
        flows.forEach(flow -> save(flow.figures
                .save(Scope.FLOW, flow.row().id().value())
                .with(intervals.saved(flow.row().id()))));
        seats.forEach(liveAgent -> save(liveAgent.saveFigures().with(intervals.saved(liveAgent.id()))));
        flows.clear();
        seats.clear();
    }

    private void save(SavedFigures now) {
        SavedFigures before = saved.put(new Key(now.scope(), now.name()), now);
        if (before == null ? !now.areNone() : !before.equals(now)) {
            effects.save(new Effect.SaveFigures(now));
        }
    }

    /** Goes on from where a former process was; figures of flows and agents that are gone are dropped. */
    void restore(List<SavedFigures> figures, Flows allFlows, Roster roster, ChangeSet changes, Instant now) {
        for (SavedFigures each : figures) {
            saved.put(new Key(each.scope(), each.name()), each);
            each.day().ifPresent(day -> intervals.restore(each.scope(), each.name(), day, now));
            switch (each.scope()) {
                case CENTER -> total.restore(each);
                case FLOW ->
                    allFlows.find(new FlowId(each.name())).ifPresent(flow -> {
                        flow.figures.restore(each);
                        changes.flow(flow);
                    });
                case AGENT ->
                    roster.find(new AgentId(each.name())).ifPresent(liveAgent -> {
                        liveAgent.restoreFigures(each);
                        changes.seat(liveAgent);
                    });
            }
        }
    }
}
