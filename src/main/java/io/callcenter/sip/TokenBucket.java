package io.callcenter.sip;

/** Allows a number of things a second, and twice as many at once after a pause. One thread at a time. */
final class TokenBucket {
    private static final double MILLIS = 1_000;

    private final int perSecond;
    private double tokens;
    private long filled;

    /**
     * A full bucket.
     *
     * @param perSecond 0 = no limit
     * @param now milliseconds
     */
    TokenBucket(int perSecond, long now) {
        this.perSecond = perSecond;
        this.tokens = 2.0 * perSecond;
        this.filled = now;
    }

    /** Whether nothing is left at that time, in milliseconds. */
    boolean isEmpty(long now) {
        if (perSecond == 0) {
            return false;
        }
        if (now > filled) {
            tokens = Math.min(2.0 * perSecond, tokens + (now - filled) * perSecond / MILLIS);
            filled = now;
        }
        return tokens < 1;
    }

    /** Takes one, where one is left. */
    boolean take(long now) {
        if (isEmpty(now)) {
            return false;
        }
        tokens--;
        return true;
    }
}
