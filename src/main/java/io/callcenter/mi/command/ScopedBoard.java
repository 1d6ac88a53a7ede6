package io.callcenter.mi.command;

import io.callcenter.core.AgentShift;
import io.callcenter.core.Board;
import io.callcenter.core.CallCode;
import io.callcenter.core.FlowService;
import io.callcenter.core.RowChanges;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.mi.access.UserScope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * The part of the board that a scope has: other rows are not there, and totals are counted from what is left. Which flows those are is found out
 * when it is made, and again by {@link #look}. One thread.
 */
public final class ScopedBoard implements Board {
    private final Board board;
    private final UserScope scope;
    private final Map<FlowId, String> skillOf = new HashMap<>();
    private Set<String> skills = Set.of();

    /** That part of that board. */
    public ScopedBoard(Board board, UserScope scope) {
        this.board = board;
        this.scope = scope;
        lookAtAll();
    }

    /** The board itself for a scope that has everything. */
    static Board of(Board board, UserScope scope) {
        return scope.isAll() ? board : new ScopedBoard(board, scope);
    }

    private void keep(FlowRow row) {
        if (scope.hasFlow(row.flow().id().value(), row.flow().skill())) {
            skillOf.put(row.flow().id(), row.flow().skill());
        }
    }

    /** Looks at all flows. */
    public void lookAtAll() {
        skillOf.clear();
        board.flows().forEach(this::keep);
        skills = new HashSet<>(skillOf.values());
    }

    /** Looks at flows that have changed; whether others are there now, or with other skills, so that agents may be others too. */
    public boolean look(Set<FlowId> changed) {
        boolean others = false;
        for (FlowId id : changed) {
            String before = skillOf.remove(id);
            board.flow(id).ifPresent(this::keep);
            String now = skillOf.get(id);
            others |= before == null ? now != null : !before.equals(now);
        }
        if (others) {
            skills = new HashSet<>(skillOf.values());
        }
        return others;
    }

    private boolean has(AgentRow row) {
        return scope.hasAgent(row.skills(), skills::contains);
    }

    private boolean has(CallRow row) {
        return skillOf.containsKey(row.flow());
    }

    @Override
    public Optional<AgentId> sender(String uri) {
        return board.sender(uri).filter(agent -> agent(agent).isPresent());
    }

    @Override
    public List<AgentRow> agents() {
        return board.agents().stream().filter(this::has).toList();
    }

    @Override
    public List<FlowRow> flows() {
        return board.flows().stream()
                .filter(row -> skillOf.containsKey(row.flow().id()))
                .toList();
    }

    @Override
    public List<CallRow> calls() {
        return board.calls().stream().filter(this::has).toList();
    }

    @Override
    public List<CallRow> queue() {
        return board.queue().stream().filter(this::has).toList();
    }

    @Override
    public Optional<AgentRow> agent(AgentId agent) {
        return board.agent(agent).filter(this::has);
    }

    @Override
    public Optional<FlowRow> flow(FlowId flow) {
        return skillOf.containsKey(flow) ? board.flow(flow) : Optional.empty();
    }

    @Override
    public Optional<FlowService> service(FlowId flow) {
        return skillOf.containsKey(flow) ? board.service(flow) : Optional.empty();
    }

    @Override
    public Optional<AgentShift> shift(AgentId agent) {
        return agent(agent).isPresent() ? board.shift(agent) : Optional.empty();
    }

    @Override
    public Optional<Coding> coding(AgentId agent) {
        return board.coding(agent).filter(coding -> skillOf.containsKey(coding.flow()));
    }

    @Override
    public List<CallCode> codes(FlowId flow) {
        return skillOf.containsKey(flow) ? board.codes(flow) : List.of();
    }

    @Override
    public Optional<CallRow> call(CallId call) {
        return board.call(call).filter(this::has);
    }

    @Override
    public RowChanges rowChanges() {
        return board.rowChanges();
    }

    @Override
    public Totals totals() {
        List<AgentRow> loggedIn = agents().stream().filter(AgentRow::loggedIn).toList();
        int free = (int)
                loggedIn.stream().filter(row -> row.status().equals("free")).count();
        return totals(free, loggedIn.size());
    }

    /** The totals without those of agents, which are zero; costs as much as there are flows. */
    public Totals totalsOfFlows() {
        return totals(0, 0);
    }

    private Totals totals(int free, int loggedIn) {
        List<FlowRow> flows =
                skillOf.keySet().stream().flatMap(id -> board.flow(id).stream()).toList();
        long answered = sum(flows, FlowRow::answered);
        long waited = sum(flows, row -> row.averageWaitSeconds() * row.answered());
        return new Totals(
                sum(flows, FlowRow::arrived),
                sum(flows, FlowRow::distributed),
                answered,
                sum(flows, FlowRow::answeredChats),
                sum(flows, FlowRow::abandoned),
                count(flows, FlowRow::onHold),
                count(flows, FlowRow::onHoldChats),
                free,
                loggedIn,
                count(flows, FlowRow::queued),
                count(flows, FlowRow::ongoing),
                answered == 0 ? 0 : waited / answered,
                board.totals().internalDispatching(),
                List.of());
    }

    private static long sum(List<FlowRow> flows, ToLongFunction<FlowRow> value) {
        return flows.stream().mapToLong(value).sum();
    }

    private static int count(List<FlowRow> flows, ToIntFunction<FlowRow> value) {
        return flows.stream().mapToInt(value).sum();
    }
}
