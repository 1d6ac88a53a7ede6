package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.Flow;
import io.callcenter.core.Provisioning;
import io.callcenter.core.SampleRows;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.FlowId;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.store.RecordStore;
import io.callcenter.store.StoredSamples;
import io.callcenter.store.database.DatabaseRole;
import io.callcenter.store.database.DatabaseSettings;
import io.callcenter.store.database.Databases;
import io.callcenter.store.files.Quarantine;
import io.callcenter.store.journal.ArtemisJournal;
import io.callcenter.store.journal.Journal.Entry;
import io.callcenter.store.journal.Journal.Kind;
import io.callcenter.store.journal.JournalSettings;
import io.callcenter.store.projection.RecordSettings;
import io.callcenter.store.provisioning.LoadedProvisioning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member that follows takes over again and again, and nobody notices. */
class TakeoverRehearsalTest {
    private static final InstantSource CLOCK = InstantSource.fixed(StoredSamples.AT);
    private static final LoadedProvisioning TABLES =
            new LoadedProvisioning(new Provisioning(List.of(support()), List.of()), List.of(), List.of());

    @TempDir
    Path folder;

    private final List<ContactCenter> centers = new CopyOnWriteArrayList<>();

    private static Flow support() {
        Flow any = SampleRows.FLOW;
        return new Flow(
                new FlowId("support"),
                any.priority(),
                any.skill(),
                "",
                Duration.ZERO,
                false,
                Duration.ZERO,
                Duration.ZERO,
                0,
                "",
                "sip:music@127.0.0.1:9",
                "",
                "");
    }

    private TakeoverRehearsal rehearsal(Supplier<List<Entry>> records, Supplier<LoadedProvisioning> tables) {
        return new TakeoverRehearsal(
                records,
                tables,
                () -> {
                    centers.add(new ContactCenter(SampleRows.WAITING));
                    return centers.get(centers.size() - 1);
                },
                CLOCK);
    }

    /** The records of so many callers who wait. */
    private List<Entry> waiting(int count) throws Exception {
        Path data = folder.resolve("data");
        Files.createDirectories(data);
        Map<DatabaseRole, DatabaseSettings> none = new EnumMap<>(DatabaseRole.class);
        for (DatabaseRole role : DatabaseRole.values()) {
            none.put(role, new DatabaseSettings("", "", ""));
        }
        SavedCalls calls = new SavedCalls(KeyedNames.passing("n"), StoredSamples.AT);
        try (Databases databases = new Databases(none, data);
                RecordStore store = RecordStore.onDisk(RecordSettings.defaults(data), databases, CLOCK, () -> {})) {
            for (int i = 0; i < count; i++) {
                store.callRecords().saveCore(calls.core(i, CallState.QUEUED, Optional.empty()));
                store.callRecords().saveLegs(calls.legs(i));
            }
            await().until(() -> store.journal().outstanding() == 0);
        }
        JournalSettings files = JournalSettings.in(data.resolve("journal"), true, 2L << 30);
        try (ArtemisJournal journal = new ArtemisJournal(files, new Quarantine(data, CLOCK), CLOCK, () -> {})) {
            return journal.takeRecovered();
        }
    }

    private List<Board.CallRow> line() {
        return centers.get(centers.size() - 1).board().queue();
    }

    @Test
    void callersAreTakenUpWithTheirPlacesInLine() throws Exception {
        List<Entry> records = waiting(3);
        TakeoverRehearsal rehearsal = rehearsal(() -> records, () -> TABLES);
        assertThat(rehearsal.once()).isEqualTo(3);
        assertThat(line())
                .extracting(Board.CallRow::call)
                .containsExactly(SavedCalls.id(0), SavedCalls.id(1), SavedCalls.id(2));
        assertThat(rehearsal.once()).isEqualTo(3);
        assertThat(centers).hasSize(2);
    }

    @Test
    void whatCannotBeReadIsLeftOutAndNotPutAside() throws Exception {
        List<Entry> records = new ArrayList<>(waiting(2));
        records.add(new Entry(7, Kind.CALL, new byte[] {1, 2, 3}));
        records.add(new Entry(8, Kind.CDR, "{".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(rehearsal(() -> records, () -> TABLES).once()).isEqualTo(2);
        assertThat(folder.resolve("data/quarantine")).doesNotExist();
    }

    @Test
    void aDatabaseThatIsAwayIsAskedAgainAndHoldsUpNoCall() throws Exception {
        List<Entry> records = waiting(2);
        AtomicInteger asked = new AtomicInteger();
        TakeoverRehearsal rehearsal = rehearsal(() -> records, () -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("away");
            }
            return TABLES;
        });
        assertThat(rehearsal.once()).isEqualTo(2);
        assertThat(line()).isEmpty(); // calls of flows that are not known
        for (int round = 0; round < 5; round++) {
            rehearsal.once();
        }
        assertThat(line()).hasSize(2);
        assertThat(asked).hasValue(4);
    }

    @Test
    void ofManyCallsOnlyTheFirstAreTakenUpInOneRound() throws Exception {
        List<Entry> records = waiting(303);
        assertThat(rehearsal(() -> records, () -> TABLES).once()).isEqualTo(300);
        assertThat(line()).hasSize(300);
    }

    @Test
    void itGoesOnAfterARoundThatFailed() {
        AtomicInteger rounds = new AtomicInteger();
        Supplier<List<Entry>> none = () -> {
            rounds.incrementAndGet();
            throw new IllegalStateException("not readable at this moment");
        };
        TakeoverRehearsal rehearsal = rehearsal(none, () -> TABLES).begin();
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> rounds.get() >= 2);
        } finally {
            rehearsal.close();
        }
    }
}
