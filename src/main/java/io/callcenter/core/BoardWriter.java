package io.callcenter.core;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.time.Instant;
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
    private final Map<FlowId, FlowService> services = new ConcurrentHashMap<>();
    private final Map<AgentId, AgentShift> shifts = new ConcurrentHashMap<>();
    private final Marks marks = new Marks();
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
    void publish(Touched touched, Instant now) {
        if (repairs != watch.repairs()) {
            lastRepair = watch.lastRepair();
            repairs = watch.repairs();
        }
        touched.seats.forEach(seat -> show(seat, now));
        touched.skills.forEach(skill -> centre.flows().needing(skill).forEach(touched::flow));
        touched.flows.forEach(flow -> show(flow, now));
        for (FlowId gone : centre.flows().takeGone()) {
            if (centre.flows().anyone(gone).isEmpty()) {
                flows.remove(gone);
                services.remove(gone);
                marks.flow(gone);
            }
        }
        touched.calls.forEach(this::show);
        totals = totalsNow();
    }

    private void show(Seat seat, Instant now) {
        if (seat.removed()) {
            agents.remove(seat.id());
            shifts.remove(seat.id());
            marks.agent(seat.id());
            return;
        }
        Optional<AgentRow> before = agent(seat.id());
        shifts.put(seat.id(), centre.intervals().shown(seat, now));
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
                        seat.totals(),
                        seat.row().skills(),
                        seat.pause(),
                        before.filter(row -> row.status().equals(seat.status()))
                                .map(AgentRow::since)
                                .orElse(now),
                        before.filter(row -> row.calls() > seat.calls.size())
                                .map(row -> now)
                                .or(() -> before.flatMap(AgentRow::lastCall))));
        marks.agent(seat.id());
    }

    private void show(OpenFlow flow, Instant now) {
        services.put(flow.row().id(), centre.intervals().service(flow, now));
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
                                group.paused,
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
        marks.flow(flow.row().id());
    }

    private void show(Call call) {
        if (call.state() == CallState.ENDED) {
            calls.remove(call.id());
            marks.call(call.id());
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
                        call.name(),
                        call.birth.received(),
                        call.legStarted(),
                        call.estimatedWait(),
                        call.agent().map(Seat::id),
                        call.key(),
                        1,
                        call.queuedSince(),
                        call.established(),
                        call.rejections()));
        marks.call(call.id());
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
    public Optional<FlowService> service(FlowId flow) {
        return Optional.ofNullable(services.get(flow));
    }

    @Override
    public Optional<AgentShift> shift(AgentId agent) {
        return Optional.ofNullable(shifts.get(agent));
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
    public Map<TransferKind, Long> transfers() {
        return centre.transfers().all();
    }

    @Override
    public Marks marks() {
        return marks;
    }

    @Override
    public Totals totals() {
        return totals;
    }
}
