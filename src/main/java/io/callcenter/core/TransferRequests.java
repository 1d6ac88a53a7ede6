package io.callcenter.core;

import java.time.Instant;
import java.util.Optional;

/** Begins transfers: of callers by the agent who talks to them, and of calls by command. */
final class TransferRequests {
    private final Centre centre;
    private final TransferChecks checks;
    private final Dispatcher dispatcher;
    private final Steps steps;

    TransferRequests(Centre centre, TransferChecks checks, Dispatcher dispatcher, Steps steps) {
        this.centre = centre;
        this.checks = checks;
        this.dispatcher = dispatcher;
        this.steps = steps;
    }

    void referred(Call call, Signal.Referred asked, Instant now) {
        Decision decision = checks.ofRefer(call, asked.leg(), asked.target());
        centre.orders().answerRefer(call, asked.leg(), decision.code());
        if (decision.goal().isPresent()) {
            Effect.Referral referral = new Effect.Referral(asked.referredBy(), asked.replaces());
            begin(
                    call,
                    Transfers.transfer(call, decision.goal().get(), Optional.of(asked.leg()), referral, asked.at()),
                    now);
        } else {
            centre.transfers().count("blind", "unknown", "refused");
        }
    }

    /** The refusals are those of docs/management.md. */
    Reply command(Call call, Signal.Transfer command, Instant now) {
        if (call.state() == CallState.TRANSFERRING || call.state() == CallState.OUTSIDE) {
            return new Reply.Refused(409, "Transfer in progress");
        }
        if (!call.legs.callerAnswered()) {
            return new Reply.Refused(488, "Caller is not answered yet");
        }
        boolean talks = call.established().isPresent();
        if (call.agent().isPresent() && !talks) {
            return new Reply.Refused(409, "Call is being given to an agent");
        }
        Decision decision = checks.ofCommand(call, command.target());
        if (decision.goal().isEmpty()) {
            centre.transfers().count("command", "unknown", "refused");
            return decision.refusal();
        }
        Goal goal = decision.goal().get();
        TransferPolicy.Entry place =
                command.place().orElse(centre.policy().transfers().place());
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
        centre.transfers().count("command", goal.kind(), "transferred");
        Effect.TransferNote note =
                new Effect.TransferNote("command", goal.label(), call.segment().number, Optional.empty(), 0);
        goal.seat()
                .ifPresent(
                        seat -> dispatcher.give(call, seat, dispatcher.rotates(call), now, "moved by command", note));
        goal.flow().ifPresent(flow -> {
            Board.QueueKey key = centre.line().entry(place, flow.row().priority());
            steps.enterFlow(call, flow, key, now, "moved by command", note);
            centre.music().change(call);
        });
        return new Reply.Done();
    }

    private void begin(Call call, Transfer transfer, Instant now) {
        begin(call, transfer, centre.policy().transfers().place(), now);
    }

    private void begin(Call call, Transfer transfer, TransferPolicy.Entry place, Instant now) {
        Goal goal = transfer.goal();
        call.transfer(transfer);
        goal.seat().ifPresent(seat -> centre.bindings().bindBeside(call, seat, dispatcher.rotates(call), now));
        goal.flow().ifPresent(flow -> {
            flow.expected.add(call.id());
            call.keepPlace(centre.line().entry(place, flow.row().priority()));
        });
        String why = "agent " + transfer.by() + " is transferring it to " + goal.label();
        centre.transitions().to(call, CallState.TRANSFERRING, now, why, Transfers.note(call, transfer, false, 0));
        if (goal.flow().isPresent()) {
            centre.music().dialFor(call, goal.flow().get(), call.keptPlace().orElseThrow(), now);
        } else {
            centre.orders().transfer(call, transfer, now);
        }
    }
}
