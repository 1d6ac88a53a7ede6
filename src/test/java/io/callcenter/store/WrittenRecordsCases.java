package io.callcenter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.core.AuditEntry;
import io.callcenter.core.AuditFilter;
import io.callcenter.core.AuditTarget;
import io.callcenter.core.Cdr;
import io.callcenter.core.CdrFilter;
import io.callcenter.core.CdrFilter.CallerText;
import io.callcenter.core.CdrFilter.Match;
import io.callcenter.core.Effect;
import io.callcenter.core.FoundCdr;
import io.callcenter.core.GivenCode;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.store.database.AuditTable;
import io.callcenter.store.database.CallerTables;
import io.callcenter.store.database.CdrTable;
import io.callcenter.store.database.DatabaseRole;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** What must hold of searching and forgetting what was written, on any kind of database. */
final class WrittenRecordsCases {
    private static final Instant NINE = Instant.parse("2026-12-01T09:00:00Z");
    private static final List<String> CALLERS = List.of("4711", "14711", "47%1", "4_11", "ann!", "=1+1", "");
    private static final int ROWS = 700;

    private final StoreFixture fixture;
    private final DataSource source;

    WrittenRecordsCases(StoreFixture fixture) {
        this.fixture = fixture;
        this.source = fixture.databases.dataSource(DatabaseRole.ACCOUNTING);
    }

    /** W36: each filter finds what the same condition finds in SQL, and pages of it meet. */
    void w36_filtersFindWhatSqlFinds() throws Exception {
        fill();
        check(all(), "1 = 1");
        check(
                with(Optional.of(Set.of("sales", "billing")), Optional.empty(), Optional.empty()),
                "flow_id IN ('sales', 'billing')");
        check(with(Optional.of(Set.of()), Optional.empty(), Optional.empty()), "1 = 0");
        check(with(Optional.empty(), Optional.of("bob"), Optional.empty()), "agent_id = 'bob'");
        for (String caller : CALLERS) {
            check(caller(Match.EXACT, caller), "caller = '" + caller + "'");
        }
        check(caller(Match.BEGIN, "47"), "SUBSTRING(caller, 1, 2) = '47'");
        check(caller(Match.BEGIN, "47%"), "SUBSTRING(caller, 1, 3) = '47%'");
        check(caller(Match.BEGIN, "4_"), "SUBSTRING(caller, 1, 2) = '4_'");
        check(caller(Match.END, "711"), "caller IN ('4711', '14711')");
        check(caller(Match.END, "!"), "caller = 'ann!'");
        check(numbers(OptionalInt.of(-1), OptionalInt.empty(), 0, 0), "call_type = -1");
        check(numbers(OptionalInt.empty(), OptionalInt.of(2), 0, 0), "media = 2");
        check(numbers(OptionalInt.empty(), OptionalInt.empty(), 30, 0), "wait_time >= 30");
        check(
                numbers(OptionalInt.of(0), OptionalInt.of(1), 10, 90),
                "call_type = 0 AND media = 1 AND wait_time >= 10 AND talk_time >= 90");
    }

    private void fill() throws Exception {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO cc_cdrs (caller, received_timestamp, wait_time, talk_time, flow_id, agent_id, call_type, media)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < ROWS; i++) {
                insert.setString(1, CALLERS.get(i % CALLERS.size()));
                // Several in one second, the first and the last of them on the edges of the span.
                insert.setTimestamp(2, Timestamp.from(NINE.minusSeconds(10).plusSeconds(i / 5)));
                insert.setInt(3, i % 61);
                insert.setInt(4, i % 127);
                insert.setString(5, List.of("sales", "billing", "other").get(i % 3));
                insert.setString(6, i % 4 == 0 ? null : i % 4 == 1 ? "bob" : "ann");
                insert.setInt(7, i % 5 - 2);
                insert.setInt(8, 1 + i % 2);
                insert.addBatch();
            }
            insert.executeBatch();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    private static CdrFilter all() {
        return with(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static CdrFilter caller(Match match, String text) {
        return with(Optional.empty(), Optional.empty(), Optional.of(new CallerText(match, text)));
    }

    private static CdrFilter with(Optional<Set<String>> flows, Optional<String> agent, Optional<CallerText> caller) {
        return new CdrFilter(
                NINE,
                NINE.plusSeconds(100),
                flows,
                agent,
                caller,
                OptionalInt.empty(),
                OptionalInt.empty(),
                0,
                0,
                Optional.empty());
    }

    private static CdrFilter numbers(OptionalInt type, OptionalInt media, int waited, int talked) {
        return new CdrFilter(
                NINE,
                NINE.plusSeconds(100),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                type,
                media,
                waited,
                talked,
                Optional.empty());
    }

    private void check(CdrFilter filter, String sql) throws Exception {
        List<String> expected = fixture.db.rows("SELECT id FROM cc_cdrs WHERE received_timestamp >= '"
                + Timestamp.from(filter.from()) + "' AND received_timestamp < '" + Timestamp.from(filter.to())
                + "' AND " + sql + " ORDER BY received_timestamp DESC, id DESC");
        CdrTable table = new CdrTable(source);
        List<String> found = new ArrayList<>();
        List<FoundCdr> page = table.read(filter, 13);
        while (!page.isEmpty()) {
            page.forEach(cdr -> found.add(Long.toString(cdr.id())));
            page = table.read(filter.behind(page.get(page.size() - 1).place()), 13);
        }
        assertThat(found).as(sql).isEqualTo(expected);
        assertThat(expected.isEmpty()).as(sql).isEqualTo(sql.equals("1 = 0"));
    }

    /** V11: of a forgotten caller nothing is left in the tables, of others everything. */
    void v11_aForgottenCallerIsInNoTable() throws Exception {
        fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.cdr("c1", 1, 0, "4711")));
        fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.cdr("c2", 1, 0, "14711")));
        fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.segment("c3", 1, "sip:4711@trunk")));
        fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.traced("c5", "4711")));
        code("c1", 1, "wants 4711 called back");
        Cdr call = StoredSamples.cdr("c1", 1, 0, "4711");
        code(
                "c1",
                2,
                "Mr Smith, Main Street 1",
                call.flow(),
                call.sequence(),
                call.received().plusSeconds(70));
        code("c5", 1, "does not say who", call.flow(), 12, call.received());
        // The same number of a call: of another flow, and of another year.
        code("c6", 1, "another caller", new FlowId("billing"), call.sequence(), call.received());
        code(
                "c7",
                1,
                "another year",
                call.flow(),
                call.sequence(),
                call.received().plus(Duration.ofDays(365)));
        code("c9", 1, "of 14711");
        code("c9", 2, "call 4711!");
        audit(1, "4711", "cdr-search", "caller=4711 match=exact");
        audit(2, "ada", "call_center:transfer", "[\"c1\",\"sip:4711@trunk\"]");
        audit(3, "ada", "call_center:transfer", "[\"14711\"]");
        audit(4, "ada", "call_center:hangup", "[\"4711\"]");
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> fixture.projection("cdrs").written() == 4
                        && fixture.projection("codes").written() == 7
                        && fixture.projection("audit").written() == 4);
        // More than are changed in one transaction.
        String many = IntStream.range(0, 1_500)
                .mapToObj(i -> "('4711', '2026-12-01 09:00:00', 'sales', 7)")
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
        fixture.db.run("INSERT INTO cc_cdrs (caller, received_timestamp, flow_id, talk_time) VALUES " + many);

        // A try that is broken off keeps none of it from being forgotten later.
        fixture.db.run("ALTER TABLE cc_x_segments RENAME TO cc_x_segments_away");
        assertThatThrownBy(() -> new CallerTables(source).forget("4711")).isInstanceOf(SQLException.class);
        fixture.db.run("ALTER TABLE cc_x_segments_away RENAME TO cc_x_segments");

        Map<String, Long> changed = new CallerTables(source).forget("4711");

        assertThat(changed).containsEntry("cc_cdrs", 1_501L).containsEntry("cc_x_audit", 2L);
        assertThat(changed.keySet())
                .contains("cc_cdrs", "cc_x_segments", "cc_x_call_codes", "cc_x_texts", "cc_x_audit");
        assertThat(fixture.db.rows("SELECT COUNT(*) FROM cc_cdrs WHERE caller = '4711'"))
                .containsExactly("0");
        assertThat(fixture.db.rows("SELECT COUNT(*), SUM(talk_time) FROM cc_cdrs WHERE talk_time = 7"))
                .containsExactly("1500 10500");
        assertThat(fixture.db.rows("SELECT caller FROM cc_cdrs WHERE caller = '14711'"))
                .containsExactly("14711");
        assertThat(fixture.db.rows("SELECT COUNT(*) FROM cc_x_segments WHERE target IS NOT NULL"))
                .containsExactly("0");
        assertThat(fixture.db.rows("SELECT note FROM cc_x_call_codes WHERE note <> '' ORDER BY call_id"))
                .containsExactly("another caller", "another year", "of 14711");
        assertThat(fixture.db.rows("SELECT caller FROM cc_x_segments WHERE call_id = 'c5'"))
                .containsExactly("");
        assertThat(fixture.db.rows("SELECT who, details FROM cc_x_audit ORDER BY number"))
                .containsExactly(
                        "4711 caller=*** match=exact",
                        "ada [\"c1\",\"sip:***@trunk\"]",
                        "ada [\"14711\"]",
                        "ada [\"4711\"]");
        assertThat(fixture.db.rows("SELECT DISTINCT answer FROM cc_x_audit")).containsExactly("OK");
        assertThat(new CallerTables(source).forget("4711").values()).containsOnly(0L);
    }

    private void code(String call, int number, String note) {
        code(call, number, note, new FlowId("sales"), 99, NINE);
    }

    private void code(String call, int number, String note, FlowId flow, long sequence, Instant at) {
        fixture.store
                .outbox()
                .append(new Effect.WriteCode(new GivenCode(
                        new CallId(call), number, "sold", note, Optional.of(new AgentId("ann")), flow, sequence, at)));
    }

    private void audit(long number, String details) {
        audit(number, "ada", "x", details);
    }

    private void audit(long number, String who, String deed, String details) {
        fixture.store.audit(new AuditEntry(NINE, number, who, "web ::1", deed, AuditTarget.NONE, details, "OK"));
    }

    /** Deeds are written once each and found again, the newest first. */
    void deedsAreFoundAgain() throws Exception {
        audit(1, "\u00e4 \uD83D\uDE00");
        audit(2, "b");
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> fixture.projection("audit").written() == 2);
        AuditFilter.Part part = new AuditFilter.Part(Set.of("sales"), Set.of(), "ada");
        AuditFilter filter =
                new AuditFilter(NINE, NINE.plusSeconds(1), "ada", "x", "", Optional.of(part), Optional.empty());
        List<AuditEntry> found = new AuditTable(source).read(filter, 10);
        assertThat(found).extracting(AuditEntry::number).containsExactly(2L, 1L);
        assertThat(found.get(1).details()).isEqualTo("\u00e4 \uD83D\uDE00");
        assertThat(new AuditTable(source).read(filter.behind(found.get(0).place()), 10))
                .hasSize(1);
    }
}
