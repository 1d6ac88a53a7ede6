package io.callcenter.store.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Flow;
import io.callcenter.core.Provisioning;
import io.callcenter.store.TestDatabase;
import io.callcenter.store.database.DatabaseRole;
import io.callcenter.store.database.Databases;
import io.callcenter.store.database.ProvisionedTable;
import io.callcenter.store.database.ProvisioningNames;
import io.callcenter.store.files.StoreProblem;
import io.callcenter.store.provisioning.ProvisioningEdit.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single rows of flows and agents, written and shown. */
public class ProvisioningEditorTest {
    private static final Provisioning NOTHING = new Provisioning(List.of(), List.of());
    private static final String QUEUE = "sip:music@127.0.0.1:5081";

    @TempDir
    Path data;

    private Databases databases;
    private TestDatabase db;
    private ProvisioningEditor editor;

    @BeforeEach
    void open() throws Exception {
        databases = new Databases(Map.of(), data);
        db = new TestDatabase(databases.dataSource(DatabaseRole.PROVISIONING));
        editor = editor(ProvisioningNames.defaults());
    }

    @AfterEach
    void close() {
        databases.close();
    }

    private ProvisioningEditor editor(ProvisioningNames names) throws StoreProblem {
        databases.prepare(names);
        return new ProvisioningEditor(
                databases.dataSource(DatabaseRole.PROVISIONING), names, () -> NOTHING, Partition.whole());
    }

    public static Optional<Map<String, Optional<String>>> values(String... pairs) {
        Map<String, Optional<String>> values = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            values.put(pair.substring(0, equals), Optional.of(pair.substring(equals + 1)));
        }
        return Optional.of(values);
    }

    private Outcome flow(String id, String... pairs) {
        return editor.edit(new ProvisioningEdit(ProvisionedTable.FLOWS, id, values(pairs), false));
    }

    private Outcome agent(String id, String... pairs) {
        return editor.edit(new ProvisioningEdit(ProvisionedTable.AGENTS, id, values(pairs), false));
    }

    private Outcome delete(ProvisionedTable table, String id) {
        return editor.edit(new ProvisioningEdit(table, id, Optional.empty(), false));
    }

    @Test
    void aFlowNeedsNoMoreThanItsSkillAndItsMusic() throws Exception {
        assertThat(flow("sales", "skill=talk", "message_queue=" + QUEUE))
                .isInstanceOfSatisfying(Outcome.Done.class, d -> {
                    Flow made = d.loaded().provisioning().flows().get(0);
                    assertThat(made.priority()).isEqualTo(256);
                    assertThat(made.maxWrapUp()).isEqualTo(Duration.ZERO);
                    assertThat(d.loaded().skipped()).isEmpty();
                    assertThat(d.loaded().warnings()).isEmpty();
                });
        assertThat(db.rows("SELECT * FROM cc_flows"))
                .containsExactly("1 sales 256 talk null 0 0 0 0 0 null " + QUEUE + " null null");
    }

    @Test
    void aLookTellsOfBadRowsInAllTablesThatALoadReads() throws Exception {
        db.run("INSERT INTO cc_x_flow_settings (flow_id, sl_threshold) VALUES ('sales', 90000)");

        Outcome dry = editor.edit(new ProvisioningEdit(
                ProvisionedTable.FLOWS, "sales", values("skill=talk", "message_queue=" + QUEUE), true));

        for (Outcome outcome : List.of(dry, editor.look())) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Done.class,
                            done -> assertThat(done.loaded().skipped())
                                    .singleElement()
                                    .satisfies(row -> assertThat(row.table()).isEqualTo("cc_x_flow_settings")));
        }
        assertThat(db.rows("SELECT * FROM cc_flows")).isEmpty();
    }

    @Test
    void anAgentNeedsNoMoreThanAnAddressAndSkillsAndIsLoggedOut() throws Exception {
        assertThat(agent("alice", "location=sip:alice@h", "skills=talk")).isInstanceOf(Outcome.Done.class);

        assertThat(db.rows("SELECT * FROM cc_agents")).containsExactly("1 alice sip:alice@h null 4 talk 0 0 0");
    }

    @Test
    void onlyWhatIsNamedIsWrittenSoALoginInTheRowStays() throws Exception {
        agent("alice", "location=sip:alice@h", "skills=talk", "logstate=1");
        db.run("UPDATE cc_agents SET wrapup_end_time = 99");

        assertThat(agent("alice", "skills=talk, write"))
                .isInstanceOfSatisfying(
                        Outcome.Done.class, d -> assertThat(d.trace()).isEqualTo("skills: talk -> talk, write"));
        assertThat(db.rows("SELECT skills, logstate, wrapup_end_time FROM cc_agents"))
                .containsExactly("talk, write 1 99");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "message_queue=music | Bad message_queue | not a SIP URI: music",
                "message_queue= | Bad message_queue | NULL or empty",
                "message_welcome=sip:a<b | Bad message_welcome | not a SIP URI",
                "priority=-1 | Bad priority | negative: -1",
                "priority=high | Bad priority | not a whole number: high",
                "priority=1e3 | Bad priority | not a whole number: 1e3",
                "priority=2147483648 | Bad priority | too large: 2147483648",
                "priority=99999999999 | Bad priority | not a whole number: 99999999999",
                "dissuading_qsize_th=-2 | Bad dissuading_qsize_th | negative: -2",
                "skill= | Bad skill | 'no agent can have it: \"\"'",
            })
    void o02_aValueThatMakesABadRowIsRefusedByNameAndTheTableStays(String pair, String text, String reason)
            throws Exception {
        flow("sales", "skill=talk", "message_queue=" + QUEUE);
        List<String> before = db.rows("SELECT * FROM cc_flows");

        assertThat(flow("sales", "prependcid=x", pair)).isEqualTo(new Outcome.Refused(400, text, reason));
        assertThat(db.rows("SELECT * FROM cc_flows")).isEqualTo(before);
    }

    @Test
    void o02_theSameHoldsForAgentsControlCharactersAndWhatANewRowLacks() throws Exception {
        assertThat(agent("alice", "location=no uri", "skills=talk"))
                .isEqualTo(new Outcome.Refused(400, "Bad location", "not a SIP URI: no uri"));
        assertThat(agent("alice", "skills=talk")).isEqualTo(new Outcome.Refused(400, "Bad location", "both empty"));
        assertThat(agent("alice", "location=sip:a@h"))
                .isEqualTo(new Outcome.Refused(400, "Bad skills", "a new agent needs it"));
        assertThat(agent("a\nb", "location=sip:a@h", "skills=talk"))
                .isEqualTo(new Outcome.Refused(400, "Bad agent_id", "control character"));
        assertThat(agent(" ", "location=sip:a@h", "skills=talk"))
                .isEqualTo(new Outcome.Refused(400, "Bad agent_id", "NULL or blank"));
        assertThat(flow("sales", "skill=a\u0085b", "message_queue=" + QUEUE))
                .isEqualTo(new Outcome.Refused(400, "Bad skill", "control character"));
        assertThat(flow("sales", "message_queue=" + QUEUE))
                .isEqualTo(new Outcome.Refused(400, "Bad skill", "a new flow needs it"));
        assertThat(flow("sales", "skill=talk"))
                .isEqualTo(new Outcome.Refused(400, "Bad message_queue", "a new flow needs it"));

        assertThat(db.rows("SELECT * FROM cc_agents")).isEmpty();
        assertThat(db.rows("SELECT * FROM cc_flows")).isEmpty();
    }

    @Test
    void whatAColumnCannotHoldIsRefusedAndNotCut() throws Exception {
        assertThat(flow("f".repeat(65), "skill=talk", "message_queue=" + QUEUE))
                .isEqualTo(new Outcome.Refused(400, "Bad flow_id", "longer than 64 characters"));
        assertThat(flow("sales", "skill=" + "s".repeat(65), "message_queue=" + QUEUE))
                .isEqualTo(new Outcome.Refused(400, "Bad skill", "longer than 64 characters"));
        assertThat(flow("sales", "skill=talk", "prependcid=" + "p".repeat(33), "message_queue=" + QUEUE))
                .isEqualTo(new Outcome.Refused(400, "Bad prependcid", "longer than 32 characters"));

        assertThat(db.rows("SELECT * FROM cc_flows")).isEmpty();
    }

    @Test
    void aRowThatIsBadForAnotherReasonNamesThatReason() throws Exception {
        db.run("INSERT INTO cc_flows (flowid, skill, message_queue, priority) VALUES ('sales', 'talk', 'sip:m@h', -5)");

        assertThat(flow("sales", "prependcid=x")).isEqualTo(new Outcome.Refused(400, "Bad priority", "negative: -5"));
        assertThat(flow("sales", "prependcid=x", "priority=5")).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void anEmptyValueIsNullOrTheDefaultOfANumber() throws Exception {
        flow("sales", "skill=talk", "message_queue=" + QUEUE, "priority=7", "prependcid=Sales");

        assertThat(flow("sales", "priority=", "prependcid=")).isInstanceOf(Outcome.Done.class);
        assertThat(db.rows("SELECT priority, prependcid FROM cc_flows")).containsExactly("256 null");
    }

    @Test
    void aDryRunWritesNothingAndSeesWhatWouldBe() throws Exception {
        Outcome looked = editor.edit(new ProvisioningEdit(
                ProvisionedTable.FLOWS, "sales", values("skill=talk", "message_queue=" + QUEUE), true));

        assertThat(looked)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        d -> assertThat(d.loaded().provisioning().flows()).hasSize(1));
        assertThat(db.rows("SELECT * FROM cc_flows")).isEmpty();
    }

    @Test
    void aRowIsShownAsItIsAndDeletedOnce() {
        flow("sales", "skill=talk", "message_queue=" + QUEUE);

        assertThat(editor.show(ProvisionedTable.FLOWS, "sales"))
                .isInstanceOfSatisfying(
                        Outcome.Row.class,
                        row -> assertThat(row.values().toString())
                                .isEqualTo(
                                        "{flowid=sales, priority=256, skill=talk, prependcid=null, max_wrapup_time=0,"
                                                + " dissuading_hangup=0, dissuading_onhold_th=0, dissuading_ewt_th=0, dissuading_qsize_th=0,"
                                                + " message_welcome=null, message_queue=" + QUEUE
                                                + ", message_dissuading=null, message_flow_id=null}"));
        assertThat(delete(ProvisionedTable.FLOWS, "sales"))
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        d -> assertThat(d.trace()).startsWith("deleted priority: 256, skill: talk, prependcid: NULL"));
        assertThat(delete(ProvisionedTable.FLOWS, "sales")).isEqualTo(new Outcome.Refused(404, "Flow not found", ""));
        assertThat(editor.show(ProvisionedTable.AGENTS, "bob"))
                .isEqualTo(new Outcome.Refused(404, "Agent not found", ""));
    }

    @Test
    void o08_tablesAndColumnsOfAnyNameAreWritten() throws Exception {
        Map<String, String> settings = new HashMap<>();
        ProvisioningNames.properties()
                .keySet()
                .forEach(p -> settings.put(p, p.replace("cc.", "x_").replace('-', '_')));
        databases.close();
        databases = new Databases(Map.of(), data.resolve("renamed"));
        db = new TestDatabase(databases.dataSource(DatabaseRole.PROVISIONING));
        editor = editor(new ProvisioningNames(settings));

        assertThat(flow("sales", "x_flows_skill_column=talk", "x_flows_m_queue_column=" + QUEUE))
                .isInstanceOf(Outcome.Done.class);
        assertThat(flow("sales", "x_flows_priority_column=7")).isInstanceOf(Outcome.Done.class);
        assertThat(flow("sales", "x_flows_priority_column=x"))
                .isEqualTo(new Outcome.Refused(400, "Bad x_flows_priority_column", "not a whole number: x"));
        assertThat(agent("o'hara", "x_agents_location_column=sip:o@h", "x_agents_skills_column=talk"))
                .isInstanceOf(Outcome.Done.class);
        assertThat(editor.show(ProvisionedTable.FLOWS, "sales"))
                .isInstanceOfSatisfying(
                        Outcome.Row.class,
                        row -> assertThat(row.values())
                                .containsEntry("x_flows_flowid_column", "sales")
                                .containsEntry("x_flows_priority_column", 7));
        assertThat(delete(ProvisionedTable.AGENTS, "o'hara")).isInstanceOf(Outcome.Done.class);
        assertThat(db.rows("SELECT * FROM x_agents_table")).isEmpty();
    }

    @Test
    void o10_aUserWhoMayOnlyReadIsToldSo() throws Exception {
        flow("sales", "skill=talk", "message_queue=" + QUEUE);
        db.run(
                "CREATE USER reader PASSWORD 'r'; GRANT SELECT ON cc_flows TO reader; GRANT SELECT ON cc_agents TO reader");
        JdbcDataSource weak = new JdbcDataSource();
        try (Connection connection = db.source().getConnection()) {
            weak.setURL(connection.getMetaData().getURL());
        }
        weak.setUser("reader");
        weak.setPassword("r");
        editor = new ProvisioningEditor(weak, ProvisioningNames.defaults(), () -> NOTHING, Partition.whole());

        for (Outcome refused : List.of(
                flow("sales", "priority=1"),
                flow("new", "skill=talk", "message_queue=" + QUEUE),
                delete(ProvisionedTable.FLOWS, "sales"))) {
            assertThat(refused)
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            r -> assertThat(r.code() + " " + r.text())
                                    .isEqualTo("403 The database user may not write"));
        }
        assertThat(editor.show(ProvisionedTable.FLOWS, "sales")).isInstanceOf(Outcome.Row.class);
    }

    @Test
    void aDatabaseThatIsAwayIs503AndATableThatIsGoneIs500() throws Exception {
        db.run("ALTER TABLE cc_agents RENAME TO gone");
        assertThat(flow("sales", "priority=1"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.code()).isEqualTo(500));

        databases.close();
        assertThat(flow("sales", "priority=1"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        r -> assertThat(r.code() + " " + r.text()).isEqualTo("503 The database does not answer"));
        assertThat(editor.show(ProvisionedTable.FLOWS, "sales"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.code()).isEqualTo(503));
    }

    @Test
    void aRowThatSomebodyElseHoldsIsWaitedForOnlyForAWhile() throws Exception {
        flow("sales", "skill=talk", "message_queue=" + QUEUE);
        try (Connection other = db.source().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("UPDATE cc_flows SET priority = 3");

            assertThat(flow("sales", "priority=1"))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class, r -> assertThat(r.code()).isEqualTo(503));
            other.rollback();
        }
        assertThat(flow("sales", "priority=1")).isInstanceOf(Outcome.Done.class);
    }
}
