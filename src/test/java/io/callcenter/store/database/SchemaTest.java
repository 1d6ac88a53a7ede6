package io.callcenter.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.store.files.StoreProblem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
    @TempDir
    Path data;

    @Test
    void aFreshDatabaseGetsAllTablesWithTheVersionsOfTheReference() throws Exception {
        try (Databases databases = new Databases(Map.of(), data)) {
            databases.prepare(ProvisioningNames.defaults());

            assertThat(rows(databases, "SELECT table_name, table_version FROM version ORDER BY table_name"))
                    .containsExactly("cc_agents 3", "cc_calls 3", "cc_cdrs 2", "cc_flows 2");
            for (String table :
                    List.of("cc_x_cdr_keys", "cc_x_texts", "cc_x_legs", "cc_x_logins", "\"cc_x_schema_history\"")) {
                assertThat(rows(databases, "SELECT COUNT(*), 'rows' FROM " + table))
                        .hasSize(1);
            }
        }
    }

    @Test
    void preparingTwiceChangesNothing() throws Exception {
        try (Databases databases = new Databases(Map.of(), data)) {
            databases.prepare(ProvisioningNames.defaults());
            List<String> before = rows(databases, "SELECT \"installed_rank\", \"script\" FROM \"cc_x_schema_history\"");
            databases.prepare(ProvisioningNames.defaults());

            assertThat(rows(databases, "SELECT \"installed_rank\", \"script\" FROM \"cc_x_schema_history\""))
                    .isEqualTo(before);
        }
    }

    @Test
    void existingTablesOfTheReferenceAreUsedAsTheyAre() throws Exception {
        try (Databases databases = new Databases(Map.of(), data)) {
            existing(databases, 3);
            run(databases, "ALTER TABLE cc_agents ADD COLUMN panel_note VARCHAR(20) DEFAULT 'kept'");
            run(databases, "INSERT INTO cc_agents (agentid, location, skills) VALUES ('ann', 'sip:ann@h', 's')");

            databases.prepare(ProvisioningNames.defaults());

            assertThat(rows(databases, "SELECT agentid, panel_note FROM cc_agents"))
                    .containsExactly("ann kept");
            assertThat(rows(databases, "SELECT COUNT(*), 'rows' FROM cc_x_legs"))
                    .hasSize(1);
            assertThat(rows(databases, "SELECT COUNT(*), 'rows' FROM version WHERE table_name = 'cc_agents'"))
                    .containsExactly("1 rows");
        }
    }

    @Test
    void anotherVersionIsRefusedByNameAndNothingIsMade() throws Exception {
        try (Databases databases = new Databases(Map.of(), data)) {
            existing(databases, 2);

            assertThatThrownBy(() -> databases.prepare(ProvisioningNames.defaults()))
                    .isInstanceOfSatisfying(
                            StoreProblem.class, p -> assertThat(p.temporary()).isFalse())
                    .hasMessage(
                            "cc.agents-table: table cc_agents has version 2 where 3 is needed: an older generation, upgrade it first");
            assertThatThrownBy(() -> rows(databases, "SELECT * FROM cc_cdrs")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aTableOfAnOlderGenerationIsRefusedByTheColumnsThatItLacks() throws Exception {
        try (Databases databases = new Databases(Map.of(), data)) {
            run(
                    databases,
                    "CREATE TABLE cc_agents (id INT, agentid VARCHAR(128), location VARCHAR(128), skills VARCHAR(255), logstate INT,"
                            + " last_call_end INT)");

            assertThatThrownBy(() -> databases.prepare(ProvisioningNames.defaults()))
                    .hasMessageStartingWith("cc.agents-table: table cc_agents is of a generation before April 2020")
                    .hasMessageContaining("wrapup_time");
        }
    }

    @Test
    void aCdrTableWithoutMediaIsRefusedAsOneBeforeMay2022() throws Exception {
        try (Databases databases = new Databases(Map.of(), data)) {
            run(
                    databases,
                    "CREATE TABLE cc_cdrs (id INT, caller VARCHAR(64), received_timestamp TIMESTAMP, wait_time INT, pickup_time INT,"
                            + " talk_time INT, flow_id VARCHAR(128), agent_id VARCHAR(128), call_type INT, rejected INT, fstats INT, cid INT)");

            assertThatThrownBy(() -> databases.prepare(ProvisioningNames.defaults()))
                    .hasMessage(
                            "cc.acc-db.url: table cc_cdrs is of a generation before May 2022, upgrade it first: it lacks media");
        }
    }

    @Test
    void tablesUnderOtherNamesAreMadeUnderThoseNames() throws Exception {
        ProvisioningNames names =
                new ProvisioningNames(Map.of("cc.agents-table", "people", "cc.agents-location-column", "phone"));
        try (Databases databases = new Databases(Map.of(), data)) {
            databases.prepare(names);

            assertThat(rows(databases, "SELECT COUNT(phone), 'rows' FROM people"))
                    .containsExactly("0 rows");
            assertThat(rows(databases, "SELECT table_name, table_version FROM version WHERE table_name = 'people'"))
                    .containsExactly("people 3");
        }
    }

    @Test
    void threeDatabasesGetTheTablesOfTheirRoles() throws Exception {
        Map<DatabaseRole, DatabaseSettings> settings =
                Map.of(DatabaseRole.ACCOUNTING, new DatabaseSettings("jdbc:h2:mem:acc" + System.nanoTime(), "sa", ""));
        try (Databases databases = new Databases(settings, data)) {
            databases.prepare(ProvisioningNames.defaults());

            assertThat(databases.dataSource(DatabaseRole.RUNTIME))
                    .isSameAs(databases.dataSource(DatabaseRole.PROVISIONING));
            assertThat(databases.dataSource(DatabaseRole.ACCOUNTING))
                    .isNotSameAs(databases.dataSource(DatabaseRole.PROVISIONING));
            assertThatThrownBy(() -> rows(databases, "SELECT * FROM cc_cdrs")).isInstanceOf(SQLException.class);
            try (Connection acc = databases.dataSource(DatabaseRole.ACCOUNTING).getConnection();
                    Statement statement = acc.createStatement()) {
                assertThat(statement
                                .executeQuery("SELECT COUNT(*) FROM cc_cdrs")
                                .next())
                        .isTrue();
            }
        }
    }

    @Test
    void theScriptForAUserWithoutCreateMakesADatabaseThatIsComplete() throws Exception {
        try (Databases databases = new Databases(Map.of(), data)) {
            run(databases, databases.script(ProvisioningNames.defaults()));

            databases.prepare(ProvisioningNames.defaults());

            assertThatThrownBy(() -> rows(databases, "SELECT * FROM \"cc_x_schema_history\""))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aWrongPasswordIsAWrongSettingAndAnAbsentServerIsNot() throws Exception {
        try (Databases databases = new Databases(Map.of(), data)) {
            databases.prepare(ProvisioningNames.defaults());
        }
        String file = "jdbc:h2:file:" + data.toAbsolutePath().resolve("h2").resolve("callcenter");
        assertThat(problem(new DatabaseSettings(file, "sa", "wrong")).temporary())
                .isFalse();
        StoreProblem away = problem(new DatabaseSettings("postgres://u:geheim@127.0.0.1:1/x", "", ""));
        assertThat(away.temporary()).isTrue();
        assertThat(away.property()).isEqualTo("cc.db.url");
        assertThat(away.getMessage())
                .startsWith("cc.db.url: jdbc:postgresql://127.0.0.1:1/x as u: ")
                .doesNotContain("geheim");
    }

    private StoreProblem problem(DatabaseSettings settings) throws StoreProblem {
        try (Databases databases = new Databases(Map.of(DatabaseRole.PROVISIONING, settings), data)) {
            databases.prepare(ProvisioningNames.defaults());
        } catch (StoreProblem e) {
            return e;
        }
        throw new AssertionError("no problem");
    }

    private static void existing(Databases databases, int agentsVersion) throws SQLException {
        run(
                databases,
                "CREATE TABLE version (table_name VARCHAR(32) NOT NULL UNIQUE, table_version INT DEFAULT 0 NOT NULL);"
                        + "INSERT INTO version VALUES ('cc_agents', " + agentsVersion + "), ('cc_flows', 2);"
                        + "CREATE TABLE cc_agents (id INT AUTO_INCREMENT PRIMARY KEY, agentid CHAR(128) NOT NULL UNIQUE, location CHAR(128),"
                        + " msrp_location CHAR(128), msrp_max_sessions INT DEFAULT 4 NOT NULL, skills CHAR(255) NOT NULL, logstate INT DEFAULT 0"
                        + " NOT NULL, wrapup_end_time INT DEFAULT 0 NOT NULL, wrapup_time INT DEFAULT 0 NOT NULL)");
    }

    private static void run(Databases databases, String script) throws SQLException {
        try (Connection connection =
                        databases.dataSource(DatabaseRole.PROVISIONING).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
    }

    private static List<String> rows(Databases databases, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection =
                        databases.dataSource(DatabaseRole.PROVISIONING).getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(result.getString(1).strip() + " " + result.getString(2).strip());
            }
        }
        return rows;
    }
}
