package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.SavedFigures;
import io.callcenter.ids.AgentId;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.store.RecordStore;
import io.callcenter.store.database.DatabaseRole;
import io.callcenter.store.database.DatabaseSettings;
import io.callcenter.store.database.Databases;
import io.callcenter.store.files.NodeIdentity;
import io.callcenter.store.projection.RecordSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real application starts on what another process left in its journal. */
class RecoveryAtStartTest {
    private static final int CALLS = Integer.getInteger("calls", 300);

    @TempDir
    Path folder;

    @BeforeEach
    void aFirstStartHasLeftItsTables() throws Exception {
        try (StartedApplication first = StartedApplication.in(folder, Map.of())) {
            first.seed();
        }
    }

    private void left(Consumer<RecordStore> what) throws Exception {
        Map<DatabaseRole, DatabaseSettings> none = new EnumMap<>(DatabaseRole.class);
        for (DatabaseRole role : DatabaseRole.values()) {
            none.put(role, new DatabaseSettings("", "", ""));
        }
        Path data = folder.resolve("data");
        try (Databases databases = new Databases(none, data);
                RecordStore store = RecordStore.onDisk(
                        RecordSettings.defaults(data), databases, InstantSource.system(), () -> {})) {
            what.accept(store);
            await().until(() -> store.journal().outstanding() == 0);
        }
    }

    private static void keepAnnAway(RecordStore store) {
        Instant end = InstantSource.system().instant().plusSeconds(600);
        store.outbox().append(new Effect.SaveWrapUp(new AgentId("ann"), end));
    }

    private SavedCalls calls() throws Exception {
        NodeIdentity node = NodeIdentity.in(folder.resolve("data"));
        return new SavedCalls(
                new KeyedNames(node.key(), node.node(), 1),
                InstantSource.system().instant());
    }

    private static String count(StartedApplication application, String statement) throws Exception {
        return application.ask(statement);
    }

    @Test
    void c68_aCallToAnAgentWhoseDialogIsGoneIsClosedAndTheAgentIsAvailable() throws Exception {
        SavedCalls calls = calls();
        left(store -> store.callRecords().saveCore(calls.core(1, CallState.TOAGENT, Optional.of(new AgentId("ann")))));
        try (StartedApplication next = StartedApplication.in(folder, Map.of())) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(
                                    count(next, "SELECT caller || ' ' || agent_id || ' ' || call_type FROM cc_cdrs"))
                            .isEqualTo("bob1 ann -1"));
            assertThat(next.command("cc_list_agents", "{}"))
                    .contains("\"id\":\"ann\"")
                    .doesNotContain("incall");
            assertThat(next.command("cc_list_calls", "{}")).doesNotContain("left-1");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(count(next, "SELECT COUNT(*) FROM cc_calls"))
                            .isEqualTo("0"));
        }
    }

    @Test
    void c67_callsWaitInTheirOrderAndNothingIsWrittenForThem() throws Exception {
        SavedCalls calls = calls();
        left(store -> {
            for (int i = 1; i <= CALLS; i++) {
                store.callRecords().saveLegs(calls.legs(i));
                store.callRecords().saveCore(calls.core(i, CallState.QUEUED, Optional.empty()));
            }
            store.outbox()
                    .append(new Effect.SaveFigures(new SavedFigures(
                            SavedFigures.Scope.FLOW,
                            "support",
                            List.of(new SavedFigures.Count(42, 2)),
                            List.of(new SavedFigures.Average(7, 3)))));
            keepAnnAway(store);
        });
        long from = System.nanoTime();
        try (StartedApplication next = StartedApplication.in(folder, Map.of())) {
            System.out.println(
                    CALLS + " calls: ready " + (System.nanoTime() - from) / 1_000_000 + " ms after the start began");
            List<String> line = next.command("cc_list_queue", "{}")
                    .lines()
                    .flatMap(text -> List.of(text.split("\"Caller username\":\"")).stream())
                    .skip(1)
                    .map(text -> text.substring(0, text.indexOf('"')))
                    .toList();
            assertThat(line).hasSize(CALLS).startsWith("bob1", "bob2", "bob3").endsWith("bob" + CALLS);
            assertThat(next.command("get_statistics", "[[\"ccf_incalls-support\",\"ccg_onhold_calls\"]]"))
                    .contains("incalls-support\":40", "onhold_calls\":" + CALLS);
            assertThat(next.command("cc_list_agents", "{}")).contains("wrapup");
            assertThat(count(next, "SELECT COUNT(*) FROM cc_cdrs")).isEqualTo("0");
        }
    }

    @Test
    void aCallOnWhichARuleFailsIsClosedWithARecordAndStopsNoOther() throws Exception {
        try (StartedApplication before = StartedApplication.in(folder, Map.of())) {
            before.sql("update cc_flows set message_dissuading = 'sip:sorry@127.0.0.1:9', dissuading_onhold_th = 900");
        }
        SavedCalls calls = calls();
        left(store -> {
            for (int i = 1; i <= 3; i++) {
                store.callRecords().saveLegs(calls.legs(i));
            }
            store.callRecords().saveCore(calls.core(1, CallState.QUEUED, Optional.empty()));
            store.callRecords().saveCore(calls.atTheEndOfTime(2));
            store.callRecords().saveCore(calls.core(3, CallState.QUEUED, Optional.empty()));
            keepAnnAway(store);
        });
        try (StartedApplication next = StartedApplication.in(folder, Map.of())) {
            assertThat(next.command("cc_list_queue", "{}")).contains("bob1", "bob3");
            assertThat(next.command("cc_list_calls", "{}")).doesNotContain("left-2");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(count(next, "SELECT caller || ' ' || call_type FROM cc_cdrs"))
                            .isEqualTo("bob2 -1"));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(count(next, "SELECT COUNT(*) FROM cc_calls"))
                            .isEqualTo("2"));
        }
    }

    @Test
    void aRecordThatMakesNoSenseIsPutAsideAndStopsNothing() throws Exception {
        SavedCalls calls = calls();
        left(store -> {
            store.callRecords().saveLegs(calls.legs(1));
            store.callRecords().saveCore(calls.core(1, CallState.QUEUED, Optional.empty()));
            store.journal()
                    .put(store.journal().nextId(), io.callcenter.store.journal.Journal.Kind.CALL, new byte[] {1, 2, 3});
            store.callRecords().saveLegs(SavedCalls.ofAnotherFormat(calls.legs(2)));
            store.callRecords().saveCore(calls.core(2, CallState.QUEUED, Optional.empty()));
        });
        try (StartedApplication next = StartedApplication.in(folder, Map.of())) {
            assertThat(next.command("cc_list_calls", "{}")).contains("left-1").doesNotContain("left-2");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(count(next, "SELECT caller || ' ' || call_type FROM cc_cdrs"))
                            .isEqualTo("bob2 -1"));
            assertThat(folder.resolve("data/quarantine")).isDirectoryContaining("glob:**/legs-*.bin");
        }
    }
}
