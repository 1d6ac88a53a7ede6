package io.callcenter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.Provisioning;
import io.callcenter.core.SavedLogin;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.store.database.DatabaseRole;
import io.callcenter.store.database.DatabaseSettings;
import io.callcenter.store.database.DatabaseVendor;
import io.callcenter.store.database.Databases;
import io.callcenter.store.database.ProvisionedTable;
import io.callcenter.store.database.ProvisioningNames;
import io.callcenter.store.files.StoreProblem;
import io.callcenter.store.provisioning.LoadedProvisioning;
import io.callcenter.store.provisioning.ProvisioningEdit;
import io.callcenter.store.provisioning.ProvisioningEditor;
import io.callcenter.store.provisioning.ProvisioningEditorTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What must hold on a real server, whichever it is: one server for all tests, a database for each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseServerCases {
    @TempDir
    Path data;

    private DatabaseServer server;
    private int databases;
    private String name; // of this test's database and its owner

    /** The server, or empty when this machine has none. */
    abstract Optional<DatabaseServer> begin() throws Exception;

    /** Folder of the vendor, and what to install. */
    abstract String vendor();

    @BeforeAll
    void start() throws Exception {
        Optional<DatabaseServer> begun = begin();
        if (begun.isEmpty()) {
            System.err.println("********** " + vendor()
                    + " IS NOT TESTED: its server is not installed on this machine **********");
        }
        assumeTrue(begun.isPresent(), vendor() + " is not installed");
        server = begun.get();
    }

    @BeforeEach
    void database() throws Exception {
        name = "cc" + ++databases;
        server.run(server.creation(name, name, true));
    }

    @AfterAll
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private Databases databases(String user, String password, String database) throws StoreProblem {
        return new Databases(
                Map.of(DatabaseRole.PROVISIONING, new DatabaseSettings(server.url(user, password, database), "", "")),
                data);
    }

    private StoreFixture fixture() throws Exception {
        return new StoreFixture(databases(name, "p@ss", name), data, StoredSamples.AT, Map.of());
    }

    private void referenceTables() throws Exception {
        try (Databases databases = databases(name, "p@ss", name)) {
            new TestDatabase(databases.dataSource(DatabaseRole.PROVISIONING)).run(resource());
        }
    }

    private String resource() throws IOException {
        try (var in = getClass().getResourceAsStream("/reference/" + vendor() + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void waitForRows(StoreFixture fixture, String table, int count) {
        await().atMost(60, TimeUnit.SECONDS)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(fixture.db.rows("SELECT COUNT(*) FROM " + table))
                        .containsExactly(Integer.toString(count)));
    }

    @Test
    void aFreshDatabaseGetsItsTablesOnce() throws Exception {
        try (Databases databases = databases(name, "p@ss", name)) {
            databases.prepare(ProvisioningNames.defaults());
            databases.prepare(ProvisioningNames.defaults());

            TestDatabase db = new TestDatabase(databases.dataSource(DatabaseRole.PROVISIONING));
            assertThat(db.rows("SELECT table_name, table_version FROM version ORDER BY table_name"))
                    .containsExactly("cc_agents 3", "cc_calls 3", "cc_cdrs 2", "cc_flows 2");
            assertThat(db.rows("SELECT script FROM cc_x_schema_history WHERE version <> '0' ORDER BY installed_rank"))
                    .hasSize(9);
        }
    }

    @Test
    void anExistingDatabaseOfTheReferenceIsUsedAsItIs() throws Exception {
        referenceTables();
        String callers = "Bj\u00f6rn \uD83D\uDE00 " + "x".repeat(100);
        try (StoreFixture fixture = fixture().started()) {
            fixture.db.run(
                    "INSERT INTO cc_flows (flowid, skill, message_queue, prependcid) VALUES ('sales', 's', 'sip:q@m',"
                            + " 'Verk\u00e4ufe')");
            fixture.db.run(
                    "INSERT INTO cc_agents (agentid, location, skills, logstate) VALUES ('ann', 'sip:ann@h', ' s , t',"
                            + " 1)");
            LoadedProvisioning loaded = fixture.routes.ask("direct:_provisioning-load", null, LoadedProvisioning.class);
            assertThat(loaded.skipped()).isEmpty();
            assertThat(loaded.provisioning().flows().get(0).prefix()).isEqualTo("Verk\u00e4ufe");
            assertThat(loaded.provisioning().agents().get(0).id()).isEqualTo(new AgentId("ann"));
            assertThat(loaded.provisioning().agents().get(0).skills()).containsExactly("s", "t");

            fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.cdr("c1", 1, 0, callers)));
            fixture.store.outbox().append(new Effect.SaveWrapUp(new AgentId("ann"), StoredSamples.AT.plusSeconds(20)));
            fixture.store.outbox().append(new Effect.SaveLogin(new SavedLogin(new AgentId("ann"), false, true)));
            fixture.store.callRecords().saveLegs(StoredSamples.legs(new CallId("c2"), 1, "\uD83D\uDE00"));
            fixture.store.callRecords().saveCore(StoredSamples.call("c2", 1, CallState.QUEUED));
            waitForRows(fixture, "cc_cdrs", 1);
            waitForRows(fixture, "cc_x_legs", 1);
            waitForRows(fixture, "cc_x_logins", 1);

            assertThat(fixture.db.rows(
                            "SELECT wait_time, pickup_time, talk_time, flow_id, agent_id, call_type, rejected, fstats,"
                                    + " cid, media FROM cc_cdrs"))
                    .containsExactly("4 2 65 sales ann 0 0 7 705032705 1");
            assertThat(fixture.db.rows("SELECT caller FROM cc_cdrs").get(0))
                    .hasSizeBetween(64, 65)
                    .startsWith("Bj\u00f6rn ");
            assertThat(fixture.db.rows("SELECT content FROM cc_x_texts")).containsExactly(callers);
            String received =
                    java.sql.Timestamp.from(StoredSamples.AT).toString().substring(0, 19);
            assertThat(fixture.db.rows("SELECT received_timestamp FROM cc_cdrs").get(0))
                    .isIn(received, received + ".0");
            assertThat(fixture.db.rows("SELECT state, eta, recv_time, caller_dn, agent FROM cc_calls"))
                    .containsExactly("4 2147483647 1795421730 Sales Bob ann");
            assertThat(fixture.db.rows("SELECT legs FROM cc_x_legs").get(0)).contains("\\uD83D\\uDE00");
            await().untilAsserted(() -> assertThat(fixture.db.rows("SELECT wrapup_end_time FROM cc_agents"))
                    .containsExactly("1795421750"));

            fixture.store.callRecords().forgetCore(new CallId("c2"));
            waitForRows(fixture, "cc_calls", 0);
            fixture.store
                    .projections()
                    .forEach(p -> assertThat(p.failures()).as(p.name()).isZero());
        }
    }

    @Test
    void aUserWhoMayNotCreateTablesRunsWithThoseOfTheScript() throws Exception {
        referenceTables();
        server.run(server.creation("other", "weak", false));
        try (Databases owner = databases(name, "p@ss", name)) {
            TestDatabase db = new TestDatabase(owner.dataSource(DatabaseRole.PROVISIONING));
            db.run(owner.script(ProvisioningNames.defaults()));
            grant(db, name);
        }
        try (Databases weak = databases("weak", "p@ss", name)) {
            weak.prepare(ProvisioningNames.defaults());
            assertThat(new TestDatabase(weak.dataSource(DatabaseRole.RUNTIME)).rows("SELECT COUNT(*) FROM cc_x_legs"))
                    .containsExactly("0");
        }
    }

    @Test
    void flowsAndAgentsAreSetShownAndDeletedInTheTablesOfTheReference() throws Exception {
        referenceTables();
        try (Databases databases = databases(name, "p@ss", name)) {
            databases.prepare(ProvisioningNames.defaults());
            TestDatabase db = new TestDatabase(databases.dataSource(DatabaseRole.PROVISIONING));
            ProvisioningEditor editor = editor(databases);

            assertThat(edit(editor, "ann", "location=sip:ann@h", "skills=talk"))
                    .isInstanceOf(ProvisioningEdit.Outcome.Done.class);
            assertThat(edit(editor, "ann", "skills=talk,write", "wrapup_time=-1", "msrp_location="))
                    .isInstanceOf(ProvisioningEdit.Outcome.Done.class);
            assertThat(db.rows("SELECT agentid, location, msrp_location, msrp_max_sessions, skills, logstate,"
                            + " wrapup_end_time, wrapup_time FROM cc_agents"))
                    .containsExactly("ann sip:ann@h null 4 talk,write 0 0 -1");
            assertThat(edit(editor, "ann", "skills=" + "s".repeat(256)))
                    .isEqualTo(new ProvisioningEdit.Outcome.Refused(400, "Bad skills", "longer than 255 characters"));
            assertThat(editor.show(ProvisionedTable.AGENTS, "ann"))
                    .isInstanceOfSatisfying(
                            ProvisioningEdit.Outcome.Row.class,
                            row -> assertThat(row.values().toString()).contains("skills=talk,write", "wrapup_time=-1"));
            assertThat(editor.edit(new ProvisioningEdit(ProvisionedTable.AGENTS, "ann", Optional.empty(), false)))
                    .isInstanceOf(ProvisioningEdit.Outcome.Done.class);
            assertThat(db.rows("SELECT COUNT(*) FROM cc_agents")).containsExactly("0");
        }
    }

    @Test
    void o10_aUserWhoMayOnlyReadIsToldSoByEachServer() throws Exception {
        referenceTables();
        server.run(server.creation("reader" + databases, "reader", false));
        try (Databases owner = databases(name, "p@ss", name)) {
            owner.prepare(ProvisioningNames.defaults());
            grantReading(new TestDatabase(owner.dataSource(DatabaseRole.PROVISIONING)), name, "reader");
        }
        try (Databases weak = databases("reader", "p@ss", name)) {
            assertThat(edit(editor(weak), "ann", "location=sip:ann@h", "skills=talk"))
                    .isInstanceOfSatisfying(
                            ProvisioningEdit.Outcome.Refused.class,
                            refused -> assertThat(refused.code() + " " + refused.text())
                                    .isEqualTo("403 The database user may not write"));
        }
    }

    private static ProvisioningEditor editor(Databases databases) {
        return new ProvisioningEditor(
                databases.dataSource(DatabaseRole.PROVISIONING),
                ProvisioningNames.defaults(),
                () -> new Provisioning(List.of(), List.of()));
    }

    private static ProvisioningEdit.Outcome edit(ProvisioningEditor editor, String agent, String... pairs) {
        return editor.edit(
                new ProvisioningEdit(ProvisionedTable.AGENTS, agent, ProvisioningEditorTest.values(pairs), false));
    }

    /** Lets that user read the tables of that database, and no more. */
    abstract void grantReading(TestDatabase db, String database, String user) throws Exception;

    /** Lets the user {@code weak} use the tables of that database, not make any. */
    abstract void grant(TestDatabase db, String database) throws Exception;

    DatabaseServer server() {
        return server;
    }

    @Test
    void wrongAccessIsAWrongSettingAndAServerThatIsDownIsNot() throws Exception {
        assertThat(problem(name, "wrong", name).temporary()).isFalse();
        assertThat(problem(name, "p@ss", "absent").temporary()).isFalse();
        server.kill();
        StoreProblem down = problem(name, "p@ss", name);
        assertThat(down.temporary()).isTrue();
        assertThat(down.getMessage())
                .startsWith("cc.db.url: jdbc:" + vendor() + "://127.0.0.1:")
                .doesNotContain("p@ss");
        server.start();
    }

    private StoreProblem problem(String user, String password, String database) throws StoreProblem {
        try (Databases databases = databases(user, password, database)) {
            databases.prepare(ProvisioningNames.defaults());
        } catch (StoreProblem e) {
            return e;
        }
        throw new AssertionError("no problem");
    }

    @Test
    void aKilledServerCostsNoRecordAndDoublesNone() throws Exception {
        try (StoreFixture fixture = fixture().started()) {
            cdrs(fixture, 0, 2_000);
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> fixture.projection("cdrs").written() > 100);
            server.kill();
            cdrs(fixture, 2_000, 3_000);
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> fixture.projection("cdrs").failing());
            server.start();
            waitForRows(fixture, "cc_cdrs", 3_000);

            assertThat(fixture.projection("cdrs").refused()).isZero();
            assertThat(fixture.db.rows("SELECT COUNT(DISTINCT caller) FROM cc_cdrs"))
                    .containsExactly("3000");
        }
    }

    private static void cdrs(StoreFixture fixture, int from, int to) {
        IntStream.range(from, to)
                .forEach(i -> fixture.store
                        .outbox()
                        .append(new Effect.WriteCdr(StoredSamples.cdr("c" + i, 1, 0, "bob" + i))));
    }

    @Test
    void theTablesOfAnOlderGenerationAreRefused() throws Exception {
        try (Databases databases = databases(name, "p@ss", name)) {
            new TestDatabase(databases.dataSource(DatabaseRole.PROVISIONING))
                    .run(resource()
                            .replace("script_param VARCHAR(128) NOT NULL", "x INT")
                            .replace("script_param CHAR(128) NOT NULL", "x INT"));

            assertThatThrownBy(() -> databases.prepare(ProvisioningNames.defaults()))
                    .hasMessageStartingWith("cc.rt-db.url: table cc_calls is of a generation before April 2020");
        }
    }

    @Test
    void threeDatabasesOfTwoKindsWorkTogether() throws Exception {
        Map<DatabaseRole, DatabaseSettings> settings = new HashMap<>();
        settings.put(DatabaseRole.ACCOUNTING, new DatabaseSettings(server.url(name, "p@ss", name), "", ""));
        try (Databases databases = new Databases(settings, data)) {
            databases.prepare(ProvisioningNames.defaults());

            assertThat(databases.vendor(DatabaseRole.PROVISIONING)).isEqualTo(DatabaseVendor.H2);
            TestDatabase accounting = new TestDatabase(databases.dataSource(DatabaseRole.ACCOUNTING));
            assertThat(accounting.rows("SELECT COUNT(*) FROM cc_cdrs")).containsExactly("0");
            assertThatThrownBy(() -> accounting.rows("SELECT COUNT(*) FROM cc_agents"))
                    .isInstanceOf(SQLException.class);
            try (Connection connection =
                    databases.dataSource(DatabaseRole.ACCOUNTING).getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }
}
