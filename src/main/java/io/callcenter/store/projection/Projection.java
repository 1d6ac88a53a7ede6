package io.callcenter.store.projection;

import io.callcenter.log.RateLimitedLog;
import io.callcenter.store.projection.PendingRecords.Item;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries committed records of one concern to where others read them: in order, in batches, tried again until they are there.
 *
 * <p>One thread of its own; nobody waits for it. A batch that fails because the other side is away waits 1 s, doubling to 30 s. A batch that
 * fails for another reason is tried record by record; a record that is refused alone is put aside and does not hold up the others.
 *
 * @param <K> what makes two records the same
 * @param <V> a record
 */
public final class Projection<K, V> {
    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
    private static final RateLimitedLog DEFECTS = new RateLimitedLog(LOG);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_UNKNOWN_FAILURES = 10;
    /** A write that has been under way for so long hangs. */
    private static final Duration STUCK = Duration.ofSeconds(30);

    private static final Duration SAY_EVERY = Duration.ofSeconds(10);

    /**
     * How records are gathered.
     *
     * @param most records in a batch; an item that stands for more goes alone
     * @param linger how long a record waits for others
     * @param rest how long nothing is written after a batch: seldom batches are soon there, many become few larger ones
     * @param keep a record older than this is dropped; {@link #FOR_EVER} = never
     * @param mostPending more records than this many: the oldest are dropped
     * @param age nothing is written that is younger; a newer value of the same key does not make it younger
     */
    record Pace(int most, Duration linger, Duration rest, Duration keep, int mostPending, Duration age) {
        static final Duration FOR_EVER = Duration.ofDays(36_500);

        static Pace of(int most, Duration linger) {
            return new Pace(most, linger, Duration.ZERO, FOR_EVER, Integer.MAX_VALUE, Duration.ZERO);
        }

        /** The same for what is soon over. */
        Pace notBefore(Duration since) {
            return new Pace(most, linger, rest, keep, mostPending, since);
        }
    }

    /** Where records go, and what happens to them afterwards; called on the projection's thread. */
    interface Target<V> {
        /** How many records the value stands for: 1 or more, always the same for the same value. Any thread. */
        default int weight(V value) {
            return 1;
        }

        /** Writes the batch as a whole, or throws; must bear to get the same records again. */
        void write(List<V> batch) throws Exception;

        /** Whether nothing is left to be done for the value; asked after a failed attempt, on the projection's thread. */
        default boolean needless(V value) {
            return false;
        }

        /** The record is where it belongs: it need not be kept. */
        void written(V value);

        /** The record is refused for good. */
        void refused(V value, Throwable why);

        /** The record was dropped because it got too old, or too many wait; any thread. */
        void dropped(V value);
    }

    private final String name;
    private final Pace pace;
    private final Target<V> target;
    private final InstantSource clock;
    private final PendingRecords<K, V> pending;
    private final AtomicLong writtenCount = new AtomicLong();
    private final AtomicLong failureCount = new AtomicLong();
    private final AtomicLong refusedCount = new AtomicLong();
    private final AtomicLong droppedCount = new AtomicLong();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean failing;
    private volatile Instant writingSince = Instant.MAX;
    private final AtomicReference<Instant> sayDropsFrom = new AtomicReference<>(Instant.MIN);
    private Duration pause = FIRST_PAUSE;

    Projection(String name, Pace pace, Target<V> target, InstantSource clock) {
        this.name = name;
        this.pace = pace;
        this.target = target;
        this.pending = new PendingRecords<>(target::weight);
        this.clock = clock;
        this.thread = new Thread(this::run, "cc-project-" + name);
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /**
     * Adds a record or replaces the one of that key; the replaced one counts as dropped by its newer self.
     *
     * <p>What is too old or too much goes here too, as a write may hang.
     */
    public void put(K key, V value) {
        pending.put(key, value, clock.instant()).ifPresent(target::written);
        dropOld();
    }

    /** Counts a record that was put aside before it could be put here. */
    public void putAside() {
        refusedCount.incrementAndGet();
    }

    /** Counts records that were lost before they could be put here. */
    public void lost(long records) {
        sayDropped(droppedCount.addAndGet(records), clock.instant());
    }

    private void run() {
        try {
            boolean goesOn = true;
            while (goesOn && !(stopping && pending.weight() == 0)) {
                goesOn = guardedRound();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A defect beside the writing, such as a dead letter that cannot be put aside, is no end either. */
    private boolean guardedRound() throws InterruptedException {
        try {
            return round();
        } catch (RuntimeException | Error e) {
            DEFECTS.error(
                    name + e.getClass().getName(), name + ": a batch failed half-way; what is left is tried again", e);
            return isPaused();
        }
    }

    /** Whether there is another one: not while stopping, as the journal keeps the rest for the next start. */
    private boolean round() throws InterruptedException {
        dropOld();
        List<Item<K, V>> batch = pending.await(pace.most(), pace.linger(), pace.age());
        if (batch.isEmpty()) {
            return true;
        }
        if (carried(batch)) {
            rest();
            return true;
        }
        if (!stopping) {
            forgetNeedless();
        }
        return isPaused();
    }

    private boolean carried(List<Item<K, V>> batch) throws InterruptedException {
        try {
            return carry(batch);
        } finally {
            pending.back(batch);
        }
    }

    private boolean isPaused() throws InterruptedException {
        if (stopping) {
            return false;
        }
        pending.pause(pause);
        pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
        return true;
    }

    /**
     * While the other side is away, what waits takes no more memory than what there is still to write; once for each attempt, as it looks at all. The
     * first stays, so that there is another attempt.
     */
    private void forgetNeedless() {
        if (pending.weight() > pace.most()) {
            List<Item<K, V>> needless = pending.all().stream()
                    .skip(1)
                    .filter(item -> target.needless(item.value()))
                    .toList();
            pending.done(needless); // a newer value that came meanwhile stays
            LOG.debug("{}: {} records need not be written any more", name, needless.size());
        }
    }

    private void rest() throws InterruptedException {
        if (pending.weight() < pace.most()) {
            pending.pause(pace.rest());
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void dropOld() {
        Instant now = clock.instant();
        List<Item<K, V>> dropped = pending.dropOld(now.minus(pace.keep()), pace.mostPending());
        if (!dropped.isEmpty()) {
            dropped.forEach(item -> target.dropped(item.value()));
            long all = droppedCount.addAndGet(weightOf(dropped));
            sayDropped(all, now);
        }
    }

    private void sayDropped(long all, Instant now) {
        Instant from = sayDropsFrom.get();
        if (!now.isBefore(from) && sayDropsFrom.compareAndSet(from, now.plus(SAY_EVERY))) {
            LOG.warn(
                    "{}: {} records dropped so far, older than {} or more than {}",
                    name,
                    all,
                    pace.keep(),
                    pace.mostPending());
        }
    }

    private long weightOf(List<Item<K, V>> batch) {
        return batch.stream().mapToLong(Item::weight).sum();
    }

    /** Whether the loop may go on at once. */
    private boolean carry(List<Item<K, V>> batch) throws InterruptedException {
        try {
            write(batch);
            finished(batch);
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | Error e) { // nothing that a route or a driver throws may end the projection
            failed(e, weightOf(batch));
            return FailureKind.of(e) != FailureKind.AWAY && oneByOne(batch);
        }
    }

    /** Whether anything was settled: written or put aside. */
    private boolean oneByOne(List<Item<K, V>> batch) throws InterruptedException {
        boolean settled = false;
        for (Item<K, V> item : batch) {
            try {
                write(List.of(item));
                finished(List.of(item));
                settled = true;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception | Error e) { // as above
                FailureKind kind = FailureKind.of(e);
                if (kind == FailureKind.AWAY) {
                    return settled;
                }
                if (kind == FailureKind.RECORD || item.failedAgain() >= MOST_UNKNOWN_FAILURES) {
                    refuse(item, e);
                    settled = true;
                }
            }
        }
        return settled;
    }

    private void write(List<Item<K, V>> batch) throws Exception {
        writingSince = clock.instant();
        try {
            target.write(batch.stream().map(Item::value).toList());
        } finally {
            writingSince = Instant.MAX;
        }
    }

    private void finished(List<Item<K, V>> batch) {
        pending.done(batch);
        batch.forEach(item -> target.written(item.value()));
        writtenCount.addAndGet(weightOf(batch));
        pause = FIRST_PAUSE;
        if (failing) {
            failing = false;
            LOG.info("{}: working again, {} records to catch up", name, pending.weight());
        }
    }

    private void failed(Throwable e, long size) {
        failureCount.incrementAndGet();
        if (!failing) {
            failing = true;
            LOG.warn(
                    "{}: failed to write a batch of {}, {} records wait: {}",
                    name,
                    size,
                    pending.weight(),
                    rootOf(e).toString());
        }
        LOG.debug("{}: batch failed", name, e);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private void refuse(Item<K, V> item, Throwable why) {
        pending.done(List.of(item));
        refusedCount.addAndGet(item.weight());
        LOG.error(
                "{}: record {} moved to the dead letters: {}",
                name,
                item.key(),
                rootOf(why).toString());
        target.refused(item.value(), why);
    }

    /** From now on nothing is waited for. */
    public void hurry() {
        stopping = true;
        pending.hurry();
    }

    /** Works off what is pending without waiting for more, at most that long; what cannot be written stays in the journal. */
    public void stop(Duration atMost) {
        hurry();
        try {
            thread.join(Math.max(1, atMost.toMillis()));
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(1_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The concern: {@code cdrs}, {@code events}, {@code calls}, {@code wrapups}, {@code logins}, {@code intervals}, {@code codes} or {@code audit}. */
    public String name() {
        return name;
    }

    /** Records not carried yet. */
    public long backlog() {
        return pending.weight();
    }

    /** The records that are not carried yet, as they are now. */
    public List<V> waiting() {
        return pending.all().stream().map(Item::value).toList();
    }

    /** Age of the oldest record not carried yet; zero when there is none. */
    public Duration oldestAge() {
        Instant now = clock.instant();
        return pending.oldest()
                .map(since -> Duration.between(since, now))
                .filter(d -> !d.isNegative())
                .orElse(Duration.ZERO);
    }

    /** Whether the last attempt failed, or one has been under way for longer than 30 s. */
    public boolean failing() {
        return failing || writingSince.isBefore(clock.instant().minus(STUCK));
    }

    /** Records carried so far. */
    public long written() {
        return writtenCount.get();
    }

    /** Batches that failed so far. */
    public long failures() {
        return failureCount.get();
    }

    /** Records put aside so far. */
    public long refused() {
        return refusedCount.get();
    }

    /** Records dropped because they got too old or too many waited, so far. */
    public long dropped() {
        return droppedCount.get();
    }
}
