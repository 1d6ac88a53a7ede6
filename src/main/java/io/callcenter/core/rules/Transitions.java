package io.callcenter.core.rules;

import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import java.time.Instant;

/** Moves calls from state to state and keeps the gauges that hang on states, so that they cannot leak (B02, docs/design/behaviour.md 8.3). */
final class Transitions {
    private final Figures total;
    private final EventReports reports;
    private final ChangeSet changes;

    Transitions(Figures total, EventReports reports, ChangeSet changes) {
        this.total = total;
        this.reports = reports;
        this.changes = changes;
    }

    void to(Call call, CallState next, Instant now, String why) {
        to(call, next, now, why, Effect.TransferNote.NONE);
    }

    /** A step of a transfer, and what the world learns of it. */
    void to(Call call, CallState next, Instant now, String why, Effect.TransferNote transfer) {
        boolean before = Call.isOnHold(call.state());
        call.enter(next, why);
        hold(call, before);
        changes.call(call);
        reports.call(call, reason(next, transfer), transfer, now);
    }

    private static String reason(CallState next, Effect.TransferNote transfer) {
        if (next == CallState.TRANSFERRING || transfer.kind().isEmpty()) {
            return "";
        }
        return transfer.code() == 0 ? "transferred" : "transfer-failed";
    }

    /** The call becomes one of another flow, in whatever state but that of the queue it is. */
    void move(Call call, OpenFlow flow) {
        OpenFlow from = call.flow();
        int held = Call.isOnHold(call.state()) ? 1 : 0;
        leave(from, call, held);
        call.moveTo(flow);
        flow.calls.put(call.id(), call);
        flow.figures.addOngoing(1);
        flow.figures.addOnHold(call.media(), held);
        flow.figures.arrived.add();
        changes.flow(flow);
        changes.call(call);
    }

    private void leave(OpenFlow from, Call call, int held) {
        from.calls.remove(call.id());
        from.figures.addOngoing(-1);
        from.figures.addOnHold(call.media(), -held);
        changes.flow(from);
    }

    void end(Call call, String reason, Instant now) {
        boolean before = Call.isOnHold(call.state());
        call.enter(CallState.ENDED, reason);
        hold(call, before);
        ongoing(call, -1);
        changes.row(call);
        reports.call(call, reason, now);
    }

    /** A saved call is back in its state: counts what it stands for (B39). */
    void restored(Call call) {
        hold(call, false);
        ongoing(call, 1);
    }

    void ongoing(Call call, int one) {
        call.flow().figures.addOngoing(one);
        total.addOngoing(one);
        changes.flow(call.flow());
    }

    private void hold(Call call, boolean before) {
        int change = (Call.isOnHold(call.state()) ? 1 : 0) - (before ? 1 : 0);
        if (change != 0) {
            call.flow().figures.addOnHold(call.media(), change);
            total.addOnHold(call.media(), change);
            changes.flow(call.flow());
        }
    }
}
