package io.callcenter.core;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Replaces the rows that a signal changed; readers sort what they find. */
final class BoardWriter implements Board {
    private record Ordered(int order, FlowRow row) {}

    private final Centre centre;
    private final Dispatcher dispatcher;
    private final Watch watch;
    private final Map<AgentId, AgentRow> agents = new ConcurrentHashMap<>();
    private final Map<FlowId, Ordered> flows = new ConcurrentHashMap<>();
    private final Map<CallId, CallRow> calls = new ConcurrentHashMap<>();
    private volatile Totals totals;
    private volatile long repairs;
    private volatile String lastRepair = "";

    BoardWriter(Centre centre, Dispatcher dispatcher, Watch watch) {
        this.centre = centre;
        this.watch = watch;
        this.dispatcher = dispatcher;
        this.totals = totalsNow();
    }

    /** Shows what changed. */
    void publish(Touched touched) {
        if (repairs != watch.repairs()) {
            lastRepair = watch.lastRepair();
            repairs = watch.repairs();
        }
        touched.seats.forEach(this::show);
        touched.skills.forEach(skill -> centre.flows().needing(skill).forEach(touched::flow));
        touched.flows.forEach(this::show);
        for (FlowId gone : centre.flows().takeGone()) {
            if (centre.flows().anyone(gone).isEmpty()) {
                flows.remove(gone);
            }
        }
        touched.calls.forEach(this::show);
        totals = totalsNow();
    }

    private void show(Seat seat) {
        if (seat.removed()) {
            agents.remove(seat.id());
            return;
        }
        agents.put(
                seat.id(),
                new AgentRow(
                        seat.id(),
                        seat.loggedIn(),
                        seat.state(),
                        seat.wrapUpEnd(),
                        seat.calls.size(),
                        seat.chats(),
                        seat.maxChats(),
                        seat.loggedIn() ? seat.idle() : seat.order(),
                        seat.distributed.sinceReset(),
                        seat.answered.sinceReset(),
                        seat.answeredChats.sinceReset(),
                        seat.rejected.sinceReset(),
                        seat.talk.wholeSeconds(),
                        seat.totals()));
    }

    private void show(OpenFlow flow) {
        Figures figures = flow.figures;
        SkillGroup group = centre.roster().group(flow.row().skill());
        flows.put(
                flow.row().id(),
                new Ordered(
                        flow.order(),
                        new FlowRow(
                                flow.row(),
                                flow.removed(),
                                figures.talk.seconds(),
                                figures.talk.count(),
                                group.logged,
                                group.free,
                                figures.ongoing(),
                                flow.calls.size(),
                                figures.onHold(),
                                figures.onHoldChats(),
                                figures.queued(),
                                figures.arrived.sinceReset(),
                                figures.distributed.sinceReset(),
                                figures.answered.sinceReset(),
                                figures.answeredChats.sinceReset(),
                                figures.abandoned.sinceReset(),
                                figures.wait.wholeSeconds(),
                                figures.totals())));
    }

    private void show(Call call) {
        if (call.state() == CallState.ENDED) {
            calls.remove(call.id());
            return;
        }
        Flow flow = call.flow().row();
        calls.put(
                call.id(),
                new CallRow(
                        call.id(),
                        call.birth.sequence(),
                        flow.id(),
                        flow.priority(),
                        flow.skill(),
                        call.state(),
                        call.media(),
                        call.birth.caller().user(),
                        call.birth.name(),
                        call.birth.received(),
                        call.legStarted(),
                        call.estimatedWait(),
                        call.agent().map(Seat::id),
                        call.key(),
                        1));
    }

    private Totals totalsNow() {
        Figures total = centre.total();
        return new Totals(
                total.arrived.sinceReset(),
                total.distributed.sinceReset(),
                total.answered.sinceReset(),
                total.answeredChats.sinceReset(),
                total.abandoned.sinceReset(),
                total.onHold(),
                total.onHoldChats(),
                centre.roster().free(),
                centre.roster().logged(),
                total.queued(),
                total.ongoing(),
                total.wait.wholeSeconds(),
                dispatcher.isOn(),
                total.totals());
    }

    @Override
    public List<AgentRow> agents() {
        return agents.values().stream()
                .sorted(Comparator.comparing(AgentRow::loggedIn)
                        .thenComparingLong(AgentRow::order)
                        .thenComparing(AgentRow::agent))
                .toList();
    }

    @Override
    public List<FlowRow> flows() {
        return flows.values().stream()
                .sorted(Comparator.comparing((Ordered flow) -> flow.row().removed())
                        .thenComparingInt(Ordered::order)
                        .thenComparing(flow -> flow.row().flow().id()))
                .map(Ordered::row)
                .toList();
    }

    @Override
    public List<CallRow> calls() {
        return calls.values().stream()
                .sorted(Comparator.comparingLong(CallRow::sequence).reversed())
                .toList();
    }

    @Override
    public List<CallRow> queue() {
        return calls.values().stream()
                .filter(call -> call.queueKey().isPresent())
                .sorted(Comparator.comparing(call -> call.queueKey().orElseThrow()))
                .toList();
    }

    @Override
    public Optional<AgentRow> agent(AgentId agent) {
        return Optional.ofNullable(agents.get(agent));
    }

    @Override
    public Optional<FlowRow> flow(FlowId flow) {
        return Optional.ofNullable(flows.get(flow)).map(Ordered::row);
    }

    @Override
    public Optional<CallRow> call(CallId call) {
        return Optional.ofNullable(calls.get(call));
    }

    @Override
    public long repairs() {
        return repairs;
    }

    @Override
    public String lastRepair() {
        return lastRepair;
    }

    @Override
    public Totals totals() {
        return totals;
    }
}
