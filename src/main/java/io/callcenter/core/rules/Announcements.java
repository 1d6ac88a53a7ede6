package io.callcenter.core.rules;

import io.callcenter.core.Signal;
import java.time.Instant;
import java.util.Locale;

/** What follows when an announcement begins, ends or cannot be had (docs/design/behaviour.md 3.4, B16, B63). */
final class Announcements {
    private final CenterState center;
    private final NextSteps steps;
    private final Endings endings;

    Announcements(CenterState center, NextSteps steps, Endings endings) {
        this.center = center;
        this.steps = steps;
        this.endings = endings;
    }

    /** The caller hears it now. An agent announcement needs such a caller: from now on their call may be given away. */
    void connected(Call call) {
        call.legs.nextJoined();
        center.waiting().refresh(call);
        center.changes().call(call);
    }

    void fallbackConnected(Call call) {
        call.legs.fallbackJoined();
        center.changes().call(call);
    }

    /** It was refused or could not be joined: an unanswered caller is refused with it, others stay. */
    void failed(Call call, OrderedLeg leg, int code, Instant at, Instant now) {
        call.legs.nextGone();
        steps.places().failed(call, leg);
        if (call.legs.callerAnswered()) {
            over(call, leg, now);
        } else {
            center.orders().refuse(call, code);
            endings.end(call, new CallEnd(EndKind.FAILED, why(leg, code), at), now);
        }
    }

    private static String why(OrderedLeg leg, int code) {
        String announcement = "the " + leg.kind().name().toLowerCase(Locale.ROOT) + " announcement ";
        return announcement + (code < 100 ? "could not be dialed" : "failed with " + code);
    }

    void fallbackFailed(Call call, OrderedLeg leg, Instant now) {
        call.legs.fallbackGone();
        center.changes().call(call);
        center.music().over(call, leg, now);
    }

    /** What the caller heard has ended. */
    void currentEnded(Call call, OrderedLeg leg, Signal.EndedBy by, Instant now) {
        call.legs.currentGone();
        center.changes().call(call);
        if (by == Signal.EndedBy.US) {
            vanished(call, now);
        } else {
            over(call, leg, now);
        }
    }

    /** A message is over, or counts as over because it failed: the call goes on; queue music comes back. */
    private void over(Call call, OrderedLeg leg, Instant now) {
        center.changes().call(call);
        if (leg.kind() == OrderedLeg.Kind.QUEUE) {
            center.music().over(call, leg, now);
        } else {
            messageOver(call, now);
        }
    }

    private void messageOver(Call call, Instant now) {
        switch (call.state()) {
            case WELCOME -> steps.afterWelcome(call, now);
            case DISSUADING1 -> steps.search(call, now);
            case DISSUADING2 ->
                endings.hangUp(call, new CallEnd(EndKind.DISSUADED, "the dissuading announcement is over", now), now);
            case NONE, QUEUED, PREAGENT, TOAGENT, TRANSFERRING, OUTSIDE, ENDED ->
                center.music().lost(call, now);
        }
    }

    /** The announcement being set up was taken from the call without its asking. */
    void nextVanished(Call call, Instant now) {
        call.legs.nextGone();
        center.changes().call(call);
        vanished(call, now);
    }

    /** The call itself is probably over; if no word of that comes, it goes on without the leg. */
    private void vanished(Call call, Instant now) {
        switch (call.state()) {
            case WELCOME, DISSUADING1, DISSUADING2 -> watchMessage(call, now);
            case NONE, QUEUED, PREAGENT, TOAGENT, TRANSFERRING, OUTSIDE, ENDED ->
                center.music().lost(call, now);
        }
    }

    /** Sees to it that a call whose message is neither heard nor being set up goes on. */
    void watchMessage(Call call, Instant now) {
        call.alarms.set(CallTimer.ORPHAN, now.plus(QueueMusic.GRACE), later -> {
            boolean heard = call.legs
                    .currentLeg()
                    .filter(leg -> leg.kind() != OrderedLeg.Kind.QUEUE)
                    .isPresent();
            if (!heard && call.legs.nextLeg().isEmpty()) {
                messageOver(call, later);
            }
        });
    }
}
