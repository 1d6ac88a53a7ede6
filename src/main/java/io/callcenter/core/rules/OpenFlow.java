package io.callcenter.core.rules;

import io.callcenter.core.Flow;
import io.callcenter.ids.CallId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A flow at work: its row, its figures and its calls. */
final class OpenFlow {
    private static final Comparator<Call> LONGEST_FIRST = Comparator.comparing(
                    (Call call) -> call.queuedSince().orElse(Instant.MAX))
            .thenComparingLong(call -> call.birth.sequence())
            .thenComparing(Call::id);

    private Flow row;
    private int order;
    private boolean removed;
    final Figures figures = new Figures();
    final Map<CallId, Call> calls = new LinkedHashMap<>();
    /** Calls that are on their way here from an agent: they keep it, too. */
    final Set<CallId> expected = new HashSet<>();

    private final NavigableSet<Call> waiting = new TreeSet<>(LONGEST_FIRST);

    OpenFlow(Flow row, int order) {
        this.row = row;
        this.order = order;
    }

    Flow row() {
        return row;
    }

    int order() {
        return order;
    }

    /** Whether its row is gone and it only lives for the calls that it still has. */
    boolean removed() {
        return removed;
    }

    void replace(Flow newRow, int newOrder) {
        row = newRow;
        order = newOrder;
        removed = false;
    }

    /** Its call is in the queue. */
    void waits(Call call) {
        waiting.add(call);
    }

    /** Its call is no longer in the queue. */
    void waitsNoMore(Call call) {
        waiting.remove(call);
    }

    /** When the caller who has waited longest first came into the queue; empty when nobody waits. */
    Optional<Instant> longestSince() {
        return waiting.isEmpty() ? Optional.empty() : waiting.first().queuedSince();
    }

    void remove() {
        removed = true;
    }

    boolean dissuades() {
        return !row.dissuading().isEmpty();
    }
}
