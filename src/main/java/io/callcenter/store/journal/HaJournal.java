package io.callcenter.store.journal;

import io.callcenter.ha.MapChange;
import io.callcenter.ha.MapRecord;
import io.callcenter.ha.ReplicatedLog;
import io.callcenter.store.files.StoreProblem;
import io.callcenter.store.journal.WriteQueue.Write;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal on several machines: a record is committed when a majority has it on disk. Writes are refused before {@link #lead}.
 *
 * <p>One entry of the log is under way at a time, which keeps the order; what is asked for meanwhile goes together into the next one. An entry that
 * fails stops the journal for good, as whether others have it is not known.
 */
public final class HaJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(HaJournal.class);
    private static final int LONGEST = 496 << 10;

    /** Ids below are records that members share beside the journal: {@link #share}. */
    public static final long FIRST_ID = 1024;

    private static final int IDS_A_MILLI = 10;
    /** Numbers that a leader may give: the next one begins behind them, however wrong its clock is. */
    private static final long NUMBERS = 1L << 32;

    private static final long NUMBERS_ID = 3;
    private static final byte NUMBERS_KIND = 10;

    private final ReplicatedLog log;
    private final InstantSource clock;
    private final LongConsumer confirmed;
    private final Runnable failStop;
    private final JournalSpace space;
    private final JournalFigures figures = new JournalFigures();
    private final AtomicLong lastId = new AtomicLong();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final ExecutorService callbacks =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "cc-journal-callbacks"));
    private final Thread writer = new Thread(this::write, "cc-journal-log");
    private final WriteQueue queue;
    private long term;
    private boolean closed;
    private List<Entry> recovered = List.of();

    /**
     * A journal of a member that follows as yet.
     *
     * @param space where and how large the log may be
     * @param gather how long writes wait for others to go with them
     * @param confirmed told the {@link System#nanoTime} at which an entry was handed on that is committed now
     * @param failStop called once when it takes no more records: the process should end
     * @throws StoreProblem when the folder of the log cannot be looked at
     */
    public HaJournal(
            ReplicatedLog log,
            JournalSettings space,
            Duration gather,
            InstantSource clock,
            LongConsumer confirmed,
            Runnable failStop)
            throws StoreProblem {
        this.confirmed = confirmed;
        this.log = log;
        this.clock = clock;
        this.queue = new WriteQueue(gather);
        this.failStop = failStop;
        try {
            this.space = new JournalSpace(space, free -> log.shrink());
        } catch (IOException e) {
            throw StoreProblem.wrong("cc.data", "cc.data: the log in " + space.folder() + " cannot be used: " + e, e);
        }
        writer.setDaemon(true);
    }

    /** Takes up what the leaders before left, and takes records from now on; once. */
    public synchronized void lead(long inTerm) {
        SortedMap<Long, MapRecord> shared = log.state().tailMap(FIRST_ID);
        long highest = shared.isEmpty() ? FIRST_ID : shared.lastKey();
        List<Entry> found = entries(shared);
        found.forEach(entry -> figures.born(entry.id(), entry.kind(), entry.payload().length));
        long given = log.find(NUMBERS_ID)
                .map(kept -> ByteBuffer.wrap(kept.payload()).getLong())
                .orElse(0L);
        long from = Math.max(Math.max(highest, given), clock.millis() << IDS_A_MILLI);
        lastId.set(from);
        recovered = found;
        term = inTerm;
        queue.open();
        byte[] until = ByteBuffer.allocate(Long.BYTES).putLong(from + NUMBERS).array();
        share(MapChange.put(NUMBERS_ID, NUMBERS_KIND, until)); // before any record, and so committed before it
        writer.start();
    }

    /** The records that all have at this moment; also of a member that follows. */
    public List<Entry> records() {
        return entries(log.state().tailMap(FIRST_ID));
    }

    private static List<Entry> entries(SortedMap<Long, MapRecord> shared) {
        List<Entry> entries = new ArrayList<>(shared.size());
        shared.forEach((id, kept) -> entry(id, kept).ifPresent(entries::add));
        return entries;
    }

    /** A kind that only a newer version knows stays as it is. */
    private static Optional<Entry> entry(long id, MapRecord kept) {
        try {
            return Optional.of(new Entry(id, Kind.of(kept.kind()), kept.payload()));
        } catch (IllegalArgumentException e) {
            LOG.warn("journal: record {} is of kind {}, which this version does not know", id, kept.kind());
            return Optional.empty();
        }
    }

    @Override
    public synchronized List<Entry> takeRecovered() {
        List<Entry> taken = recovered;
        recovered = List.of();
        return taken;
    }

    @Override
    public long nextId() {
        return lastId.incrementAndGet();
    }

    @Override
    public CompletionStage<Void> put(long id, Kind kind, byte[] payload) {
        return putAll(List.of(new Entry(id, kind, payload)));
    }

    @Override
    public CompletionStage<Void> putAll(List<Entry> entries, List<Long> deleted) {
        for (Entry entry : entries) {
            if (entry.payload().length > LONGEST) {
                return CompletableFuture.failedStage(new JournalFailure(
                        entry.kind() + " record of " + entry.payload().length + " bytes: at most " + LONGEST));
            }
        }
        List<MapChange> changes = new ArrayList<>(entries.size() + deleted.size());
        entries.forEach(
                entry -> changes.add(MapChange.put(entry.id(), entry.kind().code(), entry.payload())));
        CompletableFuture<Void> stage = new CompletableFuture<>();
        synchronized (queue) {
            for (long id : deleted) {
                if (figures.gone(id)) {
                    figures.deleted();
                    changes.add(MapChange.delete(id));
                }
            }
            if (!add(changes, Optional.of(stage))) {
                return refused();
            }
            for (Entry entry : entries) {
                figures.born(entry.id(), entry.kind(), entry.payload().length);
                figures.wrote();
            }
        }
        return stage;
    }

    /**
     * Replaces a record that the members share and that is none of the journal's.
     *
     * @param change of an id below {@link #FIRST_ID}, to a kind above those of {@link Journal.Kind}
     */
    public CompletionStage<Void> share(MapChange change) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        synchronized (queue) {
            return add(List.of(change), Optional.of(stage)) ? stage : refused();
        }
    }

    @Override
    public void discard(long id) {
        synchronized (queue) {
            if (figures.gone(id) && add(List.of(MapChange.delete(id)), Optional.empty())) {
                figures.deleted();
            }
        }
    }

    @Override
    public CompletionStage<Void> delete(long id) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        synchronized (queue) {
            if (!figures.gone(id)) {
                return CompletableFuture.completedStage(null);
            }
            if (!add(List.of(MapChange.delete(id)), Optional.of(stage))) {
                return refused();
            }
            figures.deleted();
        }
        return stage;
    }

    private static CompletionStage<Void> refused() {
        return CompletableFuture.failedStage(new JournalFailure("the journal takes no more records"));
    }

    /** Under the lock of the queue, so that figures and queue tell the same. */
    private boolean add(List<MapChange> changes, Optional<CompletableFuture<Void>> stage) {
        boolean taken = queue.add(changes, stage);
        if (taken && stage.isPresent()) {
            outstanding.incrementAndGet();
        }
        return taken;
    }

    private void write() {
        List<Write> batch = List.of();
        try {
            batch = queue.next();
            while (!batch.isEmpty()) {
                List<MapChange> changes = batch.stream()
                        .flatMap(write -> write.changes().stream())
                        .toList();
                long askedAt = System.nanoTime();
                log.append(term, changes).toCompletableFuture().get();
                confirmed.accept(askedAt);
                done(batch);
                batch = queue.next();
            }
        } catch (Exception | Error e) { // whatever the engine says: it is not known who has the entry
            fail(batch, e);
        }
    }

    private void done(List<Write> batch) {
        long now = System.nanoTime();
        for (Write write : batch) {
            write.stage().ifPresent(stage -> {
                figures.committed(now - write.at());
                callbacks.execute(() -> {
                    stage.complete(null);
                    outstanding.decrementAndGet();
                });
            });
        }
    }

    private void fail(List<Write> underWay, Throwable cause) {
        List<Write> lost = new ArrayList<>(underWay);
        lost.addAll(queue.fail());
        LOG.error("journal: takes no more records: {}", cause.toString());
        JournalFailure failure = new JournalFailure("the journal takes no more records", cause);
        callbacks.execute(() -> {
            failStop.run();
            lost.forEach(write -> write.stage().ifPresent(stage -> {
                outstanding.decrementAndGet();
                stage.completeExceptionally(failure);
            }));
        });
    }

    @Override
    public boolean acceptsCalls() {
        return queue.takes() && space.enough();
    }

    @Override
    public JournalFigures figures() {
        return figures;
    }

    @Override
    public long size() {
        return space.used();
    }

    @Override
    public int outstanding() {
        return outstanding.get();
    }

    /** Writes what was asked for, for 5 s at most; the log itself is closed by who opened it. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        queue.end();
        space.close();
        try {
            if (writer.isAlive()) {
                writer.join(TimeUnit.SECONDS.toMillis(5));
            }
            callbacks.shutdown();
            if (!callbacks.awaitTermination(5, TimeUnit.SECONDS)) {
                callbacks.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
