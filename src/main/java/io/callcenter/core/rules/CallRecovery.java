package io.callcenter.core.rules;

import io.callcenter.core.Agent;
import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.RecoveredLegs;
import io.callcenter.core.Reply;
import io.callcenter.core.SavedCall;
import io.callcenter.core.SavedSegment;
import io.callcenter.core.SavedSegment.SavedTransfer;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes up saved calls in their state and place, or closes them (docs/design/behaviour.md 10, B39).
 *
 * <p>What was saved of a call here and what was saved of its legs need not fit: a crash comes between a fact and its rule, or between an order and
 * its execution. What is on disk obeys two rules (ADR 0009): this side knows no fact that the legs do not know, and the legs know no order that
 * this side does not know. So the legs' last facts are heard again, which changes nothing where they were heard before; a leg that this side
 * waits for and the legs do not have counts as dropped; a leg that this side does not know is given up.
 */
final class CallRecovery {
    private static final Comparator<LegId> BY_NAME = Comparator.comparing(LegId::value);

    private final CenterState center;
    private final Map<CallId, Call> calls;
    private final Dispatcher dispatcher;
    private final Dissuasion dissuasion;
    private final NextSteps steps;
    private final LegFacts legs;
    private final AgentLegs agents;
    private final Announcements announcements;
    private final Transfers transfers;
    private final TimedReturns returns;
    private final Consultations consultations;

    CallRecovery(
            CenterState center,
            Map<CallId, Call> calls,
            Dispatcher dispatcher,
            Dissuasion dissuasion,
            NextSteps steps,
            LegFacts legs,
            AgentLegs agents,
            Announcements announcements,
            Transfers transfers,
            TimedReturns returns,
            Consultations consultations) {
        this.consultations = consultations;
        this.center = center;
        this.calls = calls;
        this.dispatcher = dispatcher;
        this.dissuasion = dissuasion;
        this.steps = steps;
        this.legs = legs;
        this.agents = agents;
        this.announcements = announcements;
        this.transfers = transfers;
        this.returns = returns;
    }

    /** Nobody is given a call before all calls have heard their facts; {@code hear} is the rule for a fact. One call that fails stops no other. */
    Reply.Restored restore(Signal.Restore saved, Consumer<Signal> hear, Instant now) {
        List<SavedCall> inOrder = saved.calls().stream()
                .sorted(Comparator.comparingLong(SavedCall::sequence))
                .toList();
        Map<CallId, String> failed = new HashMap<>();
        inOrder.forEach(call -> trying(call, failed, () -> takeUp(call, now)));
        for (SavedCall call : inOrder) {
            RecoveredLegs recovered = saved.standings().get(call.call());
            if (recovered != null && !failed.containsKey(call.call())) {
                trying(call, failed, () -> reconcile(call, recovered, hear, now));
            }
        }
        inOrder.stream()
                .filter(call -> failed.containsKey(call.call()))
                .forEach(call -> trying(call, failed, () -> giveUp(call, hear, now)));
        dispatcher.matchAll(now);
        return new Reply.Restored(failed);
    }

    private static void trying(SavedCall call, Map<CallId, String> failed, Runnable step) {
        try {
            step.run();
        } catch (IllegalStateException
                | IllegalArgumentException
                | NoSuchElementException
                | NullPointerException
                | DateTimeException
                | ArithmeticException e) { // what rules make of a record that does not hold together
            failed.merge(call.call(), e.toString(), (one, other) -> one + "; " + other);
        }
    }

    /** Closes it with a record, whatever was made of it so far. */
    private void giveUp(SavedCall saved, Consumer<Signal> hear, Instant now) {
        if (consultations.find(saved.call()).isPresent()) {
            hear.accept(new Signal.CallEnded(saved.call(), "LOST", now));
        } else if (calls.containsKey(saved.call())) {
            center.orders().end(calls.get(saved.call()), EndKind.FAILED.reason());
            hear.accept(new Signal.CallEnded(saved.call(), "LOST", now));
        } else {
            close(saved, now);
        }
    }

    private void reconcile(SavedCall saved, RecoveredLegs recovered, Consumer<Signal> hear, Instant now) {
        recovered.facts().forEach(hear);
        Call call = calls.get(saved.call());
        if (call == null) {
            consultations.find(saved.call()).ifPresent(between -> reconcile(between, recovered, hear, now));
            return; // else it ended
        }
        // The caller was led back to the agent who waited aside, and nobody had noted it.
        recovered
                .currentLeg()
                .filter(call.legs::isAside)
                .ifPresent(leg -> hear.accept(new Signal.LegReturned(call.id(), leg, now)));
        // Whoever was joined just before a transfer to them was given up.
        boolean hearsStranger =
                recovered.currentLeg().filter(leg -> !call.legs.has(leg)).isPresent();
        Stream.concat(
                        recovered.currentLeg().stream(),
                        recovered.underWay().stream().sorted(BY_NAME))
                .filter(leg -> !call.legs.has(leg))
                .forEach(leg -> center.orders().drop(call, leg));
        // What was ordered just now, because of a fact, is not meant.
        Set<LegId> gone = Stream.of(saved.pending(), saved.beside(), saved.right(), aside(saved))
                .flatMap(Optional::stream)
                .filter(leg -> !recovered.has(leg))
                .collect(Collectors.toSet());
        Stream.concat(call.legs.nextLeg().stream(), call.legs.fallbackLeg().stream())
                .filter(leg -> gone.contains(leg.id()))
                .forEach(leg -> hear.accept(new Signal.LegDropped(call.id(), leg.id())));
        call.legs.asideLeg().filter(leg -> gone.contains(leg.id())).ifPresent(leg -> hear.accept(dead(call, leg, now)));
        call.legs.currentLeg().filter(leg -> gone.contains(leg.id())).ifPresent(leg -> {
            if (leg.kind() == OrderedLeg.Kind.AGENT && hearsStranger) {
                transfers.crossed(call, now, now);
            } else {
                hear.accept(dead(call, leg, now));
            }
        });
        legs.settle(call, now);
        if (saved.segment().flatMap(SavedSegment::open).isEmpty()) {
            toldAgain(call, recovered);
        }
    }

    private static void reconcile(Consultation between, RecoveredLegs recovered, Consumer<Signal> hear, Instant now) {
        if (!recovered.has(between.leg())) {
            hear.accept(
                    between.talkingSince().isPresent()
                            ? new Signal.LegEnded(between.id(), between.leg(), Signal.EndedBy.DEAD, now)
                            : new Signal.LegDropped(between.id(), between.leg()));
        }
    }

    /** It was off before: whether the agent who waits aside was told so, and has the caller led back to them, is not known. */
    private void toldAgain(Call call, RecoveredLegs recovered) {
        if (call.state() == CallState.TOAGENT) {
            call.legs
                    .asideLeg()
                    .map(OrderedLeg::id)
                    .filter(recovered.underWay()::contains)
                    .ifPresent(leg -> center.orders().tell(call.id(), leg, 503));
        }
    }

    private static Signal dead(Call call, OrderedLeg leg, Instant now) {
        return new Signal.LegEnded(call.id(), leg.id(), Signal.EndedBy.DEAD, now);
    }

    private void takeUp(SavedCall saved, Instant now) {
        if (calls.containsKey(saved.call()) || saved.state() == CallState.ENDED) {
            return;
        }
        if (saved.betweenAgents()) {
            consultations.takeUp(saved, id -> liveAgent(id, gone -> gone.consultations.add(saved.call()), now));
            return;
        }
        Optional<OpenFlow> flow = center.flows().anyone(saved.flow());
        if (flow.isEmpty() || saved.state() == CallState.NONE) {
            close(saved, now);
            return;
        }
        Call call = new Call(
                new Call.Birth(
                        saved.call(),
                        saved.sequence(),
                        saved.caller(),
                        saved.callerName(),
                        saved.param(),
                        saved.media(),
                        flow.get(),
                        saved.received()),
                center.deadlines());
        call.restore(saved);
        call.legs.restore(
                saved.legs(),
                currentLeg(saved),
                nextLeg(saved),
                fallbackLeg(saved),
                asideLeg(saved),
                saved.segment().flatMap(SavedSegment::referrer));
        calls.put(call.id(), call);
        flow.get().calls.put(call.id(), call);
        center.transitions().restored(call);
        center.changes().call(call);
        saved.agent().ifPresent(agent -> center.bindings().bindAgain(call, liveAgent(agent, call, now)));
        saved.segment().flatMap(SavedSegment::maker).ifPresent(maker -> {
            LiveAgent caller = liveAgent(maker, gone -> gone.consultations.add(call.id()), now);
            call.isMadeBy(caller);
            center.bindings().consultAgain(caller, call.id());
        });
        saved.segment().flatMap(SavedSegment::open).ifPresent(open -> transfer(call, open, now));
        goOn(call, saved, now);
        returns.watch(call);
    }

    /** A flow whose row is gone takes nobody any more: the caller stays in that of the call. */
    private void transfer(Call call, SavedTransfer open, Instant now) {
        Optional<OpenFlow> flow =
                open.flow().map(id -> center.flows().anyone(id).orElse(call.flow()));
        Optional<LiveAgent> seat = open.agent().map(agent -> liveAgent(agent, call, now));
        call.setTransfer(Transfer.of(open, new TransferGoal(flow, seat, open.address())));
        flow.ifPresent(expecting -> expecting.expected.add(call.id()));
        seat.ifPresent(target -> center.bindings().bindBesideAgain(call, target));
    }

    private void goOn(Call call, SavedCall saved, Instant now) {
        boolean keeps = call.state() == CallState.DISSUADING1 || call.state() == CallState.TRANSFERRING;
        if (saved.entry() != 0 && keeps) {
            call.keepPlace(center.waiting().known(saved));
        }
        switch (call.state()) {
            case QUEUED -> {
                Board.QueueKey place = saved.entry() == 0
                        ? center.waiting().behindEquals(saved.priority())
                        : center.waiting().known(saved);
                center.waiting().enter(call, place, now);
                dissuasion.watch(call);
                steps.watchWait(call);
                steps.places().watch(call, now);
                hearSomething(call, now);
            }
            case WELCOME, DISSUADING1, DISSUADING2 -> announcements.watchMessage(call, now);
            case PREAGENT, TOAGENT -> {
                agents.watch(call, now);
                hearSomething(call, now);
            }
            case TRANSFERRING -> {
                transfers.watch(call, now);
                hearSomething(call, now);
            }
            case OUTSIDE -> {}
            case NONE, ENDED -> throw new IllegalStateException(call.id() + " restored as " + call.state());
        }
    }

    private void hearSomething(Call call, Instant now) {
        if (call.legs.currentLeg().isEmpty()) {
            center.music().lost(call, now);
        }
    }

    /** Their row, or, where it is gone, an agent who only stays for this call. */
    private LiveAgent liveAgent(AgentId id, Call call, Instant now) {
        return liveAgent(id, gone -> gone.calls.put(call.id(), call), now);
    }

    private LiveAgent liveAgent(AgentId id, Consumer<LiveAgent> hold, Instant now) {
        return center.roster().anyone(id).orElseGet(() -> {
            Agent row = new Agent(id, "sip:gone.invalid", "", 0, List.of(), false, Duration.ZERO, Optional.empty());
            LiveAgent gone = new LiveAgent(row, 0, center.deadlines(), now);
            hold.accept(gone);
            center.roster().hire(gone);
            center.roster().retire(gone);
            return gone;
        });
    }

    /** Its flow is gone, so there is nothing to go on with: closed with a record, hung up. */
    private void close(SavedCall saved, Instant now) {
        center.effects().order(new Effect.End(saved.call(), EndKind.FAILED.reason()));
        center.cdrs().lost(saved, now);
        center.effects().forget(new Effect.ForgetCall(saved.call()));
        if (saved.betweenAgents()) {
            return;
        }
        center.effects()
                .report(new Effect.ReportCall(
                        saved.call(),
                        saved.flow(),
                        CallState.ENDED,
                        saved.agent(),
                        java.util.OptionalInt.empty(),
                        EndKind.FAILED.reason(),
                        saved.param(),
                        now));
        center.effects()
                .log(new Effect.LogCall(
                        saved.call(),
                        saved.flow(),
                        saved.caller(),
                        saved.agent(),
                        CdrWriter.between(saved.received(), now),
                        Duration.ZERO,
                        saved.rejections(),
                        EndKind.FAILED.reason(),
                        "it could not be resumed after a restart"));
    }

    private static Optional<OrderedLeg> nextLeg(SavedCall saved) {
        OrderedLeg.Kind kind =
                switch (saved.state()) {
                    case WELCOME -> OrderedLeg.Kind.WELCOME;
                    case DISSUADING1, DISSUADING2 -> OrderedLeg.Kind.DISSUADING;
                    case PREAGENT, TOAGENT -> OrderedLeg.Kind.AGENT;
                    case TRANSFERRING -> targetOfTransfer(saved);
                    case NONE, QUEUED, OUTSIDE, ENDED -> OrderedLeg.Kind.QUEUE;
                };
        boolean came = saved.segment().filter(SavedSegment::came).isPresent();
        return saved.pending().map(id -> new OrderedLeg(id, kind, saved.legStarted(), came));
    }

    private static Optional<OrderedLeg> currentLeg(SavedCall saved) {
        OrderedLeg.Kind kind =
                switch (saved.state()) {
                    case WELCOME -> OrderedLeg.Kind.WELCOME;
                    case DISSUADING1, DISSUADING2 ->
                        saved.pending().isPresent() ? OrderedLeg.Kind.QUEUE : OrderedLeg.Kind.DISSUADING;
                    case TOAGENT -> saved.established().isPresent() ? agentUnlessAside(saved) : OrderedLeg.Kind.QUEUE;
                    case TRANSFERRING -> saved.agent().isPresent() ? agentUnlessAside(saved) : OrderedLeg.Kind.QUEUE;
                    case OUTSIDE -> OrderedLeg.Kind.OUTSIDE;
                    case NONE, QUEUED, PREAGENT, ENDED -> OrderedLeg.Kind.QUEUE;
                };
        return saved.right().map(id -> leg(id, kind, saved));
    }

    private static OrderedLeg.Kind agentUnlessAside(SavedCall saved) {
        return aside(saved).isPresent() ? OrderedLeg.Kind.QUEUE : OrderedLeg.Kind.AGENT;
    }

    private static Optional<LegId> aside(SavedCall saved) {
        return saved.segment().flatMap(SavedSegment::aside);
    }

    private static Optional<OrderedLeg> asideLeg(SavedCall saved) {
        return aside(saved).map(id -> leg(id, OrderedLeg.Kind.AGENT, saved));
    }

    private static OrderedLeg.Kind targetOfTransfer(SavedCall saved) {
        SavedTransfer open = saved.segment().flatMap(SavedSegment::open).orElseThrow();
        return open.agent().isPresent()
                ? OrderedLeg.Kind.AGENT
                : open.flow().isPresent() ? OrderedLeg.Kind.QUEUE : OrderedLeg.Kind.OUTSIDE;
    }

    private static Optional<OrderedLeg> fallbackLeg(SavedCall saved) {
        return saved.beside().map(id -> leg(id, OrderedLeg.Kind.QUEUE, saved));
    }

    private static OrderedLeg leg(LegId id, OrderedLeg.Kind kind, SavedCall saved) {
        return new OrderedLeg(id, kind, saved.legStarted());
    }
}
