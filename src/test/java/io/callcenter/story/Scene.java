package io.callcenter.story;

import io.callcenter.core.Agent;
import io.callcenter.core.Board;
import io.callcenter.core.Effect;
import io.callcenter.core.Flow;
import io.callcenter.core.Outcome;
import io.callcenter.core.Plan;
import io.callcenter.core.Policy;
import io.callcenter.core.Provisioning;
import io.callcenter.core.RecoveredLegs;
import io.callcenter.core.Reply;
import io.callcenter.core.SavedCall;
import io.callcenter.core.SavedFigures;
import io.callcenter.core.SavedLogin;
import io.callcenter.core.Signal;
import io.callcenter.core.SkippedRow;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A story as it goes: a contact center, its clock, its legs, and what came of the last deed. */
final class Scene {
    static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final Duration TICK = Duration.ofMillis(250);

    private final Map<CallId, SavedCall> savedCalls = new LinkedHashMap<>();
    private final Map<AgentId, SavedLogin> savedLogins = new LinkedHashMap<>();
    private final Map<AgentId, Instant> savedWrapUps = new LinkedHashMap<>();
    private final Map<String, SavedFigures> savedFigures = new LinkedHashMap<>();
    private final List<Effect> recent = new ArrayList<>();
    private final List<Effect> all = new ArrayList<>();
    private Policy policy = Policy.defaults();
    private Provisioning rows = new Provisioning(List.of(), List.of());
    private ContactCenter center;
    private Wires wires = new Wires();
    private Instant now = START;
    private Reply reply = new Reply.Done();
    private long sequence;

    Scene(Given.Part... parts) {
        take(parts);
        center = new ContactCenter(policy);
        send(new Signal.Reload(rows));
        recent.clear();
    }

    Scene when(When.Deed... deeds) {
        recent.clear();
        for (When.Deed deed : deeds) {
            deed.in(this).forEach(this::send);
        }
        return this;
    }

    /** The clock moves, tick by tick. */
    Scene after(Duration time) {
        recent.clear();
        Instant end = now.plus(time);
        while (now.plus(TICK).isBefore(end)) {
            now = now.plus(TICK);
            send(new Signal.Tick());
        }
        now = end;
        send(new Signal.Tick());
        return this;
    }

    Scene then(Then.Check... checks) {
        for (Then.Check check : checks) {
            check.in(this);
        }
        return this;
    }

    /** The rows of the database are these now, and are loaded. */
    Scene reload(Given.Part... parts) {
        recent.clear();
        take(parts);
        send(new Signal.Reload(rows));
        return this;
    }

    /** As {@link #reload}, and there is another row that cannot be taken. */
    Scene reloadLeavingOut(SkippedRow bad, Given.Part... parts) {
        recent.clear();
        take(parts);
        send(new Signal.Reload(rows, List.of(bad)));
        return this;
    }

    /** The same rows are loaded again. */
    Scene reloadUnchanged() {
        recent.clear();
        send(new Signal.Reload(rows));
        return this;
    }

    /** Time passes without the process. */
    Scene sleep(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** The process dies and starts anew with what was saved; the legs' side says what it has to say by further deeds. */
    Scene restart(Given.Part... parts) {
        return restart(Map.of(), parts);
    }

    /** The same, and the legs of these calls stand so. */
    Scene restart(Map<String, RecoveredLegs> standings, Given.Part... parts) {
        recent.clear();
        if (parts.length > 0) {
            take(parts);
        }
        List<Agent> agents = rows.agents().stream().map(this::withWrapUp).toList();
        rows = new Provisioning(rows.flows(), agents, rows.plan());
        center = new ContactCenter(policy);
        send(new Signal.Reload(rows));
        Map<CallId, RecoveredLegs> known = new LinkedHashMap<>();
        standings.forEach((call, recovered) -> known.put(new CallId(call), recovered));
        send(new Signal.Restore(
                List.copyOf(savedLogins.values()),
                List.copyOf(savedCalls.values()),
                known,
                List.copyOf(savedFigures.values())));
        return this;
    }

    Board board() {
        return center.board();
    }

    Instant now() {
        return now;
    }

    Reply reply() {
        return reply;
    }

    Wires wires() {
        return wires;
    }

    /** Effects since the last deed. */
    List<Effect> recent() {
        return recent;
    }

    List<Effect> all() {
        return all;
    }

    Optional<SavedCall> saved(String call) {
        return Optional.ofNullable(savedCalls.get(new CallId(call)));
    }

    long nextSequence() {
        return ++sequence;
    }

    private void send(Signal signal) {
        Outcome outcome = center.handle(signal, now);
        if (!(signal instanceof Signal.Tick)) {
            reply = outcome.reply();
        }
        outcome.effects().stream().filter(Scene::isShown).forEach(recent::add);
        all.addAll(outcome.effects());
        List<Signal> facts = new ArrayList<>();
        for (Effect effect : outcome.effects()) {
            keep(effect);
            facts.addAll(wires.order(effect));
        }
        for (Signal fact : facts) {
            Reply kept = reply;
            send(fact);
            reply = kept;
        }
    }

    /** Figures are saved now and then, whatever the story tells. */
    private static boolean isShown(Effect effect) {
        return !(effect instanceof Effect.SaveFigures || effect instanceof Effect.SaveInterval);
    }

    private void keep(Effect effect) {
        if (effect instanceof Effect.SaveCall save) {
            savedCalls.put(save.saved().call(), save.saved());
        } else if (effect instanceof Effect.ForgetCall forget) {
            savedCalls.remove(forget.call());
        } else if (effect instanceof Effect.SaveLogin login) {
            savedLogins.put(login.login().agent(), login.login());
        } else if (effect instanceof Effect.SaveFigures save) {
            savedFigures.put(save.figures().scope() + save.figures().name(), save.figures());
        } else if (effect instanceof Effect.SaveWrapUp wrapUp) {
            savedWrapUps.put(wrapUp.agent(), wrapUp.end());
        }
    }

    private void take(Given.Part... parts) {
        List<Flow> flows = new ArrayList<>();
        List<Agent> agents = new ArrayList<>();
        Plan plan = Plan.NONE;
        for (Given.Part part : parts) {
            if (part instanceof FlowRow flow) {
                flows.add(flow.row());
            } else if (part instanceof AgentRow agent) {
                agents.add(agent.row());
            } else if (part instanceof Options options) {
                policy = options.policy();
            } else if (part instanceof Planned planned) {
                plan = planned.rows();
            }
        }
        rows = new Provisioning(flows, agents, plan);
    }

    private Agent withWrapUp(Agent row) {
        Optional<Instant> end = Optional.ofNullable(savedWrapUps.get(row.id())).or(row::wrapUpEnd);
        return row.endingWrapUp(end);
    }
}
