package io.callcenter.core;

import java.time.Duration;

/** Running mean of durations in seconds since the last reset (docs/design/behaviour.md 8.3). Deviation: B45, double precision. */
public final class RunningMean {
    private double seconds;
    private long count;

    public void add(Duration sample) {
        count++;
        seconds += (sample.toNanos() / 1e9 - seconds) / count;
    }

    public void reset() {
        seconds = 0;
        count = 0;
    }

    SavedFigures.Average save() {
        return new SavedFigures.Average(seconds, count);
    }

    void restore(SavedFigures.Average saved) {
        seconds = saved.seconds();
        count = saved.count();
    }

    public double seconds() {
        return seconds;
    }

    /** Whole seconds, the rest cut off. A nanosecond of rounding error does not cost a second. */
    public long wholeSeconds() {
        return (long) (seconds + 1e-9);
    }

    public long count() {
        return count;
    }
}
