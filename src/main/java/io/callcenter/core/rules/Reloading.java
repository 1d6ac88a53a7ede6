package io.callcenter.core.rules;

import io.callcenter.core.Agent;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.Flow;
import io.callcenter.core.Plan;
import io.callcenter.core.Provisioning;
import io.callcenter.core.ReloadDifference;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import io.callcenter.core.SkippedRow;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts a new snapshot of the rows in the place of the old one: only what differs changes (docs/design/behaviour.md 1.5, B22 to B26, B37). */
final class Reloading {
    private final CenterState center;
    private final Dispatcher dispatcher;
    private final Dissuasion dissuasion;
    private final AgentLogins logins;
    private boolean loaded;

    Reloading(CenterState center, Dispatcher dispatcher, Dissuasion dissuasion, AgentLogins logins) {
        this.center = center;
        this.dispatcher = dispatcher;
        this.dissuasion = dissuasion;
        this.logins = logins;
    }

    /** Deviation: what a reload did, and what it left out, is reported; the reference only logs it. */
    Reply reload(Signal.Reload reload, Instant now) {
        ReloadChanges changes = swap(reload.provisioning(), now);
        report(changes, reload.skipped(), now);
        loaded = true;
        return new Reply.Reloaded(changes.lines());
    }

    /** At the start everything is new, so that only rows that were left out are worth a report. */
    private void report(ReloadChanges changes, List<SkippedRow> skipped, Instant now) {
        ReloadDifference<FlowId> flows = loaded ? changes.flows.difference() : ReloadDifference.none();
        ReloadDifference<AgentId> agents = loaded ? changes.agents.difference() : ReloadDifference.none();
        if (!flows.isNone() || !agents.isNone() || !skipped.isEmpty()) {
            center.effects().report(new Effect.ReportProvisioning(flows, agents, skipped, now));
        }
    }

    private ReloadChanges swap(Provisioning rows, Instant now) {
        ReloadChanges changes = new ReloadChanges();
        Set<FlowId> flows = new HashSet<>();
        for (int i = 0; i < rows.flows().size(); i++) {
            flows.add(rows.flows().get(i).id());
            flow(rows.flows().get(i), i, changes);
        }
        Set<AgentId> agents = new HashSet<>();
        for (int i = 0; i < rows.agents().size(); i++) {
            agents.add(rows.agents().get(i).id());
            agent(rows.agents().get(i), i, changes, now);
        }
        for (OpenFlow flow : List.copyOf(center.flows().all())) {
            if (!flow.removed() && !flows.contains(flow.row().id())) {
                changes.flows.removed(flow.row().id());
                center.flows().close(flow);
            }
        }
        for (LiveAgent liveAgent : List.copyOf(center.roster().all())) {
            if (!liveAgent.removed() && !agents.contains(liveAgent.id())) {
                changes.agents.removed(liveAgent.id());
                unpause(liveAgent);
                center.roster().retire(liveAgent);
            }
        }
        plan(rows.plan(), changes);
        dispatcher.matchAll(now);
        return changes;
    }

    private void plan(Plan plan, ReloadChanges changes) {
        for (FlowId id : center.plan().replace(plan)) {
            center.flows().find(id).ifPresent(flow -> {
                changes.flows.alsoChanged(id);
                center.changes().flow(flow);
            });
        }
    }

    private void flow(Flow row, int order, ReloadChanges changes) {
        Optional<OpenFlow> known = center.flows().anyone(row.id());
        if (known.isEmpty()) {
            changes.flows.added(row.id());
            center.flows().open(new OpenFlow(row, order));
            return;
        }
        OpenFlow flow = known.get();
        boolean back = flow.removed();
        boolean same = flow.row().equals(row);
        if (back || !same || flow.order() != order) {
            center.flows().replace(flow, row, order);
        }
        if (back) {
            changes.flows.added(row.id());
        } else if (!same) {
            changes.flows.changed(row.id());
        }
        if (!same) {
            flow.calls.values().forEach(this::flowChanged);
        }
    }

    /** A waiting call sees its flow's new skill, announcement and threshold at once; its place stays. */
    private void flowChanged(Call call) {
        center.changes().row(call);
        if (call.state() == CallState.QUEUED) {
            center.waiting().refresh(call);
            dissuasion.watch(call);
        }
    }

    private void agent(Agent row, int order, ReloadChanges changes, Instant now) {
        Optional<LiveAgent> known = center.roster().anyone(row.id());
        if (known.isEmpty()) {
            changes.agents.added(row.id());
            LiveAgent liveAgent = new LiveAgent(row, order, center.deadlines(), now);
            center.roster().hire(liveAgent);
            center.wrapUps().known(liveAgent, now);
            return;
        }
        LiveAgent liveAgent = known.get();
        if (liveAgent.removed()) {
            changes.agents.added(row.id());
            back(liveAgent, row, order, now);
        } else if (!lasting(liveAgent.row()).equals(lasting(row))) {
            changes.agents.changed(row.id());
            boolean before = liveAgent.row().loggedIn();
            center.roster().replace(liveAgent, row, order);
            logins.reloaded(liveAgent, before, now);
        } else {
            moved(liveAgent, order);
            logins.reloaded(liveAgent, row.loggedIn(), now);
        }
    }

    /** Who comes back as new, perhaps after a restart, is not paused. */
    private void unpause(LiveAgent liveAgent) {
        if (liveAgent.pause().isPresent()) {
            center.roster().change(liveAgent, () -> liveAgent.setPause(Optional.empty()));
            logins.savePause(liveAgent);
        }
    }

    /** The row of an agent who was removed, but still has calls, is back: they are as new, but for those calls. */
    private void back(LiveAgent liveAgent, Agent row, int order, Instant now) {
        liveAgent.login(row.loggedIn());
        center.roster().replace(liveAgent, row, order);
        center.wrapUps().watch(liveAgent);
        liveAgent.freeFrom(now);
    }

    private void moved(LiveAgent liveAgent, int order) {
        if (liveAgent.order() != order) {
            liveAgent.move(order);
            center.changes().seat(liveAgent);
        }
    }

    /** The row without the wrap-up end, which we write ourselves and read for new agents only. */
    private static Agent lasting(Agent row) {
        return row.endingWrapUp(Optional.empty());
    }
}
