package io.callcenter.core.rules;

import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import io.callcenter.core.TransferPolicy;
import io.callcenter.core.TransferTarget;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Begins transfers: of callers by the agent who talks to them, and of calls by command. */
final class TransferRequests {
    private final CenterState center;
    private final TransferChecks checks;
    private final Dispatcher dispatcher;
    private final NextSteps steps;
    private final Endings endings;
    private final Map<CallId, Call> calls;
    private final Returns returns;

    TransferRequests(
            CenterState center,
            Map<CallId, Call> calls,
            TransferChecks checks,
            Dispatcher dispatcher,
            NextSteps steps,
            Endings endings,
            Returns returns) {
        this.center = center;
        this.calls = calls;
        this.endings = endings;
        this.checks = checks;
        this.dispatcher = dispatcher;
        this.steps = steps;
        this.returns = returns;
    }

    void referred(Call call, Signal.Referred asked, Instant now) {
        call.agent().ifPresent(liveAgent -> center.probes().heard(liveAgent, now));
        Optional<Call> consultation = asked.replaced().map(dialog -> calls.get(dialog.call()));
        int refusal = asked.hook().map(Signal.HookWord::refusal).orElse(0);
        Decision decision = refusal > 0
                ? Decision.no(refusal, "Refused by a route")
                : wish(
                        call,
                        asked.leg(),
                        asked.target(),
                        asked.replaced(),
                        asked.hook().isEmpty());
        center.orders().answerRefer(call, asked.leg(), decision.code());
        if (decision.goal().isPresent()) {
            Goal goal = decision.goal().get();
            call.pass(center.transfers().bound(call.passed().replacedBy(asked.passed())));
            Effect.Referral referral = new Effect.Referral(asked.referredBy(), replaces(asked));
            Transfer transfer = Transfers.transfer(call, goal, Optional.of(asked.leg()), referral, asked.at());
            consultation.ifPresentOrElse(
                    other -> merge(call, transfer, other, now),
                    () -> begin(call, transfer, place(goal, asked.hook().flatMap(Signal.HookWord::place)), now));
            returns.asked(call, asked.target().back());
        } else {
            center.transfers().count("blind", "unknown", "refused");
        }
    }

    /** Somebody wants the agent's place. */
    void takeAsked(Call call, Signal.TakeAsked asked, Instant now) {
        Decision decision = checks.ofTake(call, asked);
        if (decision.goal().isEmpty()) {
            center.orders().refuseTaker(call.id(), asked.taker(), decision.code());
            center.transfers().count("pickup", "unknown", "refused");
            return;
        }
        Goal goal = decision.goal().get();
        goal.seat().ifPresent(liveAgent -> center.probes().heard(liveAgent, now));
        returns.forget(call);
        Transfer transfer = Transfers.transfer(call, goal, Optional.empty(), Effect.Referral.NONE, asked.at());
        begun(call, transfer.byTaking(), now);
        center.orders().take(call, asked.taker(), goal.seat().isPresent(), now);
    }

    /** What the agent who talks to the caller wants. */
    private Decision wish(
            Call call, LegId leg, TransferTarget target, Optional<Signal.Replaced> replaced, boolean own) {
        Optional<Call> consultation = replaced.map(dialog -> calls.get(dialog.call()));
        return consultation.isPresent()
                ? checks.ofMerge(call, leg, consultation.get(), replaced.get().caller())
                : checks.ofRefer(call, leg, target, own);
    }

    /** Whether it would be begun. */
    Reply ask(Call call, Signal.AskTransfer asked) {
        Optional<Reply> no = asked.leg().isPresent() ? Optional.empty() : refusal(call);
        if (no.isPresent()) {
            return no.get();
        }
        Decision decision = asked.leg()
                .map(leg -> wish(call, leg, asked.target(), asked.replaced(), true))
                .orElseGet(() -> checks.ofCommand(call, asked.target()));
        return decision.goal()
                .<Reply>map(goal -> new Reply.MayTransfer(
                        call.flow().row().id(), call.agent().map(LiveAgent::id), goal.kind(), goal.name()))
                .orElseGet(decision::refusal);
    }

    /** A dialog that is replaced at an address of ours, and is none that we have, has just ended: what is left is a blind transfer. */
    private String replaces(Signal.Referred asked) {
        boolean over = asked.replaced()
                .filter(dialog -> !calls.containsKey(dialog.call()))
                .isPresent();
        boolean elsewhere = asked.target().name().isEmpty();
        boolean rings = asked.replaced()
                .map(dialog -> calls.get(dialog.call()))
                .filter(TransferChecks::rings)
                .isPresent();
        return over || rings || asked.replaced().isEmpty() && !elsewhere ? "" : asked.replaces();
    }

    /** The caller gets what the agent's own call has: its place, or the agent to whom it came. That call is over. */
    private void merge(Call call, Transfer transfer, Call consultation, Instant now) {
        if (transfer.goal().seat().isPresent()) {
            joinTo(call, transfer, consultation, now);
            return;
        }
        Board.QueueKey place = consultation
                .key()
                .or(consultation::keptPlace)
                .orElseGet(() ->
                        center.waiting().behindEquals(consultation.flow().row().priority()));
        Transfer inItsPlace = transfer.waitingSince(consultation.received(), consultation.queuedSince());
        begin(call, inItsPlace, Optional.of(place), now);
        endings.hangUp(consultation, new CallEnd(EndKind.MERGED, "its place went to call " + call.id(), now), now);
    }

    /** The refusals are those of docs/management.md. */
    Reply command(Call call, Signal.Transfer command, Instant now) {
        return refusal(call).orElseGet(() -> allowed(call, command, now));
    }

    private static Optional<Reply> refusal(Call call) {
        if (call.state() == CallState.TRANSFERRING || call.state() == CallState.OUTSIDE) {
            return Optional.of(new Reply.Refused(409, "Transfer in progress"));
        }
        if (!call.legs.callerAnswered()) {
            return Optional.of(new Reply.Refused(488, "Caller is not answered yet"));
        }
        return call.agent().isPresent() && call.established().isEmpty()
                ? Optional.of(new Reply.Refused(409, "Call is being given to an agent"))
                : Optional.empty();
    }

    private Reply allowed(Call call, Signal.Transfer command, Instant now) {
        boolean talks = call.established().isPresent();
        Decision decision = checks.ofCommand(call, command.target());
        if (decision.goal().isEmpty()) {
            center.transfers().count("command", "unknown", "refused");
            return decision.refusal();
        }
        Goal goal = decision.goal().get();
        TransferPolicy.Entry place = place(goal, command.place());
        returns.forget(call);
        if (talks) {
            begin(call, Transfers.transfer(call, goal, Optional.empty(), Effect.Referral.NONE, now), place, now);
            return new Reply.Done();
        }
        return move(call, goal, place, now);
    }

    /** A call that waits is where it is moved to at once. */
    private Reply move(Call call, Goal goal, TransferPolicy.Entry place, Instant now) {
        if (goal.isOutside()) {
            return new Reply.Refused(488, "Only callers who talk to an agent can be transferred outside");
        }
        call.countTransfer();
        center.transfers().count("command", goal.kind(), "transferred");
        Effect.TransferNote note =
                new Effect.TransferNote("command", goal.label(), call.segment().number, Optional.empty(), 0);
        goal.seat()
                .ifPresent(liveAgent ->
                        dispatcher.give(call, liveAgent, dispatcher.rotates(call), now, "moved by command", note));
        goal.flow().ifPresent(flow -> {
            Board.QueueKey key = center.waiting().entry(place, flow.row().priority());
            steps.enterFlow(call, flow, key, now, "moved by command", note);
            center.music().change(call);
        });
        return new Reply.Done();
    }

    /** An agent who talks already comes with their leg; one who is rung is rung anew, for the caller. */
    private void joinTo(Call call, Transfer transfer, Call consultation, Instant now) {
        begun(call, transfer, now);
        boolean talks = TransferChecks.talks(consultation);
        if (talks) {
            center.orders().hand(call, consultation, now);
        }
        String why = "agent " + consultation.agent().orElseThrow().id() + " went to call " + call.id();
        endings.hangUp(consultation, new CallEnd(talks ? EndKind.TALK_MERGED : EndKind.MERGED, why, now), now);
        if (!talks) {
            center.orders().transfer(call, transfer, now);
            center.music().targetRings(call, now);
        }
    }

    /** Where the caller comes in: as it was asked for, else as it is set for the flow, else as for all. */
    private TransferPolicy.Entry place(Goal goal, Optional<TransferPolicy.Entry> asked) {
        return asked.or(() -> goal.flow()
                        .flatMap(flow -> center.plan().of(flow.row().id()).place()))
                .orElse(center.policy().transfers().place());
    }

    private void begin(Call call, Transfer transfer, TransferPolicy.Entry place, Instant now) {
        Optional<Board.QueueKey> key = transfer.goal()
                .flow()
                .map(flow -> center.waiting().entry(place, flow.row().priority()));
        begin(call, transfer, key, now);
    }

    private void begin(Call call, Transfer transfer, Optional<Board.QueueKey> place, Instant now) {
        transfer.goal().flow().ifPresent(flow -> {
            flow.expected.add(call.id());
            call.keepPlace(place.orElseThrow());
        });
        begun(call, transfer, now);
        if (transfer.goal().flow().isPresent()) {
            center.music()
                    .dialFor(
                            call, transfer.goal().flow().get(), call.keptPlace().orElseThrow(), now);
        } else {
            center.orders().transfer(call, transfer, now);
            transfer.asker().ifPresent(leg -> center.music().targetRings(call, now));
        }
    }

    private void begun(Call call, Transfer transfer, Instant now) {
        Goal goal = transfer.goal();
        call.setTransfer(transfer);
        goal.seat()
                .ifPresent(liveAgent -> center.bindings().bindBeside(call, liveAgent, dispatcher.rotates(call), now));
        String why = "agent " + transfer.by() + " is transferring it to " + goal.label();
        center.transitions().to(call, CallState.TRANSFERRING, now, why, Transfers.note(call, transfer, false, 0));
    }
}
