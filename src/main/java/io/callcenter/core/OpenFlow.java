package io.callcenter.core;

import io.callcenter.ids.CallId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A flow at work: its row, its figures and its calls. */
final class OpenFlow {
    private Flow row;
    private int order;
    private boolean removed;
    final Figures figures = new Figures();
    final Map<CallId, Call> calls = new LinkedHashMap<>();
    /** Calls that are on their way here from an agent: they keep it, too. */
    final Set<CallId> expected = new HashSet<>();

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

    void remove() {
        removed = true;
    }

    boolean dissuades() {
        return !row.dissuading().isEmpty();
    }
}
