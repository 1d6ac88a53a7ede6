package io.callcenter.core;

import java.time.Duration;
import java.time.Instant;

/** Writes call detail records (docs/design/behaviour.md 9). Deviation: B38, times are taken in one way whoever hangs up. */
final class Records {
    private static final int INBOUND = 1;
    private static final int DISTRIBUTED = 2;
    private static final int ANSWERED = 4;
    private static final int ABANDONED = 8;
    private static final int REJECTED_TYPE = -2;

    private final Outbox outbox;

    Records(Outbox outbox) {
        this.outbox = outbox;
    }

    /** An agent refused the call, {@code pickUp} after he was rung. */
    void rejection(Call call, Duration pickUp, Instant at) {
        write(call, REJECTED_TYPE, between(call.birth.received(), at), pickUp, Duration.ZERO, stats(call, false));
    }

    /** The call's last record; its agent is still bound. */
    void last(Call call, Finish finish, Instant at) {
        boolean answered = finish.talked();
        Instant waitEnd = answered ? call.established().orElse(at) : at;
        Duration talked = answered ? between(waitEnd, at) : Duration.ZERO;
        write(
                call,
                finish.type(),
                between(call.birth.received(), waitEnd),
                call.pickUp().orElse(Duration.ZERO),
                talked,
                stats(call, finish == Finish.ABANDONED));
    }

    /** A saved call cannot be taken up again. */
    void lost(SavedCall saved, Instant now) {
        int stats = INBOUND
                | (saved.distributed() ? DISTRIBUTED : 0)
                | (saved.established().isPresent() ? ANSWERED : 0);
        outbox.record(new Effect.WriteCdr(new Cdr(
                saved.call(),
                saved.rejections() + 1,
                saved.caller().user(),
                saved.received(),
                between(saved.received(), now),
                saved.pickUp().orElse(Duration.ZERO),
                Duration.ZERO,
                saved.flow(),
                saved.agent(),
                Finish.FAILED.type(),
                saved.rejections(),
                stats,
                saved.sequence(),
                saved.media())));
    }

    /** From one time to another; never negative, since facts may be told late. */
    static Duration between(Instant from, Instant to) {
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
    }

    private void write(Call call, int type, Duration waited, Duration pickUp, Duration talked, int stats) {
        outbox.record(new Effect.WriteCdr(new Cdr(
                call.id(),
                call.rejections() + 1,
                call.birth.caller().user(),
                call.birth.received(),
                waited,
                pickUp,
                talked,
                call.flow().row().id(),
                call.agent().map(Seat::id),
                type,
                call.rejections(),
                stats,
                call.birth.sequence(),
                call.media())));
    }

    private static int stats(Call call, boolean abandoned) {
        return INBOUND
                | (call.distributed() ? DISTRIBUTED : 0)
                | (call.established().isPresent() ? ANSWERED : 0)
                | (abandoned ? ABANDONED : 0);
    }
}
