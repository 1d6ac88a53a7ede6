package io.callcenter.core.rules;

import io.callcenter.core.CallState;
import io.callcenter.core.Flow;
import java.time.Duration;
import java.time.Instant;

/** Tells callers that it will take long, and hangs up on them where the flow says so (docs/design/behaviour.md 6). */
final class Dissuasion {
    /** The estimate while nobody is logged in (docs/design/behaviour.md 6.2). */
    static final long UNKNOWN = Integer.MAX_VALUE;

    private final CenterState center;

    Dissuasion(CenterState center) {
        this.center = center;
    }

    /** Mean talk time times queued calls by logged-in agents, of the call's flow. */
    long estimate(OpenFlow flow) {
        int logged = center.roster().group(flow.row().skill()).logged;
        if (logged == 0) {
            return UNKNOWN;
        }
        double seconds = flow.figures.talk.seconds() * flow.figures.queued() / logged;
        return Math.min((long) (seconds + 1e-9), UNKNOWN);
    }

    /** Whether a call that comes in, or has heard its welcome, is dissuaded by expected wait or queue size (B32, B33, B34). */
    boolean isDue(Call call) {
        Flow flow = call.flow().row();
        if (!call.flow().dissuades()) {
            return false;
        }
        long wait = flow.waitThreshold().toSeconds();
        if (wait > 0 && call.estimatedWait() > wait) {
            return true;
        }
        int queued = center.policy().queueSizeOfAllFlows()
                ? center.waiting().size()
                : call.flow().figures.queued();
        return flow.queueThreshold() > 0 && queued >= flow.queueThreshold();
    }

    /** Plays the announcement; the caller leaves the queue if they were in it. */
    void play(Call call, Instant now, String why) {
        if (center.policy().keepDissuadedPlace()) {
            call.key().ifPresent(call::keepPlace);
        }
        center.waiting().leave(call);
        call.alarms.cancel(CallTimer.MUSIC);
        boolean hangUp = call.flow().row().dissuadingHangup();
        center.transitions().to(call, hangUp ? CallState.DISSUADING2 : CallState.DISSUADING1, now, why);
        center.orders()
                .announce(call, OrderedLeg.Kind.DISSUADING, call.flow().row().dissuading(), now);
    }

    /** Watches a queued call's time on hold; the threshold has to be passed, not only reached. */
    void watch(Call call) {
        Duration threshold = call.flow().row().onHoldThreshold();
        if (threshold.isZero() || !call.flow().dissuades()) {
            call.alarms.cancel(CallTimer.ON_HOLD);
            return;
        }
        Instant due = call.legStarted().plus(threshold).plusNanos(1);
        call.alarms.set(CallTimer.ON_HOLD, due, now -> check(call, due, now));
    }

    private void check(Call call, Instant due, Instant now) {
        if (call.state() != CallState.QUEUED) {
            return;
        }
        if (call.legStarted().plus(call.flow().row().onHoldThreshold()).isBefore(due)) {
            play(call, now, "on hold for too long");
        } else {
            watch(call);
        }
    }
}
