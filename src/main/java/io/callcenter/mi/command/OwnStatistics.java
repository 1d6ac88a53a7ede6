package io.callcenter.mi.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.core.AgentFigure;
import io.callcenter.core.AgentShift;
import io.callcenter.core.Board;
import io.callcenter.core.Counts;
import io.callcenter.core.FlowService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The statistics that the reference does not know, in a group of their own. Today's, by the zone of reports; null where there is nothing yet. */
public final class OwnStatistics {
    private static final long MILLIS = 1000;
    private static final double TENTHS = 10;

    private final Board board;
    private final InstantSource clock;
    private final Map<String, Function<Board.FlowRow, JsonNode>> flow = new LinkedHashMap<>();
    private final Map<String, Function<Board.AgentRow, JsonNode>> agent = new LinkedHashMap<>();

    OwnStatistics(Board board, InstantSource clock) {
        this.board = board;
        this.clock = clock;
        flow.put("ccf_paused_agents", row -> JsonNodeFactory.instance.numberNode(row.paused()));
        service(
                "ccf_sl",
                (service, now) -> tenths(service.level(service.today()).percent()));
        service("ccf_sl60", (service, now) -> tenths(service.hour().percent()));
        service("ccf_asa", (service, now) -> tenths(FlowService.speedOfAnswer(service.today())));
        service("ccf_aht", (service, now) -> tenths(FlowService.handlingTime(service.today())));
        service(
                "ccf_abandon_rate",
                (service, now) -> tenths(FlowService.lost(service.today()).percent()));
        service("ccf_longest_wait", (service, now) -> JsonNodeFactory.instance.numberNode(longestWait(service, now)));
        shift("cca_occupancy", counts -> tenths(AgentShift.occupancy(counts).percent()));
        shift("cca_login", counts -> JsonNodeFactory.instance.numberNode(counts.of(AgentFigure.LOGIN) / MILLIS));
    }

    /** How long the caller has waited who has waited longest, in seconds; 0 when nobody does. */
    public static long longestWait(FlowService service, Instant now) {
        return service.longestSince()
                .map(since -> Math.max(0, Duration.between(since, now).toSeconds()))
                .orElse(0L);
    }

    private void service(String name, BiFunction<FlowService, Instant, JsonNode> value) {
        flow.put(
                name,
                row -> board.service(row.flow().id())
                        .map(service -> value.apply(service, clock.instant()))
                        .orElse(JsonNodeFactory.instance.nullNode()));
    }

    private void shift(String name, Function<Counts, JsonNode> value) {
        agent.put(
                name,
                row -> board.shift(row.agent())
                        .map(shift -> value.apply(shift.today(clock.instant())))
                        .orElse(JsonNodeFactory.instance.nullNode()));
    }

    private static JsonNode tenths(OptionalDouble value) {
        return value.isPresent()
                ? JsonNodeFactory.instance.numberNode(Math.round(value.getAsDouble() * TENTHS) / TENTHS)
                : JsonNodeFactory.instance.nullNode();
    }

    /** The one of that name, or all of them where no name is given. */
    void put(
            String name,
            Statistics.Lookup<Board.FlowRow> flows,
            Statistics.Lookup<Board.AgentRow> agents,
            ObjectNode found) {
        if (name.isEmpty()) {
            board.flows().stream()
                    .filter(row -> !row.removed())
                    .forEach(row -> flow.keySet().forEach(stem -> flow(stem, row, found)));
            board.agents().forEach(row -> agent.keySet().forEach(stem -> agent(stem, row, found)));
            return;
        }
        int dash = name.indexOf('-');
        String stem = (dash < 0 ? name : name.substring(0, dash)).toLowerCase(Locale.ROOT);
        String id = name.substring(dash + 1);
        if (dash >= 0 && flow.containsKey(stem)) {
            flows.find(id).ifPresent(row -> flow(stem, row, found));
        } else if (dash >= 0 && agent.containsKey(stem)) {
            agents.find(id).ifPresent(row -> agent(stem, row, found));
        }
    }

    private void flow(String stem, Board.FlowRow row, ObjectNode found) {
        found.set(
                Statistics.OURS + ":" + stem + "-" + row.flow().id(),
                flow.get(stem).apply(row));
    }

    private void agent(String stem, Board.AgentRow row, ObjectNode found) {
        found.set(
                Statistics.OURS + ":" + stem + "-" + row.agent(),
                agent.get(stem).apply(row));
    }
}
