package io.callcenter.store.projection;

import io.callcenter.core.AgentFigure;
import io.callcenter.core.Counts;
import io.callcenter.core.FlowFigure;
import io.callcenter.core.Interval;
import io.callcenter.core.SavedFigures.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes rows of {@code cc_x_intervals} and {@code cc_x_agent_intervals}: times in whole seconds, rounded. */
public final class IntervalRows {
    private static final long MILLIS = 1000;

    private IntervalRows() {}

    /** Hands a batch to the route {@code intervals-write}. */
    public static void send(RouteSender senders, List<Interval> batch) {
        List<Map<String, Object>> flows = batch.stream()
                .filter(interval -> interval.scope() == Scope.FLOW)
                .map(IntervalRows::flow)
                .toList();
        List<Map<String, Object>> agents = batch.stream()
                .filter(interval -> interval.scope() == Scope.AGENT)
                .map(IntervalRows::agent)
                .toList();
        senders.send("direct:_project-intervals", null, Map.of("CcFlows", flows, "CcAgents", agents));
    }

    /** The row of a quarter of an hour of a flow, by the names of its columns. */
    static Map<String, Object> flow(Interval interval) {
        Map<String, Object> row = key(interval, "flow_id");
        for (FlowFigure figure : FlowFigure.values()) {
            row.put(figure.column(), value(interval.counts().of(figure), figure.isTime()));
        }
        row.put("waits", waits(interval.counts().waits()));
        return row;
    }

    /** The row of a quarter of an hour of an agent, by the names of its columns. */
    static Map<String, Object> agent(Interval interval) {
        Map<String, Object> row = key(interval, "agent_id");
        for (AgentFigure figure : AgentFigure.values()) {
            row.put(figure.column(), value(interval.counts().of(figure), figure.isTime()));
        }
        row.put("by_reason", reasons(interval.counts()));
        return row;
    }

    private static Map<String, Object> key(Interval interval, String name) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("start_at", interval.start().getEpochSecond());
        row.put(name, interval.name());
        row.put("version", interval.version());
        row.put("partial", interval.partial() ? 1 : 0);
        return row;
    }

    private static long value(long figure, boolean time) {
        return time ? (figure + MILLIS / 2) / MILLIS : figure;
    }

    private static String waits(List<Long> waits) {
        return waits.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }

    /** Reasons are words, so that nothing in them has to be escaped. */
    private static String reasons(Counts counts) {
        return counts.reasons().entrySet().stream()
                .map(reason -> "\"" + reason.getKey() + "\":" + value(reason.getValue(), true))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
