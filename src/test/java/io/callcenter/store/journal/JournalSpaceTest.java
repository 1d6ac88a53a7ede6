package io.callcenter.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.store.StoredSamples;
import io.callcenter.store.files.Quarantine;
import io.callcenter.store.files.StoreProblem;
import io.callcenter.store.journal.Journal.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the journal does when it, or the disk, is nearly full. */
class JournalSpaceTest {
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration NO_LOOK = Duration.ofDays(1);
    private static final long NO_DISK = Long.MAX_VALUE / 20;
    private static final long BOUND = 128L << 20;
    private static final int FILE_SIZE = 10 << 20;

    @TempDir
    Path data;

    private ArtemisJournal open(long reserve, Duration look) throws StoreProblem {
        return open(reserve, look, StoredSamples.AT);
    }

    private ArtemisJournal open(long reserve, Duration look, Instant at) throws StoreProblem {
        InstantSource clock = InstantSource.fixed(at);
        JournalSettings settings = new JournalSettings(data.resolve("journal"), false, BOUND, reserve, look);
        return new ArtemisJournal(settings, new Quarantine(data, clock), clock, () -> {});
    }

    private static void done(CompletionStage<Void> stage) {
        stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static long write(ArtemisJournal journal, Kind kind, int bytes) {
        long id = journal.nextId();
        done(journal.put(id, kind, new byte[bytes]));
        return id;
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            return files.count();
        }
    }

    @Test
    void newCallsAreRefusedWhileTheDiskIsNearlyFull() throws Exception {
        try (ArtemisJournal journal = open(NO_DISK, LOOK)) {
            assertThat(journal.acceptsCalls()).isFalse();
            write(journal, Kind.CALL, 10); // calls that are there go on
        }
    }

    @Test
    void aNearlyFullDiskIsNotFilledByTheJournalItself() throws Exception {
        try (ArtemisJournal journal = open(NO_DISK, LOOK)) {
            long call = write(journal, Kind.CALL, 500);
            long figures = write(journal, Kind.FIGURES, 200);
            long before = files();
            long until = System.nanoTime() + 100 * LOOK.toNanos();
            while (System.nanoTime() < until) {
                done(journal.put(call, Kind.CALL, new byte[500]));
                done(journal.put(figures, Kind.FIGURES, new byte[200]));
                assertThat(files()).isLessThanOrEqualTo(before + 1); // one is made ahead
            }
        }
    }

    @Test
    void newCallsAreRefusedWhileTheJournalIsAtItsBoundAndTakenAgainWhenItHasShrunk() throws Exception {
        try (ArtemisJournal journal = open(0, LOOK)) {
            List<Long> ids = new ArrayList<>();
            while (journal.acceptsCalls()) { // as with records that nobody fetches
                assertThat(ids).hasSizeLessThan(2_000);
                ids.add(write(journal, Kind.CDR, 400_000));
            }
            assertThat(journal.size()).isGreaterThanOrEqualTo(BOUND);

            ids.forEach(journal::discard);

            await().atMost(60, TimeUnit.SECONDS).until(journal::acceptsCalls);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void newCallsAreTakenAgainThoughALivingCallIsInEachFile(boolean restarted) throws Exception {
        Set<Long> calls;
        try (ArtemisJournal journal = open(0, restarted ? NO_LOOK : LOOK)) {
            calls = fillWithDeadRecords(journal);
            if (!restarted) {
                await().atMost(20, TimeUnit.SECONDS).until(journal::acceptsCalls);
            }
        }
        try (ArtemisJournal journal = open(0, LOOK)) {
            await().atMost(20, TimeUnit.SECONDS).until(journal::acceptsCalls);
            assertThat(journal.takeRecovered())
                    .allSatisfy(entry -> assertThat(entry.payload()).hasSize(600))
                    .extracting(Journal.Entry::id)
                    .containsExactlyElementsOf(calls);
        }
    }

    /** Up to its bound; answers the calls that are alive, by rising id. */
    private static Set<Long> fillWithDeadRecords(ArtemisJournal journal) {
        Set<Long> calls = new TreeSet<>();
        List<Long> cdrs = new ArrayList<>();
        for (long written = 0; written < BOUND + FILE_SIZE; written += 400_000) {
            long call = write(journal, Kind.CALL, 500);
            calls.add(call);
            cdrs.add(write(journal, Kind.CDR, 400_000));
            done(journal.put(call, Kind.CALL, new byte[600]));
        }
        cdrs.forEach(journal::discard);
        return calls;
    }

    @Test
    void compactionNeedsRoomForWhatLivesAndForTwoFiles() {
        JournalCompaction.Space half = new JournalCompaction.Space(32, FILE_SIZE, 160L << 20);
        assertThat(half.pays(190L << 20)).isTrue();
        assertThat(half.pays((190L << 20) - 1)).isFalse();
    }

    @Test
    void compactionThatGainsNothingIsNotTried() {
        assertThat(new JournalCompaction.Space(19, FILE_SIZE, 160L << 20).pays(NO_DISK))
                .isTrue();
        assertThat(new JournalCompaction.Space(18, FILE_SIZE, 160L << 20).pays(NO_DISK))
                .isFalse();
        assertThat(new JournalCompaction.Space(1, FILE_SIZE, 0).pays(NO_DISK)).isFalse();
    }

    @Test
    void numbersRiseAlthoughNoFileTellsOfTheHighestAnyMore() throws Exception {
        long last = 0;
        try (ArtemisJournal journal = open(0, NO_LOOK)) {
            List<Long> events = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                last = write(journal, Kind.EVENT, 400_000);
                events.add(last);
            }
            events.forEach(journal::discard);
        }
        assertThat(files()).isGreaterThan(4);
        try (ArtemisJournal journal = open(NO_DISK, LOOK)) {
            await().atMost(20, TimeUnit.SECONDS).until(() -> files() <= 4);
            assertThat(journal.takeRecovered()).isEmpty();
        }
        try (ArtemisJournal journal = open(0, NO_LOOK, Instant.EPOCH)) {
            assertThat(journal.nextId()).as("what the files tell").isLessThan(last);
        }
        try (ArtemisJournal journal = open(0, NO_LOOK, StoredSamples.AT.plusMillis(1))) {
            assertThat(journal.nextId()).isGreaterThan(last);
        }
    }
}
