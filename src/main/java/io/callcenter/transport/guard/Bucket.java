package io.callcenter.transport.guard;

/** Allows so many things a second, and so many at once after a pause. Times are nanoseconds of one clock. One thread at a time. */
final class Bucket {
    private static final double SECOND = 1e9;

    private final double perSecond;
    private final double burst;
    private double left;
    private long filled;

    /** A full one. */
    Bucket(double perSecond, double burst, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.left = burst;
        this.filled = now;
    }

    /** Takes so many, where they are left. */
    boolean take(double wanted, long now) {
        if (now - filled > 0) {
            left = Math.min(burst, left + (now - filled) / SECOND * perSecond);
            filled = now;
        }
        if (left < wanted) {
            return false;
        }
        left -= wanted;
        return true;
    }

    /** Takes one, where one is left. */
    boolean take(long now) {
        return take(1, now);
    }
}
