package io.callcenter.store;

import io.callcenter.ha.Change;
import io.callcenter.ha.Kept;
import io.callcenter.ha.ReplicatedLog;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final int BATCH = 256 << 10;
    /** Deletions that nobody waits for go with the next entry, or alone after this. */
    private static final long NOT_PRESSING = TimeUnit.MILLISECONDS.toNanos(500);

    /** Ids below are records that members share beside the journal: {@link #share}. */
    public static final long FIRST_ID = 1024;

    private static final int IDS_A_MILLI = 10;
    private static final long ID_GAP = 1 << 20;

    private final ReplicatedLog log;
    private final InstantSource clock;
    private final long gather;
    private final LongConsumer confirmed;
    private final Runnable failStop;
    private final JournalSpace space;
    private final JournalFigures figures = new JournalFigures();
    private final AtomicLong lastId = new AtomicLong();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final ExecutorService callbacks =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "cc-journal-callbacks"));
    private final Thread writer = new Thread(this::write, "cc-journal-log");
    private final ArrayDeque<Write> queue = new ArrayDeque<>();
    private int pressing;
    private int queuedBytes;
    private long oldest;
    private long term;
    private boolean leading;
    private boolean failed;
    private boolean closed;
    private volatile boolean open;
    private List<Entry> recovered = List.of();

    /** Changes that belong together, and who waits for them. */
    private record Write(List<Change> changes, Optional<CompletableFuture<Void>> stage, long at) {
        int bytes() {
            return changes.stream().mapToInt(Change::bytes).sum();
        }
    }

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
        this.gather = gather.toNanos();
        this.failStop = failStop;
        try {
            this.space = new JournalSpace(space, free -> log.shrink());
        } catch (IOException e) {
            throw StoreProblem.wrong("cc.data", "cc.data: the log in " + space.folder() + " cannot be used: " + e, e);
        }
        writer.setDaemon(true);
    }

    /** Takes up what the leaders before left, and takes records from now on; once. */
    public void lead(long inTerm) {
        List<Entry> found = new ArrayList<>();
        long highest = FIRST_ID;
        for (var record : log.state().tailMap(FIRST_ID).entrySet()) {
            long id = record.getKey();
            highest = Math.max(highest, id);
            entry(id, record.getValue()).ifPresent(entry -> {
                figures.born(id, entry.kind(), entry.payload().length);
                found.add(entry);
            });
        }
        lastId.set(Math.max(highest + ID_GAP, clock.millis() << IDS_A_MILLI));
        synchronized (queue) {
            recovered = found;
            term = inTerm;
            leading = true;
            open = !failed && !closed;
        }
        writer.start();
    }

    /** A kind that only a newer version knows stays as it is. */
    private static Optional<Entry> entry(long id, Kept kept) {
        try {
            return Optional.of(new Entry(id, Kind.of(kept.kind()), kept.payload()));
        } catch (IllegalArgumentException e) {
            LOG.warn("journal: record {} is of kind {}, which this version does not know", id, kept.kind());
            return Optional.empty();
        }
    }

    @Override
    public List<Entry> takeRecovered() {
        synchronized (queue) {
            List<Entry> taken = recovered;
            recovered = List.of();
            return taken;
        }
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
    public CompletionStage<Void> putAll(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry.payload().length > LONGEST) {
                return CompletableFuture.failedStage(new JournalFailure(entry.kind() + " record of "
                        + entry.payload().length + " bytes: at most " + LONGEST));
            }
        }
        List<Change> changes = entries.stream()
                .map(entry -> Change.put(entry.id(), entry.kind().code(), entry.payload()))
                .toList();
        CompletableFuture<Void> stage = new CompletableFuture<>();
        synchronized (queue) {
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
     * @param id below {@link #FIRST_ID}
     * @param kind above those of {@link Journal.Kind}
     */
    public CompletionStage<Void> share(long id, byte kind, byte[] payload) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        synchronized (queue) {
            return add(List.of(Change.put(id, kind, payload)), Optional.of(stage)) ? stage : refused();
        }
    }

    @Override
    public void discard(long id) {
        synchronized (queue) {
            if (figures.gone(id) && add(List.of(Change.delete(id)), Optional.empty())) {
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
            if (!add(List.of(Change.delete(id)), Optional.of(stage))) {
                return refused();
            }
            figures.deleted();
        }
        return stage;
    }

    private static CompletionStage<Void> refused() {
        return CompletableFuture.failedStage(new JournalFailure("the journal takes no more records"));
    }

    /** Under the lock of the queue. */
    private boolean add(List<Change> changes, Optional<CompletableFuture<Void>> stage) {
        if (!open) {
            return false;
        }
        Write write = new Write(changes, stage, System.nanoTime());
        if (stage.isPresent()) {
            outstanding.incrementAndGet();
            if (pressing++ == 0) {
                oldest = write.at();
            }
        }
        queue.add(write);
        queuedBytes += write.bytes();
        if (pressing == 1 || queue.size() == 1 || queuedBytes >= BATCH) {
            queue.notifyAll();
        }
        return true;
    }

    private void write() {
        List<Write> batch = List.of();
        try {
            batch = next();
            while (!batch.isEmpty()) {
                List<Change> changes =
                        batch.stream().flatMap(write -> write.changes().stream()).toList();
                long askedAt = System.nanoTime();
                log.append(term, changes).toCompletableFuture().get();
                confirmed.accept(askedAt);
                done(batch);
                batch = next();
            }
        } catch (Exception e) { // whatever the engine says: it is not known who has the entry
            fail(batch, e);
        }
    }

    /** What goes into the next entry; empty at the end. */
    private List<Write> next() throws InterruptedException {
        synchronized (queue) {
            while (!closed) {
                long now = System.nanoTime();
                long from = pressing > 0 ? oldest : queue.isEmpty() ? now : queue.peek().at();
                long patience = pressing > 0 ? gather : NOT_PRESSING;
                long left = from + patience - now;
                if (!queue.isEmpty() && (left <= 0 || queuedBytes >= BATCH)) {
                    return take();
                }
                if (queue.isEmpty()) {
                    queue.wait();
                } else {
                    TimeUnit.NANOSECONDS.timedWait(queue, Math.max(100_000, left));
                }
            }
            return take();
        }
    }

    private List<Write> take() {
        List<Write> batch = new ArrayList<>();
        int bytes = 0;
        while (!queue.isEmpty() && (batch.isEmpty() || bytes + queue.peek().bytes() <= BATCH)) {
            Write write = queue.poll();
            bytes += write.bytes();
            pressing -= write.stage().isPresent() ? 1 : 0;
            batch.add(write);
        }
        queuedBytes -= bytes;
        oldest = queue.stream()
                .filter(write -> write.stage().isPresent())
                .mapToLong(Write::at)
                .findFirst()
                .orElse(0);
        return batch;
    }

    private void done(List<Write> batch) {
        long now = System.nanoTime();
        for (Write write : batch) {
            write.stage().ifPresent(stage -> {
                outstanding.decrementAndGet();
                figures.committed(now - write.at());
                callbacks.execute(() -> stage.complete(null));
            });
        }
    }

    private void fail(List<Write> underWay, Exception cause) {
        List<Write> lost = new ArrayList<>(underWay);
        synchronized (queue) {
            failed = true;
            open = false;
            lost.addAll(queue);
            queue.clear();
        }
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
        return open && space.enough();
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
        synchronized (queue) {
            if (closed) {
                return;
            }
            closed = true;
            open = false;
            queue.notifyAll();
        }
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
