package io.callcenter.transport;

/**
 * How late a loop does what it was to do at a certain time: asked every 100 ms. Times are nanoseconds of one clock. One thread tells, any may ask.
 */
final class LoopLateness {
    /** How often it looks. */
    static final long PERIOD = 100_000_000L;

    private static final long LATE = 50_000_000L;
    private static final long FOR = 1_000_000_000L;
    private static final long STUCK = 5_000_000_000L;

    private volatile long due;
    private volatile long last;
    private volatile long since;
    private volatile boolean late;

    /** Begins at that time. */
    LoopLateness(long now) {
        due = now + PERIOD;
    }

    /** The loop is there. */
    void tick(long now) {
        last = Math.max(0, now - due);
        if (last <= LATE) {
            late = false;
        } else if (!late) {
            since = due;
            late = true;
        }
        due = now + PERIOD;
    }

    /** How late it is, or was when it was there last. */
    long delay(long now) {
        return Math.max(last, now - due);
    }

    /** Whether it has been later than 50 ms for a second. */
    boolean isLate(long now) {
        return late && now - since >= FOR || now - due >= FOR;
    }

    /** Whether it has not been there for 5 s. */
    boolean isStuck(long now) {
        return now - due >= STUCK;
    }
}
