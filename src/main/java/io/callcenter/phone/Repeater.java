package io.callcenter.phone;

import java.time.Duration;
import java.util.concurrent.Future;

/** Does a thing at once and again after T1, doubling up to T2, until it is stopped or 64*T1 have passed (RFC 3261 §13.3.1.4). */
final class Repeater {
    private static final Duration T1 = Duration.ofMillis(500);
    private static final Duration T2 = Duration.ofSeconds(4);

    private final PhoneThread lane;
    private final Runnable thing;
    private final Runnable givingUp;
    private Duration spent = Duration.ZERO;
    private Future<?> next;

    /** Starts at once. */
    Repeater(PhoneThread lane, Runnable thing, Runnable givingUp) {
        this.lane = lane;
        this.thing = thing;
        this.givingUp = givingUp;
        thing.run();
        next = lane.after(T1, () -> again(T1));
    }

    private void again(Duration waited) {
        spent = spent.plus(waited);
        if (spent.compareTo(T1.multipliedBy(64)) >= 0) {
            givingUp.run();
            return;
        }
        thing.run();
        Duration doubled = waited.multipliedBy(2);
        Duration pause = doubled.compareTo(T2) > 0 ? T2 : doubled;
        next = lane.after(pause, () -> again(pause));
    }

    /** Stops for good. */
    void stop() {
        next.cancel(false);
    }
}
