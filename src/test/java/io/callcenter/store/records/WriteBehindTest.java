package io.callcenter.store.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.store.files.Quarantine;
import io.callcenter.store.journal.ArtemisJournal;
import io.callcenter.store.journal.Journal;
import io.callcenter.store.journal.JournalSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written a little later is written whole, whatever happens meanwhile. */
class WriteBehindTest {
    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final byte[] PAYLOAD = new byte[10_000];

    @TempDir
    Path folder;

    private final AtomicBoolean failStop = new AtomicBoolean();
    private final Queue<CompletionStage<Void>> commits = new ConcurrentLinkedQueue<>();

    private ArtemisJournal open() throws Exception {
        return new ArtemisJournal(
                JournalSettings.in(folder.resolve("journal"), true, 1L << 30),
                new Quarantine(folder, InstantSource.system()),
                InstantSource.system(),
                () -> failStop.set(true));
    }

    private void put(Journal journal, int records) {
        for (int i = 0; i < records; i++) {
            commits.add(journal.put(journal.nextId(), Journal.Kind.CDR, PAYLOAD));
        }
    }

    private void allAreCommitted() {
        commits.forEach(commit ->
                commit.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join());
        assertThat(failStop).isFalse();
    }

    @Test
    void aCloseWaitsForWhatIsBeingWritten() throws Exception {
        try (ArtemisJournal journal = open()) {
            CompletableFuture<Thread> writes = new CompletableFuture<>();
            CompletableFuture<Void> goesOn = new CompletableFuture<>();
            AtomicBoolean first = new AtomicBoolean(true);
            AtomicBoolean interrupted = new AtomicBoolean();
            WriteBehind behind = new WriteBehind(SOON, SOON);
            behind.does(List.of(() -> {
                if (first.getAndSet(false)) {
                    put(journal, 1);
                    writes.complete(Thread.currentThread());
                    try {
                        goesOn.get(10, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        interrupted.set(true);
                    }
                    put(journal, 1);
                }
            }));
            behind.soon();
            Thread writer = writes.get(10, TimeUnit.SECONDS);
            Thread closer = new Thread(behind::close);
            closer.start();
            await().atMost(10, TimeUnit.SECONDS)
                    .until(() -> interrupted.get() || closer.getState() == Thread.State.TIMED_WAITING);
            goesOn.complete(null);
            closer.join(10_000);

            assertThat(interrupted).isFalse();
            assertThat(writer.isAlive()).isFalse();
            assertThat(commits).hasSize(2);
            allAreCommitted();
        }
    }

    /** The close comes while the writer is in the files: it has put all, and not appended it yet. */
    @Test
    void aCloseLeavesTheJournalWhole() throws Exception {
        try (ArtemisJournal journal = open()) {
            for (int round = 0; round < 20; round++) {
                CompletableFuture<Void> put = new CompletableFuture<>();
                WriteBehind behind = new WriteBehind(SOON, SOON);
                behind.does(List.of(() -> {
                    if (!put.isDone()) {
                        put(journal, 100);
                        put.complete(null);
                    }
                }));
                behind.soon();
                put.get(10, TimeUnit.SECONDS);
                behind.close();
            }
            assertThat(commits).hasSize(2_000);
            allAreCommitted();
        }
    }

    @Test
    void aCloseWritesWhatWouldBeWrittenLater() throws Exception {
        try (ArtemisJournal journal = open()) {
            WriteBehind behind = new WriteBehind(NEVER, NEVER);
            behind.does(List.of(() -> put(journal, 1)));
            behind.soon();
            behind.sooner();
            behind.close();
            assertThat(commits).hasSize(1);
            behind.soon(); // too late to be written later
            assertThat(commits).hasSize(2);
            allAreCommitted();
        }
    }

    @Test
    void workThatFailsHoldsUpNoOther() throws Exception {
        try (ArtemisJournal journal = open();
                WriteBehind behind = new WriteBehind(SOON, SOON)) {
            CompletableFuture<Void> all = new CompletableFuture<>();
            behind.does(List.of(
                    () -> put(journal, 1),
                    () -> {
                        throw new IllegalStateException("a defect");
                    },
                    () -> {
                        put(journal, 1);
                        all.complete(null);
                    }));
            behind.soon();
            all.get(10, TimeUnit.SECONDS);
            allAreCommitted();
        }
    }

    /** What is asked for between two rounds is written in one, however many were asked for before. */
    @Test
    void aRoundThatWasWrittenIsNotWrittenAgain() {
        try (WriteBehind behind = new WriteBehind(Duration.ofMillis(400), Duration.ofMillis(1))) {
            Queue<Long> rounds = new ConcurrentLinkedQueue<>();
            behind.does(List.of(() -> rounds.add(System.nanoTime())));
            behind.soon();
            behind.sooner();
            await().atMost(10, TimeUnit.SECONDS).until(() -> !rounds.isEmpty());
            long asked = System.nanoTime();
            behind.soon();
            await().atMost(10, TimeUnit.SECONDS).until(() -> rounds.size() == 2);
            rounds.remove();
            assertThat(Duration.ofNanos(rounds.remove() - asked)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        }
    }

    /** It sleeps when nothing comes for a while; whoever comes then wakes it. */
    @Test
    void itWakesUpAfterALongTime() {
        try (WriteBehind behind = new WriteBehind(SOON, SOON)) {
            AtomicInteger rounds = new AtomicInteger();
            CompletableFuture<Thread> writer = new CompletableFuture<>();
            behind.does(List.of(() -> {
                writer.complete(Thread.currentThread());
                rounds.incrementAndGet();
            }));
            behind.soon();
            await().atMost(10, TimeUnit.SECONDS)
                    .until(() -> writer.isDone() && writer.join().getState() == Thread.State.WAITING);
            behind.sooner();
            await().atMost(10, TimeUnit.SECONDS).until(() -> rounds.get() == 2);
        }
    }
}
