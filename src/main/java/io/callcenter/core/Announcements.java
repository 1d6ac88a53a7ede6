package io.callcenter.core;

import java.time.Instant;
import java.util.Locale;

/** What follows when an announcement begins, ends or cannot be had (docs/design/behaviour.md 3.4, B16, B63). */
final class Announcements {
    private final Centre centre;
    private final Steps steps;
    private final Endings endings;

    Announcements(Centre centre, Steps steps, Endings endings) {
        this.centre = centre;
        this.steps = steps;
        this.endings = endings;
    }

    /** The caller hears it now. An agent announcement needs such a caller: from now on his call may be given away. */
    void connected(Call call) {
        call.legs.targetJoined();
        centre.line().refresh(call);
        centre.touched().call(call);
    }

    void besideConnected(Call call) {
        call.legs.besideJoined();
        centre.touched().call(call);
    }

    /** It was refused or could not be joined: an unanswered caller is refused with it, others stay. */
    void failed(Call call, Leg leg, int code, Instant at, Instant now) {
        call.legs.targetGone();
        if (call.legs.callerAnswered()) {
            over(call, leg, now);
        } else {
            centre.orders().refuse(call, code);
            endings.end(call, new Ended(Finish.FAILED, why(leg, code), at), now);
        }
    }

    private static String why(Leg leg, int code) {
        String announcement = "the " + leg.kind().name().toLowerCase(Locale.ROOT) + " announcement ";
        return announcement + (code < 100 ? "could not be dialed" : "failed with " + code);
    }

    void besideFailed(Call call, Leg leg, Instant now) {
        call.legs.besideGone();
        centre.touched().call(call);
        centre.music().over(call, leg, now);
    }

    /** What the caller heard has ended. */
    void rightEnded(Call call, Leg leg, Signal.EndedBy by, Instant now) {
        call.legs.rightGone();
        centre.touched().call(call);
        if (by == Signal.EndedBy.US) {
            vanished(call, now);
        } else {
            over(call, leg, now);
        }
    }

    /** A message is over, or counts as over because it failed: the call goes on; queue music comes back. */
    private void over(Call call, Leg leg, Instant now) {
        centre.touched().call(call);
        if (leg.kind() == Leg.Kind.QUEUE) {
            centre.music().over(call, leg, now);
        } else {
            messageOver(call, now);
        }
    }

    private void messageOver(Call call, Instant now) {
        switch (call.state()) {
            case WELCOME -> steps.afterWelcome(call, now);
            case DISSUADING1 -> steps.search(call, now);
            case DISSUADING2 ->
                endings.hangUp(call, new Ended(Finish.DISSUADED, "the dissuading announcement is over", now), now);
            case NONE, QUEUED, PREAGENT, TOAGENT, TRANSFERRING, OUTSIDE, ENDED ->
                centre.music().lost(call, now);
        }
    }

    /** The announcement being set up was taken from the call without its asking. */
    void targetVanished(Call call, Instant now) {
        call.legs.targetGone();
        centre.touched().call(call);
        vanished(call, now);
    }

    /** The call itself is probably over; if no word of that comes, it goes on without the leg. */
    private void vanished(Call call, Instant now) {
        switch (call.state()) {
            case WELCOME, DISSUADING1, DISSUADING2 -> watchMessage(call, now);
            case NONE, QUEUED, PREAGENT, TOAGENT, TRANSFERRING, OUTSIDE, ENDED ->
                centre.music().lost(call, now);
        }
    }

    /** Sees to it that a call whose message is neither heard nor being set up goes on. */
    void watchMessage(Call call, Instant now) {
        call.alarms.set(CallTimer.ORPHAN, now.plus(QueueMusic.GRACE), later -> {
            boolean heard = call.legs
                    .right()
                    .filter(leg -> leg.kind() != Leg.Kind.QUEUE)
                    .isPresent();
            if (!heard && call.legs.target().isEmpty()) {
                messageOver(call, later);
            }
        });
    }
}
