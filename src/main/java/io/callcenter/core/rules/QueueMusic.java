package io.callcenter.core.rules;

import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.QueueUri;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Sees to it that a waiting caller hears the queue announcement: at once, beside an agent who rings too long, or again after growing pauses
 * when it does not last (docs/design/legs.md 3.6, B16, B63).
 */
final class QueueMusic {
    /** An announcement that lasts no longer than this was none. */
    private static final Duration SHORT = Duration.ofSeconds(2);
    /** How long an agent may ring while the caller hears nothing. */
    private static final Duration SILENCE = Duration.ofSeconds(2);
    /** How long the legs may need to say that a call is over, after a leg of it vanished. */
    static final Duration GRACE = Duration.ofSeconds(1);

    private static final int LONGEST_PAUSE = 30;

    private final Set<Call> wanting = new LinkedHashSet<>();
    private final LegOrders orders;
    private final QueueUri uris;
    private final WaitingCalls waiting;

    QueueMusic(LegOrders orders, QueueUri uris, WaitingCalls waiting) {
        this.orders = orders;
        this.uris = uris;
        this.waiting = waiting;
    }

    /** The call entered the queue: it gets the announcement, unless the caller hears it or a pause is running. */
    void enterQueue(Call call) {
        if (isHeard(call) || call.legs.nextLeg().isPresent()) {
            call.alarms.cancel(CallTimer.MUSIC);
            return;
        }
        if (call.shortMusic() > 0 && call.alarms.isSet(CallTimer.MUSIC)) {
            return;
        }
        call.alarms.cancel(CallTimer.MUSIC);
        wanting.add(call);
    }

    /** The call was moved to another flow's queue: its announcement comes in the place of what the caller hears. */
    void change(Call call) {
        orders.dropNext(call);
        call.alarms.cancel(CallTimer.MUSIC);
        wanting.add(call);
    }

    /** Dials the announcement of the flow that the caller is transferred to, with the position that they are going to have. */
    void dialFor(Call call, OpenFlow flow, Board.QueueKey place, Instant now) {
        orders.transferToQueue(call, flow, uris.with(flow.row().queue(), waiting.position(place)), now);
    }

    /** The caller was left alone while somebody is being rung: they hear the announcement at once. */
    void alone(Call call, Instant now) {
        call.alarms.cancel(CallTimer.MUSIC);
        dial(call, now);
    }

    /** Dials it, with the position, for those who entered the queue and whom no agent took at once. */
    void dialWanted(Instant now) {
        for (Call call : List.copyOf(wanting)) {
            if (call.state() == CallState.QUEUED && call.legs.nextLeg().isEmpty()) {
                String uri = uris.with(call.flow().row().queue(), waiting.position(call));
                orders.announce(call, OrderedLeg.Kind.QUEUE, uri, now);
            }
        }
        wanting.clear();
    }

    /** An agent is being rung: a caller who hears nothing gets the announcement if it takes long. */
    void agentRings(Call call, Instant now) {
        if (call.legs.callerAnswered() && call.legs.currentLeg().isEmpty() && !call.alarms.isSet(CallTimer.MUSIC)) {
            wake(call, now.plus(SILENCE));
        }
    }

    /** The target of a transfer is being rung: a caller whose agent waits for that hears the announcement if it takes long. */
    void targetRings(Call call, Instant now) {
        call.alarms.set(CallTimer.MUSIC, now.plus(SILENCE), later -> {
            boolean waits = call.transfer().flatMap(Transfer::pickUp).isEmpty()
                    && call.legs.nextLeg().isPresent()
                    && call.legs.fallbackLeg().isEmpty();
            if (call.state() == CallState.TRANSFERRING && waits) {
                orders.playFallback(call, later);
            }
        });
    }

    /** A queue announcement ended or could not be had: dials it again, after a pause if it did not last. */
    void over(Call call, OrderedLeg leg, Instant now) {
        if (PlaceMessages.is(call, leg)) {
            Instant since = call.legStarted();
            dial(call, now);
            call.legStarts(since);
            return;
        }
        call.countMusic(now.isBefore(leg.started().plus(SHORT)));
        if (call.shortMusic() == 0) {
            dial(call, now);
        } else {
            int doubled = Math.min(call.shortMusic() - 1, 5);
            wake(call, now.plusSeconds(Math.min(1L << doubled, LONGEST_PAUSE)));
        }
    }

    /** The caller was left with nothing by our side: waits a moment for word that the call is over. */
    void lost(Call call, Instant now) {
        wake(call, now.plus(GRACE));
    }

    private void wake(Call call, Instant at) {
        call.alarms.set(CallTimer.MUSIC, at, now -> dial(call, now));
    }

    private void dial(Call call, Instant now) {
        if (isHeard(call)) {
            return;
        }
        if (call.state() == CallState.QUEUED && call.legs.nextLeg().isEmpty()) {
            orders.announce(call, OrderedLeg.Kind.QUEUE, call.flow().row().queue(), now);
        } else if (somebodyIsRung(call) && call.legs.fallbackLeg().isEmpty()) {
            orders.playFallback(call, now);
        }
    }

    /** Whether the caller hears somebody with whom they may stay. */
    private static boolean isHeard(Call call) {
        return call.legs.currentLeg().isPresent() && !call.legs.currentRefers();
    }

    /**
     * An agent who has picked up is joined in a moment, unless they hear an announcement first. A caller who was never answered hears ringing
     * and can have no second leg (docs/design/legs.md 3.2).
     */
    private static boolean somebodyIsRung(Call call) {
        if (!call.legs.callerAnswered()) {
            return false;
        }
        boolean rings = call.state() == CallState.TOAGENT && call.pickUp().isEmpty();
        boolean leftAlone = call.state() == CallState.TRANSFERRING
                && (call.agent().isEmpty() || call.legs.asideLeg().isPresent());
        return (rings || leftAlone || call.state() == CallState.PREAGENT)
                && call.legs.nextLeg().isPresent();
    }
}
