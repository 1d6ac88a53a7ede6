package io.callcenter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.core.AgentFigure;
import io.callcenter.core.Counts;
import io.callcenter.core.Effect;
import io.callcenter.core.FlowFigure;
import io.callcenter.core.GivenCode;
import io.callcenter.core.Interval;
import io.callcenter.core.Pause;
import io.callcenter.core.SavedFigures.Scope;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.store.database.DatabaseRole;
import io.callcenter.store.database.IntervalTables;
import io.callcenter.store.projection.RecordSettings;
import io.callcenter.store.records.EventText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quarters of an hour on their way into the accounting database, and back. */
class IntervalRecordsTest {
    private static final Instant NINE = Instant.parse("2026-10-25T09:00:00Z");

    @TempDir
    Path data;

    @TempDir
    Path copy;

    private static Interval flow(Instant start, long version, long arrived) {
        List<Long> figures = new ArrayList<>(Collections.nCopies(FlowFigure.values().length, 0L));
        figures.set(FlowFigure.ARRIVED.ordinal(), arrived);
        figures.set(FlowFigure.TALK.ordinal(), 61_500L);
        List<Long> waits = new ArrayList<>(Collections.nCopies(12, 0L));
        waits.set(2, 3L);
        return new Interval(Scope.FLOW, "sales", start, version, false, new Counts(figures, waits, Map.of()));
    }

    private static Interval agent(Instant start) {
        List<Long> figures = new ArrayList<>(Collections.nCopies(AgentFigure.values().length, 0L));
        figures.set(AgentFigure.PAUSED.ordinal(), 60_000L);
        return new Interval(
                Scope.AGENT, "ann", start, 4, true, new Counts(figures, List.of(), Map.of("lunch", 60_000L)));
    }

    private static void append(StoreFixture fixture, Interval interval) {
        fixture.store.outbox().append(new Effect.SaveInterval(interval));
    }

    private static void waitForNothing(StoreFixture fixture) {
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> fixture.store.journal().outstanding() == 0
                        && fixture.projection("intervals").backlog() == 0);
    }

    private static List<Interval> read(StoreFixture fixture, Scope scope, Optional<String> name) throws Exception {
        List<Interval> found = new ArrayList<>();
        new IntervalTables(fixture.databases.dataSource(DatabaseRole.ACCOUNTING))
                .read(scope, NINE, NINE.plusSeconds(3600), name, found::add);
        return found;
    }

    @Test
    void whatIsWrittenIsReadAgainInWholeSeconds() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            append(fixture, flow(NINE, 7, 5));
            append(fixture, agent(NINE));
            append(fixture, flow(NINE.plusSeconds(3600), 1, 9)); // another hour
            waitForNothing(fixture);

            Interval row = read(fixture, Scope.FLOW, Optional.empty()).get(0);
            assertThat(row.counts().of(FlowFigure.ARRIVED)).isEqualTo(5);
            assertThat(row.counts().of(FlowFigure.TALK)).isEqualTo(62_000);
            assertThat(row.counts().waits()).startsWith(0L, 0L, 3L).hasSize(12);
            assertThat(read(fixture, Scope.FLOW, Optional.of("other"))).isEmpty();
            assertThat(read(fixture, Scope.AGENT, Optional.of("ann"))).containsExactly(agent(NINE));
            assertThat(fixture.db.rows("SELECT COUNT(*) FROM cc_x_intervals")).containsExactly("2");
        }
    }

    @Test
    void theHigherVersionWinsWhateverComesFirst() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            append(fixture, flow(NINE, 7, 5));
            waitForNothing(fixture);
            append(fixture, flow(NINE, 6, 4));
            waitForNothing(fixture);
            assertThat(fixture.db.rows("SELECT version, arrived FROM cc_x_intervals"))
                    .containsExactly("7 5");
            append(fixture, flow(NINE, 8, 6));
            waitForNothing(fixture);
            assertThat(fixture.db.rows("SELECT version, arrived FROM cc_x_intervals"))
                    .containsExactly("8 6");
        }
    }

    @Test
    void v08_quartersOfAnHourWithoutTheDatabaseComeOnceEach() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            fixture.faults.loseAnswerOfEach(2);
            for (int quarter = 0; quarter < 4; quarter++) {
                append(fixture, flow(NINE.plusSeconds(900L * quarter), 3, quarter));
            }
            fixture.started();
            waitForNothing(fixture);
            assertThat(fixture.db.rows("SELECT arrived FROM cc_x_intervals ORDER BY start_at"))
                    .containsExactly("0", "1", "2", "3");
        }
    }

    @Test
    void aCodeOfACallHasOneRowThoughAnswersToCommitsAreLost() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            fixture.faults.loseAnswerOfEach(2);
            for (int number = 1; number <= 2; number++) {
                fixture.store
                        .outbox()
                        .append(new Effect.WriteCode(new GivenCode(
                                new CallId("c1"),
                                number,
                                "sold",
                                "two of them",
                                Optional.of(new AgentId("ann")),
                                new FlowId("sales"),
                                4711,
                                NINE)));
            }
            fixture.started();
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> fixture.store.journal().outstanding() == 0
                            && fixture.projection("codes").backlog() == 0);
            assertThat(
                            fixture.db.rows(
                                    "SELECT number, code, note, agent_id, flow_id, cid, at_time FROM cc_x_call_codes ORDER BY number"))
                    .containsExactly(
                            "1 sold two of them ann sales 4711 " + NINE.getEpochSecond(),
                            "2 sold two of them ann sales 4711 " + NINE.getEpochSecond());
        }
    }

    @Test
    void eventsSayWhatACallWasAboutAndWhichPauseIsTooLong() {
        EventText text = new EventText("param", () -> 100);
        assertThat(text.of(new Effect.ReportCode(
                                new CallId("c1"), "sold", Optional.of(new AgentId("ann")), new FlowId("sales"), NINE))
                        .json())
                .isEqualTo(
                        "{\"event\":\"E_CALLCENTER_CODE_REPORT\",\"time\":\"2026-10-25T09:00:00.000Z\",\"call_id\":\"c1\","
                                + "\"flow_id\":\"sales\",\"agent_id\":\"ann\",\"code\":\"sold\"}");
        Effect.ReportAgent report = new Effect.ReportAgent(
                new AgentId("ann"),
                1,
                "paused",
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.of(new Pause("lunch", NINE, Pause.By.AGENT)),
                true,
                NINE);
        assertThat(text.of(report).json()).endsWith("\"by\":\"agent\",\"pause_too_long\":true}");
    }

    @Test
    void quartersOfACrashedProcessAreWrittenByTheNext() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            append(fixture, flow(NINE, 3, 2));
            await().until(() -> fixture.store.journal().outstanding() == 0);
            StoreFixture.crashed(data, copy);
            RecordStore again =
                    RecordStore.onDisk(RecordSettings.defaults(copy), fixture.databases, fixture.now::get, () -> {});
            again.start(fixture.routes.camel());
            await().atMost(30, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(fixture.db.rows("SELECT arrived FROM cc_x_intervals"))
                            .containsExactly("2"));
            again.close();
        }
    }
}
