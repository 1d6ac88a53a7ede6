package io.callcenter.core.rules;

import io.callcenter.core.AgentShift;
import io.callcenter.core.Board;
import io.callcenter.core.CallCode;
import io.callcenter.core.CallState;
import io.callcenter.core.Flow;
import io.callcenter.core.FlowService;
import io.callcenter.core.RowChanges;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Replaces the rows that a signal changed; readers sort what they find. */
final class BoardWriter implements Board {
    private record Ordered(int order, FlowRow row) {}

    private final CenterState center;
    private final Dispatcher dispatcher;
    private final ConsistencyWatch watch;
    private final Consultations consultations;
    private final Map<AgentId, AgentRow> agents = new ConcurrentHashMap<>();
    private final Map<FlowId, Ordered> flows = new ConcurrentHashMap<>();
    private final Map<CallId, CallRow> calls = new ConcurrentHashMap<>();
    private final Map<FlowId, FlowService> services = new ConcurrentHashMap<>();
    private final Map<AgentId, AgentShift> shifts = new ConcurrentHashMap<>();
    private final Map<AgentId, Coding> codings = new ConcurrentHashMap<>();
    private final RowChanges rowChanges = new RowChanges();
    private volatile Totals totals;
    private volatile long repairs;
    private volatile String lastRepair = "";

    BoardWriter(CenterState center, Dispatcher dispatcher, ConsistencyWatch watch, Consultations consultations) {
        this.center = center;
        this.consultations = consultations;
        this.watch = watch;
        this.dispatcher = dispatcher;
        this.totals = totalsNow();
    }

    /** Shows what changed. */
    void publish(ChangeSet changes, Instant now) {
        if (repairs != watch.repairs()) {
            lastRepair = watch.lastRepair();
            repairs = watch.repairs();
        }
        changes.seats.forEach(liveAgent -> show(liveAgent, now));
        changes.skills.forEach(skill -> center.flows().needing(skill).forEach(changes::flow));
        changes.flows.forEach(flow -> show(flow, now));
        for (FlowId gone : center.flows().takeGone()) {
            if (center.flows().anyone(gone).isEmpty()) {
                flows.remove(gone);
                services.remove(gone);
                rowChanges.flow(gone);
            }
        }
        changes.calls.forEach(this::show);
        totals = totalsNow();
    }

    private void show(LiveAgent liveAgent, Instant now) {
        if (liveAgent.removed()) {
            agents.remove(liveAgent.id());
            shifts.remove(liveAgent.id());
            codings.remove(liveAgent.id());
            rowChanges.agent(liveAgent.id());
            return;
        }
        Optional<AgentRow> before = agent(liveAgent.id());
        center.codes()
                .of(liveAgent)
                .ifPresentOrElse(coding -> codings.put(liveAgent.id(), coding), () -> codings.remove(liveAgent.id()));
        shifts.put(liveAgent.id(), center.intervals().shown(liveAgent, now));
        agents.put(
                liveAgent.id(),
                new AgentRow(
                        liveAgent.id(),
                        liveAgent.loggedIn(),
                        liveAgent.state(),
                        liveAgent.wrapUpEnd(),
                        liveAgent.calls.size(),
                        liveAgent.chats(),
                        liveAgent.maxChats(),
                        liveAgent.loggedIn() ? liveAgent.idle() : liveAgent.order(),
                        liveAgent.distributed.sinceReset(),
                        liveAgent.answered.sinceReset(),
                        liveAgent.answeredChats.sinceReset(),
                        liveAgent.rejected.sinceReset(),
                        liveAgent.talk.wholeSeconds(),
                        liveAgent.totals(),
                        liveAgent.row().skills(),
                        liveAgent.pause(),
                        before.filter(row -> row.status().equals(liveAgent.status()))
                                .map(AgentRow::since)
                                .orElse(now),
                        before.filter(row -> row.calls() > liveAgent.calls.size())
                                .map(row -> now)
                                .or(() -> before.flatMap(AgentRow::lastCall)),
                        liveAgent.phone.unreachable()));
        rowChanges.agent(liveAgent.id());
    }

    private void show(OpenFlow flow, Instant now) {
        services.put(flow.row().id(), center.intervals().service(flow, now));
        Figures figures = flow.figures;
        SkillGroup group = center.roster().group(flow.row().skill());
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
        rowChanges.flow(flow.row().id());
    }

    private void show(Call call) {
        if (call.state() == CallState.ENDED) {
            calls.remove(call.id());
            rowChanges.call(call.id());
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
                        call.agent().map(LiveAgent::id),
                        call.key(),
                        1,
                        call.queuedSince(),
                        call.established(),
                        call.rejections(),
                        call.segment().number,
                        call.transfer().map(transfer -> transfer.goal().label()),
                        call.birth.caller().number()));
        rowChanges.call(call.id());
    }

    private Totals totalsNow() {
        Figures total = center.total();
        return new Totals(
                total.arrived.sinceReset(),
                total.distributed.sinceReset(),
                total.answered.sinceReset(),
                total.answeredChats.sinceReset(),
                total.abandoned.sinceReset(),
                total.onHold(),
                total.onHoldChats(),
                center.roster().free(),
                center.roster().logged(),
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
    public Set<CallId> consultations() {
        return Collections.unmodifiableSet(consultations.all().keySet());
    }

    @Override
    public Optional<AgentId> sender(String uri) {
        return center.roster().identities().of(uri);
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
    public Optional<Coding> coding(AgentId agent) {
        return Optional.ofNullable(codings.get(agent));
    }

    @Override
    public List<CallCode> codes(FlowId flow) {
        return center.plan().codes(flow);
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
    public int unreachableAgents() {
        return center.roster().unreachable();
    }

    @Override
    public long answeredProbes() {
        return center.probes().answered();
    }

    @Override
    public long missedProbes() {
        return center.probes().missed();
    }

    @Override
    public long omittedFields() {
        return center.transfers().omitted();
    }

    @Override
    public Map<TransferKind, Long> transfers() {
        return center.transfers().all();
    }

    @Override
    public RowChanges rowChanges() {
        return rowChanges;
    }

    @Override
    public Totals totals() {
        return totals;
    }
}
