package io.callcenter.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where a call goes next (behaviour 3.3). */
final class Steps {
    private static final int LONGEST_REST = 30;

    private final Centre centre;
    private final Dispatcher dispatcher;
    private final Dissuasion dissuasion;
    private final Endings endings;

    Steps(Centre centre, Dispatcher dispatcher, Dissuasion dissuasion, Endings endings) {
        this.centre = centre;
        this.dispatcher = dispatcher;
        this.dissuasion = dissuasion;
        this.endings = endings;
    }

    void admitted(Call call, Instant now) {
        Flow flow = call.flow().row();
        if (flow.welcome().isEmpty()) {
            afterWelcome(call, now);
        } else {
            centre.transitions().to(call, CallState.WELCOME, now, "the flow welcomes its callers");
            centre.orders().announce(call, Leg.Kind.WELCOME, flow.welcome(), now);
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
        Optional<Seat> seat = dispatcher.immediate(call, now);
        if (seat.isPresent()) {
            int choice = centre.roster().takers(call.flow().row().skill(), call.media());
            String why = "longest idle of " + choice + " who could take it";
            dispatcher.give(call, seat.get(), dispatcher.rotates(call), now, why);
        } else {
            Board.QueueKey place = call.keptPlace()
                    .orElseGet(
                            () -> centre.line().behindEquals(call.flow().row().priority()));
            enterQueue(call, place, now, "no agent for it");
        }
    }

    /** Back to the head after an agent did not take it (behaviour 3.5). */
    void requeue(Call call, Instant now, String why) {
        if (call.state() == CallState.TOAGENT) {
            call.legStarts(now);
        }
        if (call.legs.beside().isPresent()) {
            call.legs.besideAlone();
        }
        boolean ofPriorityOnly = centre.policy().requeueAtPriorityHead();
        long priority = call.flow().row().priority();
        enterQueue(call, centre.line().atHead(priority, ofPriorityOnly), now, why);
    }

    /**
     * Back to the head after a set-up failed that was not the agent's fault. The call rests before it is offered again, so that a fault that
     * stays cannot ring phones in a tight loop.
     */
    void requeueResting(Call call, Instant now, String why) {
        int doubled = Math.min(call.faultless(), 5);
        call.countFaultless();
        Instant end = now.plusSeconds(Math.min(1L << doubled, LONGEST_REST));
        call.alarms.set(CallTimer.REST, end, at -> centre.line().refresh(call));
        requeue(call, now, why);
    }

    private void enterQueue(Call call, Board.QueueKey place, Instant now, String why) {
        call.keepPlace(null);
        centre.line().enter(call, place, now);
        centre.transitions().to(call, CallState.QUEUED, now, why);
        centre.music().enterQueue(call, now);
        dissuasion.watch(call);
        watchWait(call);
    }

    /** Ends a call that has waited for the longest time that is allowed (B58). */
    void watchWait(Call call) {
        Duration longest = centre.policy().maxWait();
        if (!longest.isZero()) {
            call.alarms.set(
                    CallTimer.MAX_WAIT, call.birth.received().plus(longest).plusNanos(1), now -> {
                        if (call.state() == CallState.QUEUED) {
                            endings.hangUp(call, Finish.TIMEOUT, now, now);
                        }
                    });
        }
    }
}
