package io.callcenter.store.journal;

import io.callcenter.store.files.PrivateFiles;
import io.callcenter.store.files.Quarantine;
import io.callcenter.store.files.StoreProblem;
import java.io.File;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.IOCompletion;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.core.persistence.CoreMessageObjectPools;
import org.apache.activemq.artemis.core.persistence.Persister;
import org.apache.activemq.artemis.utils.actors.OrderedExecutorFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in files of the local disk, by the journal of Artemis: group commit, replaceable records, compaction in the background.
 *
 * <p>A failed write or sync stops the journal for good (fail-stop): trying again after a failed sync could report a loss as a success.
 */
public final class ArtemisJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(ArtemisJournal.class);
    private static final int FILE_SIZE = 10 << 20;
    private static final int BUFFER = 512 << 10;
    private static final int LONGEST = BUFFER - (16 << 10);
    private static final int GROUP_NANOS = 2_000_000;
    /** Most files before the library compacts by itself: under load they are free again by themselves before that. */
    private static final int COMPACT_FROM = 16;
    /** Bits: 1,024 numbers for each millisecond since 1970, more than can be written; below 2^53, which JSON bears, until 2248. */
    private static final int IDS_A_MILLI = 10;

    private static final Persister<RecordFrame.Whole> BYTES = new Bytes();

    private final JournalImpl journal;
    private final JournalCompaction compaction;
    private final JournalSpace space;
    private final Runnable failStop;
    private final AtomicLong lastId = new AtomicLong();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final JournalFigures figures = new JournalFigures();
    /** One each for what is written, for files and for compaction; the library's own pool hands each record to another thread. A {@link WriterThread} writes itself. */
    private final ExecutorService threads = Executors.newFixedThreadPool(3, task -> {
        Thread thread = new Thread(task, "cc-journal");
        thread.setDaemon(true);
        return thread;
    });

    private final ExecutorService callbacks =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "cc-journal-callbacks"));
    private List<Entry> recovered;

    /**
     * Opens the journal and reads what is alive in it; a record that is not whole is put aside.
     *
     * @param clock the wall clock: with it, numbers rise across starts even where the files tell nothing of the highest any more
     * @param failStop called once, on a thread of the journal, when it takes no more records: the process should end
     * @throws StoreProblem when the folder cannot be used
     */
    public ArtemisJournal(JournalSettings settings, Quarantine quarantine, InstantSource clock, Runnable failStop)
            throws StoreProblem {
        this.failStop = failStop;
        try {
            PrivateFiles.folder(settings.folder());
            File folder = settings.folder().toFile();
            NIOSequentialFileFactory files =
                    new NIOSequentialFileFactory(folder, true, BUFFER, GROUP_NANOS, 1, false, null, null);
            files.setDatasync(settings.strict());
            journal = new JournalImpl(
                    new OrderedExecutorFactory(this::handOver),
                    FILE_SIZE,
                    2,
                    4,
                    compactFrom(settings),
                    30,
                    files,
                    "call-center",
                    "log",
                    1,
                    0);
            for (Kind kind : Kind.values()) {
                journal.replaceableRecord(kind.code());
            }
            journal.setCriticalErrorListener((error, message, file) -> fail(message, error));
            journal.start();
            recovered = load(quarantine);
            lastId.accumulateAndGet(clock.millis() << IDS_A_MILLI, Math::max);
            compaction = new JournalCompaction(journal, figures::liveBytes);
            space = new JournalSpace(settings, this::shrink);
        } catch (Exception e) { // the journal declares nothing narrower
            threads.shutdownNow();
            callbacks.shutdownNow();
            throw StoreProblem.wrong(
                    "cc.data", "cc.data: the journal in " + settings.folder() + " cannot be used: " + e, e);
        }
    }

    private void handOver(Runnable turn) {
        if (!WriterThread.keeps(turn)) {
            threads.execute(turn);
        }
    }

    private static int compactFrom(JournalSettings settings) {
        return (int) Math.max(4, Math.min(COMPACT_FROM, settings.maxSize() / FILE_SIZE / 8));
    }

    private List<Entry> load(Quarantine quarantine) throws Exception {
        JournalLoad load = new JournalLoad();
        lastId.set(Math.max(journal.load(load).getMaxID(), 0));
        lastId.accumulateAndGet(load.highestId(), Math::max);
        List<Entry> whole = new ArrayList<>();
        load.alive().forEach((id, raw) -> {
            found(id, raw);
            RecordFrame.unwrap(id, raw.kind(), raw.data())
                    .ifPresentOrElse(content -> whole.add(new Entry(id, Kind.of(raw.kind()), content)), () -> {
                        quarantine.put("journal", id, raw.data(), "not as it was written");
                        discard(id);
                    });
        });
        return whole;
    }

    private void found(long id, JournalLoad.Raw raw) {
        figures.born(id, Kind.of(raw.kind()), raw.first());
        if (raw.older() > 0) {
            figures.born(id, Kind.of(raw.kind()), raw.data().length);
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
        Commit commit = new Commit();
        try {
            RecordFrame.Whole frame = frame(id, kind, payload);
            if (figures.born(id, kind, frame.length())) {
                journal.appendAddRecord(id, kind.code(), BYTES, frame, true, commit);
            } else {
                journal.tryAppendUpdateRecord(id, kind.code(), BYTES, frame, true, true, commit::known, commit);
            }
        } catch (Exception e) {
            commit.refuse(e);
        }
        return commit.stage;
    }

    @Override
    public CompletionStage<Void> putAll(List<Entry> entries, List<Long> deleted) {
        Commit commit = new Commit();
        long transaction = nextId();
        try {
            List<RecordFrame.Whole> frames = new ArrayList<>();
            for (Entry entry : entries) {
                frames.add(frame(entry.id(), entry.kind(), entry.payload()));
            }
            for (int i = 0; i < frames.size(); i++) {
                Entry entry = entries.get(i);
                if (figures.born(entry.id(), entry.kind(), frames.get(i).length())) {
                    journal.appendAddRecordTransactional(
                            transaction, entry.id(), entry.kind().code(), BYTES, frames.get(i));
                } else {
                    journal.appendUpdateRecordTransactional(
                            transaction, entry.id(), entry.kind().code(), BYTES, frames.get(i));
                }
            }
            for (long id : deleted) {
                if (figures.gone(id)) {
                    figures.deleted();
                    journal.appendDeleteRecordTransactional(transaction, id);
                }
            }
            journal.appendCommitRecord(transaction, true, commit, true);
        } catch (Exception e) {
            commit.refuse(e);
        }
        return commit.stage;
    }

    private RecordFrame.Whole frame(long id, Kind kind, byte[] payload) {
        if (closed.get() || failed.get()) {
            throw new JournalFailure("the journal takes no more records");
        }
        if (payload.length > LONGEST) {
            throw new JournalFailure(kind + " record of " + payload.length + " bytes: at most " + LONGEST);
        }
        figures.wrote();
        return RecordFrame.wrap(id, kind.code(), payload);
    }

    @Override
    public void discard(long id) {
        if (!figures.gone(id) || closed.get() || failed.get()) {
            return;
        }
        figures.deleted();
        try {
            journal.tryAppendDeleteRecord(id, (unknown, found) -> {}, false);
        } catch (Exception e) {
            fail("delete of record " + id, e);
        }
    }

    @Override
    public CompletionStage<Void> delete(long id) {
        if (!figures.gone(id)) {
            return CompletableFuture.completedStage(null);
        }
        Commit commit = new Commit();
        try {
            if (closed.get() || failed.get()) {
                throw new JournalFailure("the journal takes no more records");
            }
            figures.deleted();
            journal.tryAppendDeleteRecord(id, true, (unknown, found) -> {}, commit);
        } catch (Exception e) {
            commit.refuse(e);
        }
        return commit.stage;
    }

    private void shrink(long free) {
        if (!failed.get()) {
            compaction.look(free);
        }
    }

    @Override
    public boolean acceptsCalls() {
        return !failed.get() && !closed.get() && space.enough();
    }

    @Override
    public long size() {
        return space.used();
    }

    @Override
    public int outstanding() {
        return outstanding.get();
    }

    @Override
    public JournalFigures figures() {
        return figures;
    }

    private void fail(String message, Throwable cause) {
        if (failed.compareAndSet(false, true)) {
            LOG.error("journal: failed permanently: {}", message, cause);
            if (!closed.get()) {
                callbacks.execute(failStop);
            }
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        space.close();
        try {
            journal.stop(); // writes what is under way
        } catch (Exception e) {
            LOG.error("journal: did not stop cleanly", e);
        }
        threads.shutdown();
        callbacks.shutdown();
        try {
            if (!callbacks.awaitTermination(5, TimeUnit.SECONDS)) {
                callbacks.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the journal calls, on its own thread, when a record is on the disk or lost. */
    private final class Commit implements IOCompletion {
        private final CompletableFuture<Void> stage = new CompletableFuture<>();
        private final long from = System.nanoTime();
        private volatile boolean unknown;

        Commit() {
            outstanding.incrementAndGet();
        }

        void known(long id, boolean found) {
            unknown = !found;
        }

        @Override
        public void storeLineUp() {
            // nothing is counted before it is done
        }

        @Override
        public void done() {
            figures.committed(System.nanoTime() - from);
            callbacks.execute(() -> {
                if (unknown) {
                    stage.completeExceptionally(new JournalFailure("a record to replace was not there"));
                } else {
                    stage.complete(null);
                }
                outstanding.decrementAndGet();
            });
        }

        @Override
        public void onError(int code, String message) {
            fail(message, new JournalFailure("error " + code));
            refuse(new JournalFailure(message));
        }

        void refuse(Exception cause) {
            outstanding.decrementAndGet();
            JournalFailure failure = cause instanceof JournalFailure known
                    ? known
                    : new JournalFailure("the journal refused a record", cause);
            stage.completeExceptionally(failure);
        }
    }

    private static final class Bytes implements Persister<RecordFrame.Whole> {
        @Override
        public byte getID() {
            return 0;
        }

        @Override
        public int getEncodeSize(RecordFrame.Whole record) {
            return record.length();
        }

        @Override
        public void encode(ActiveMQBuffer buffer, RecordFrame.Whole record) {
            buffer.writeBytes(record.head());
            buffer.writeBytes(record.content());
        }

        @Override
        public RecordFrame.Whole decode(ActiveMQBuffer buffer, RecordFrame.Whole record, CoreMessageObjectPools pools) {
            throw new UnsupportedOperationException("records are loaded as they are");
        }
    }
}
