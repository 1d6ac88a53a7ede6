package io.callcenter.store.database;

import static io.callcenter.store.database.Retention.Kept.AGENT_INTERVALS;
import static io.callcenter.store.database.Retention.Kept.AUDIT;
import static io.callcenter.store.database.Retention.Kept.CALL_CODES;
import static io.callcenter.store.database.Retention.Kept.CDRS;
import static io.callcenter.store.database.Retention.Kept.INTERVALS;
import static io.callcenter.store.database.Retention.Kept.TEXTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** V10: what is older than it may be is anonymous or gone, the rest is as it was. */
class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-12-01T03:17:00Z");

    private final JdbcDataSource source = new JdbcDataSource();
    private Connection open;

    @BeforeEach
    void make() throws Exception {
        source.setURL("jdbc:h2:mem:retention");
        open = source.getConnection();
        for (String file : new String[] {"V1_2__accounting", "V1_5__intervals", "V1_10__segments", "V1_14__audit"}) {
            run(sql(file));
        }
    }

    private static String sql(String name) throws IOException {
        try (var in = RetentionTest.class.getResourceAsStream("/sql/schema/h2/accounting/" + name + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterEach
    void close() throws SQLException {
        open.close();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = open.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String from) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static long daysAgo(int days) {
        return NOW.minus(Duration.ofDays(days)).getEpochSecond();
    }

    private void records(int days, int number) throws SQLException {
        run("INSERT INTO cc_cdrs (caller, received_timestamp, talk_time, flow_id) SELECT '4711', TIMESTAMP '"
                + java.sql.Timestamp.from(Instant.ofEpochSecond(daysAgo(days))) + "', 60, 'sales' FROM SYSTEM_RANGE(1, "
                + number + ")");
    }

    private void purge(boolean delete, Retention.Kept... kept) throws SQLException {
        Map<Retention.Kept, Duration> times = new EnumMap<>(Retention.Kept.class);
        for (Retention.Kept each : kept) {
            times.put(each, Duration.ofDays(30));
        }
        new Retention(source, () -> NOW, times, delete).purge();
    }

    @Test
    void v10_afterThirtyDaysARecordIsAnonymousAndBeforeItIsWhole() throws SQLException {
        records(31, 2_500);
        records(29, 3);
        purge(false, CDRS);
        purge(false, CDRS);

        assertThat(count("cc_cdrs WHERE caller = '' AND talk_time = 60")).isEqualTo(2_500);
        assertThat(count("cc_cdrs WHERE caller = '4711'")).isEqualTo(3);
    }

    @Test
    void whatIsDeletedIsGoneAndWhatHasNoTimeIsKept() throws SQLException {
        records(31, 1_001);
        records(29, 3);
        run("INSERT INTO cc_x_call_codes VALUES ('c', 1, 'sold', 'a note', 'ann', 'sales', 1, " + daysAgo(31) + ")");
        purge(true, CDRS);

        assertThat(count("cc_cdrs")).isEqualTo(3);
        assertThat(count("cc_x_call_codes")).isEqualTo(1);
    }

    @Test
    void deedsGoWhollyWhateverTheModeIs() throws SQLException {
        for (int days : new int[] {29, 31}) {
            run("INSERT INTO cc_x_audit VALUES (" + daysAgo(days) * 1000
                    + ", 1, 'ada', 'web ::1', 'cdr-search', '', '', '', 'caller=4711', 'OK')");
        }
        purge(false, AUDIT);

        assertThat(count("cc_x_audit")).isEqualTo(1);
        assertThat(count("cc_x_audit WHERE at_time = " + daysAgo(29) * 1000)).isEqualTo(1);
    }

    @Test
    void notesGoAndTextsGoWithTheKeysOfTheirRecords() throws SQLException {
        run("INSERT INTO cc_x_call_codes VALUES ('c', 1, 'sold', 'a note', 'ann', 'sales', 1, " + daysAgo(31) + "),"
                + " ('d', 1, 'sold', 'a note', 'ann', 'sales', 1, " + daysAgo(29) + ")");
        run("INSERT INTO cc_x_cdr_keys VALUES ('new', 1, " + daysAgo(29) + "), ('old', 1, " + daysAgo(31) + ")");
        run(
                "INSERT INTO cc_x_texts VALUES ('new', 1, 'caller', 'x'), ('old', 1, 'caller', 'x'), ('gone', 1, 'caller', 'x')");
        run("INSERT INTO cc_x_intervals (start_at, flow_id, version, partial, waits) VALUES (" + daysAgo(31)
                + ", 'sales', 1, 0, '[]'), (" + daysAgo(29) + ", 'sales', 1, 0, '[]')");
        run("INSERT INTO cc_x_agent_intervals (start_at, agent_id, version, partial, by_reason) VALUES (" + daysAgo(31)
                + ", 'ann', 1, 0, '{}'), (" + daysAgo(29) + ", 'ann', 1, 0, '{}')");
        purge(false, CALL_CODES, TEXTS, INTERVALS, AGENT_INTERVALS);

        assertThat(count("cc_x_call_codes WHERE note = ''")).isEqualTo(1);
        assertThat(count("cc_x_call_codes WHERE code = 'sold'")).isEqualTo(2);
        assertThat(count("cc_x_texts")).isEqualTo(1);
        assertThat(count("cc_x_texts WHERE call_id = 'new'")).isEqualTo(1);
        assertThat(count("cc_x_intervals")).isEqualTo(1);
        assertThat(count("cc_x_agent_intervals")).isEqualTo(1);
    }

    private void segments(int days, int number, String prefix) throws SQLException {
        run(
                "INSERT INTO cc_x_segments (call_id, segment, cid, kind, begun, ended, flow_id, target, caller, outcome, code,"
                        + " wait, talk, context) SELECT '" + prefix + "' || X / 3, MOD(X, 3), X, 'first', "
                        + daysAgo(days)
                        + ", 0, 'sales', '0170', '4711', 'transferred', 200, 1, 2, '{}' FROM SYSTEM_RANGE(1, " + number
                        + ")");
    }

    @Test
    void segmentsLoseWhatNamesPersonsWithTheRecordsOfTheirCalls() throws SQLException {
        segments(31, 2_500, "old");
        segments(29, 3, "new");
        purge(false, CDRS);

        assertThat(count("cc_x_segments WHERE caller = '' AND target IS NULL AND context IS NULL AND talk = 2"))
                .isEqualTo(2_500);
        assertThat(count("cc_x_segments WHERE caller = '4711' AND target = '0170' AND context IS NOT NULL"))
                .isEqualTo(3);
    }

    @Test
    void aSegmentOfAHiddenCallerStillLosesItsTarget() throws SQLException {
        segments(31, 1, "old");
        run("UPDATE cc_x_segments SET caller = ''");
        purge(false, CDRS);

        assertThat(count("cc_x_segments WHERE target IS NULL AND context IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void segmentsGoWithTheRecordsOfTheirCalls() throws SQLException {
        segments(31, 2_000, "old");
        segments(29, 3, "new");
        purge(true, CDRS);

        assertThat(count("cc_x_segments")).isEqualTo(3);
    }

    @Test
    void aTableThatCannotBeChangedKeepsNoOtherFromBeingPurgedAndIsNamed() throws SQLException {
        segments(31, 1, "old");
        run("INSERT INTO cc_x_intervals (start_at, flow_id, version, partial, waits) VALUES (" + daysAgo(31)
                + ", 'sales', 1, 0, '[]')");
        run("DROP TABLE cc_cdrs");
        run("DROP TABLE cc_x_call_codes");

        assertThatThrownBy(() -> purge(true, CDRS, CALL_CODES, INTERVALS))
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("cc_cdrs: ")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThat(count("cc_x_segments")).isZero();
        assertThat(count("cc_x_intervals")).isZero();
    }

    private static DataSource heard(DataSource source, List<String> statements) {
        return (DataSource) Proxy.newProxyInstance(
                RetentionTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, values) -> Proxy.newProxyInstance(
                        RetentionTest.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        listener(source.getConnection(), statements)));
    }

    private static InvocationHandler listener(Connection connection, List<String> statements) {
        return (proxy, method, values) -> {
            if (method.getName().equals("prepareStatement")) {
                statements.add((String) values[0]);
            }
            return method.invoke(connection, values);
        };
    }

    @Test
    void aRunReadsEachRowOnceAlongTheKey() throws SQLException {
        records(31, 2_500);
        List<String> statements = new ArrayList<>();
        DataSource listened = heard(source, statements);
        new Retention(listened, () -> NOW, Map.of(CDRS, Duration.ofDays(30)), true).purge();

        assertThat(statements.stream().filter(sql -> sql.startsWith("SELECT") && sql.contains("cc_cdrs")))
                .hasSize(3)
                .satisfies(reads -> assertThat(reads.get(0)).doesNotContain("id > ?"))
                .satisfies(reads -> assertThat(reads.subList(1, 3)).allMatch(sql -> sql.contains("AND id > ?")));
        assertThat(statements.stream().filter(sql -> sql.startsWith("DELETE FROM cc_cdrs")))
                .hasSize(3)
                .allMatch(sql -> sql.endsWith(" WHERE id = ?"));
    }
}
