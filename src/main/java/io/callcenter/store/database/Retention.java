package io.callcenter.store.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes records anonymous, or deletes them, when they have been kept for as long as they may be. A thousand rows a transaction: what is interrupted
 * is gone on with the next time. Any thread, which waits.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int AT_A_TIME = 1_000;
    private static final int PATIENCE_SECONDS = 60;

    /** What is kept for a while. */
    public enum Kept {
        /** Call detail records. */
        CDRS,
        /** Texts that did not fit into them. */
        TEXTS,
        /** Codes of calls, with their notes. */
        CALL_CODES,
        /** What flows did in quarters of an hour. */
        INTERVALS,
        /** What agents did in quarters of an hour. */
        AGENT_INTERVALS
    }

    private final DataSource accounting;
    private final InstantSource clock;
    private final Map<Kept, Duration> times;
    private final boolean delete;

    /**
     * Rules for the tables of that database.
     *
     * @param times how long each is kept; what is missing is kept for ever
     * @param delete whether records go wholly; else callers and notes go, times and counts stay
     */
    public Retention(DataSource accounting, InstantSource clock, Map<Kept, Duration> times, boolean delete) {
        this.accounting = accounting;
        this.clock = clock;
        this.times = Map.copyOf(times);
        this.delete = delete;
    }

    /** A statement that changes the oldest rows that are due, so many at most. */
    private record Step(String sql, Object before) {}

    /** Does what is due now. */
    public void purge() throws SQLException {
        Instant now = clock.instant();
        List<String> done = new ArrayList<>();
        for (Kept kept : Kept.values()) {
            if (times.containsKey(kept)) {
                long rows = all(step(kept, now.minus(times.get(kept))));
                if (rows > 0) {
                    done.add(rows + " of " + kept.name().toLowerCase(Locale.ROOT));
                }
            }
        }
        if (!done.isEmpty()) {
            LOG.info(
                    "Retention: {} rows {}", delete ? "deleted" : "made anonymous or deleted", String.join(", ", done));
        }
    }

    private Step step(Kept kept, Instant before) {
        long seconds = before.getEpochSecond();
        return switch (kept) {
            case CDRS ->
                delete
                        ? new Step(
                                "DELETE FROM cc_cdrs" + oldest("id", "cc_cdrs", "received_timestamp < ?"),
                                Timestamp.from(before))
                        : new Step(
                                "UPDATE cc_cdrs SET caller = ''"
                                        + oldest("id", "cc_cdrs", "received_timestamp < ? AND caller <> ''"),
                                Timestamp.from(before));
            case TEXTS ->
                // They have no time; the keys of their records have, and are forgotten after 30 days.
                new Step(
                        "DELETE FROM cc_x_texts"
                                + oldest(
                                        "call_id, number",
                                        "cc_x_texts t",
                                        "NOT EXISTS (SELECT 1 FROM cc_x_cdr_keys k WHERE k.call_id = t.call_id"
                                                + " AND k.number = t.number AND k.written >= ?)"),
                        seconds);
            case CALL_CODES ->
                delete
                        ? new Step(
                                "DELETE FROM cc_x_call_codes"
                                        + oldest("call_id, number", "cc_x_call_codes", "at_time < ?"),
                                seconds)
                        : new Step(
                                "UPDATE cc_x_call_codes SET note = ''"
                                        + oldest("call_id, number", "cc_x_call_codes", "at_time < ? AND note <> ''"),
                                seconds);
            case INTERVALS ->
                new Step(
                        "DELETE FROM cc_x_intervals" + oldest("start_at, flow_id", "cc_x_intervals", "start_at < ?"),
                        seconds);
            case AGENT_INTERVALS ->
                new Step(
                        "DELETE FROM cc_x_agent_intervals"
                                + oldest("start_at, agent_id", "cc_x_agent_intervals", "start_at < ?"),
                        seconds);
        };
    }

    /** MariaDB takes a limit within IN only one level deeper. */
    private static String oldest(String key, String table, String condition) {
        return " WHERE (" + key + ") IN (SELECT " + key + " FROM (SELECT " + key + " FROM " + table + " WHERE "
                + condition + " LIMIT " + AT_A_TIME + ") due)";
    }

    private long all(Step step) throws SQLException {
        long all = 0;
        int rows;
        do {
            rows = some(step);
            all += rows;
        } while (rows > 0 && !Thread.currentThread().isInterrupted());
        return all;
    }

    private int some(Step step) throws SQLException {
        try (Connection connection = accounting.getConnection();
                PreparedStatement statement = connection.prepareStatement(step.sql())) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            statement.setObject(1, step.before());
            return statement.executeUpdate();
        }
    }
}
