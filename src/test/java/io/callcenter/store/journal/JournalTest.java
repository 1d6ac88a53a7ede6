package io.callcenter.store.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.store.StoredSamples;
import io.callcenter.store.files.Quarantine;
import io.callcenter.store.files.StoreProblem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    private static final InstantSource CLOCK = InstantSource.fixed(StoredSamples.AT);

    @TempDir
    Path data;

    private ArtemisJournal open() throws StoreProblem {
        return open(true);
    }

    private ArtemisJournal open(boolean strict) throws StoreProblem {
        return new ArtemisJournal(
                JournalSettings.in(data.resolve("journal"), strict, 1L << 30), quarantine(), CLOCK, () -> {});
    }

    private Quarantine quarantine() {
        return new Quarantine(data, InstantSource.system());
    }

    private static void done(CompletionStage<Void> stage) {
        stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Map<Long, String> texts(ArtemisJournal journal) {
        return journal.takeRecovered().stream()
                .collect(Collectors.toMap(Journal.Entry::id, e -> new String(e.payload(), UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasPutAndNotDeletedIsThereAfterwards(boolean strict) throws Exception {
        long kept;
        long replaced;
        try (ArtemisJournal journal = open(strict)) {
            kept = journal.nextId();
            replaced = journal.nextId();
            long deleted = journal.nextId();
            done(journal.put(kept, Journal.Kind.CDR, "a".getBytes(UTF_8)));
            done(journal.put(replaced, Journal.Kind.CALL, "b1".getBytes(UTF_8)));
            done(journal.put(replaced, Journal.Kind.CALL, "b2".getBytes(UTF_8)));
            done(journal.put(deleted, Journal.Kind.CALL, "c".getBytes(UTF_8)));
            done(journal.delete(deleted));
            done(journal.delete(deleted));
            done(journal.delete(4711));
        }
        try (ArtemisJournal journal = open(strict)) {
            assertThat(texts(journal)).containsExactlyInAnyOrderEntriesOf(Map.of(kept, "a", replaced, "b2"));
            assertThat(journal.nextId()).isGreaterThan(replaced + 1);
        }
    }

    @Test
    void severalRecordsCanBeCommittedTogether() throws Exception {
        try (ArtemisJournal journal = open()) {
            long call = journal.nextId();
            done(journal.put(call, Journal.Kind.CALL, "alive".getBytes(UTF_8)));
            done(journal.putAll(List.of(
                    new Journal.Entry(journal.nextId(), Journal.Kind.CDR, "final".getBytes(UTF_8)),
                    new Journal.Entry(call, Journal.Kind.CALL, "over".getBytes(UTF_8)))));
        }
        try (ArtemisJournal journal = open()) {
            assertThat(texts(journal).values()).containsExactlyInAnyOrder("over", "final");
        }
    }

    /** One puts, another puts between, and the writer appends all of its own when it holds nothing any more. */
    @Test
    void aWriterAppendsItselfAndOthersDoNotWaitForIt() throws Exception {
        List<CompletionStage<Void>> own = new ArrayList<>();
        try (ArtemisJournal journal = open()) {
            long call = journal.nextId();
            CompletableFuture<Void> before = new CompletableFuture<>();
            CompletableFuture<Void> appends = new CompletableFuture<>();
            WriterThread writer = new WriterThread(
                    () -> {
                        own.add(journal.put(call, Journal.Kind.CALL, "first".getBytes(UTF_8)));
                        own.add(journal.put(call, Journal.Kind.CALL, "second".getBytes(UTF_8)));
                        before.complete(null);
                        appends.join();
                        own.add(journal.putAll(
                                List.of(new Journal.Entry(call, Journal.Kind.CALL, "last".getBytes(UTF_8)))));
                        WriterThread.append();
                    },
                    "writer");
            writer.start();
            done(before);
            done(journal.put(journal.nextId(), Journal.Kind.CDR, "other".getBytes(UTF_8)));
            done(own.get(1)); // it came before the other one
            appends.complete(null);
            writer.join(10_000);
            own.forEach(JournalTest::done);
        }
        try (ArtemisJournal journal = open()) {
            assertThat(texts(journal).values()).containsExactlyInAnyOrder("last", "other");
        }
    }

    @Test
    void aRecordCanReplaceOthersInOneCommit() throws Exception {
        try (ArtemisJournal journal = open()) {
            long call = journal.nextId();
            done(journal.put(call, Journal.Kind.CALL, "alive".getBytes(UTF_8)));
            done(journal.putAll(
                    List.of(new Journal.Entry(journal.nextId(), Journal.Kind.CDR, "final".getBytes(UTF_8))),
                    List.of(call, 4711L)));
            assertThat(journal.figures().deletedRecords()).isEqualTo(1);
        }
        try (ArtemisJournal journal = open()) {
            assertThat(texts(journal).values()).containsExactly("final");
        }
    }

    @Test
    void eachRecordThatIsWrittenOrDeletedIsCountedOnce() throws Exception {
        long call;
        try (ArtemisJournal journal = open()) {
            call = journal.nextId();
            long gone = journal.nextId();
            done(journal.put(call, Journal.Kind.CALL, "1".getBytes(UTF_8)));
            done(journal.putAll(List.of(
                    new Journal.Entry(call, Journal.Kind.CALL, "2".getBytes(UTF_8)),
                    new Journal.Entry(gone, Journal.Kind.CDR, "3".getBytes(UTF_8)))));
            done(journal.delete(gone));
            done(journal.delete(gone));
            journal.discard(gone);
            assertThat(journal.figures().writtenRecords()).isEqualTo(3);
            assertThat(journal.figures().deletedRecords()).isEqualTo(1);
        }
        try (ArtemisJournal journal = open()) {
            journal.discard(call);
            assertThat(journal.figures().writtenRecords()).isZero();
            assertThat(journal.figures().deletedRecords()).isEqualTo(1);
        }
    }

    @Test
    void aClosedJournalAndATooLongRecordAreRefusals() throws Exception {
        ArtemisJournal journal = open();
        CompletableFuture<Void> tooLong = journal.put(journal.nextId(), Journal.Kind.CALL, new byte[600_000])
                .toCompletableFuture();
        assertThatThrownBy(tooLong::join).hasCauseInstanceOf(JournalFailure.class);
        assertThat(journal.acceptsCalls()).isTrue();
        journal.close();
        journal.close();

        assertThatThrownBy(() -> journal.put(1, Journal.Kind.CALL, new byte[1])
                        .toCompletableFuture()
                        .join())
                .hasCauseInstanceOf(JournalFailure.class);
        assertThat(journal.acceptsCalls()).isFalse();
        assertThat(journal.outstanding()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatWasCommittedSurvivesAKill(long seed) throws Exception {
        Said said = runAndKill(seed);

        try (ArtemisJournal journal = open()) {
            Map<Long, String> found = texts(journal);
            said.committed.forEach((id, round) -> {
                if (!said.mayBeGone.contains(id)) {
                    assertThat(found).containsKey(id);
                    assertThat(Long.parseLong(found.get(id).split(" ")[1])).isGreaterThanOrEqualTo(round);
                }
            });
            assertThat(found.keySet()).doesNotContainAnyElementsOf(said.gone);
            found.forEach((id, text) -> assertThat(text).startsWith(id + " "));
            assertThat(said.committed).hasSizeGreaterThan(500);
        }
    }

    private record Said(Map<Long, Long> committed, Set<Long> mayBeGone, Set<Long> gone) {}

    private Said runAndKill(long seed) throws IOException, InterruptedException {
        Path output = data.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalWriter.class.getName(),
                        data.toString(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
        try {
            await().atMost(60, TimeUnit.SECONDS).until(() -> Files.size(output) > 80_000 + 60_000 * seed);
        } finally {
            process.destroyForcibly().waitFor();
        }
        Said said = new Said(new HashMap<>(), new HashSet<>(), new HashSet<>());
        String all = Files.readString(output);
        for (String line : all.substring(0, all.lastIndexOf('\n')).split("\n")) {
            String[] words = line.split(" ");
            long id = Long.parseLong(words[1]);
            switch (words[0]) {
                case "put" -> said.committed.put(id, Long.parseLong(words[2]));
                case "deleting" -> said.mayBeGone.add(id);
                default -> said.gone.add(id);
            }
        }
        return said;
    }

    @Test
    void aTornTailLosesOnlyItself() throws Exception {
        List<Long> ids = fill(200);
        Path file = largestUsed();
        long end = endOf(file, ids.get(199));
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(end - 20);
            raw.write(new byte[20]); // the last record was written in part
        }

        try (ArtemisJournal journal = open()) {
            assertThat(texts(journal).keySet()).containsAll(ids.subList(0, 199));
        }
    }

    @Test
    void aRecordWithAWrongByteIsPutAsideAndAllOthersAreThere() throws Exception {
        List<Long> ids = fill(50);
        Path file = largestUsed();
        long place = placeOf(file, "record " + ids.get(20) + " ");
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(place + 40);
            raw.write("!!!!!!!!".getBytes(UTF_8));
        }

        Quarantine quarantine = quarantine();
        try (ArtemisJournal journal = new ArtemisJournal(
                JournalSettings.in(data.resolve("journal"), true, 1L << 30), quarantine, CLOCK, () -> {})) {
            List<Long> others = new ArrayList<>(ids);
            others.remove(20);
            assertThat(texts(journal)).containsOnlyKeys(others);
        }
        assertThat(quarantine.reports()).singleElement().asString().contains("record " + ids.get(20));
        assertThat(data.resolve("quarantine")).isDirectoryContaining("glob:**.bin");
        try (ArtemisJournal journal = open()) {
            assertThat(texts(journal)).hasSize(49);
        }
    }

    @Test
    void replacedRecordsDoNotFillTheDisk() throws Exception {
        byte[] payload = new byte[2_000];
        try (ArtemisJournal journal = open(false)) {
            List<Long> ids = Stream.generate(journal::nextId).limit(100).toList();
            CompletionStage<Void> last = CompletableFuture.completedStage(null);
            for (int i = 0; i < 150_000; i++) {
                last = journal.put(ids.get(i % ids.size()), Journal.Kind.CALL, payload);
                if (i % 1_000 == 0) {
                    done(last);
                }
            }
            done(last);
            await().atMost(20, TimeUnit.SECONDS).until(() -> journal.size() < 150L << 20); // 300 MB were written
        }
        try (ArtemisJournal journal = open(false)) {
            assertThat(journal.takeRecovered()).hasSize(100);
        }
    }

    @Test
    void aFolderThatIsAFileIsAProblemOfCcData() throws Exception {
        Files.writeString(data.resolve("journal"), "not a folder");
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        StoreProblem.class, p -> assertThat(p.property()).isEqualTo("cc.data"));
    }

    private List<Long> fill(int count) throws StoreProblem {
        List<Long> ids = new ArrayList<>();
        try (ArtemisJournal journal = open()) {
            for (int i = 0; i < count; i++) {
                long id = journal.nextId();
                ids.add(id);
                done(journal.put(id, Journal.Kind.CALL, ("record " + id + " " + "y".repeat(300)).getBytes(UTF_8)));
            }
        }
        return ids;
    }

    private Path largestUsed() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            for (Path file : files.sorted().toList()) {
                if (placeOf(file, "record ") >= 0) {
                    return file;
                }
            }
        }
        throw new AssertionError("no file holds a record");
    }

    private static long placeOf(Path file, String text) throws IOException {
        return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static long endOf(Path file, long id) throws IOException {
        return placeOf(file, "record " + id + " ") + ("record " + id + " ").length() + 300;
    }
}
