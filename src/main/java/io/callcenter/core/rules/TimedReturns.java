package io.callcenter.core.rules;

import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.SavedSegment.SavedReturn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Brings callers back whom nobody took in the time that whoever transferred them to a flow had named: to the head of the flow that they came from
 * (docs/call-states.md).
 */
final class TimedReturns {
    /** While an agent is being rung, or the dissuading announcement is heard, the caller is neither taken nor waiting. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final CenterState center;
    private final NextSteps steps;

    TimedReturns(CenterState center, NextSteps steps) {
        this.center = center;
        this.steps = steps;
    }

    /** A transfer has begun. */
    void asked(Call call, TransferGoal goal, int seconds) {
        boolean wanted =
                seconds > 0 && center.policy().transfers().back() && goal.flow().isPresent();
        call.alarms.cancel(CallTimer.BACK);
        call.setWayBack(
                wanted
                        ? Optional.of(new SavedReturn(call.flow().row().id(), seconds, Optional.empty()))
                        : Optional.empty());
    }

    /** The caller is in the flow that they were transferred to. */
    void entered(Call call, Instant now) {
        call.wayBack()
                .map(way -> new SavedReturn(way.flow(), way.seconds(), Optional.of(now.plusSeconds(way.seconds()))))
                .ifPresent(way -> {
                    call.setWayBack(Optional.of(way));
                    center.changes().call(call);
                    watch(call);
                });
    }

    /** Nothing is left of it. */
    void forget(Call call) {
        call.alarms.cancel(CallTimer.BACK);
        call.setWayBack(Optional.empty());
    }

    /** Watches the time of a caller who is in that flow. */
    void watch(Call call) {
        OpenFlow to = call.flow();
        call.wayBack()
                .flatMap(SavedReturn::at)
                .ifPresent(at -> call.alarms.set(CallTimer.BACK, at, now -> due(call, to, now)));
    }

    private void due(Call call, OpenFlow to, Instant now) {
        boolean rings = call.agent().isPresent() && call.established().isEmpty();
        boolean hears = call.state() == CallState.DISSUADING1;
        if (call.flow() == to && (rings || hears)) {
            call.alarms.set(CallTimer.BACK, now.plus(AGAIN), later -> due(call, to, later));
            return;
        }
        SavedReturn way = call.wayBack().orElseThrow();
        Optional<OpenFlow> from = center.flows().find(way.flow());
        forget(call);
        center.changes().call(call);
        if (call.flow() == to && call.state() == CallState.QUEUED && from.isPresent()) {
            back(call, from.get(), way, now);
        }
    }

    private void back(Call call, OpenFlow flow, SavedReturn way, Instant now) {
        call.countTransfer();
        center.transfers().count("back", "flow", "transferred");
        Board.QueueKey head =
                center.waiting().atHead(flow.row().priority(), center.policy().requeueAtPriorityHead());
        Effect.TransferNote note =
                new Effect.TransferNote("back", "flow:" + way.flow(), call.segment().number, Optional.empty(), 0);
        steps.enterFlow(call, flow, head, now, "nobody took it within " + way.seconds() + " s", note);
        center.music().change(call);
    }
}
