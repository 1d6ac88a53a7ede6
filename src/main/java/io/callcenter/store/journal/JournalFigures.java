package io.callcenter.store.journal;

import io.callcenter.store.journal.Journal.Kind;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Which records of the journal are alive and since when, and how long commits took. Any thread. */
public final class JournalFigures {
    /**
     * A record that is alive.
     *
     * @param older bytes of its first version, which the journal keeps besides the newest; 0 = never replaced
     */
    private record Life(Kind kind, long since, int older, int newest) {
        Life replacedBy(Life next) {
            return new Life(kind, since, older == 0 ? newest : older, next.newest);
        }

        long bytes() {
            return (long) older + newest;
        }
    }

    /** Bytes that the journal puts around a version. */
    private static final int AROUND = 32;

    private final Map<Long, Life> live = new ConcurrentHashMap<>();
    private final LongAdder written = new LongAdder();
    private final LongAdder deleted = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder commitNanos = new LongAdder();
    private final TimeWindowMax longest = new TimeWindowMax(Clock.SYSTEM, TimeUnit.SECONDS.toMillis(20), 3);

    /** Whether the record is new: it has no life yet, and gets one; else that many bytes replace it. */
    boolean born(long id, Kind kind, int bytes) {
        Life life = new Life(kind, System.nanoTime(), 0, bytes + AROUND);
        return live.merge(id, life, Life::replacedBy) == life;
    }

    /** Whether the record was alive; it is no more. */
    boolean gone(long id) {
        return live.remove(id) != null;
    }

    /** A record, new or changed, was handed to the journal. */
    void wrote() {
        written.increment();
    }

    /** The deletion of a record was handed to the journal. */
    void deleted() {
        deleted.increment();
    }

    public long writtenRecords() {
        return written.sum();
    }

    public long deletedRecords() {
        return deleted.sum();
    }

    /** A commit took that long; below zero counts as zero. */
    void committed(long nanos) {
        long taken = Math.max(0, nanos);
        commits.increment();
        commitNanos.add(taken);
        longest.record(taken, TimeUnit.NANOSECONDS);
    }

    public long commits() {
        return commits.sum();
    }

    public long commitNanos() {
        return commitNanos.sum();
    }

    /** Seconds that a commit took at most, within the last minute. */
    public double longestCommitSeconds() {
        return longest.poll(TimeUnit.SECONDS);
    }

    /** Bytes that the living records take when nothing dead is among them. Goes over all. */
    long liveBytes() {
        return live.values().stream().mapToLong(Life::bytes).sum();
    }

    /** Records of that kind that are alive. */
    public long records(Kind kind) {
        return live.values().stream().filter(life -> life.kind() == kind).count();
    }

    /** Age of the oldest record of that kind, zero where there is none; one that an earlier process wrote counts from the start of this one. */
    public Duration oldest(Kind kind) {
        long now = System.nanoTime();
        long age = live.values().stream()
                .filter(life -> life.kind() == kind)
                .mapToLong(life -> now - life.since())
                .max()
                .orElse(0);
        return Duration.ofNanos(Math.max(0, age));
    }
}
