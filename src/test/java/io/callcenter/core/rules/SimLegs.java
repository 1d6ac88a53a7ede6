package io.callcenter.core.rules;

import io.callcenter.core.Effect;
import io.callcenter.core.Signal;
import io.callcenter.core.TransferTarget;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The legs of one call as the core may expect them (docs/design/legs.md 6): orders arrive late, facts are told late, both in order; each Connect gets
 * exactly one of Connected, Refused, ConnectFailed and Dropped.
 */
final class SimLegs {
    /** One leg that is there or being set up. */
    static final class SimLeg {
        final LegId id;
        /** Somebody who talks: an agent, or whoever else a caller is transferred to. */
        final boolean agent;

        private final Effect.Purpose purpose;
        private final boolean hears;
        boolean answered;

        SimLeg(Effect.Connect order) {
            id = order.leg();
            purpose = order.purpose();
            agent = purpose == Effect.Purpose.AGENT || purpose == Effect.Purpose.OUTSIDE;
            hears = !order.agentAnnouncement().isEmpty();
        }

        /** Somebody who comes from another call, or by themselves. */
        SimLeg(LegId id, Effect.Purpose as) {
            this.id = id;
            purpose = as;
            agent = true;
            hears = false;
        }

        /** An agent whom the caller is being joined to. */
        private boolean joins() {
            return agent && answered && !hears;
        }
    }

    final CallId call;
    final Deque<Effect> orders = new ArrayDeque<>();
    final Deque<Signal> facts = new ArrayDeque<>();
    final List<SimLeg> pending = new ArrayList<>();
    private final List<String> faults;
    private Optional<SimLeg> right = Optional.empty();
    /** The agent who waits while the caller hears music. */
    private Optional<SimLeg> aside = Optional.empty();

    /** Whether the agent aside is being asked to take the caller back. */
    private boolean takingBack;
    /** Legs whose REFER has no answer, and those that were told 202 but not yet how it ended. */
    private final Set<LegId> asked = new HashSet<>();

    private final Set<LegId> taken = new HashSet<>();
    /** Who wants the place of the agent, and has no answer. */
    private final Set<LegId> takers = new HashSet<>();

    private int taking;
    /** Who has gone to another call and may come back. */
    private Optional<SimLeg> away = Optional.empty();
    /** By which order those came who are being set up and have come from another call. */
    private final Map<LegId, Effect.Hand> borrowed = new HashMap<>();
    /** False after a restart: what was on its way is lost. */
    private boolean sure = true;

    private boolean callerAnswered;
    private boolean over;

    private final Function<CallId, SimLegs> others;

    SimLegs(CallId call, List<String> faults, Function<CallId, SimLegs> others) {
        this.call = call;
        this.faults = faults;
        this.others = others;
    }

    boolean over() {
        return over;
    }

    Optional<SimLeg> right() {
        return right;
    }

    boolean takesBack() {
        return takingBack;
    }

    boolean callerAnswered() {
        return callerAnswered;
    }

    /** Takes the oldest order. */
    void takeOrder(Instant now) {
        Effect order = orders.poll();
        if (order instanceof Effect.Hand hand) {
            hand(hand, now);
        } else if (order == null || over) {
            return;
        }
        if (order instanceof Effect.Connect connect) {
            connect(connect, now);
        } else if (order instanceof Effect.Drop drop) {
            drop(drop.leg(), now);
        } else if (order instanceof Effect.AnswerRefer answer) {
            answerRefer(answer);
        } else if (order instanceof Effect.Take take) {
            take(take, now);
        } else if (order instanceof Effect.Notify told && told.leg().equals(LegId.CALLER)) {
            callerTold(told, now);
        } else if (order instanceof Effect.Notify told) {
            told(told);
        } else {
            end("ENDED", now);
        }
    }

    void takeOrders(Instant now) {
        while (!orders.isEmpty()) {
            takeOrder(now);
        }
    }

    private void connect(Effect.Connect connect, Instant now) {
        SimLeg leg = new SimLeg(connect);
        boolean beside = callerAnswered && pending.size() == 1 && pending.get(0).agent && !leg.agent;
        if (!connect.agentAnnouncement().isEmpty() && !callerAnswered) {
            faults.add(call + ": an agent announcement for a caller who was never answered");
        }
        if (leg.purpose == Effect.Purpose.ANNOUNCEMENT
                && (right.filter(r -> r.agent && !taken.contains(r.id)).isPresent()
                        || pending.stream().anyMatch(SimLeg::joins))) {
            facts.add(new Signal.LegRefused(call, leg.id, 491, now));
        } else if (pending.isEmpty() || beside) {
            pending.add(leg);
        } else {
            faults.add(call + ": the legs cannot carry out " + connect);
        }
    }

    /** The leg goes over to the other call, or that one hears that it cannot. */
    private void hand(Effect.Hand order, Instant now) {
        boolean goes = !over && right.filter(leg -> leg.id.equals(order.leg())).isPresent();
        if (goes) {
            away = right;
            right = Optional.empty();
        }
        SimLegs other = others.apply(order.to());
        if (other != null && !other.over) {
            other.adopt(order, goes, now);
        } else if (goes) {
            takeBack(false, now);
        }
    }

    private void adopt(Effect.Hand order, boolean comes, Instant now) {
        LegId leg = order.as();
        if (comes && pending.isEmpty()) {
            SimLeg adopted = new SimLeg(leg, Effect.Purpose.AGENT);
            borrowed.put(leg, order);
            pending.add(adopted);
            answer(adopted, now);
            return;
        }
        facts.add(new Signal.LegRefused(call, leg, 487, now));
        if (comes) {
            others.apply(order.call()).takeBack(true, now);
        }
    }

    /** A leg that had come from another call is not joined. */
    private void giveBack(LegId leg, boolean alive, Instant now) {
        Effect.Hand order = borrowed.remove(leg);
        SimLegs other = order == null ? null : others.apply(order.call());
        if (other != null) {
            other.takeBack(alive, now);
        }
    }

    private void takeBack(boolean alive, Instant now) {
        if (over || away.isEmpty()) {
            return;
        }
        if (alive) {
            right = away;
        } else {
            facts.add(new Signal.LegEnded(call, away.get().id, Signal.EndedBy.PEER, now));
        }
        away = Optional.empty();
    }

    private void take(Effect.Take order, Instant now) {
        if (sure && !takers.remove(order.leg())) {
            faults.add(call + ": nobody wanted " + order);
        }
        if (order.code() == 200 && pending.isEmpty() && sure) {
            SimLeg taker = new SimLeg(order.leg(), order.as());
            pending.add(taker);
            answer(taker, now);
        } else if (order.code() == 200) {
            facts.add(new Signal.LegRefused(call, order.leg(), 491, now));
        }
    }

    /** Somebody wants the place of the agent whom the caller hears. */
    void wantsPlace(Optional<AgentId> sender, Optional<AgentId> referrer, Instant now) {
        if (takers.isEmpty()) {
            right.filter(leg -> leg.purpose == Effect.Purpose.AGENT).ifPresent(leg -> {
                LegId taker = new LegId(leg.id + "-t" + ++taking);
                takers.add(taker);
                facts.add(new Signal.TakeAsked(call, leg.id, taker, sender, referrer, "sip:joe@out", now));
            });
        }
    }

    private void answerRefer(Effect.AnswerRefer answer) {
        if (!sure) {
            return;
        }
        if (!asked.remove(answer.leg())) {
            faults.add(call + ": nobody asked for " + answer);
        }
        if (answer.code() == 202 && !taken.add(answer.leg())) {
            faults.add(call + ": two transfers at once: " + answer);
        }
    }

    private boolean isAside(LegId leg) {
        return aside.filter(agent -> agent.id.equals(leg)).isPresent();
    }

    private void told(Effect.Notify told) {
        if (sure && !taken.remove(told.leg())) {
            faults.add(call + ": nobody waits for " + told);
        }
        takingBack |= told.code() >= 300 && isAside(told.leg());
    }

    /** Whoever talks to the caller, or what they hear, asks for a transfer, perhaps while another one is under way. */
    void refer(TransferTarget target, Optional<Signal.Replaced> replaced, Instant now) {
        right.filter(leg -> leg.purpose != Effect.Purpose.OUTSIDE && asked.add(leg.id))
                .ifPresent(leg -> facts.add(new Signal.Referred(call, leg.id, target, "", "", replaced, now)));
    }

    /** The caller asks that whom they talk to goes to a caller of theirs. */
    void referByCaller(Signal.Replaced replaced, Instant now) {
        if (asked.add(LegId.CALLER)) {
            TransferTarget target = new TransferTarget(TransferTarget.Kind.ANY, "", "sip:1@center", "", 404);
            facts.add(new Signal.Referred(call, LegId.CALLER, target, "x", "", Optional.of(replaced), now));
        }
    }

    /** The caller was told how their wish ended: whoever is alone hangs up. */
    private void callerTold(Effect.Notify told, Instant now) {
        taken.remove(LegId.CALLER);
        if (told.code() < 300) {
            away = Optional.empty();
        }
        if (right.isEmpty() && pending.isEmpty() && away.isEmpty()) {
            end("ENDED", now);
        }
    }

    void takeBack(Instant now) {
        right.filter(leg -> taken.contains(leg.id))
                .or(() -> aside.filter(agent -> !takingBack))
                .ifPresent(leg -> facts.add(new Signal.TakenBack(call, leg.id, now)));
    }

    /** Whoever stays with the caller knows how each transfer ended that was taken; an announcement may still wait for the caller to leave. */
    void judge() {
        if (sure && !over && (asked.contains(LegId.CALLER) || taken.contains(LegId.CALLER))) {
            faults.add(call + ": nobody told its caller of the transfer");
        }
        if (sure && !over && !takers.isEmpty()) {
            faults.add(call + ": nobody answered " + takers);
        }
        right.or(() -> aside)
                .filter(leg -> sure && !over && (asked.contains(leg.id) || leg.agent && taken.contains(leg.id)))
                .ifPresent(leg -> faults.add(call + ": nobody told " + leg.id + " of the transfer"));
    }

    private void drop(LegId leg, Instant now) {
        if (pending.removeIf(other -> other.id.equals(leg))) {
            facts.add(new Signal.LegDropped(call, leg));
            giveBack(leg, true, now);
        } else if (away.filter(other -> other.id.equals(leg)).isPresent()) {
            away = Optional.empty();
            facts.add(new Signal.LegEnded(call, leg, Signal.EndedBy.US, now));
        } else if (right.filter(other -> other.id.equals(leg)).isPresent()) {
            right = Optional.empty();
            facts.add(new Signal.LegEnded(call, leg, Signal.EndedBy.US, now));
        } else if (isAside(leg)) {
            asideEnds(Signal.EndedBy.US, now);
        }
    }

    void progress(SimLeg leg) {
        facts.add(new Signal.LegProgress(call, leg.id, 180));
    }

    void answer(SimLeg leg, Instant now) {
        if (!leg.answered) {
            leg.answered = true;
            facts.add(new Signal.LegAnswered(call, leg.id, now));
        }
    }

    void join(SimLeg leg, Instant now) {
        answer(leg, now);
        pending.remove(leg);
        borrowed.remove(leg.id);
        List<SimLeg> others = leg.agent ? List.copyOf(pending) : List.of();
        others.forEach(other -> facts.add(new Signal.LegDropped(call, other.id)));
        pending.removeAll(others);
        facts.add(new Signal.LegConnected(call, leg.id, now));
        if (leg.purpose == Effect.Purpose.ANNOUNCEMENT
                && right.filter(old -> old.agent && taken.contains(old.id)).isPresent()) {
            aside = right;
        } else {
            right.ifPresent(old -> facts.add(new Signal.LegEnded(call, old.id, Signal.EndedBy.US, now)));
        }
        if (leg.agent) {
            asideEnds(Signal.EndedBy.US, now);
        }
        right = Optional.of(leg);
        callerAnswered = true;
    }

    void refuse(SimLeg leg, int code, Instant now) {
        pending.remove(leg);
        if (leg.answered) {
            notJoined(leg, false, code, now);
        } else {
            facts.add(new Signal.LegRefused(call, leg.id, code, now));
        }
        giveBack(leg.id, code != 487, now);
    }

    void failJoin(SimLeg leg, Instant now) {
        answer(leg, now);
        pending.remove(leg);
        notJoined(leg, callerAnswered, 488, now);
        giveBack(leg.id, true, now);
    }

    private void notJoined(SimLeg leg, boolean byCaller, int code, Instant now) {
        facts.add(new Signal.LegNotJoined(call, leg.id, byCaller, code, right.isPresent(), now));
    }

    /** A leg falls without a reason that the core knows. */
    void lose(SimLeg leg) {
        pending.remove(leg);
        facts.add(new Signal.LegDropped(call, leg.id));
    }

    /** The agent who waits aside hangs up, is left behind, or cannot take the caller back. */
    void asideEnds(Signal.EndedBy by, Instant now) {
        aside.ifPresent(leg -> facts.add(new Signal.LegEnded(call, leg.id, by, now)));
        aside = Optional.empty();
        takingBack = false;
    }

    /** The caller is with the agent again who waited aside. */
    void comesBack(Instant now) {
        aside.ifPresent(leg -> facts.add(new Signal.LegReturned(call, leg.id, now)));
        right.ifPresent(old -> facts.add(new Signal.LegEnded(call, old.id, Signal.EndedBy.US, now)));
        right = aside;
        aside = Optional.empty();
        takingBack = false;
    }

    void rightEnds(Signal.EndedBy by, Instant now) {
        right.ifPresent(leg -> {
            right = Optional.empty();
            facts.add(new Signal.LegEnded(call, leg.id, by, now));
        });
    }

    void callerGoes(Signal.Gone how, Instant now) {
        facts.add(new Signal.CallerGone(call, how, now));
        end("CALLER_GONE", now);
    }

    void end(String cause, Instant now) {
        pending.forEach(leg -> facts.add(new Signal.LegDropped(call, leg.id)));
        right.ifPresent(leg -> facts.add(new Signal.LegEnded(call, leg.id, Signal.EndedBy.US, now)));
        asideEnds(Signal.EndedBy.US, now);
        facts.add(new Signal.CallEnded(call, cause, now));
        List<SimLeg> dropped = List.copyOf(pending);
        pending.clear();
        right = Optional.empty();
        over = true;
        dropped.forEach(leg -> giveBack(leg.id, false, now));
    }

    /** The process died with all that was on its way; the legs were taken up again, or were lost. */
    void restart(boolean lost, Instant now) {
        orders.clear();
        facts.clear();
        takers.clear();
        sure = false;
        if (over || lost || !callerAnswered) {
            over = true;
            facts.add(new Signal.CallEnded(call, "LOST", now));
        } else {
            asideEnds(Signal.EndedBy.DEAD, now);
            away.ifPresent(leg -> facts.add(new Signal.LegEnded(call, leg.id, Signal.EndedBy.DEAD, now)));
            away = Optional.empty();
            borrowed.clear();
            List.copyOf(pending).forEach(this::lose);
        }
    }
}
