package io.callcenter.store.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.core.Effect;
import io.callcenter.ids.AgentId;
import io.callcenter.store.StoredSamples;
import io.callcenter.store.files.Quarantine;
import io.callcenter.store.journal.ArtemisJournal;
import io.callcenter.store.journal.JournalSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written in one round shares commits, and what may be refused is alone in its own. */
class OutboxCommitsTest {
    @TempDir
    Path folder;

    private final Queue<Object> told = new ConcurrentLinkedQueue<>();
    private final Queue<EventMessage> tooLong = new ConcurrentLinkedQueue<>();
    private ArtemisJournal journal;
    private JournalOutbox outbox;

    @BeforeEach
    void open() throws Exception {
        journal = new ArtemisJournal(
                JournalSettings.in(folder.resolve("journal"), true, 1L << 30),
                new Quarantine(folder, InstantSource.system()),
                InstantSource.system(),
                () -> {});
        JournalCallRecords calls = new JournalCallRecords(journal, () -> {}, () -> {}, call -> {});
        outbox = new JournalOutbox(
                journal,
                calls,
                new EventText("param", () -> 0),
                new JournalOutbox.Receivers(
                        told::add,
                        sent -> told.addAll(sent.value()),
                        tooLong::add,
                        told::add,
                        told::add,
                        told::add,
                        told::add,
                        told::add,
                        lost -> {}),
                () -> {});
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void endOfWrapUp(int agent) {
        outbox.append(new Effect.SaveWrapUp(new AgentId("a" + agent), StoredSamples.AT));
    }

    private void report(String agent) {
        outbox.append(StoredSamples.report(agent, 1, "FREE"));
    }

    @Test
    void endsOfWrapUpsAndEventsShareACommit() {
        endOfWrapUp(1);
        endOfWrapUp(2);
        report("a1");
        report("a2");
        outbox.writeOthers();
        await().until(() -> told.size() == 4);
        assertThat(journal.figures().commits()).isEqualTo(1);
        assertThat(journal.figures().writtenRecords()).isEqualTo(3); // the events are one
        outbox.writeOthers();
        assertThat(journal.figures().writtenRecords()).isEqualTo(3);
    }

    @Test
    void manyEventsAreToldInTheirOrder() {
        List<String> agents = IntStream.range(0, 650).mapToObj(i -> "a" + i).toList();
        agents.forEach(this::report);
        outbox.writeOthers();
        await().until(() -> told.size() == 650);
        assertThat(told)
                .extracting(event -> ((EventMessage) event).json().replaceAll(".*\"(a[0-9]+)\".*", "$1"))
                .isEqualTo(agents);
    }

    @Test
    void manyRecordsShareSeveralCommits() {
        for (int i = 0; i < 250; i++) {
            endOfWrapUp(i);
        }
        outbox.writeOthers();
        await().until(() -> told.size() == 250);
        assertThat(journal.figures().commits()).isEqualTo(3);
    }

    @Test
    void anEventThatNoRecordCanHoldTakesNothingElseWithIt() {
        endOfWrapUp(1);
        report("a1");
        report("a".repeat(600_000));
        report("a2");
        outbox.writeOthers();
        await().until(() -> told.size() == 3);
        assertThat(tooLong).hasSize(1);
        assertThat(List.copyOf(told)).filteredOn(EventMessage.class::isInstance).hasSize(2);
    }
}
