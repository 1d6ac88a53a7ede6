package io.callcenter.store.database;

import static io.callcenter.store.database.Retention.Kept.AGENT_INTERVALS;
import static io.callcenter.store.database.Retention.Kept.CALL_CODES;
import static io.callcenter.store.database.Retention.Kept.CDRS;
import static io.callcenter.store.database.Retention.Kept.INTERVALS;
import static io.callcenter.store.database.Retention.Kept.TEXTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
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
        for (String file : new String[] {"V1_2__accounting", "V1_5__intervals"}) {
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
}
