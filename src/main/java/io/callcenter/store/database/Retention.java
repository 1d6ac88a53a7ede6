package io.callcenter.store.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
    private static final int READ_SECONDS = 600;
    private static final int CHANGE_SECONDS = 60;

    /** What is kept for a while. */
    public enum Kept {
        /** Call detail records, and the segments of transferred calls. */
        CDRS,
        /** Texts that did not fit into them. */
        TEXTS,
        /** Codes of calls, with their notes. */
        CALL_CODES,
        /** What flows did in quarters of an hour. */
        INTERVALS,
        /** What agents did in quarters of an hour. */
        AGENT_INTERVALS,
        /** Who did what. */
        AUDIT
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

    /**
     * Rows of a table that are due, and what is done with them.
     *
     * @param key whose order the rows are read in; it begins the primary key
     * @param change the statement, without the condition for the key
     * @param due the condition, with one question mark
     */
    private record Work(Kept kept, String table, List<String> key, String change, String due, Object before) {
        private static Work deletes(Kept kept, String table, String key, String due, Object before) {
            return new Work(kept, table, List.of(key.split(", ")), "DELETE FROM " + table, due, before);
        }
    }

    /** Does what is due now; each table by itself, and the first failure is thrown when all have been tried. */
    public void purge() throws SQLException {
        List<String> done = new ArrayList<>();
        SQLException failure = null;
        for (Work work : works(clock.instant())) {
            try {
                long rows = all(work);
                if (rows > 0) {
                    done.add(rows + " of " + work.table());
                }
            } catch (SQLException e) {
                if (failure == null) {
                    failure = new SQLException(
                            work.table() + ": " + e.getMessage(), e.getSQLState(), e.getErrorCode(), e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (!done.isEmpty()) {
            LOG.info(
                    "Retention: {} rows {}", delete ? "deleted" : "made anonymous or deleted", String.join(", ", done));
        }
        if (failure != null) {
            throw failure;
        }
    }

    private List<Work> works(Instant now) {
        List<Work> works = new ArrayList<>();
        for (Kept kept : Kept.values()) {
            if (times.containsKey(kept)) {
                works.addAll(works(kept, now.minus(times.get(kept))));
            }
        }
        return works;
    }

    private List<Work> works(Kept kept, Instant before) {
        long seconds = before.getEpochSecond();
        return switch (kept) {
            case CDRS ->
                List.of(
                        forgets(
                                Work.deletes(kept, "cc_cdrs", "id", "received_timestamp < ?", Timestamp.from(before)),
                                "caller = ''",
                                "caller <> ''"),
                        forgets(
                                Work.deletes(kept, "cc_x_segments", "call_id, segment", "begun < ?", seconds),
                                "caller = '', target = NULL, context = NULL",
                                "(caller <> '' OR target IS NOT NULL OR context IS NOT NULL)"));
            case TEXTS ->
                // They have no time; the keys of their records have, and are forgotten after 30 days.
                List.of(Work.deletes(
                        kept,
                        "cc_x_texts",
                        "call_id, number",
                        "NOT EXISTS (SELECT 1 FROM cc_x_cdr_keys k WHERE k.call_id = cc_x_texts.call_id"
                                + " AND k.number = cc_x_texts.number AND k.written >= ?)",
                        seconds));
            case CALL_CODES ->
                List.of(forgets(
                        Work.deletes(kept, "cc_x_call_codes", "call_id, number", "at_time < ?", seconds),
                        "note = ''",
                        "note <> ''"));
            case INTERVALS ->
                List.of(Work.deletes(kept, "cc_x_intervals", "start_at, flow_id", "start_at < ?", seconds));
            case AGENT_INTERVALS ->
                List.of(Work.deletes(kept, "cc_x_agent_intervals", "start_at, agent_id", "start_at < ?", seconds));
            case AUDIT ->
                List.of(Work.deletes(kept, "cc_x_audit", "at_time, number", "at_time < ?", before.toEpochMilli()));
        };
    }

    /** The same, or where records stay, only what names persons is taken from rows that still have it. */
    private Work forgets(Work work, String set, String named) {
        return delete
                ? work
                : new Work(
                        work.kept(),
                        work.table(),
                        work.key(),
                        "UPDATE " + work.table() + " SET " + set,
                        work.due() + " AND " + named,
                        work.before());
    }

    /** Goes along the key, so that a run reads the table once, whatever indexes it has. */
    private long all(Work work) throws SQLException {
        long all = 0;
        List<List<Object>> keys = List.of();
        do {
            try (Connection connection = accounting.getConnection()) {
                keys = due(connection, work, keys.isEmpty() ? List.of() : keys.get(keys.size() - 1));
                all += keys.isEmpty() ? 0 : change(connection, work, keys);
            }
        } while (keys.size() == AT_A_TIME && !Thread.currentThread().isInterrupted());
        return all;
    }

    /** The keys of the next rows that are due. */
    private static List<List<Object>> due(Connection connection, Work work, List<Object> last) throws SQLException {
        String columns = String.join(", ", work.key());
        List<Object> values = new ArrayList<>();
        values.add(work.before());
        String query = "SELECT " + columns + " FROM " + work.table() + " WHERE " + work.due()
                + behind(work.key(), last, values) + " ORDER BY " + columns + " LIMIT " + AT_A_TIME;
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setQueryTimeout(READ_SECONDS);
            set(statement, values);
            List<List<Object>> keys = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    List<Object> key = new ArrayList<>();
                    for (int i = 1; i <= work.key().size(); i++) {
                        key.add(rows.getObject(i));
                    }
                    keys.add(key);
                }
            }
            return keys;
        }
    }

    /** Keys are one column, or two: a comparison of pairs would not be looked up in an index by every database. */
    private static String behind(List<String> key, List<Object> last, List<Object> values) {
        if (last.isEmpty()) {
            return "";
        }
        String first = key.get(0);
        values.add(last.get(0));
        if (key.size() == 1) {
            return " AND " + first + " > ?";
        }
        values.addAll(List.of(last.get(0), last.get(1)));
        return " AND " + first + " >= ? AND (" + first + " > ? OR " + key.get(1) + " > ?)";
    }

    private static long change(Connection connection, Work work, List<List<Object>> keys) throws SQLException {
        boolean auto = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(
                work.change() + " WHERE " + String.join(" = ? AND ", work.key()) + " = ?")) {
            statement.setQueryTimeout(CHANGE_SECONDS);
            for (List<Object> key : keys) {
                set(statement, key);
                statement.addBatch();
            }
            statement.executeBatch();
            connection.commit();
            return keys.size();
        } finally {
            connection.rollback();
            connection.setAutoCommit(auto);
        }
    }

    private static void set(PreparedStatement statement, List<Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }
}
