package io.callcenter.core.rules;

import io.callcenter.core.AgentActivity;
import io.callcenter.core.AgentFigure;
import io.callcenter.core.AgentShift;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.FlowFigure;
import io.callcenter.core.FlowService;
import io.callcenter.core.Interval;
import io.callcenter.core.Pause;
import io.callcenter.core.SavedDay;
import io.callcenter.core.SavedFigures;
import io.callcenter.core.ServiceTarget;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Counts by quarters of an hour, for each flow and agent. An outcome counts in the quarter in which it happens, so that a closed one never changes.
 * A count costs the same in a center of any size; quarters are closed by what is counted next, or by ticks, some at each.
 */
final class Intervals {
    /** So that a tick costs the same in a center of any size. */
    private static final int AT_A_TICK = 200;
    /** What was slept through for longer is nobody's time. */
    private static final int MOST_MISSED = 100;

    private static final int RANG_OUT = 408;

    private final PlanInUse plan;
    private final PendingEffects effects;
    private final EventReports reports;
    private final ChangeSet changes;
    private final Roster roster;
    private final Flows flows;
    private final ZoneId zone;
    private final Map<FlowId, ServiceFigures> services = new HashMap<>();
    private final Map<AgentId, ActivityClock> shifts = new HashMap<>();
    private final Deque<Consumer<Instant>> due = new ArrayDeque<>();
    private final Set<AgentId> resumed = new HashSet<>();
    private Instant began;
    private Instant quarter = Instant.MIN;
    private long minute = Long.MIN_VALUE;

    Intervals(
            PlanInUse plan,
            PendingEffects effects,
            EventReports reports,
            ChangeSet changes,
            Roster roster,
            Flows flows,
            ZoneId zone) {
        this.plan = plan;
        this.effects = effects;
        this.reports = reports;
        this.changes = changes;
        this.roster = roster;
        this.flows = flows;
        this.zone = zone;
    }

    /** The process counts from then on. */
    void begin(Instant now) {
        began = began == null ? now : began;
    }

    void arrived(Call call, Instant now) {
        service(call, now).add(FlowFigure.ARRIVED, 1);
    }

    void offered(LiveAgent liveAgent, Instant now) {
        shift(liveAgent, now).quarter.change().add(AgentFigure.OFFERED, 1);
    }

    /** Caller and agent are joined since that time. */
    void answered(Call call, Instant at, Instant now) {
        call.agent()
                .ifPresent(liveAgent -> shift(liveAgent, now).quarter.change().add(AgentFigure.ANSWERED, 1));
        if (!call.segment().isFirstOfEntry()) {
            return; // a flow counts a call once each time that it comes to it
        }
        ServiceTarget target = target(call);
        Duration wait = waited(call, target, at);
        ServiceFigures service = service(call, now);
        service.add(FlowFigure.ANSWERED, ServiceHour.Kind.ANSWERED, now);
        if (wait.compareTo(target.threshold()) <= 0) {
            service.add(FlowFigure.IN_TIME, ServiceHour.Kind.IN_TIME, now);
        }
        service.add(FlowFigure.WAIT_ANSWERED, wait.toMillis());
        service.quarter.change().addWait(wait);
        service.quarter.most(FlowFigure.WAIT_LONGEST, wait.toMillis());
    }

    /** The agent has talked to a caller until then, whom they have transferred. */
    void transferred(Call call, Instant at, Instant now) {
        talked(service(call, now), call, at);
    }

    private static void talked(ServiceFigures service, Call call, Instant at) {
        call.established()
                .ifPresent(since -> service.add(
                        FlowFigure.TALK, CdrWriter.between(since, at).toMillis()));
    }

    /** An agent's phone rang so long. */
    void rang(Call call, Duration time, Instant now) {
        service(call, now).add(FlowFigure.RING, time.toMillis());
    }

    void refused(Call call, LiveAgent liveAgent, int code, Instant now) {
        service(call, now).add(FlowFigure.REJECTED, 1);
        AgentFigure figure = code == RANG_OUT ? AgentFigure.MISSED : AgentFigure.REFUSED;
        shift(liveAgent, now).quarter.change().add(figure, 1);
    }

    /** An agent to whom a caller was to be transferred did not take them; for the flow nothing was refused. */
    void refusedTransfer(LiveAgent liveAgent, int code, Instant now) {
        AgentFigure figure = code == RANG_OUT ? AgentFigure.MISSED : AgentFigure.REFUSED;
        shift(liveAgent, now).quarter.change().add(figure, 1);
    }

    /** The call is over. What is talked outside is no work of the flow, and an entry that was answered has its outcome. */
    void ended(Call call, EndKind finish, Instant at, Instant now) {
        boolean talked = finish.talked();
        if (call.state() == CallState.OUTSIDE || !talked && !call.segment().isFirstOfEntry()) {
            return;
        }
        ServiceFigures service = service(call, now);
        switch (finish) {
            case ANSWERED, TALK_RELEASED, TALK_MERGED -> talked(service, call, at);
            case ABANDONED -> abandoned(service, call, at, now);
            case DISSUADED -> service.add(FlowFigure.DISSUADED, 1);
            case TIMEOUT -> service.add(FlowFigure.TIMED_OUT, 1);
            case FAILED -> {
                if (call.established().isEmpty()) {
                    service.add(FlowFigure.FAILED, 1);
                }
            }
            case RELEASED, MERGED -> {
                // the caller did not leave, and nothing failed
            }
        }
    }

    private void abandoned(ServiceFigures service, Call call, Instant at, Instant now) {
        ServiceTarget target = target(call);
        Duration wait = waited(call, target, at);
        service.add(FlowFigure.ABANDONED, ServiceHour.Kind.ABANDONED, now);
        if (wait.compareTo(target.threshold()) <= 0) {
            service.add(FlowFigure.ABANDONED_IN_TIME, ServiceHour.Kind.ABANDONED_IN_TIME, now);
        }
        if (wait.compareTo(target.shortOf()) < 0) {
            service.add(FlowFigure.SHORT_ABANDONED, ServiceHour.Kind.SHORT, now);
        }
        service.add(FlowFigure.WAIT_ABANDONED, wait.toMillis());
        service.quarter.most(FlowFigure.WAIT_LONGEST, wait.toMillis());
    }

    private static Duration waited(Call call, ServiceTarget target, Instant until) {
        Instant from = target.from() == ServiceTarget.From.ARRIVAL
                ? call.received()
                : call.queuedSince().orElse(call.legStarted());
        return CdrWriter.between(from, until);
    }

    private ServiceTarget target(Call call) {
        return plan.of(call.flow().row().id()).service();
    }

    /** At the end of a signal: the clocks of agents who now do something else, and the longest queue. */
    void note(Instant now) {
        for (LiveAgent liveAgent : changes.seats) {
            ActivityClock shift = shift(liveAgent.id(), now);
            boolean restored = resumed.remove(liveAgent.id());
            if (!shift.stays(liveAgent)) {
                settle(shift, now);
                shift.turn(liveAgent, now);
                watchPause(liveAgent, now, now);
            } else {
                shift.follow(liveAgent);
                if (restored) {
                    watchPause(liveAgent, liveAgent.pause().map(Pause::since).orElse(now), now);
                }
            }
        }
        for (OpenFlow flow : changes.flows) {
            if (flow.figures.queued() > 0) {
                service(flow.row().id(), now).quarter.most(FlowFigure.QUEUE_LONGEST, flow.figures.queued());
            }
        }
    }

    /** A pause may be reported as too long; nothing ends because of it. */
    private void watchPause(LiveAgent liveAgent, Instant since, Instant now) {
        liveAgent.alarms.cancel(LiveAgent.Timer.PAUSE);
        liveAgent
                .pause()
                .filter(pause -> liveAgent.doing() == AgentActivity.PAUSED)
                .flatMap(pause -> plan.reason(pause.reason()))
                .filter(reason -> !reason.longest().isZero())
                .map(reason -> since.plus(reason.longest()))
                .filter(end -> end.isAfter(now))
                .ifPresent(end ->
                        liveAgent.alarms.set(LiveAgent.Timer.PAUSE, end, at -> reports.pausedTooLong(liveAgent, at)));
    }

    FlowService service(OpenFlow flow, Instant now) {
        FlowId id = flow.row().id();
        return service(id, now).show(flow, plan.of(id).service());
    }

    AgentShift shown(LiveAgent liveAgent, Instant now) {
        return shift(liveAgent.id(), now).show();
    }

    private ServiceFigures service(Call call, Instant now) {
        changes.flow(call.flow());
        return service(call.flow().row().id(), now);
    }

    private ServiceFigures service(FlowId id, Instant now) {
        ServiceFigures service = services.computeIfAbsent(
                id,
                any -> new ServiceFigures(new QuarterFigures(SavedFigures.Scope.FLOW, id.value(), zone, began, now)));
        close(service, now);
        return service;
    }

    private ActivityClock shift(LiveAgent liveAgent, Instant now) {
        changes.seat(liveAgent);
        return shift(liveAgent.id(), now);
    }

    private ActivityClock shift(AgentId agent, Instant now) {
        ActivityClock shift = shifts.computeIfAbsent(agent, id -> newShift(id, now));
        close(shift, now);
        return shift;
    }

    private ActivityClock newShift(AgentId id, Instant now) {
        QuarterFigures first = new QuarterFigures(SavedFigures.Scope.AGENT, id.value(), zone, began, now);
        return new ActivityClock(first, plan::isPaid, now);
    }

    private void close(ServiceFigures service, Instant now) {
        if (service.quarter.isOver(now)) {
            service.quarter.close(Interval.startOf(now)).ifPresent(this::save);
        }
    }

    private void close(ActivityClock shift, Instant now) {
        for (int missed = 0; shift.counts() && missed < MOST_MISSED && shift.quarter.isOver(now); missed++) {
            Instant end = shift.quarter.end();
            settle(shift, end);
            shift.quarter.close(end).ifPresent(this::save);
        }
        if (shift.quarter.isOver(now)) {
            shift.quarter.close(Interval.startOf(now)).ifPresent(this::save);
            shift.countFrom(Interval.startOf(now));
        }
    }

    private void settle(ActivityClock shift, Instant until) {
        Optional<FlowId> wrapUpOf = shift.wrapUpOf();
        long millis = shift.settle(until);
        wrapUpOf.map(services::get).filter(service -> millis > 0).ifPresent(service -> {
            close(service, until.minusNanos(1)); // what ends with a quarter belongs to it
            service.add(FlowFigure.WRAPUP, millis);
        });
    }

    private void save(Interval interval) {
        effects.save(new Effect.SaveInterval(interval));
    }

    /** Closes what is over, some at a time. */
    void tick(Instant now) {
        Instant thisQuarter = Interval.startOf(now);
        if (!thisQuarter.equals(quarter)) {
            quarter = thisQuarter;
            services.keySet().forEach(id -> due.add(at -> flowDue(id, at)));
            shifts.keySet().forEach(id -> due.add(at -> agentDue(id, at)));
        }
        long thisMinute = Math.floorDiv(now.getEpochSecond(), 60);
        if (thisMinute != minute) {
            minute = thisMinute;
            services.keySet().forEach(id -> due.add(at -> hourDue(id, at)));
        }
        for (int i = 0; i < AT_A_TICK && !due.isEmpty(); i++) {
            due.remove().accept(now);
        }
    }

    private void flowDue(FlowId id, Instant now) {
        ServiceFigures service = services.get(id);
        if (service != null) {
            close(service, now);
            flows.anyone(id).ifPresentOrElse(changes::flow, () -> services.remove(id));
        }
    }

    private void agentDue(AgentId id, Instant now) {
        ActivityClock shift = shifts.get(id);
        if (shift != null) {
            close(shift, now);
            roster.anyone(id).ifPresentOrElse(changes::seat, () -> shifts.remove(id));
        }
    }

    private void hourDue(FlowId id, Instant now) {
        ServiceFigures service = services.get(id);
        if (service != null && service.hour.advance(now)) {
            flows.anyone(id).ifPresent(changes::flow);
        }
    }

    Optional<SavedDay> saved(FlowId id) {
        return Optional.ofNullable(services.get(id))
                .map(service -> new SavedDay(service.quarter.interval(), service.quarter.before(), Optional.empty()));
    }

    Optional<SavedDay> saved(AgentId id) {
        return Optional.ofNullable(shifts.get(id))
                .map(shift ->
                        new SavedDay(shift.quarter.interval(), shift.quarter.before(), Optional.of(shift.running())));
    }

    /** Goes on from what a former process counted; a quarter that is over meanwhile is closed. */
    void restore(SavedFigures.Scope scope, String name, SavedDay day, Instant now) {
        if (scope == SavedFigures.Scope.FLOW) {
            ServiceFigures service = service(new FlowId(name), now);
            service.quarter.restore(day);
            close(service, now);
        } else if (scope == SavedFigures.Scope.AGENT) {
            ActivityClock shift = shifts.computeIfAbsent(new AgentId(name), id -> newShift(id, now));
            shift.quarter.restore(day);
            day.running().ifPresent(shift::restore);
            resumed.add(new AgentId(name));
            if (shift.quarter.isOver(now)) {
                settle(shift, shift.quarter.end());
                shift.quarter.close(Interval.startOf(now)).ifPresent(this::save);
                shift.countFrom(now);
            }
        }
    }
}
