package io.callcenter.core.rules;

import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where a call goes next (docs/design/behaviour.md 3.3). */
final class NextSteps {
    /** So many agents who did not take a call, and could at once, are asked before it rests. */
    static final int MOST_ASKED = 8;

    private static final int LONGEST_REST = 30;

    private final CenterState center;
    private final Dispatcher dispatcher;
    private final Dissuasion dissuasion;
    private final Endings endings;
    private final PlaceMessages places;

    NextSteps(CenterState center, Dispatcher dispatcher, Dissuasion dissuasion, Endings endings) {
        this.center = center;
        this.dispatcher = dispatcher;
        this.dissuasion = dissuasion;
        this.endings = endings;
        this.places = new PlaceMessages(center, dissuasion);
    }

    void admitted(Call call, Instant now) {
        Flow flow = call.flow().row();
        if (flow.welcome().isEmpty()) {
            afterWelcome(call, now);
        } else {
            center.transitions().to(call, CallState.WELCOME, now, "the flow welcomes its callers");
            center.orders().announce(call, OrderedLeg.Kind.WELCOME, flow.welcome(), now);
        }
    }

    /** Deviation: B34, the wait is estimated anew after a welcome. */
    void afterWelcome(Call call, Instant now) {
        call.estimate(dissuasion.estimate(call.flow()));
        if (dissuasion.isDue(call)) {
            dissuasion.play(call, now, "too many wait");
        } else {
            search(call, now);
        }
    }

    /** An agent who is free now, or the queue. */
    void search(Call call, Instant now) {
        Optional<LiveAgent> seat = dispatcher.immediate(call, now);
        if (seat.isPresent()) {
            int choice = center.roster().takers(call.flow().row().skill(), call.media());
            String why = "longest idle of " + choice + " who could take it";
            dispatcher.give(call, seat.get(), dispatcher.rotates(call), now, why);
        } else {
            Board.QueueKey place = call.keptPlace()
                    .orElseGet(() ->
                            center.waiting().behindEquals(call.flow().row().priority()));
            enterQueue(call, place, now, "no agent for it", Effect.TransferNote.NONE);
        }
    }

    /**
     * Back to the head after that agent did not take it (docs/design/behaviour.md 3.5). Where they could take it again at once, they are not asked
     * before a rest is over, so that a fault that stays cannot ring phones in a tight loop; others may have it, until so many did not take it.
     */
    void requeue(Call call, LiveAgent liveAgent, int most, Instant now, String why) {
        if (liveAgent.canTake(call.media())) {
            call.avoid(liveAgent, most);
            if (!call.alarms.isSet(CallTimer.REST)) {
                call.alarms.set(CallTimer.REST, now.plus(rest(call.rests())), at -> {
                    call.restIsOver();
                    center.waiting().refresh(call);
                });
            }
        }
        backToHead(call, now, why);
    }

    /** 1, 2, 4 … 30 s. */
    static Duration rest(int before) {
        return Duration.ofSeconds(Math.min(1L << Math.min(before, 5), LONGEST_REST));
    }

    /** Back to the head, to be given away as soon as somebody is free. */
    void backToHead(Call call, Instant now, String why) {
        backToHead(call, now, why, Effect.TransferNote.NONE);
    }

    /** The same, because a transfer failed whose agent is gone. */
    void backToHead(Call call, Instant now, String why, Effect.TransferNote transfer) {
        if (call.state() == CallState.TOAGENT
                || call.state() == CallState.TRANSFERRING
                || call.state() == CallState.OUTSIDE) {
            call.legStarts(now);
        }
        if (call.legs.fallbackLeg().isPresent()) {
            call.legs.fallbackAlone();
        }
        boolean ofPriorityOnly = center.policy().requeueAtPriorityHead();
        long priority = call.flow().row().priority();
        enterQueue(call, center.waiting().atHead(priority, ofPriorityOnly), now, why, transfer);
    }

    /** Into the queue of another flow, without welcome and dissuading (docs/call-states.md). */
    void enterFlow(
            Call call, OpenFlow flow, Board.QueueKey place, Instant now, String why, Effect.TransferNote transfer) {
        center.waiting().leave(call);
        OpenFlow from = call.flow();
        center.transitions().move(call, flow);
        center.flows().forgetIfDone(from);
        center.intervals().arrived(call, now);
        call.legStarts(now);
        call.estimate(dissuasion.estimate(flow));
        places.anew(call);
        enterQueue(call, place, now, why, transfer);
    }

    private void enterQueue(Call call, Board.QueueKey place, Instant now, String why, Effect.TransferNote transfer) {
        call.keepPlace(null);
        center.waiting().enter(call, place, now);
        center.transitions().to(call, CallState.QUEUED, now, why, transfer);
        center.music().enterQueue(call);
        dissuasion.watch(call);
        places.watch(call, now);
        watchWait(call);
    }

    /** How they learn their place again. */
    PlaceMessages places() {
        return places;
    }

    /** Ends a call that has waited for the longest time that is allowed (B58). */
    void watchWait(Call call) {
        Duration longest = center.policy().maxWait();
        if (!longest.isZero()) {
            call.alarms.set(CallTimer.MAX_WAIT, call.received().plus(longest).plusNanos(1), now -> {
                if (call.state() == CallState.QUEUED) {
                    endings.hangUp(call, new CallEnd(EndKind.TIMEOUT, "it waited too long", now), now);
                }
            });
        }
    }
}
