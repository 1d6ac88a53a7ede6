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
    private static final int NO_AGENT = 405;
    private static final int NOT_REPLACED = 603;

    private final CenterState center;
    private final TransferChecks checks;
    private final Dispatcher dispatcher;
    private final Lenders lenders;
    private final Map<CallId, Call> calls;
    private final TimedReturns returns;
    private final Consultations consultations;
    private final Moves moves;

    TransferRequests(
            CenterState center,
            Map<CallId, Call> calls,
            TransferChecks checks,
            Dispatcher dispatcher,
            Lenders lenders,
            TimedReturns returns,
            Moves moves,
            Consultations consultations) {
        this.consultations = consultations;
        this.center = center;
        this.calls = calls;
        this.lenders = lenders;
        this.checks = checks;
        this.dispatcher = dispatcher;
        this.returns = returns;
        this.moves = moves;
    }

    void referred(Call call, Signal.Referred asked, Instant now) {
        referred(call, asked.replacing(asked.replaced()), Optional.empty(), now);
    }

    /** An agent asks in a call of their own that a caller of theirs gets whom they talk to there, or the place where they wait. */
    void referredByCaller(Signal.Referred asked, Instant now) {
        if (!calls.containsKey(asked.call()) && consultations.find(asked.call()).isEmpty()) {
            return; // over meanwhile: its legs have answered
        }
        Optional<LiveAgent> maker = maker(asked.call());
        Optional<Call> call = caller(maker, asked.replaced());
        if (call.isEmpty()) {
            center.orders().answerRefer(asked.call(), asked.leg(), maker.isPresent() ? NOT_REPLACED : NO_AGENT);
            return;
        }
        referred(call.get(), asked.replacing(Optional.of(own(asked.call()))), Optional.of(asked.call()), now);
    }

    private Optional<LiveAgent> maker(CallId own) {
        return consultations
                .find(own)
                .map(Consultation::by)
                .or(() -> Optional.ofNullable(calls.get(own)).flatMap(Call::maker));
    }

    /** The call that has the dialog that is named, where it is that agent's. */
    private Optional<Call> caller(Optional<LiveAgent> maker, Optional<Signal.Replaced> named) {
        return named.filter(dialog -> !dialog.caller())
                .map(dialog -> calls.get(dialog.call()))
                .filter(call -> maker.isPresent()
                        && maker.equals(call.agent())
                        && call.legs.currentLeg().isPresent());
    }

    private static Signal.Replaced own(CallId call) {
        return new Signal.Replaced(call, true);
    }

    private void referred(Call call, Signal.Referred asked, Optional<CallId> own, Instant now) {
        call.agent().ifPresent(liveAgent -> center.probes().heard(liveAgent, now));
        Optional<Call> consultation = asked.replaced().map(dialog -> calls.get(dialog.call()));
        int refusal = asked.hook().map(Signal.HookWord::refusal).orElse(0);
        Decision decision = refusal > 0
                ? Decision.no(refusal, "Refused by a route")
                : wish(
                        call,
                        own.flatMap(any -> call.legs.currentLeg())
                                .map(OrderedLeg::id)
                                .orElse(asked.leg()),
                        asked.target(),
                        asked.replaced(),
                        asked.hook().isEmpty(),
                        now);
        center.orders().answerRefer(own.orElse(call.id()), asked.leg(), decision.code());
        if (decision.goal().isPresent()) {
            TransferGoal goal = decision.goal().get();
            call.pass(center.transfers().bound(call.passed().replacedBy(asked.passed())));
            TransferPolicy.Entry place = place(goal, asked.hook().flatMap(Signal.HookWord::place));
            if (TransferChecks.isHeard(call, asked.leg())) {
                moves.referred(call, goal, place, asked, now);
                return;
            }
            Effect.Referral referral = new Effect.Referral(asked.referredBy(), replaces(asked));
            Transfer begins = Transfers.transfer(call, goal, Optional.of(asked.leg()), referral, asked.at());
            Transfer transfer = own.map(begins::in).orElse(begins);
            Optional<Consultation> colleague = between(asked.replaced());
            if (consultation.isPresent()) {
                merge(call, transfer, consultation.get(), now);
            } else if (colleague.isPresent()) {
                joinTo(call, transfer, colleague.get(), now);
            } else {
                begin(call, transfer, place, now);
            }
            returns.asked(call, goal, asked.target().back());
        } else {
            boolean heard = TransferChecks.isHeard(call, asked.leg());
            center.transfers().count(heard ? "announcement" : "blind", "unknown", "refused");
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
        TransferGoal goal = decision.goal().get();
        goal.seat().ifPresent(liveAgent -> center.probes().heard(liveAgent, now));
        returns.forget(call);
        Transfer transfer = Transfers.transfer(call, goal, Optional.empty(), Effect.Referral.NONE, asked.at());
        begun(call, transfer.byTaking(), now);
        center.orders().take(call, asked.taker(), goal.seat().isPresent(), now);
    }

    /** What the agent who talks to the caller, or the announcement that they hear, wants. */
    private Decision wish(
            Call call, LegId leg, TransferTarget target, Optional<Signal.Replaced> replaced, boolean own, Instant now) {
        if (TransferChecks.isHeard(call, leg)) {
            return checks.ofAnnouncement(call, target, now);
        }
        Optional<Call> consultation = replaced.map(dialog -> calls.get(dialog.call()));
        Optional<Consultation> colleague = between(replaced);
        if (colleague.isPresent()) {
            return checks.ofMerge(call, leg, colleague.get(), replaced.get().caller());
        }
        return consultation.isPresent()
                ? checks.ofMerge(call, leg, consultation.get(), replaced.get().caller())
                : checks.ofRefer(call, leg, target, own);
    }

    /** The call to a colleague that is named. */
    private Optional<Consultation> between(Optional<Signal.Replaced> replaced) {
        return replaced.flatMap(dialog -> consultations.find(dialog.call()));
    }

    /** Whether it would be begun. */
    Optional<Reply> askByCaller(Signal.AskTransfer asked, Instant now) {
        return caller(maker(asked.call()), asked.replaced())
                .map(call -> ask(
                        call,
                        new Signal.AskTransfer(
                                call.id(),
                                call.legs.currentLeg().map(OrderedLeg::id),
                                asked.target(),
                                Optional.of(own(asked.call()))),
                        now));
    }

    /** Whether it would be begun. */
    Reply ask(Call call, Signal.AskTransfer asked, Instant now) {
        Optional<Reply> no = asked.leg().isPresent() ? Optional.empty() : refusal(call);
        if (no.isPresent()) {
            return no.get();
        }
        Decision decision = asked.leg()
                .map(leg -> wish(call, leg, asked.target(), asked.replaced(), true, now))
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
                .filter(dialog -> consultations.find(dialog.call()).isEmpty())
                .isPresent();
        boolean elsewhere = asked.target().name().isEmpty();
        boolean rings = asked.replaced()
                        .map(dialog -> calls.get(dialog.call()))
                        .filter(TransferChecks::rings)
                        .isPresent()
                || between(asked.replaced())
                        .filter(call -> call.talkingSince().isEmpty())
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
        if (transfer.own().isPresent()) {
            consultation.legs.currentLeg().ifPresent(leg -> center.orders().drop(consultation, leg.id()));
        }
        lenders.over(
                consultation, transfer, new CallEnd(EndKind.MERGED, "its place went to call " + call.id(), now), now);
    }

    /** The refusals are those of docs/management.md. */
    Reply command(Call call, Signal.Transfer command, Instant now) {
        return refusal(call).orElseGet(() -> allowed(call, command, now));
    }

    private static Optional<Reply> refusal(Call call) {
        if (call.state() == CallState.TRANSFERRING || call.state() == CallState.OUTSIDE || call.lends()) {
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
        TransferGoal goal = decision.goal().get();
        TransferPolicy.Entry place = place(goal, command.place());
        if (talks) {
            returns.forget(call);
            begin(call, Transfers.transfer(call, goal, Optional.empty(), Effect.Referral.NONE, now), place, now);
            return new Reply.Done();
        }
        return moves.command(call, goal, place, now);
    }

    /** An agent who talks already comes with their leg; one who is rung is rung anew, for the caller. */
    private void joinTo(Call call, Transfer transfer, Call consultation, Instant now) {
        begun(call, transfer, now);
        boolean talks = TransferChecks.talks(consultation);
        if (talks) {
            lenders.lend(consultation, call, now);
            return;
        }
        String why = "agent " + consultation.agent().orElseThrow().id() + " went to call " + call.id();
        lenders.over(consultation, transfer, new CallEnd(EndKind.MERGED, why, now), now);
        center.orders().transfer(call, transfer, now);
        center.music().targetRings(call, now);
    }

    /** The same of a colleague whom the agent has called by their number. */
    private void joinTo(Call call, Transfer transfer, Consultation colleague, Instant now) {
        begun(call, transfer, now);
        boolean talks = colleague.talkingSince().isPresent();
        if (talks) {
            lenders.lend(colleague, call, now);
            return;
        }
        consultations.merged(colleague, transfer.own().isPresent(), now);
        center.orders().transfer(call, transfer, now);
        center.music().targetRings(call, now);
    }

    /** Where the caller comes in: as it was asked for, else as it is set for the flow, else as for all. */
    private TransferPolicy.Entry place(TransferGoal goal, Optional<TransferPolicy.Entry> asked) {
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
        TransferGoal goal = transfer.goal();
        call.setTransfer(transfer);
        goal.seat()
                .ifPresent(liveAgent -> center.bindings().bindBeside(call, liveAgent, dispatcher.rotates(call), now));
        String why = "agent " + transfer.by() + " is transferring it to " + goal.label();
        center.transitions().to(call, CallState.TRANSFERRING, now, why, Transfers.note(call, transfer, false, 0));
    }
}
