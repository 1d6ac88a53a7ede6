package io.callcenter.core;

import java.time.Instant;

/** Moves calls from state to state and keeps the gauges that hang on states, so that they cannot leak (B02, docs/design/behaviour.md 8.3). */
final class Transitions {
    private final Figures total;
    private final Reports reports;
    private final Touched touched;

    Transitions(Figures total, Reports reports, Touched touched) {
        this.total = total;
        this.reports = reports;
        this.touched = touched;
    }

    void to(Call call, CallState next, Instant now, String why) {
        boolean before = Call.isOnHold(call.state());
        call.enter(next, why);
        hold(call, before);
        touched.call(call);
        reports.call(call, "", now);
    }

    void end(Call call, String reason, Instant now) {
        boolean before = Call.isOnHold(call.state());
        call.enter(CallState.ENDED, reason);
        hold(call, before);
        ongoing(call, -1);
        touched.row(call);
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
        touched.flow(call.flow());
    }

    private void hold(Call call, boolean before) {
        int change = (Call.isOnHold(call.state()) ? 1 : 0) - (before ? 1 : 0);
        if (change != 0) {
            call.flow().figures.addOnHold(call.media(), change);
            total.addOnHold(call.media(), change);
            touched.flow(call.flow());
        }
    }
}
