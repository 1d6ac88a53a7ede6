package io.callcenter.core.rules;

import io.callcenter.core.Board;
import io.callcenter.core.Effect;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import io.callcenter.core.TransferPolicy;
import io.callcenter.ids.LegId;
import java.time.Instant;
import java.util.Optional;

/**
 * Moves calls that wait, by command or because the announcement that the caller hears asks for it: they are where they are moved to at once, and
 * keep their segment. An announcement that has asked goes on being heard until the caller is joined to somebody else, and is told then.
 */
final class Moves {
    private static final int JOINED = 200;

    private final CenterState center;
    private final Dispatcher dispatcher;
    private final NextSteps steps;
    private final TimedReturns returns;

    Moves(CenterState center, Dispatcher dispatcher, NextSteps steps, TimedReturns returns) {
        this.center = center;
        this.dispatcher = dispatcher;
        this.steps = steps;
        this.returns = returns;
    }

    /** An operator's wish. */
    Reply command(Call call, TransferGoal goal, TransferPolicy.Entry place, Instant now) {
        if (goal.isOutside()) {
            return new Reply.Refused(488, "Only callers who talk to an agent can be transferred outside");
        }
        returns.forget(call);
        move(call, goal, place, "command", now);
        return new Reply.Done();
    }

    /** The announcement that the caller hears has referred them to a flow, which was allowed. */
    void referred(Call call, TransferGoal goal, TransferPolicy.Entry place, Signal.Referred asked, Instant now) {
        call.legs.refers(asked.leg(), now);
        returns.asked(call, goal, asked.target().back());
        move(call, goal, place, "announcement", now);
        returns.entered(call, now);
    }

    private void move(Call call, TransferGoal goal, TransferPolicy.Entry place, String by, Instant now) {
        call.countTransfer();
        center.transfers().count(by, goal.kind(), "transferred");
        String why = "moved by " + by;
        Effect.TransferNote note =
                new Effect.TransferNote(by, goal.label(), call.segment().number, Optional.empty(), 0);
        goal.seat().ifPresent(liveAgent -> dispatcher.give(call, liveAgent, dispatcher.rotates(call), now, why, note));
        goal.flow().ifPresent(flow -> {
            Board.QueueKey key = center.waiting().entry(place, flow.row().priority());
            steps.enterFlow(call, flow, key, now, why, note);
            center.music().change(call);
        });
    }

    /** The caller is joined to somebody: an announcement that wanted to be rid of them is told so. */
    void joined(Call call) {
        if (call.legs.currentRefers()) {
            LegId referrer = call.legs.referrer().orElseThrow();
            center.orders().tell(call.id(), referrer, JOINED);
        }
        call.legs.forgetReferrer();
    }
}
