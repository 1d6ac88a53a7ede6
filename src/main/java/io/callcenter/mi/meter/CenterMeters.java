package io.callcenter.mi.meter;

import io.callcenter.core.Board;
import io.callcenter.core.FlowService;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import io.callcenter.mi.command.OwnStatistics;
import io.callcenter.mi.command.Statistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The board as meters: {@code callcenter_*} with the label {@code flow}, and {@code agent} where asked for (docs/design/interfaces.md 4). Counters
 * are totals since start and never reset. Flows and agents that go take their series with them at the next {@link #refresh}.
 */
public final class CenterMeters {
    /** In the order of the totals in a row of the board. */
    private static final List<Total> CALL_TOTALS = List.of(
            new Total("calls.received", "Calls and chats admitted to the flow"),
            new Total("calls.distributed", "Times that a call or chat of the flow was given to an agent"),
            new Total("calls.answered", "Calls that were joined to an agent"),
            new Total("chats.answered", "Chats that were joined to an agent"),
            new Total("calls.abandoned", "Calls and chats whose caller left before an agent was joined"));

    private static final List<Total> AGENT_TOTALS = List.of(
            new Total("agent.calls.distributed", "Times that a call or chat was given to the agent"),
            new Total("agent.calls.answered", "Calls and chats that the agent was joined to"),
            new Total("agent.chats.answered", "Chats that the agent was joined to"),
            new Total("agent.calls.refused", "Calls and chats that the agent refused or left unanswered"));

    /** A counter, with its help text. */
    private record Total(String name, String description) {}

    private static final double PERCENT = 100;

    private final Board board;
    private final InstantSource clock;
    private final MeterRegistry registry;
    private final boolean perAgent;
    private final Map<FlowId, List<Meter>> flows = new HashMap<>();
    private final Map<AgentId, List<Meter>> agents = new HashMap<>();
    private final Map<Board.TransferKind, Meter> transfers = new HashMap<>();

    /** Meters over that board; the global ones are there at once. */
    public CenterMeters(Board board, InstantSource clock, MeterRegistry registry, boolean perAgent) {
        this.board = board;
        this.clock = clock;
        this.registry = registry;
        this.perAgent = perAgent;
        global();
        fields();
        probes();
    }

    private void global() {
        gauge(
                "agents.logged",
                Tags.empty(),
                "Agents logged in",
                t -> board.totals().logged());
        gauge("agents.free", Tags.empty(), "Agents free", t -> board.totals().free());
        gauge(
                "dispatching",
                Tags.empty(),
                "Internal dispatching, 1 = on",
                t -> board.totals().internalDispatching() ? 1 : 0);
    }

    private void probes() {
        gauge(
                "agents.unreachable",
                Tags.empty(),
                "Agents who are logged in and whose phones do not answer",
                t -> board.unreachableAgents());
        Total probes = new Total("probes", "Phones that were asked whether they are there");
        counter(probes, Tags.of("result", "answered"), Board::answeredProbes);
        counter(probes, Tags.of("result", "missed"), Board::missedProbes);
    }

    private void fields() {
        counter(
                new Total("context.omitted", "Header fields that were too much to go with their callers"),
                Tags.empty(),
                Board::omittedFields);
    }

    /** Makes the meters of new flows and agents, removes those of gone ones; call before each scrape. */
    public synchronized void refresh() {
        List<Board.FlowRow> flowRows = board.flows();
        board.transfers().keySet().forEach(kind -> transfers.computeIfAbsent(kind, this::transfers));
        sync(flows, flowRows.stream().map(row -> row.flow().id()).toList(), this::flow);
        if (perAgent) {
            sync(agents, board.agents().stream().map(Board.AgentRow::agent).toList(), this::agent);
        }
    }

    private Meter transfers(Board.TransferKind kind) {
        return counter(
                new Total("transfers", "Transfers of callers by agents and by command"),
                Tags.of("kind", kind.kind(), "target", kind.target(), "outcome", kind.outcome()),
                b -> b.transfers().getOrDefault(kind, 0L));
    }

    private <K> void sync(Map<K, List<Meter>> known, List<K> now, Function<K, List<Meter>> make) {
        Set<K> present = new HashSet<>(now);
        known.entrySet().removeIf(entry -> {
            boolean gone = !present.contains(entry.getKey());
            if (gone) {
                entry.getValue().forEach(registry::remove);
            }
            return gone;
        });
        now.forEach(key -> known.computeIfAbsent(key, make));
    }

    private List<Meter> flow(FlowId id) {
        Tags tags = Tags.of("flow", id.value());
        List<Meter> meters = new ArrayList<>();
        meters.add(gauge("calls.ongoing", tags, "Calls admitted and not ended", flowValue(id, Board.FlowRow::ongoing)));
        meters.add(gauge("calls.onhold", tags, "Calls not yet with an agent", flowValue(id, Board.FlowRow::onHold)));
        meters.add(
                gauge("chats.onhold", tags, "Chats not yet with an agent", flowValue(id, Board.FlowRow::onHoldChats)));
        meters.add(gauge("calls.queued", tags, "Calls in the queue", flowValue(id, Board.FlowRow::queued)));
        meters.add(gauge(
                "flow.agents.logged",
                tags,
                "Agents with the flow's skill logged in",
                flowValue(id, Board.FlowRow::logged)));
        meters.add(gauge(
                "flow.agents.free", tags, "Agents with the flow's skill free", flowValue(id, Board.FlowRow::free)));
        meters.add(gauge("flow.expected.wait.seconds", tags, "Expected wait", flowValue(id, Statistics::expectedWait)));
        meters.add(gauge(
                "service.level.ratio",
                tags,
                "Service level of the last 60 minutes, 0 to 1; NaN without calls",
                serviceValue(id, service -> service.hour().percent().orElse(Double.NaN) / PERCENT)));
        meters.add(gauge(
                "longest.wait.seconds",
                tags,
                "How long the caller has waited who has waited longest",
                serviceValue(id, service -> OwnStatistics.longestWait(service, clock.instant()))));
        for (int i = 0; i < CALL_TOTALS.size(); i++) {
            int place = i;
            meters.add(counter(CALL_TOTALS.get(i), tags, flowValue(id, row -> at(row.totals(), place))));
        }
        return meters;
    }

    private ToDoubleFunction<Board> serviceValue(FlowId id, ToDoubleFunction<FlowService> value) {
        return b -> b.service(id).map(value::applyAsDouble).orElse(Double.NaN);
    }

    private ToDoubleFunction<Board> flowValue(FlowId id, ToDoubleFunction<Board.FlowRow> value) {
        return b -> b.flow(id).map(value::applyAsDouble).orElse(0d);
    }

    private List<Meter> agent(AgentId id) {
        Tags tags = Tags.of("agent", id.value());
        List<Meter> meters = new ArrayList<>();
        meters.add(gauge(
                "agent.logged", tags, "Whether the agent is logged in", agentValue(id, row -> row.loggedIn() ? 1 : 0)));
        meters.add(gauge("agent.calls.bound", tags, "Calls with the agent", agentValue(id, Board.AgentRow::calls)));
        for (int i = 0; i < AGENT_TOTALS.size(); i++) {
            int place = i;
            meters.add(counter(AGENT_TOTALS.get(i), tags, agentValue(id, row -> at(row.totals(), place))));
        }
        return meters;
    }

    private ToDoubleFunction<Board> agentValue(AgentId id, ToDoubleFunction<Board.AgentRow> value) {
        return b -> b.agent(id).map(value::applyAsDouble).orElse(0d);
    }

    private static double at(List<Long> totals, int place) {
        return place < totals.size() ? totals.get(place) : 0;
    }

    private Gauge gauge(String name, Tags tags, String description, ToDoubleFunction<Board> value) {
        return Gauge.builder("callcenter." + name, board, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private FunctionCounter counter(Total total, Tags tags, ToDoubleFunction<Board> value) {
        return FunctionCounter.builder("callcenter." + total.name(), board, value)
                .description(total.description())
                .tags(tags)
                .register(registry);
    }
}
