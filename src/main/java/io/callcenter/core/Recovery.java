package io.callcenter.core;

import io.callcenter.core.SavedSegment.SavedTransfer;
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
final class Recovery {
    private static final Comparator<LegId> BY_NAME = Comparator.comparing(LegId::value);

    private final Centre centre;
    private final Map<CallId, Call> calls;
    private final Dispatcher dispatcher;
    private final Dissuasion dissuasion;
    private final Steps steps;
    private final LegFacts legs;
    private final AgentLegs agents;
    private final Announcements announcements;
    private final Transfers transfers;

    Recovery(
            Centre centre,
            Map<CallId, Call> calls,
            Dispatcher dispatcher,
            Dissuasion dissuasion,
            Steps steps,
            LegFacts legs,
            AgentLegs agents,
            Announcements announcements,
            Transfers transfers) {
        this.centre = centre;
        this.calls = calls;
        this.dispatcher = dispatcher;
        this.dissuasion = dissuasion;
        this.steps = steps;
        this.legs = legs;
        this.agents = agents;
        this.announcements = announcements;
        this.transfers = transfers;
    }

    /** Nobody is given a call before all calls have heard their facts; {@code hear} is the rule for a fact. One call that fails stops no other. */
    Reply.Restored restore(Signal.Restore saved, Consumer<Signal> hear, Instant now) {
        List<SavedCall> inOrder = saved.calls().stream()
                .sorted(Comparator.comparingLong(SavedCall::sequence))
                .toList();
        Map<CallId, String> failed = new HashMap<>();
        inOrder.forEach(call -> trying(call, failed, () -> takeUp(call, now)));
        for (SavedCall call : inOrder) {
            Standing standing = saved.standings().get(call.call());
            if (standing != null && !failed.containsKey(call.call())) {
                trying(call, failed, () -> reconcile(call, standing, hear, now));
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
        if (calls.containsKey(saved.call())) {
            centre.orders().end(calls.get(saved.call()), Finish.FAILED.reason());
            hear.accept(new Signal.CallEnded(saved.call(), "LOST", now));
        } else {
            close(saved, now);
        }
    }

    private void reconcile(SavedCall saved, Standing standing, Consumer<Signal> hear, Instant now) {
        standing.facts().forEach(hear);
        Call call = calls.get(saved.call());
        if (call == null) {
            return; // it ended
        }
        // Whoever was joined just before a transfer to them was given up.
        boolean hearsStranger =
                standing.right().filter(leg -> !call.legs.has(leg)).isPresent();
        Stream.concat(standing.right().stream(), standing.underWay().stream().sorted(BY_NAME))
                .filter(leg -> !call.legs.has(leg))
                .forEach(leg -> centre.orders().drop(call, leg));
        // What was ordered just now, because of a fact, is not meant.
        Set<LegId> gone = Stream.of(saved.pending(), saved.beside(), saved.right())
                .flatMap(Optional::stream)
                .filter(leg -> !standing.has(leg))
                .collect(Collectors.toSet());
        Stream.concat(call.legs.target().stream(), call.legs.beside().stream())
                .filter(leg -> gone.contains(leg.id()))
                .forEach(leg -> hear.accept(new Signal.LegDropped(call.id(), leg.id())));
        call.legs.right().filter(leg -> gone.contains(leg.id())).ifPresent(leg -> {
            if (leg.kind() == Leg.Kind.AGENT && hearsStranger) {
                transfers.crossed(call, now, now);
            } else {
                hear.accept(new Signal.LegEnded(call.id(), leg.id(), Signal.EndedBy.DEAD, now));
            }
        });
        legs.settle(call, now);
    }

    private void takeUp(SavedCall saved, Instant now) {
        if (calls.containsKey(saved.call()) || saved.state() == CallState.ENDED) {
            return;
        }
        Optional<OpenFlow> flow = centre.flows().anyone(saved.flow());
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
                centre.deadlines());
        call.restore(saved);
        call.legs.restore(saved.legs(), right(saved), target(saved), beside(saved));
        calls.put(call.id(), call);
        flow.get().calls.put(call.id(), call);
        centre.transitions().restored(call);
        centre.touched().call(call);
        saved.agent().ifPresent(agent -> centre.bindings().bindAgain(call, seat(agent, call, now)));
        saved.segment().flatMap(SavedSegment::open).ifPresent(open -> transfer(call, open, now));
        goOn(call, saved, now);
    }

    /** A flow whose row is gone takes nobody any more: the caller stays in that of the call. */
    private void transfer(Call call, SavedTransfer open, Instant now) {
        Optional<OpenFlow> flow =
                open.flow().map(id -> centre.flows().anyone(id).orElse(call.flow()));
        Optional<Seat> seat = open.agent().map(agent -> seat(agent, call, now));
        call.transfer(Transfer.of(open, new Goal(flow, seat, open.address())));
        flow.ifPresent(expecting -> expecting.expected.add(call.id()));
        seat.ifPresent(target -> centre.bindings().bindBesideAgain(call, target));
    }

    private void goOn(Call call, SavedCall saved, Instant now) {
        boolean keeps = call.state() == CallState.DISSUADING1 || call.state() == CallState.TRANSFERRING;
        if (saved.entry() != 0 && keeps) {
            call.keepPlace(centre.line().known(saved));
        }
        switch (call.state()) {
            case QUEUED -> {
                Board.QueueKey place = saved.entry() == 0
                        ? centre.line().behindEquals(saved.priority())
                        : centre.line().known(saved);
                centre.line().enter(call, place, now);
                dissuasion.watch(call);
                steps.watchWait(call);
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
        if (call.legs.right().isEmpty()) {
            centre.music().lost(call, now);
        }
    }

    /** His row, or, where it is gone, an agent who only stays for this call. */
    private Seat seat(AgentId id, Call call, Instant now) {
        return centre.roster().anyone(id).orElseGet(() -> {
            Agent row = new Agent(id, "sip:gone.invalid", "", 0, List.of(), false, Duration.ZERO, Optional.empty());
            Seat gone = new Seat(row, 0, centre.deadlines(), now);
            gone.calls.put(call.id(), call);
            centre.roster().hire(gone);
            centre.roster().retire(gone);
            return gone;
        });
    }

    /** Its flow is gone, so there is nothing to go on with: closed with a record, hung up. */
    private void close(SavedCall saved, Instant now) {
        centre.outbox().order(new Effect.End(saved.call(), Finish.FAILED.reason()));
        centre.records().lost(saved, now);
        centre.outbox().forget(new Effect.ForgetCall(saved.call()));
        centre.outbox()
                .report(new Effect.ReportCall(
                        saved.call(),
                        saved.flow(),
                        CallState.ENDED,
                        saved.agent(),
                        java.util.OptionalInt.empty(),
                        Finish.FAILED.reason(),
                        saved.param(),
                        now));
        centre.outbox()
                .log(new Effect.LogCall(
                        saved.call(),
                        saved.flow(),
                        saved.caller(),
                        saved.agent(),
                        Records.between(saved.received(), now),
                        Duration.ZERO,
                        saved.rejections(),
                        Finish.FAILED.reason(),
                        "it could not be resumed after a restart"));
    }

    private static Optional<Leg> target(SavedCall saved) {
        Leg.Kind kind =
                switch (saved.state()) {
                    case WELCOME -> Leg.Kind.WELCOME;
                    case DISSUADING1, DISSUADING2 -> Leg.Kind.DISSUADING;
                    case PREAGENT, TOAGENT -> Leg.Kind.AGENT;
                    case TRANSFERRING -> targetOfTransfer(saved);
                    case NONE, QUEUED, OUTSIDE, ENDED -> Leg.Kind.QUEUE;
                };
        return saved.pending().map(id -> leg(id, kind, saved));
    }

    private static Optional<Leg> right(SavedCall saved) {
        Leg.Kind kind =
                switch (saved.state()) {
                    case WELCOME -> Leg.Kind.WELCOME;
                    case DISSUADING1, DISSUADING2 -> saved.pending().isPresent() ? Leg.Kind.QUEUE : Leg.Kind.DISSUADING;
                    case TOAGENT -> saved.established().isPresent() ? Leg.Kind.AGENT : Leg.Kind.QUEUE;
                    case TRANSFERRING -> saved.agent().isPresent() ? Leg.Kind.AGENT : Leg.Kind.QUEUE;
                    case OUTSIDE -> Leg.Kind.OUTSIDE;
                    case NONE, QUEUED, PREAGENT, ENDED -> Leg.Kind.QUEUE;
                };
        return saved.right().map(id -> leg(id, kind, saved));
    }

    private static Leg.Kind targetOfTransfer(SavedCall saved) {
        SavedTransfer open = saved.segment().flatMap(SavedSegment::open).orElseThrow();
        return open.agent().isPresent() ? Leg.Kind.AGENT : open.flow().isPresent() ? Leg.Kind.QUEUE : Leg.Kind.OUTSIDE;
    }

    private static Optional<Leg> beside(SavedCall saved) {
        return saved.beside().map(id -> leg(id, Leg.Kind.QUEUE, saved));
    }

    private static Leg leg(LegId id, Leg.Kind kind, SavedCall saved) {
        return new Leg(id, kind, saved.legStarted());
    }
}
