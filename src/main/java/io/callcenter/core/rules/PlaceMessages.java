package io.callcenter.core.rules;

import io.callcenter.core.CallState;
import io.callcenter.core.PlaceMessage;
import io.callcenter.core.PlacePolicy;
import io.callcenter.core.QueueUri;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * Tells callers who wait their place again: they hear a message with it, and then the queue announcement once more. They are in the queue all the while
 * (docs/call-states.md).
 */
final class PlaceMessages {
    private static final int MOST_FAILURES = 3;
    private static final long ROUNDED = 30;
    private static final long SHORTER = 60;

    /** What a caller was told. */
    static final class Told {
        private int position = Integer.MAX_VALUE;
        private long wait = Long.MAX_VALUE;
        private int failures;
        private LegId leg;
    }

    private final PlacePolicy policy;
    private final PlanInUse plan;
    private final WaitingCalls waiting;
    private final LegOrders orders;
    private final QueueUri positions;
    private final QueueUri waits;
    private final Dissuasion dissuasion;
    private Instant next = Instant.MIN;

    PlaceMessages(CenterState center, Dissuasion dissuasion) {
        this.policy = center.policy().places();
        this.plan = center.plan();
        this.waiting = center.waiting();
        this.orders = center.orders();
        this.positions = new QueueUri(center.policy().queuePositionParameter());
        this.waits = new QueueUri(policy.waitParameter());
        this.dissuasion = dissuasion;
    }

    /** The call is in the queue. */
    void watch(Call call, Instant now) {
        PlaceMessage message = message(call);
        if (!message.told()) {
            call.alarms.cancel(CallTimer.PLACE);
        } else if (!call.alarms.isSet(CallTimer.PLACE)) {
            set(call, now.plus(message.first()));
        }
    }

    /** The call goes to another flow, whose places have nothing to do with what was told. */
    void anew(Call call) {
        call.alarms.cancel(CallTimer.PLACE);
        call.told.position = Integer.MAX_VALUE;
        call.told.wait = Long.MAX_VALUE;
        call.told.failures = 0;
    }

    /** The message could not be had: the caller still hears what they heard before. */
    void failed(Call call, OrderedLeg leg) {
        call.told.failures += is(call, leg) ? 1 : 0;
    }

    /** Whether that leg is the message, not the queue announcement. */
    static boolean is(Call call, OrderedLeg leg) {
        return call.told.leg != null && leg.is(call.told.leg);
    }

    private PlaceMessage message(Call call) {
        return plan.of(call.flow().row().id()).message();
    }

    private void set(Call call, Instant at) {
        call.alarms.set(CallTimer.PLACE, at, now -> due(call, now));
    }

    /** Whoever is to be told and has to wait for that keeps their turn: one whose turn has come is told at once. */
    private void due(Call call, Instant now) {
        look(call, now, false);
    }

    private void look(Call call, Instant now, boolean reserved) {
        PlaceMessage message = message(call);
        if (call.state() != CallState.QUEUED || !message.told() || call.told.failures >= MOST_FAILURES) {
            return; // watched again when it is back in the queue
        }
        boolean hears = call.legs
                        .currentLeg()
                        .filter(leg -> leg.kind() == OrderedLeg.Kind.QUEUE)
                        .isPresent()
                && call.legs.nextLeg().isEmpty();
        int position = waiting.position(call);
        long wait = dissuasion.estimate(call.flow());
        boolean better = position < call.told.position || wait <= call.told.wait - SHORTER;
        if (!hears || !better) {
            set(call, now.plus(message.every()));
            return;
        }
        Instant turn = reserved ? now : turn(now);
        if (turn.isAfter(now)) {
            call.alarms.set(CallTimer.PLACE, turn, later -> look(call, later, true));
        } else {
            call.told.position = position;
            call.told.wait = wait;
            tell(call, message, position, wait, now);
            set(call, now.plus(message.every()));
        }
    }

    /** The next turn that nobody has. */
    private Instant turn(Instant now) {
        Instant turn = next.isAfter(now) ? next : now;
        next = turn.plusNanos(Duration.ofSeconds(1).toNanos() / policy.rate());
        return turn;
    }

    private void tell(Call call, PlaceMessage message, int position, long wait, Instant now) {
        boolean known = wait < Dissuasion.UNKNOWN;
        if (message.by() == PlaceMessage.By.INFO) {
            orders.inform(call, position, known ? OptionalInt.of(rounded(wait)) : OptionalInt.empty());
        } else {
            String uri = positions.with(message.uri(), position);
            call.told.leg = orders.tellPlace(call, known ? waits.with(uri, rounded(wait)) : uri, now);
        }
    }

    private static int rounded(long seconds) {
        return (int) Math.min(Integer.MAX_VALUE, (seconds + ROUNDED - 1) / ROUNDED * ROUNDED);
    }
}
