package io.callcenter.core.rules;

import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of transfers that have begun. The caller stays with the agent until the target has answered, and for good
 * where it does not; an agent who does not wait for that leaves them to the queue announcement, and the target goes on being rung.
 */
final class Transfers {
    private static final int SUCCESS = 200;
    private static final int NOT_REACHED = 480;
    private static final int GIVEN_UP = 487;
    private static final int UNAVAILABLE = 503;
    /** What a target answers that the agent's phone must not take for something that it should act on. */
    private static final Set<Integer> NOT_FOR_THE_AGENT = Set.of(401, 407);

    private final CenterState center;
    private final NextSteps steps;
    private final AgentLegs agents;
    private final Endings endings;
    private final TimedReturns returns;
    private final Lenders lenders;

    Transfers(
            CenterState center,
            NextSteps steps,
            AgentLegs agents,
            Endings endings,
            TimedReturns returns,
            Lenders lenders) {
        this.lenders = lenders;
        this.center = center;
        this.steps = steps;
        this.agents = agents;
        this.endings = endings;
        this.returns = returns;
    }

    // How they succeed.

    void answered(Call call, OrderedLeg leg, Instant at, Instant now) {
        Transfer transfer = call.transfer().orElseThrow();
        transfer.goal().seat().filter(liveAgent -> transfer.pickUp().isEmpty()).ifPresent(liveAgent -> {
            Duration pickUp = CdrWriter.between(leg.started(), at);
            call.setTransfer(transfer.pickedUp(pickUp));
            liveAgent.answersAgain();
            liveAgent.reached();
            center.probes().heard(liveAgent, now);
            endings.measure(call, Effect.Measure.RINGING, pickUp);
            center.intervals().rang(call, pickUp, now);
            center.changes().call(call);
        });
    }

    /** The target has the caller. */
    void connected(Call call, OrderedLeg leg, Instant at, Instant now) {
        answered(call, leg, at, now);
        Transfer transfer = call.transfer().orElseThrow();
        tell(call, transfer, SUCCESS);
        if (transfer.goal().flow().isPresent()) {
            call.legs.nextJoined();
            toFlow(call, transfer, now);
        } else if (transfer.goal().seat().isPresent()) {
            toAgent(call, transfer, now);
            agents.connected(call, leg, at, now);
        } else {
            toOutside(call, transfer, at, now);
        }
    }

    /** The agent has left the caller to the target; they hear the queue announcement until it answers. */
    void left(Call call, Instant now) {
        Transfer transfer = call.transfer().orElseThrow();
        if (call.legs.asideLeg().isPresent()) {
            call.legs.asideGone();
        } else {
            call.legs.currentGone();
        }
        if (transfer.goal().flow().isPresent()) {
            toFlow(call, transfer, now);
            return;
        }
        if (transfer.goal().seat().isPresent()) {
            toAgent(call, transfer, now);
            if (call.legs.nextLeg().isEmpty()) {
                agents.watch(call, now);
            }
        } else {
            closeSegment(call, transfer, now);
        }
        center.music().alone(call, now);
    }

    private void toFlow(Call call, Transfer transfer, Instant now) {
        OpenFlow flow = transfer.goal().flow().orElseThrow();
        Board.QueueKey place = call.keptPlace()
                .orElseGet(() -> center.waiting().behindEquals(flow.row().priority()));
        succeeded(call, transfer, now);
        steps.enterFlow(call, flow, place, now, why(transfer), note(call, transfer, true, 0));
        returns.entered(call, now);
        center.flows().expectNoMore(flow, call.id());
    }

    private void toAgent(Call call, Transfer transfer, Instant now) {
        LiveAgent liveAgent = transfer.goal().seat().orElseThrow();
        succeeded(call, transfer, now);
        call.give(liveAgent);
        transfer.pickUp().ifPresent(call::pickedUp);
        call.legStarts(call.legs.nextLeg().map(OrderedLeg::started).orElse(now));
        center.transitions().to(call, CallState.TOAGENT, now, why(transfer), note(call, transfer, true, 0));
    }

    private void toOutside(Call call, Transfer transfer, Instant at, Instant now) {
        succeeded(call, transfer, now);
        call.establish(at);
        call.legs.nextJoined();
        center.orders().dropFallback(call);
        call.alarms.cancel(CallTimer.MUSIC);
        center.transitions().to(call, CallState.OUTSIDE, now, why(transfer), note(call, transfer, true, 0));
    }

    private void succeeded(Call call, Transfer transfer, Instant now) {
        if (call.agent().isPresent()) {
            closeSegment(call, transfer, now);
        }
        call.transferIsOver();
        lenders.joined(call, transfer, now);
        call.countTransfer(transfer.by());
        call.alarms.cancel(CallTimer.ORPHAN);
        center.transfers().count(transfer, "transferred");
    }

    /** The caller was the agent's until these asked for the transfer; from then on they wait for the target. */
    private void closeSegment(Call call, Transfer transfer, Instant now) {
        center.cdrs().segment(call, transfer);
        endings.sample(call, EndKind.ANSWERED, transfer.begun());
        center.intervals().transferred(call, transfer.begun(), now);
        center.bindings().releaseTransferor(call, now);
        call.nextSegment(transfer.begun(), transfer.kind());
        transfer.origin()
                .received()
                .ifPresent(
                        received -> call.waitsSince(received, transfer.origin().queued()));
        center.changes().flow(call.flow());
    }

    private static String why(Transfer transfer) {
        return "agent " + transfer.by() + " has transferred it";
    }

    // How they fail.

    /** The target refused, or did not answer. */
    void refused(Call call, OrderedLeg leg, int code, Instant at, Instant now) {
        Transfer transfer = call.transfer().orElseThrow();
        call.legs.nextGone();
        if (transfer.isAttended() || leg.came()) {
            freeTarget(call, now); // they have talked already, or have called, and refuse nobody
        } else {
            transfer.goal().seat().ifPresent(liveAgent -> agents.refusedTransfer(call, liveAgent, leg, code, at, now));
        }
        failed(call, transfer.goal().flow().isPresent() ? UNAVAILABLE : told(code), now);
    }

    /** The target had answered, but the caller could not be joined to it. */
    void notJoined(Call call, OrderedLeg leg, Signal.LegNotJoined fact, Instant now) {
        if (fact.byCaller()) {
            call.legs.nextGone();
            freeTarget(call, now);
            boolean flow = call.transfer().orElseThrow().goal().flow().isPresent();
            failed(call, flow ? UNAVAILABLE : told(fact.code()), now);
        } else {
            refused(call, leg, fact.code(), fact.at(), now);
        }
    }

    /** The agent has taken the caller back. */
    void takenBack(Call call, LegId leg, Instant now) {
        boolean theirs =
                call.transfer().flatMap(Transfer::asker).filter(leg::equals).isPresent();
        if (theirs && isThere(call, leg)) {
            giveUp(call, GIVEN_UP, now);
        }
    }

    /** An operator frees an agent who has the call, or is to get it. */
    void release(Call call, LiveAgent liveAgent, Instant now) {
        Optional<OrderedLeg> right = call.legs.asideLeg().or(call.legs::currentLeg);
        if (call.agent().filter(liveAgent::equals).isEmpty()) {
            giveUp(call, GIVEN_UP, now);
        } else {
            right.ifPresent(leg -> center.orders().drop(call, leg.id()));
            left(call, now);
        }
    }

    /** The target's leg fell without a word about the call, which is probably over. */
    void vanished(Call call, Instant now) {
        call.legs.nextGone();
        center.changes().call(call);
        watch(call, now);
    }

    /** Sees to it that no target is waited for that has no leg. */
    void watch(Call call, Instant now) {
        call.alarms.set(CallTimer.ORPHAN, now.plus(QueueMusic.GRACE), later -> settle(call, later));
    }

    /** A target without a leg is not waited for. */
    void settle(Call call, Instant now) {
        if (call.transfer().isPresent() && call.legs.nextLeg().isEmpty()) {
            giveUp(call, UNAVAILABLE, now);
        }
    }

    /** The transfer was given up, but the target has the caller. */
    void joinedAfterAll(Call call, LegId leg) {
        lenders.crossed(call, leg);
    }

    /** The transfer was given up, but the caller has left their agent, who does not have them back: they hear nothing, and are next. */
    void crossed(Call call, Instant at, Instant now) {
        if (call.transfer().isPresent()) {
            left(call, now);
            return;
        }
        closeSegment(
                call, transfer(call, TransferGoal.of(call.flow()), Optional.empty(), Effect.Referral.NONE, at), now);
        call.legs.currentGone();
        steps.backToHead(call, now, "the caller had left the agent when the transfer was given up");
    }

    /** Whoever took an agent's place was never there: the caller is next. */
    void neverThere(Call call, Instant at, Instant now) {
        AgentId by = call.agent().map(LiveAgent::id).or(call::transferredBy).orElseThrow();
        closeSegment(
                call, new Transfer(TransferGoal.of(call.flow()), at, by, Optional.empty(), Effect.Referral.NONE), now);
        call.legs.currentGone();
        steps.backToHead(call, now, "whoever took the agent's place never acknowledged that");
    }

    /** The agent who waited aside is gone, or could not have the caller back: these stay with the music. */
    void asideLeft(Call call, Instant at, Instant now) {
        if (call.transfer().isPresent()) {
            left(call, now);
            return;
        }
        closeSegment(
                call, transfer(call, TransferGoal.of(call.flow()), Optional.empty(), Effect.Referral.NONE, at), now);
        call.legs.asideGone();
        steps.backToHead(call, now, "the agent who wanted to transfer the caller did not take them back");
    }

    private void giveUp(Call call, int code, Instant now) {
        center.orders().dropNext(call);
        freeTarget(call, now);
        failed(call, code, now);
    }

    private void freeTarget(Call call, Instant now) {
        call.transfer()
                .flatMap(transfer -> transfer.goal().seat())
                .ifPresent(liveAgent -> center.bindings().release(call, liveAgent, Bindings.After.NOTHING, now));
    }

    /** The caller stays with their agent, or comes to the head of the queue where that is gone. */
    private void failed(Call call, int code, Instant now) {
        Transfer transfer = call.transfer().orElseThrow();
        if (call.agent().isPresent()) {
            // Before the agent is told, who keeps the caller or gets them back.
            center.orders().dropFallback(call);
            call.alarms.cancel(CallTimer.MUSIC);
        }
        tell(call, transfer, code);
        call.transferIsOver();
        lenders.goesOn(call);
        returns.forget(call);
        transfer.goal().flow().ifPresent(flow -> center.flows().expectNoMore(flow, call.id()));
        call.alarms.cancel(CallTimer.ORPHAN);
        center.transfers().count(transfer, "failed");
        String why = "the transfer to " + transfer.goal().label() + " failed with " + code;
        Effect.TransferNote note = note(call, transfer, true, code);
        if (call.agent().isPresent()) {
            center.transitions().to(call, CallState.TOAGENT, now, why, note);
        } else {
            steps.backToHead(call, now, why, note);
        }
    }

    /** A transfer that begins, by the agent who has the call. */
    static Transfer transfer(
            Call call, TransferGoal goal, Optional<LegId> asker, Effect.Referral referral, Instant begun) {
        return new Transfer(goal, begun, call.agent().orElseThrow().id(), asker, referral);
    }

    /** The code that stands for how it failed: answers that a phone would act on, and what is no answer, say that nobody was reached. */
    private static int told(int code) {
        return code < 400 || NOT_FOR_THE_AGENT.contains(code) ? NOT_REACHED : code;
    }

    /** Whoever asked is told as long as they are there. */
    private void tell(Call call, Transfer transfer, int code) {
        transfer.asker()
                .filter(leg -> transfer.own().isPresent() || isThere(call, leg))
                .ifPresent(leg -> center.orders().tell(transfer.own().orElse(call.id()), leg, code));
    }

    private static boolean isThere(Call call, LegId asker) {
        return call.legs.isCurrent(asker) || call.legs.isAside(asker);
    }

    /** What the report says of it. */
    static Effect.TransferNote note(Call call, Transfer transfer, boolean decided, int code) {
        return new Effect.TransferNote(
                transfer.kind(),
                transfer.goal().label(),
                call.segment().number,
                decided ? Optional.of(transfer.by()) : Optional.empty(),
                code);
    }
}
