package io.callcenter.sip.stack;

/** Allows a number of things a second, and more at once after a pause. One thread at a time. */
public final class TokenBucket {
    private static final double MILLIS = 1_000;

    private final int perSecond;
    private final int burst;
    private double tokens;
    private long filled;

    /** A full bucket that allows twice as many at once. */
    public TokenBucket(int perSecond, long now) {
        this(perSecond, (int) Math.min(2L * perSecond, Integer.MAX_VALUE), now);
    }

    /**
     * A full bucket.
     *
     * @param perSecond 0 = no limit
     * @param burst so many at once
     * @param now milliseconds
     */
    TokenBucket(int perSecond, int burst, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.filled = now;
    }

    /** Whether nothing is left at that time, in milliseconds. */
    public boolean isEmpty(long now) {
        if (perSecond == 0) {
            return false;
        }
        if (now > filled) {
            tokens = Math.min(burst, tokens + (now - filled) * perSecond / MILLIS);
            filled = now;
        }
        return tokens < 1;
    }

    /** Takes one, where one is left. */
    public boolean take(long now) {
        if (isEmpty(now)) {
            return false;
        }
        tokens--;
        return true;
    }
}
