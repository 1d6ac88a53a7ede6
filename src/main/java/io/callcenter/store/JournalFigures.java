package io.callcenter.store;

import io.callcenter.store.Journal.Kind;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Which records of the journal are alive and since when, and how long commits took. Any thread. */
final class JournalFigures {
    private record Life(Kind kind, long since) {}

    private final Map<Long, Life> live = new ConcurrentHashMap<>();
    private final LongAdder commits = new LongAdder();
    private final LongAdder commitNanos = new LongAdder();
    private final TimeWindowMax longest = new TimeWindowMax(Clock.SYSTEM, TimeUnit.SECONDS.toMillis(20), 3);

    /** Whether the record is new: it has no life yet, and gets one. */
    boolean born(long id, Kind kind) {
        return live.putIfAbsent(id, new Life(kind, System.nanoTime())) == null;
    }

    /** Whether the record was alive; it is no more. */
    boolean gone(long id) {
        return live.remove(id) != null;
    }

    /** A commit took that long; below zero counts as zero. */
    void committed(long nanos) {
        long taken = Math.max(0, nanos);
        commits.increment();
        commitNanos.add(taken);
        longest.record(taken, TimeUnit.NANOSECONDS);
    }

    long commits() {
        return commits.sum();
    }

    long commitNanos() {
        return commitNanos.sum();
    }

    /** Seconds that a commit took at most, within the last minute. */
    double longestCommitSeconds() {
        return longest.poll(TimeUnit.SECONDS);
    }

    /** Records of that kind that are alive. */
    long records(Kind kind) {
        return live.values().stream().filter(life -> life.kind() == kind).count();
    }

    /** Age of the oldest record of that kind, zero where there is none; one that an earlier process wrote counts from the start of this one. */
    Duration oldest(Kind kind) {
        long now = System.nanoTime();
        long age = live.values().stream()
                .filter(life -> life.kind() == kind)
                .mapToLong(life -> now - life.since())
                .max()
                .orElse(0);
        return Duration.ofNanos(Math.max(0, age));
    }
}
