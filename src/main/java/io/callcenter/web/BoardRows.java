package io.callcenter.web;

import io.callcenter.app.CallerFields;
import io.callcenter.core.AgentState;
import io.callcenter.core.Board;
import io.callcenter.core.Counts;
import io.callcenter.core.FlowFigure;
import io.callcenter.core.FlowService;
import io.callcenter.core.Media;
import io.callcenter.core.Ratio;
import io.callcenter.core.RowChanges;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.mi.command.Statistics;
import io.callcenter.mi.command.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Makes the rows of pages from those of the board, only from what was marked. One thread. */
final class BoardRows implements DeskRows.Source {
    private static final List<String> STATUSES = List.of("free", "busy", "wrapup", "paused", "offline");
    private static final int FREE = 0;
    private static final int PAUSED = 3;
    private static final int OFFLINE = 4;

    /** An agent as counted. */
    private record Counted(int status, List<String> skills) {}

    /** Service levels of the last 60 minutes, and of today with what was counted. */
    private record Served(Ratio hour, Ratio today, long answered, long abandoned) {
        static final Served NOBODY = new Served(Ratio.NONE, Ratio.NONE, 0, 0);

        static Served of(FlowService service) {
            Counts today = service.today();
            return new Served(
                    service.hour(),
                    service.level(today),
                    today.of(FlowFigure.ANSWERED),
                    today.of(FlowFigure.ABANDONED));
        }

        Served with(Served other) {
            return new Served(
                    hour.plus(other.hour),
                    today.plus(other.today),
                    answered + other.answered,
                    abandoned + other.abandoned);
        }

        Served without(Served other) {
            return new Served(
                    hour.minus(other.hour),
                    today.minus(other.today),
                    answered - other.answered,
                    abandoned - other.abandoned);
        }
    }

    private final Board board;
    private final Supplier<Board.Totals> totals;
    private final Feed feed;
    private final DeskRows desks;
    private final ServiceLevels levels;
    private final Map<AgentId, Counted> agents = new HashMap<>();
    private final Map<String, int[]> bySkill = new HashMap<>();
    private final int[] inAll = new int[STATUSES.size()];
    private final Map<FlowId, Board.FlowRow> flows = new HashMap<>();
    private final Map<CallId, Board.CallRow> calls = new HashMap<>();
    private final Map<AgentId, Set<CallId>> ofAgent = new HashMap<>();
    private final Map<FlowId, TreeMap<Instant, Integer>> waiting = new HashMap<>();
    private final Map<FlowId, Served> served = new HashMap<>();
    private final DeskFacts facts;
    private ShownColumns columns;
    private Served servedInAll = Served.NOBODY;

    BoardRows(Board board, Feed feed, Thresholds thresholds) {
        this(board, feed, new DeskRows(board, feed, DeskFacts.NONE), thresholds);
    }

    /** Tells those rows of agents' pages what has changed. */
    BoardRows(Board board, Feed feed, DeskRows desks, Thresholds thresholds) {
        this(board, board::totals, feed, desks, thresholds);
    }

    /** The same, with totals from elsewhere; those of agents are counted here. */
    BoardRows(Board board, Supplier<Board.Totals> totals, Feed feed, DeskRows desks, Thresholds thresholds) {
        this.board = board;
        this.totals = totals;
        this.feed = feed;
        this.desks = desks;
        this.levels = new ServiceLevels(thresholds);
        this.facts = desks.facts();
        this.columns = facts.columns().get();
    }

    /** Looks at everything: after a time in which nothing was marked. */
    void all(Instant now) {
        Set<AgentId> someAgents = new LinkedHashSet<>(agents.keySet());
        board.agents().forEach(row -> someAgents.add(row.agent()));
        Set<FlowId> someFlows = new LinkedHashSet<>(flows.keySet());
        board.flows().forEach(row -> someFlows.add(row.flow().id()));
        Set<CallId> someCalls = new LinkedHashSet<>(calls.keySet());
        board.calls().forEach(row -> someCalls.add(row.call()));
        take(new RowChanges.Taken(someAgents, someFlows, someCalls), now);
    }

    /** Looks at what was marked. */
    void take(RowChanges.Taken marked, Instant now) {
        Set<AgentId> someAgents = new LinkedHashSet<>(marked.agents());
        Set<FlowId> someFlows = new LinkedHashSet<>(marked.flows());
        marked.calls().forEach(call -> call(call, someAgents, someFlows, now));
        someAgents.forEach(agent -> agent(agent, someFlows, now));
        someFlows.forEach(flow -> flow(flow, now));
        totals(now);
        desks.look(someAgents, someFlows, this, now);
    }

    /** Looks at what changes with time alone. */
    void tick(Instant now) {
        ShownColumns newest = facts.columns().get();
        if (!newest.equals(columns)) {
            columns = newest;
            List.copyOf(agents.keySet())
                    .forEach(agent -> board.agent(agent)
                            .ifPresent(row -> feed.put(Topic.AGENTS, agent.value(), agentRow(row), now)));
        }
        List.copyOf(flows.keySet()).forEach(flow -> flow(flow, now));
    }

    private void call(CallId id, Set<AgentId> someAgents, Set<FlowId> someFlows, Instant now) {
        Board.CallRow before = calls.remove(id);
        if (before != null) {
            before.agent().ifPresent(agent -> {
                ofAgent.computeIfPresent(agent, (key, some) -> some.remove(id) && some.isEmpty() ? null : some);
                someAgents.add(agent);
            });
            count(before, -1);
            someFlows.add(before.flow());
        }
        Optional<Board.CallRow> row = board.call(id);
        row.ifPresent(call -> {
            calls.put(id, call);
            call.agent().ifPresent(agent -> {
                ofAgent.computeIfAbsent(agent, key -> new LinkedHashSet<>()).add(id);
                someAgents.add(agent);
            });
            count(call, 1);
            someFlows.add(call.flow());
        });
        row.filter(call -> call.queueKey().isPresent())
                .ifPresentOrElse(
                        call -> feed.put(Topic.WAITING, id.value(), waitingRow(call), now),
                        () -> feed.gone(Topic.WAITING, id.value(), now));
    }

    private void count(Board.CallRow call, int one) {
        if (call.queueKey().isPresent()) {
            TreeMap<Instant, Integer> times = waiting.computeIfAbsent(call.flow(), key -> new TreeMap<>());
            times.merge(since(call), one, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
        }
    }

    private static Instant since(Board.CallRow call) {
        return call.queuedSince().orElse(call.received());
    }

    private PageRow waitingRow(Board.CallRow call) {
        Board.QueueKey key = call.queueKey().orElseThrow();
        return new PageRow(
                Arrays.asList(
                        call.call().value(),
                        key.headClass(),
                        key.priority(),
                        key.entry(),
                        call.flow().value(),
                        call.callerUser(),
                        call.callerName(),
                        since(call).toEpochMilli(),
                        call.refusals(),
                        call.media() == Media.CHAT ? "chat" : "audio",
                        ShownColumns.cell(CallerFields.shown(facts.of().apply(call.call())))),
                Set.of(5, 6, 10));
    }

    private void agent(AgentId id, Set<FlowId> someFlows, Instant now) {
        Optional<Board.AgentRow> row = board.agent(id);
        Counted before = row.isEmpty() ? agents.remove(id) : agents.put(id, counted(row.get()));
        Counted after = agents.get(id);
        if (before == null || !before.equals(after)) {
            count(before, -1, someFlows);
            count(after, 1, someFlows);
        }
        row.ifPresentOrElse(
                agent -> feed.put(Topic.AGENTS, id.value(), agentRow(agent), now),
                () -> feed.gone(Topic.AGENTS, id.value(), now));
    }

    private static Counted counted(Board.AgentRow row) {
        int status = STATUSES.indexOf(row.status());
        return new Counted(row.status().equals("unreachable") ? OFFLINE : status < 0 ? 1 : status, row.skills());
    }

    private void count(Counted agent, int one, Set<FlowId> someFlows) {
        if (agent == null) {
            return;
        }
        inAll[agent.status()] += one;
        for (String skill : agent.skills()) {
            bySkill.computeIfAbsent(skill, key -> new int[STATUSES.size()])[agent.status()] += one;
            flows.values().stream()
                    .filter(flow -> flow.flow().skill().equals(skill))
                    .forEach(flow -> someFlows.add(flow.flow().id()));
        }
    }

    @Override
    public Optional<PageRow> agent(AgentId agent) {
        return board.agent(agent).map(this::agentRow);
    }

    @Override
    public Optional<Board.CallRow> call(AgentId agent) {
        return ofAgent.getOrDefault(agent, Set.of()).stream().map(calls::get).findFirst();
    }

    private PageRow agentRow(Board.AgentRow row) {
        Optional<Board.CallRow> call = call(row.agent());
        boolean inCall = row.loggedIn() && row.state() == AgentState.INCALL;
        boolean talks = call.flatMap(Board.CallRow::talkingSince).isPresent();
        // Without a call it is one of a flow that is not there for who looks.
        String status = inCall && call.isPresent() ? talks ? "talking" : "ringing" : row.status();
        Instant since =
                inCall ? call.map(c -> c.talkingSince().orElse(c.legStarted())).orElse(row.since()) : row.since();
        boolean wrapsUp = row.loggedIn() && row.state() == AgentState.WRAPUP;
        return new PageRow(
                Arrays.asList(
                        row.agent().value(),
                        status,
                        since.toEpochMilli(),
                        call.map(c -> c.flow().value()).orElse(null),
                        call.map(BoardRows::caller).orElse(null),
                        call.map(c -> c.call().value()).orElse(null),
                        row.answered(),
                        row.lastCall().map(Instant::toEpochMilli).orElse(null),
                        row.pause().map(pause -> pause.reason()).orElse(null),
                        wrapsUp ? row.wrapUpEnd().map(Instant::toEpochMilli).orElse(null) : null,
                        row.chats(),
                        row.maxChats(),
                        row.pause().isPresent() && !row.status().equals("paused") ? 1 : 0,
                        ShownColumns.cell(columns.agents().get(row.agent().value()))),
                Set.of(4));
    }

    private static String caller(Board.CallRow call) {
        return call.callerName().isEmpty() ? call.callerUser() : call.callerName();
    }

    private void flow(FlowId id, Instant now) {
        Optional<Board.FlowRow> found = board.flow(id).filter(row -> !row.removed());
        if (found.isEmpty()) {
            flows.remove(id);
            serve(id, Served.NOBODY);
            levels.forget(id.value());
            feed.gone(Topic.FLOWS, id.value(), now);
            return;
        }
        Board.FlowRow row = found.get();
        flows.put(id, row);
        int[] counts = bySkill.getOrDefault(row.flow().skill(), new int[STATUSES.size()]);
        TreeMap<Instant, Integer> times = waiting.getOrDefault(id, new TreeMap<>());
        int calling = times.values().stream().mapToInt(Integer::intValue).sum();
        Optional<Instant> oldest = times.isEmpty() ? Optional.empty() : Optional.of(times.firstKey());
        Served service = board.service(id).map(Served::of).orElse(Served.NOBODY);
        serve(id, service);
        long expected = Statistics.expectedWait(row);
        ServiceLevels.Level level = levels.of(
                id.value(),
                new ServiceLevels.Figures(
                        calling,
                        oldest.map(at -> Duration.between(at, now)).orElse(Duration.ZERO),
                        expected,
                        counts[FREE],
                        Arrays.stream(counts).sum() - counts[OFFLINE],
                        service.hour(),
                        service.abandoned(),
                        service.answered()),
                now);
        feed.put(
                Topic.FLOWS,
                id.value(),
                PageRow.of(
                        id.value(),
                        "open",
                        calling,
                        oldest.map(Instant::toEpochMilli).orElse(null),
                        expected,
                        counts[FREE],
                        counts[1],
                        counts[2],
                        counts[PAUSED],
                        counts[OFFLINE],
                        percent(service.hour()),
                        percent(service.today()),
                        row.answered(),
                        row.abandoned(),
                        row.arrived(),
                        level.name().toLowerCase(Locale.ROOT),
                        ShownColumns.cell(columns.flows().get(id.value()))),
                now);
    }

    private void serve(FlowId id, Served now) {
        Served before = now == Served.NOBODY ? served.remove(id) : served.put(id, now);
        servedInAll =
                servedInAll.without(before == null ? Served.NOBODY : before).with(now);
    }

    private static Long percent(Ratio ratio) {
        return ratio.percent().isPresent() ? Math.round(ratio.percent().getAsDouble()) : null;
    }

    private void totals(Instant now) {
        Board.Totals row = totals.get();
        Optional<Instant> oldest = waiting.values().stream()
                .filter(times -> !times.isEmpty())
                .map(TreeMap::firstKey)
                .min(Instant::compareTo);
        int calling = waiting.values().stream()
                .flatMap(times -> times.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
        feed.put(
                Topic.TOTALS,
                "all",
                PageRow.of(
                        "all",
                        calling,
                        oldest.map(Instant::toEpochMilli).orElse(null),
                        row.answered(),
                        row.abandoned(),
                        inAll[FREE],
                        inAll[PAUSED],
                        Arrays.stream(inAll).sum() - inAll[OFFLINE],
                        row.internalDispatching() ? 1 : 0,
                        percent(servedInAll.hour()),
                        percent(servedInAll.today())),
                now);
    }
}
