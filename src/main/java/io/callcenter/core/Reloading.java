package io.callcenter.core;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts a new snapshot of the rows in the place of the old one: only what differs changes (docs/design/behaviour.md 1.5, B22 to B26, B37). */
final class Reloading {
    private final Centre centre;
    private final Dispatcher dispatcher;
    private final Dissuasion dissuasion;
    private final Logins logins;
    private boolean loaded;

    Reloading(Centre centre, Dispatcher dispatcher, Dissuasion dissuasion, Logins logins) {
        this.centre = centre;
        this.dispatcher = dispatcher;
        this.dissuasion = dissuasion;
        this.logins = logins;
    }

    /** Deviation: what a reload did, and what it left out, is reported; the reference only logs it. */
    Reply reload(Signal.Reload reload, Instant now) {
        Changes changes = swap(reload.provisioning(), now);
        report(changes, reload.skipped(), now);
        loaded = true;
        return new Reply.Reloaded(changes.lines());
    }

    /** At the start everything is new, so that only rows that were left out are worth a report. */
    private void report(Changes changes, List<SkippedRow> skipped, Instant now) {
        Difference<FlowId> flows = loaded ? changes.flows.difference() : Difference.none();
        Difference<AgentId> agents = loaded ? changes.agents.difference() : Difference.none();
        if (!flows.isNone() || !agents.isNone() || !skipped.isEmpty()) {
            centre.outbox().report(new Effect.ReportProvisioning(flows, agents, skipped, now));
        }
    }

    private Changes swap(Provisioning rows, Instant now) {
        Changes changes = new Changes();
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
        for (OpenFlow flow : List.copyOf(centre.flows().all())) {
            if (!flow.removed() && !flows.contains(flow.row().id())) {
                changes.flows.removed(flow.row().id());
                centre.flows().close(flow);
            }
        }
        for (Seat seat : List.copyOf(centre.roster().all())) {
            if (!seat.removed() && !agents.contains(seat.id())) {
                changes.agents.removed(seat.id());
                unpause(seat);
                centre.roster().retire(seat);
            }
        }
        plan(rows.plan(), changes);
        dispatcher.matchAll(now);
        return changes;
    }

    private void plan(Plan plan, Changes changes) {
        for (FlowId id : centre.plan().replace(plan)) {
            centre.flows().find(id).ifPresent(flow -> {
                changes.flows.alsoChanged(id);
                centre.touched().flow(flow);
            });
        }
    }

    private void flow(Flow row, int order, Changes changes) {
        Optional<OpenFlow> known = centre.flows().anyone(row.id());
        if (known.isEmpty()) {
            changes.flows.added(row.id());
            centre.flows().open(new OpenFlow(row, order));
            return;
        }
        OpenFlow flow = known.get();
        boolean back = flow.removed();
        boolean same = flow.row().equals(row);
        if (back || !same || flow.order() != order) {
            centre.flows().replace(flow, row, order);
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
        centre.touched().row(call);
        if (call.state() == CallState.QUEUED) {
            centre.line().refresh(call);
            dissuasion.watch(call);
        }
    }

    private void agent(Agent row, int order, Changes changes, Instant now) {
        Optional<Seat> known = centre.roster().anyone(row.id());
        if (known.isEmpty()) {
            changes.agents.added(row.id());
            Seat seat = new Seat(row, order, centre.deadlines(), now);
            centre.roster().hire(seat);
            centre.wrapUps().known(seat, now);
            return;
        }
        Seat seat = known.get();
        if (seat.removed()) {
            changes.agents.added(row.id());
            back(seat, row, order, now);
        } else if (!lasting(seat.row()).equals(lasting(row))) {
            changes.agents.changed(row.id());
            boolean before = seat.row().loggedIn();
            centre.roster().replace(seat, row, order);
            logins.reloaded(seat, before, now);
        } else {
            moved(seat, order);
            logins.reloaded(seat, row.loggedIn(), now);
        }
    }

    /** Who comes back as new, perhaps after a restart, is not paused. */
    private void unpause(Seat seat) {
        if (seat.pause().isPresent()) {
            centre.roster().change(seat, () -> seat.pause(Optional.empty()));
            logins.savePause(seat);
        }
    }

    /** The row of an agent who was removed, but still has calls, is back: he is as new, but for those calls. */
    private void back(Seat seat, Agent row, int order, Instant now) {
        seat.login(row.loggedIn());
        centre.roster().replace(seat, row, order);
        centre.wrapUps().watch(seat);
        seat.freeFrom(now);
    }

    private void moved(Seat seat, int order) {
        if (seat.order() != order) {
            seat.move(order);
            centre.touched().seat(seat);
        }
    }

    /** The row without the wrap-up end, which we write ourselves and read for new agents only. */
    private static Agent lasting(Agent row) {
        return row.endingWrapUp(Optional.empty());
    }
}
