package io.callcenter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.ReloadDifference;
import io.callcenter.core.SavedLogin;
import io.callcenter.core.SkippedRow;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.store.database.Databases;
import io.callcenter.store.journal.Journal;
import io.callcenter.store.projection.Projection;
import io.callcenter.store.projection.RecordSettings;
import io.callcenter.store.provisioning.LoadedProvisioning;
import io.callcenter.store.records.CallRecords;
import io.callcenter.store.records.RecoveredState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordStoreTest {
    private static final String COUNT = "SELECT COUNT(*) FROM ";

    @TempDir
    Path data;

    @TempDir
    Path copy;

    private static void cdrs(StoreFixture fixture, int count) {
        IntStream.rangeClosed(1, count)
                .forEach(i -> fixture.store
                        .outbox()
                        .append(new Effect.WriteCdr(StoredSamples.cdr("c" + i, 1, 0, "bob" + i))));
    }

    private static void waitForRows(StoreFixture fixture, String table, int count) {
        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> assertThat(fixture.db.rows(COUNT + table)).containsExactly(Integer.toString(count)));
    }

    private static void waitForNothing(StoreFixture fixture, String projection) {
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> fixture.projection(projection).backlog() == 0);
    }

    @Test
    void aCdrHasItsValuesInWholeSecondsAndLocalTime_D4() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.cdr("c1", 2, 0, "bob")));
            waitForRows(fixture, "cc_cdrs", 1);

            assertThat(fixture.db.rows(
                            "SELECT caller, wait_time, pickup_time, talk_time, flow_id, agent_id, call_type, rejected,"
                                    + " fstats, cid, media FROM cc_cdrs"))
                    .containsExactly("bob 4 2 65 sales ann 0 1 7 705032705 1");
            assertThat(fixture.db.rows("SELECT received_timestamp FROM cc_cdrs"))
                    .containsExactly(
                            java.sql.Timestamp.from(StoredSamples.AT).toString().substring(0, 19));
            assertThat(fixture.db.rows("SELECT call_id, number FROM cc_x_cdr_keys"))
                    .containsExactly("c1 2");
        }
    }

    @Test
    void aTextThatWasCutIsCounted() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.cdr("c1", 1, 0, "bob")));
            fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.cdr("c2", 1, 0, "b".repeat(200))));
            waitForRows(fixture, "cc_cdrs", 2);

            assertThat(fixture.store.cutTexts()).isEqualTo(1);
        }
    }

    @Test
    void eachCdrHasExactlyOneRowThoughAnswersToCommitsAreLost() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            fixture.faults.loseAnswerOfEach(2);
            cdrs(fixture, 500);
            fixture.started();
            waitForNothing(fixture, "cdrs");

            assertThat(fixture.db.rows(COUNT + "cc_cdrs")).containsExactly("500");
            assertThat(fixture.projection("cdrs").failures()).isPositive();
        }
    }

    @Test
    void cdrsOfACrashedProcessAreNotWrittenTwice() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            cdrs(fixture, 300);
            await().until(() -> fixture.store.journal().outstanding() == 0);
            StoreFixture.crashed(data, copy);
            fixture.started();
            waitForRows(fixture, "cc_cdrs", 300);

            RecordStore again =
                    RecordStore.onDisk(RecordSettings.defaults(copy), fixture.databases, fixture.now::get, () -> {});
            assertThat(again.projections().get(0).backlog()).isEqualTo(300);
            again.start(fixture.routes.camel());
            again.outbox().append(new Effect.WriteCdr(StoredSamples.cdr("new", 1, 1, "eve")));
            waitForRows(fixture, "cc_cdrs", 301);
            again.stop(Duration.ofSeconds(5));
            assertThat(again.projections().get(0).backlog()).isZero();
            again.close();
            assertThat(fixture.db.rows(COUNT + "cc_cdrs")).containsExactly("301");
        }
    }

    @Test
    void whileTheDatabaseIsAwayRecordsWaitAndThenComeInTheirOrder() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            fixture.faults.away(true);
            cdrs(fixture, 250);
            await().until(() -> fixture.projection("cdrs").failures() > 0);
            fixture.now.updateAndGet(now -> now.plusSeconds(600));

            assertThat(fixture.projection("cdrs").oldestAge()).isEqualTo(Duration.ofMinutes(10));
            assertThat(fixture.projection("cdrs").backlog()).isEqualTo(250);
            fixture.faults.away(false);
            waitForRows(fixture, "cc_cdrs", 250);
            assertThat(fixture.db.rows("SELECT caller FROM cc_cdrs ORDER BY id"))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 250)
                            .mapToObj(i -> "bob" + i)
                            .toList());
        }
    }

    @Test
    void recordsThatCouldNotBeWrittenAreTakenUpByTheNextStart() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            fixture.faults.away(true);
            cdrs(fixture, 20);
            await().until(() -> fixture.projection("cdrs").failures() > 0);
        }
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            waitForRows(fixture, "cc_cdrs", 20);
        }
    }

    @Test
    void aRecordThatIsRefusedIsPutAsideAndHoldsUpNoOtherAndCanBeReplayed() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            fixture.db.run("ALTER TABLE cc_cdrs ADD CONSTRAINT odd CHECK (caller <> 'bob7')");
            cdrs(fixture, 30);
            fixture.started();
            waitForRows(fixture, "cc_cdrs", 29);
            waitForNothing(fixture, "cdrs");

            assertThat(fixture.projection("cdrs").refused()).isEqualTo(1);
            assertThat(Files.readString(data.resolve("dead").resolve("cdrs.jsonl")))
                    .contains("bob7");
            fixture.db.run("ALTER TABLE cc_cdrs DROP CONSTRAINT odd");
            assertThat(fixture.store.replayCdrs()).isEqualTo(1);
            waitForRows(fixture, "cc_cdrs", 30);
            assertThat(fixture.store.replayCdrs()).isZero();
        }
    }

    @Test
    void textsThatDoNotFitAreCutThereAndWholeInATableOfOurs() throws Exception {
        String name = "\uD83D\uDE00".repeat(200);
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.cdr("c1", 1, 0, name)));
            waitForRows(fixture, "cc_cdrs", 1);

            assertThat(fixture.db.rows("SELECT field, content FROM cc_x_texts")).containsExactly("caller " + name);
            String kept = fixture.db.rows("SELECT caller FROM cc_cdrs").get(0);
            assertThat(name).startsWith(kept);
            assertThat(kept.length()).isBetween(62, 128);
        }
    }

    @Test
    void theSegmentOfATransferredCallerIsARowOnce() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            Effect.WriteCdr record = new Effect.WriteCdr(StoredSamples.segment("c1", 1, "flow:night"));
            fixture.store.outbox().append(record);
            fixture.store.outbox().append(record);
            fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.cdr("c2", 1, 0, "bob")));
            waitForNothing(fixture, "cdrs");

            assertThat(fixture.db.rows(
                            "SELECT call_id, segment, cid, kind, begun, ended, flow_id, agent_id, by_agent, target, caller,"
                                    + " outcome, code, wait, talk, context FROM cc_x_segments"))
                    .containsExactly("c1 2 5000000001 blind 1795421730 1795421800 sales ann bob flow:night bob"
                            + " transferred 200 4 65 {\"User-to-User\":[\"7;encoding=hex\"]}");
        }
    }

    @Test
    void t59_theNumberOfACallerWhoStaysUnknownIsInThatRowOnly() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.traced("c1", "4711")));
            waitForNothing(fixture, "cdrs");

            assertThat(fixture.db.rows("SELECT caller FROM cc_x_segments")).containsExactly("4711");
            assertThat(fixture.db.rows("SELECT caller FROM cc_cdrs")).containsExactly("anonymous");
        }
    }

    @Test
    void aSavedCallIsARowThatFollowsItsStateUntilItIsForgotten() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            CallRecords records = fixture.store.callRecords();
            records.saveLegs(StoredSamples.legs(new CallId("c1"), 1, "Bob 1"));
            records.saveCore(StoredSamples.call("c1", 1, CallState.QUEUED));
            waitForRows(fixture, "cc_calls", 1);
            assertThat(fixture.db.rows(
                            "SELECT state, media, ig_cback, no_rej, setup_time, eta, last_start, recv_time, caller_dn,"
                                    + " caller_un, b2buaid, flow, agent, script_param FROM cc_calls"))
                    .containsExactly("4 1 0 1 -1 2147483647 1795421732 1795421730 Sales Bob bob c1 sales ann order=7");

            records.saveCore(StoredSamples.call("c1", 2, CallState.TOAGENT));
            await().untilAsserted(() ->
                    assertThat(fixture.db.rows("SELECT state FROM cc_calls")).containsExactly("6"));
            assertThat(fixture.db.rows("SELECT core, legs FROM cc_x_legs").get(0))
                    .contains("\"version\":2", "\\\"Bob 1\\\" <sip:bob@example.org>");

            fixture.store.outbox().append(new Effect.ForgetCall(new CallId("c1")));
            waitForRows(fixture, "cc_calls", 0);
            waitForRows(fixture, "cc_x_legs", 0);
        }
    }

    @Test
    void aTransactionIsRolledBackOnceTheProcessMayNotWriteAnyMore() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            fixture.mayCommit = false;
            fixture.store.callRecords().saveCore(StoredSamples.call("c1", 1, CallState.QUEUED));
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> fixture.projection("calls").failures() > 0);
            assertThat(fixture.db.rows(COUNT + "cc_calls")).containsExactly("0");
            assertThat(fixture.db.rows(COUNT + "cc_x_legs")).containsExactly("0");

            fixture.mayCommit = true;
            waitForRows(fixture, "cc_calls", 1);
            waitForRows(fixture, "cc_x_legs", 1);
        }
    }

    @Test
    void callRowsSurviveLostAnswersToCommits() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            fixture.faults.loseAnswerOfEach(2);
            for (int i = 0; i < 50; i++) {
                fixture.store.callRecords().saveCore(StoredSamples.call("c" + i, 1, CallState.WELCOME));
            }
            waitForRows(fixture, "cc_calls", 50);
            waitForNothing(fixture, "calls");
            for (int i = 0; i < 50; i++) {
                fixture.store.callRecords().saveCore(StoredSamples.call("c" + i, 2, CallState.QUEUED));
                if (i % 2 == 0) {
                    fixture.store.callRecords().forgetCore(new CallId("c" + i));
                }
            }
            waitForNothing(fixture, "calls");
            assertThat(fixture.db.rows("SELECT COUNT(*), MIN(state), MAX(state) FROM cc_calls"))
                    .containsExactly("25 4 4");
            assertThat(fixture.projection("calls").failures()).isPositive();
        }
    }

    @Test
    void whileTheDatabaseIsAwayCallsThatEndAreForgottenUnlessTheirRowsMustGo() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            CallRecords records = fixture.store.callRecords();
            records.saveCore(StoredSamples.call("in-table", 1, CallState.QUEUED));
            waitForRows(fixture, "cc_calls", 1);
            fixture.faults.away(true);
            for (int i = 0; i < 1_000; i++) {
                records.saveCore(StoredSamples.call("ended-" + i, 1, CallState.QUEUED));
            }
            records.saveCore(StoredSamples.call("lives", 1, CallState.QUEUED));
            await().until(() -> fixture.projection("calls").backlog() > 1_000);
            IntStream.range(0, 1_000).forEach(i -> records.forgetCore(new CallId("ended-" + i)));
            records.forgetCore(new CallId("in-table"));

            // those of the batch that failed may be in the table for all that is known
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> fixture.projection("calls").backlog() <= 2 + 200);
            fixture.faults.away(false);
            waitForNothing(fixture, "calls");
            assertThat(fixture.db.rows("SELECT b2buaid FROM cc_calls")).containsExactly("lives");
        }
    }

    @Test
    void bothPartsOfACallComeBackAndRowsOfCallsThatEndedUnseenGo() throws Exception {
        SavedLegs legs = StoredSamples.legs(new CallId("c1"), 3, "Bob \"B\" \u00d6");
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            fixture.store.callRecords().saveCore(StoredSamples.call("c1", 1, CallState.QUEUED));
            fixture.store.callRecords().saveCore(StoredSamples.call("gone", 1, CallState.QUEUED));
            fixture.store.callRecords().saveLegs(legs);
            waitForRows(fixture, "cc_calls", 2);
            fixture.faults.away(true);
            fixture.store
                    .callRecords()
                    .forgetCore(new CallId("gone"))
                    .toCompletableFuture()
                    .join();
        }
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            RecoveredState state = fixture.recovered();
            assertThat(state.calls()).containsExactly(StoredSamples.call("c1", 1, CallState.QUEUED));
            assertThat(state.legs()).containsExactly(legs);
            assertThat(state.over()).isEmpty();
            waitForRows(fixture, "cc_calls", 1);
            assertThat(fixture.db.rows("SELECT b2buaid FROM cc_calls")).containsExactly("c1");
        }
    }

    @Test
    void aFinalRecordEndsItsCallInTheSameCommitAndOneOfARefusedOfferDoesNot() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            for (String call : List.of("ended", "goes-on")) {
                fixture.store.callRecords().saveCore(StoredSamples.call(call, 1, CallState.TOAGENT));
                fixture.store.callRecords().saveLegs(StoredSamples.legs(new CallId(call), 1, ""));
            }
            fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.cdr("ended", 1, 0, "bob")));
            fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.cdr("goes-on", 1, -2, "bob")));
            await().until(() -> fixture.projection("cdrs").backlog() == 2);
            StoreFixture.crashed(data, copy);

            RecordStore next =
                    RecordStore.onDisk(RecordSettings.defaults(copy), fixture.databases, fixture.now::get, () -> {});
            RecoveredState state = next.recovery().state(List.of());
            assertThat(state.calls()).extracting(c -> c.call().value()).containsExactly("goes-on");
            assertThat(state.over()).containsExactly(new CallId("ended"));
            assertThat(state.legs()).hasSize(2);
            assertThat(next.projections().get(0).backlog()).isEqualTo(2);
            next.close();
        }
    }

    @Test
    void aCallWhoseLegsAreGoneAtOnceLeavesItsFinalRecordAlone() throws Exception {
        CallId call = new CallId("c1");
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            CallRecords records = fixture.store.callRecords();
            records.saveLegs(StoredSamples.legs(call, 1, ""));
            done(records.saveCore(StoredSamples.call("c1", 1, CallState.TOAGENT)));
            fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.cdr("c1", 1, 0, "bob")));
            CompletionStage<Void> gone = records.forgetLegs(call);
            await().until(() -> fixture.projection("cdrs").backlog() == 1);
            done(gone);
            StoreFixture.crashed(data, copy);

            RecordStore next =
                    RecordStore.onDisk(RecordSettings.defaults(copy), fixture.databases, fixture.now::get, () -> {});
            assertThat(next.recovery().state(List.of())).isEqualTo(RecoveredState.NOTHING);
            assertThat(next.projections().get(0).backlog()).isEqualTo(1);
            next.close();
        }
    }

    @Test
    void whatIsWaitedForNeverComesBeforeAFinalRecordThatItMayFollow() throws Exception {
        CallId later = new CallId("later");
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            CallRecords records = fixture.store.callRecords();
            done(records.saveLegs(StoredSamples.legs(new CallId("ended"), 1, "")));
            done(records.saveCore(StoredSamples.call("ended", 1, CallState.TOAGENT)));
            fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.cdr("ended", 1, 0, "bob")));
            CompletionStage<Void> saved = records.saveLegs(StoredSamples.legs(later, 1, ""));
            records.hurry(later);
            done(saved);
            StoreFixture.crashed(data, copy);

            RecordStore next =
                    RecordStore.onDisk(RecordSettings.defaults(copy), fixture.databases, fixture.now::get, () -> {});
            assertThat(next.recovery().state(List.of()).over()).containsExactly(new CallId("ended"));
            next.close();
        }
    }

    @Test
    void aCallBetweenAgentsIsASegmentOnlyAndEndsItsCall() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            fixture.store.callRecords().saveCore(StoredSamples.consultation("k"));
            fixture.store.callRecords().saveCore(StoredSamples.call("c2", 1, CallState.QUEUED));
            waitForRows(fixture, "cc_calls", 1);
            assertThat(fixture.db.rows("SELECT b2buaid FROM cc_calls")).containsExactly("c2");

            fixture.store.outbox().append(new Effect.WriteConsultation(StoredSamples.between("k")));
            fixture.store.outbox().append(new Effect.ForgetCall(new CallId("k")));
            waitForNothing(fixture, "cdrs");
            assertThat(fixture.db.rows("SELECT call_id, segment, kind, flow_id, agent_id, by_agent, outcome, code"
                            + " FROM cc_x_segments"))
                    .containsExactly("k 1 consult  ann bob refused 486");
            assertThat(fixture.db.rows("SELECT id FROM cc_cdrs")).isEmpty();
            assertThat(fixture.db.rows("SELECT * FROM cc_x_cdr_keys")).isEmpty();
        }
    }

    @Test
    void aCallBetweenAgentsIsThereAfterACrash() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            fixture.store.callRecords().saveCore(StoredSamples.consultation("k"));
            await().until(() -> fixture.store.journal().outstanding() == 0);
            StoreFixture.crashed(data, copy);

            RecordStore next =
                    RecordStore.onDisk(RecordSettings.defaults(copy), fixture.databases, fixture.now::get, () -> {});
            assertThat(next.recovery().state(List.of()).calls()).containsExactly(StoredSamples.consultation("k"));
            next.close();
        }
    }

    @Test
    void theRecordOfASegmentDoesNotEndItsCall() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            fixture.store.callRecords().saveCore(StoredSamples.call("moved", 1, CallState.QUEUED));
            fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.segment("moved", 1, "flow:sales")));
            await().until(() -> fixture.store.journal().outstanding() == 0);
            StoreFixture.crashed(data, copy);

            RecordStore next =
                    RecordStore.onDisk(RecordSettings.defaults(copy), fixture.databases, fixture.now::get, () -> {});
            RecoveredState state = next.recovery().state(List.of());
            assertThat(state.calls()).extracting(c -> c.call().value()).containsExactly("moved");
            assertThat(state.over()).isEmpty();
            assertThat(next.projections().get(0).backlog()).isEqualTo(1);
            next.close();
        }
    }

    @Test
    void reportsOfTransfersSayWhatBecameOfThem() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            Optional<AgentId> ann = Optional.of(new AgentId("ann"));
            fixture.store.outbox().append(report(CallState.TRANSFERRING, "", "flow:sales", Optional.empty(), 0));
            fixture.store.outbox().append(report(CallState.TOAGENT, "transfer-failed", "flow:sales", ann, 503));
            await().until(() -> fixture.published.size() == 2);
            String call =
                    "{\"event\":\"E_CALLCENTER_CALL_REPORT\",\"time\":\"2026-11-23T08:15:30.123Z\",\"call_id\":\"c1\",\"flow_id\":\"help\",";
            assertThat(fixture.published)
                    .extracting(e -> e.get("json"))
                    .containsExactly(
                            call + "\"state\":\"transferring\",\"agent_id\":\"ann\",\"transfer_kind\":\"blind\","
                                    + "\"transfer_target\":\"flow:sales\",\"segment\":1}",
                            call
                                    + "\"state\":\"toagent\",\"agent_id\":\"ann\",\"reason\":\"transfer-failed\",\"transfer_kind\":\"blind\","
                                    + "\"transfer_target\":\"flow:sales\",\"segment\":1,\"transfer_by\":\"ann\",\"code\":503}");
        }
    }

    @Test
    void eventsOfACallHaveWhatARouteShowsWithIt() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            Effect report = report(CallState.TOAGENT, "", "flow:sales", Optional.empty(), 0);
            fixture.store.outbox().append(report);
            fixture.store.show(call -> call.value().equals("c1") ? Map.of("Tier", "gold \"A\"") : Map.of());
            fixture.store.outbox().append(report);
            await().until(() -> fixture.published.size() == 2);
            assertThat(fixture.published.get(0).toString()).doesNotContain("shows");
            assertThat(fixture.published.get(1).toString()).contains("\"shows\":{\"Tier\":\"gold \\\"A\\\"\"}");
        }
    }

    private static Effect report(CallState state, String reason, String target, Optional<AgentId> by, int code) {
        return new Effect.ReportCall(
                new CallId("c1"),
                new FlowId("help"),
                state,
                Optional.of(new AgentId("ann")),
                OptionalInt.empty(),
                reason,
                "",
                StoredSamples.AT,
                new Effect.TransferNote("blind", target, 1, by, code));
    }

    @Test
    void aPartThatIsSavedAfterItWasForgottenBringsNothingBack() throws Exception {
        CallId call = new CallId("c1");
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            CallRecords records = fixture.store.callRecords();
            done(records.saveCore(StoredSamples.call("c1", 1, CallState.TOAGENT)));
            done(records.forgetCore(call));
            done(records.saveLegs(StoredSamples.legs(call, 1, "")));
            done(records.forgetLegs(call));
            done(records.saveLegs(StoredSamples.legs(call, 9, "")));
            done(records.saveCore(StoredSamples.call("c1", 9, CallState.TOAGENT)));
            done(records.forgetLegs(new CallId("never-seen")));
        }
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            assertThat(fixture.recovered()).isEqualTo(RecoveredState.NOTHING);
        }
    }

    @Test
    void eitherPartOutlivesTheOther() throws Exception {
        SavedLegs legs = StoredSamples.legs(new CallId("legs-left"), 1, "x");
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            CallRecords records = fixture.store.callRecords();
            for (String call : List.of("core-left", "legs-left", "both-gone")) {
                done(records.saveLegs(StoredSamples.legs(new CallId(call), 1, "x")));
                done(records.saveCore(StoredSamples.call(call, 1, CallState.QUEUED)));
            }
            done(records.forgetLegs(new CallId("core-left")));
            done(records.forgetCore(new CallId("legs-left")));
            done(records.forgetCore(new CallId("both-gone")));
            done(records.forgetLegs(new CallId("both-gone")));
        }
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            RecoveredState state = fixture.recovered();
            assertThat(state.calls()).extracting(c -> c.call().value()).containsExactly("core-left");
            assertThat(state.legs()).containsExactly(legs);
            assertThat(state.over()).containsExactly(legs.call());
        }
    }

    private static void done(CompletionStage<Void> stage) {
        stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void loginsAndWrapUpEndsComeBackAndAreInTheirTables() throws Exception {
        SavedLogin login = new SavedLogin(new AgentId("ann"), true, false);
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            fixture.db.run("INSERT INTO cc_agents (agentid, location, skills) VALUES ('ann', 'sip:a@h', 's')");
            fixture.store.outbox().append(new Effect.SaveLogin(new SavedLogin(new AgentId("ann"), false, false)));
            fixture.store.outbox().append(new Effect.SaveLogin(login));
            fixture.store.outbox().append(new Effect.SaveWrapUp(new AgentId("ann"), StoredSamples.AT.plusSeconds(20)));
            await().untilAsserted(() -> assertThat(
                            fixture.db.rows("SELECT agent_id, logged_in, row_logged_in FROM cc_x_logins"))
                    .containsExactly("ann 1 0"));
            await().untilAsserted(() -> assertThat(fixture.db.rows("SELECT wrapup_end_time FROM cc_agents"))
                    .containsExactly("1795421750"));
            fixture.faults.away(true);
            fixture.store.outbox().append(new Effect.SaveWrapUp(new AgentId("ann"), StoredSamples.AT.plusSeconds(40)));
            await().until(() -> fixture.projection("wrapups").failures() > 0);
        }
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            assertThat(fixture.recovered().logins()).containsExactly(login);
            assertThat(fixture.store.outbox().pendingWrapUps())
                    .containsEntry(new AgentId("ann"), StoredSamples.AT.plusSeconds(40));
            assertThat(fixture.routes
                            .ask("direct:_provisioning-load", null, LoadedProvisioning.class)
                            .provisioning()
                            .agents()
                            .get(0)
                            .wrapUpEnd())
                    .contains(StoredSamples.AT.plusSeconds(40));
            fixture.started();
            waitForNothing(fixture, "wrapups");
            assertThat(fixture.store.outbox().pendingWrapUps()).isEmpty();
        }
        // a new journal beside an old database: the table is what is left
        try (StoreFixture fixture = new StoreFixture(new Databases(Map.of(), data), copy, StoredSamples.AT, Map.of())) {
            assertThat(fixture.recovered().logins()).containsExactly(login);
        }
    }

    @Test
    void aRecordThatCannotBeReadIsPutAsideAndReported() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            fixture.store
                    .callRecords()
                    .saveCore(StoredSamples.call("good", 1, CallState.QUEUED))
                    .toCompletableFuture()
                    .join();
            fixture.store.journal().put(900, Journal.Kind.CALL, "nonsense".getBytes(StandardCharsets.UTF_8));
            fixture.store.journal().put(901, Journal.Kind.CDR, "{}".getBytes(StandardCharsets.UTF_8));
            fixture.store.journal().put(902, Journal.Kind.EVENT, "[]".getBytes(StandardCharsets.UTF_8));
        }
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            assertThat(fixture.recovered().calls()).hasSize(1);
            assertThat(fixture.recovered().putAside())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line).contains("put aside as"));
            assertThat(data.resolve("quarantine")).isDirectoryContaining("glob:**/call-*-900.bin");
        }
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            assertThat(fixture.recovered().putAside()).isEmpty();
        }
    }

    @Test
    void eventsAreAsTheInterfaceSaysInOrderAndTheirNumbersRiseAcrossStarts() throws Exception {
        long last;
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            fixture.store.outbox().append(StoredSamples.report("ann", 1, "free"));
            fixture.store
                    .outbox()
                    .append(new Effect.ReportAgent(
                            new AgentId("ann"),
                            2,
                            "wrapup",
                            Optional.of(StoredSamples.AT.plusSeconds(30)),
                            Optional.empty(),
                            OptionalInt.empty(),
                            StoredSamples.AT));
            fixture.store
                    .outbox()
                    .append(new Effect.ReportAgent(
                            new AgentId("ann"),
                            3,
                            "inchat",
                            Optional.empty(),
                            Optional.of(new FlowId("s\"1")),
                            OptionalInt.of(2),
                            StoredSamples.AT));
            fixture.store
                    .outbox()
                    .append(new Effect.ReportCall(
                            new CallId("c1"),
                            new FlowId("sales"),
                            CallState.QUEUED,
                            Optional.of(new AgentId("ann")),
                            OptionalInt.of(0),
                            "",
                            "p=1",
                            StoredSamples.AT));
            await().until(() -> fixture.published.size() == 4);

            long base = StoredSamples.AT.getEpochSecond() * 1_000_000;
            last = base + 3;
            assertThat(fixture.published)
                    .extracting(e -> e.get("json"))
                    .containsExactly(
                            "{\"event\":\"E_CALLCENTER_AGENT_REPORT\",\"time\":\"2026-11-23T08:15:30.123Z\",\"seq\":"
                                    + (base + 1) + ",\"agent_id\":\"ann\",\"status\":\"free\",\"state\":\"free\"}",
                            "{\"event\":\"E_CALLCENTER_AGENT_REPORT\",\"time\":\"2026-11-23T08:15:30.123Z\",\"seq\":"
                                    + (base + 2)
                                    + ",\"agent_id\":\"ann\",\"status\":\"wrapup\",\"state\":\"wrapup\",\"wrapup_ends\":1795421760}",
                            "{\"event\":\"E_CALLCENTER_AGENT_REPORT\",\"time\":\"2026-11-23T08:15:30.123Z\",\"seq\":"
                                    + (base + 3)
                                    + ",\"agent_id\":\"ann\",\"status\":\"inchat\",\"state\":\"inchat\",\"flow_id\":\"s\\\"1\",\"ongoing_sessions\":2}",
                            "{\"event\":\"E_CALLCENTER_CALL_REPORT\",\"time\":\"2026-11-23T08:15:30.123Z\",\"call_id\":\"c1\",\"flow_id\":\"sales\","
                                    + "\"state\":\"queued\",\"agent_id\":\"ann\",\"queue_position\":0,\"call_center\":\"p=1\"}");
            assertThat(fixture.published.get(2))
                    .containsEntry("agent_id", "ann")
                    .containsEntry("status", "inchat")
                    .containsEntry("flow_id", "s\"1");
        }
        try (StoreFixture fixture =
                new StoreFixture(new Databases(Map.of(), data), data, StoredSamples.AT.minusSeconds(3_600), Map.of())) {
            fixture.started();
            fixture.store.outbox().append(StoredSamples.report("ann", 1, "free"));
            await().until(() -> fixture.published.size() == 1);
            assertThat(fixture.published.get(0).get("json")).containsPattern("\"seq\":(\\d+)");
            assertThat(Long.parseLong(fixture.published.get(0).get("json").replaceAll(".*\"seq\":(\\d+).*", "$1")))
                    .isGreaterThan(last);
        }
    }

    @Test
    void whatAReloadDidIsPublishedWithTheRowsThatItLeftOut() throws Exception {
        ReloadDifference<AgentId> agents =
                new ReloadDifference<>(List.of(), List.of(new AgentId("ann")), List.of(new AgentId("b\"ob")));
        SkippedRow bad = new SkippedRow("agents", 3, "carl", "location: not a SIP URI: Zoë");
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            fixture.store
                    .outbox()
                    .append(new Effect.ReportProvisioning(
                            new ReloadDifference<>(List.of(new FlowId("sales")), List.of(), List.of()),
                            agents,
                            List.of(bad),
                            StoredSamples.AT));
            await().until(() -> fixture.published.size() == 1);
            assertThat(fixture.published.get(0))
                    .containsEntry("event", "E_CALLCENTER_PROVISIONING_REPORT")
                    .containsEntry(
                            "json",
                            "{\"event\":\"E_CALLCENTER_PROVISIONING_REPORT\",\"time\":\"2026-11-23T08:15:30.123Z\","
                                    + "\"flows_added\":[\"sales\"],\"flows_changed\":[],\"flows_removed\":[],"
                                    + "\"agents_added\":[],\"agents_changed\":[\"ann\"],\"agents_removed\":[\"b\\\"ob\"],"
                                    + "\"skipped_rows\":[{\"table\":\"agents\",\"row\":3,\"id\":\"carl\",\"reason\":\"location: not a SIP URI: Zoë\"}]}");
        }
    }

    @Test
    void aReportOfVeryManyRowsNamesAThousandAndSaysHowManyMoreThereWere() throws Exception {
        List<AgentId> many = IntStream.range(0, 1_250)
                .mapToObj(i -> new AgentId("agent-" + i))
                .toList();
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            fixture.store
                    .outbox()
                    .append(new Effect.ReportProvisioning(
                            ReloadDifference.none(),
                            new ReloadDifference<>(many, List.of(), many),
                            List.of(),
                            StoredSamples.AT));
            await().until(() -> fixture.published.size() == 1);
            assertThat(fixture.published.get(0).get("json"))
                    .contains("\"agent-999\"]", "\"omitted\":500}")
                    .doesNotContain("agent-1000");
        }
    }

    @Test
    void eventsWaitForTheBrokerButNotLongerThanTheyAreKept() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            fixture.brokerAway = true;
            fixture.started();
            fixture.store.outbox().append(StoredSamples.report("old", 1, "free"));
            await().until(() -> fixture.projection("events").failures() > 0);
            fixture.now.updateAndGet(now -> now.plusSeconds(601));
            fixture.store.outbox().append(StoredSamples.report("new", 1, "free"));
            await().until(() -> fixture.projection("events").dropped() == 1);
            fixture.brokerAway = false;
            await().until(() -> fixture.published.size() == 1);

            assertThat(fixture.published.get(0)).containsEntry("agent_id", "new");
        }
    }

    @Test
    void noMoreWaitThanMemoryBears() throws Exception {
        RecordSettings settings = new RecordSettings(data, true, 1L << 30, Duration.ofMinutes(10), "p", 20);
        try (Databases databases = new Databases(Map.of(), data);
                RecordStore store = RecordStore.onDisk(settings, databases, () -> StoredSamples.AT, () -> {})) {
            IntStream.range(0, 19).forEach(i -> append(store, i));
            await().until(() -> store.projections().get(0).backlog() == 19);
            assertThat(store.acceptsCalls()).isTrue();

            append(store, 19);

            await().until(() -> !store.acceptsCalls());
        }
        assertThat(RecordSettings.mostWaitingIn(1L << 30)).isEqualTo(262_144);
    }

    @Test
    void longEventsShareNoRecordThatCannotHoldThemAndOneThatFitsInNoneIsADeadLetter() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            IntStream.range(0, 40)
                    .forEach(i -> fixture.store.outbox().append(reportOf("c" + i, "\u00e4".repeat(10_000))));
            fixture.store.outbox().append(reportOf("alone", "x".repeat(300_000)));
            fixture.store.outbox().append(reportOf("too-long", "x".repeat(600_000)));
            fixture.store.outbox().append(reportOf("last", ""));

            await().until(() -> fixture.published.size() == 42);
            assertThat(fixture.published.get(40).get("json")).contains("\"alone\"");
            assertThat(fixture.published.get(41).get("json")).contains("\"last\"");
            assertThat(fixture.projection("events").refused()).isEqualTo(1);
            assertThat(Files.readString(data.resolve("dead").resolve("events.jsonl")))
                    .contains("\"too-long\"");
        }
    }

    private static Effect.ReportCall reportOf(String call, String parameter) {
        return new Effect.ReportCall(
                new CallId(call),
                new FlowId("sales"),
                CallState.WELCOME,
                Optional.empty(),
                OptionalInt.empty(),
                "",
                parameter,
                StoredSamples.AT);
    }

    @Test
    void eventsThatWaitAreBoundedOneByOneThoughTheyAreWrittenTogetherAndAtTheNextStartToo() throws Exception {
        RecordSettings much = new RecordSettings(data, true, 1L << 30, Duration.ofMinutes(10), "p", 10_000);
        try (Databases databases = new Databases(Map.of(), data)) {
            try (RecordStore store = RecordStore.onDisk(much, databases, () -> StoredSamples.AT, () -> {})) {
                IntStream.range(0, 1_000).forEach(i -> store.outbox().append(StoredSamples.report("ann", i, "free")));
                await().until(() -> events(store).backlog() == 1_000);
            }
            RecordSettings little = new RecordSettings(data, true, 1L << 30, Duration.ofMinutes(10), "p", 250);
            try (RecordStore store = RecordStore.onDisk(little, databases, () -> StoredSamples.AT, () -> {});
                    RouteContext routes = new RouteContext(Map.of())) {
                store.start(routes.camel());

                await().until(() -> events(store).backlog() <= 250);
                assertThat(events(store).dropped())
                        .isEqualTo(1_000 - events(store).backlog());
            }
        }
    }

    private static Projection<?, ?> events(RecordStore store) {
        return store.projections().get(1);
    }

    private static void append(RecordStore store, int number) {
        store.outbox().append(new Effect.WriteCdr(StoredSamples.cdr("c" + number, 1, 0, "bob")));
    }

    @Test
    void whoListensHearsEachEventAndNobodyWaitsForHim() throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            fixture.store.outbox().append(StoredSamples.report("ann", 1, "free"));
            await().until(() -> fixture.published.size() == 1);
            fixture.routes.camel().addRoutes(new org.apache.camel.builder.RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:cc-notify?multipleConsumers=true")
                            .process(e -> heard.complete(e.getMessage().getHeader("status", String.class)
                                    + e.getMessage().getBody(String.class)));
                }
            });
            fixture.store.outbox().append(StoredSamples.report("ann", 2, "offline"));

            assertThat(heard.get(10, TimeUnit.SECONDS)).startsWith("offline{\"event\":\"E_CALLCENTER_AGENT_REPORT\"");
        }
    }

    @Test
    void keysOfOldCdrsArePurged() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            cdrs(fixture, 3);
            waitForRows(fixture, "cc_x_cdr_keys", 3);
            fixture.now.updateAndGet(now -> now.plus(Duration.ofDays(31)));
            fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.cdr("new", 1, 0, "bob")));

            waitForRows(fixture, "cc_x_cdr_keys", 1);
            assertThat(fixture.db.rows(COUNT + "cc_cdrs")).containsExactly("4");
        }
    }
}
