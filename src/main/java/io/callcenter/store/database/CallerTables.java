package io.callcenter.store.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Makes a caller anonymous in the tables of accounting: in their own records, and wherever else their number stands as a whole word. Times and counts
 * stay. A thousand rows a transaction at most. What was noted of a call goes before the record by which the call is found: whoever asks again after an
 * interruption has the rest forgotten. Who did what is kept: of the audit only the word goes, out of searches and transfers. Any thread, which waits.
 */
public final class CallerTables {
    private static final int AT_A_TIME = 1_000;
    private static final int PATIENCE_SECONDS = 600;
    /** Characters that {@code cc_cdrs} has for a caller; the rest of a longer one is in {@code cc_x_texts}. */
    private static final int IN_CDRS = 64;

    private static final List<Free> FREE = List.of(
            new Free("cc_x_segments", List.of("call_id", "segment"), List.of("target", "context"), "NULL"),
            new Free("cc_x_call_codes", List.of("call_id", "number"), List.of("note"), "''"),
            new Free("cc_x_texts", List.of("call_id", "number", "field"), List.of("content"), "''"));

    /** Deeds whose details may name a caller. */
    private static final String WITH_CALLERS = "'cdr-search', 'cdr-export', 'call_center:transfer'";
    /** How long before a call its note may seem to be, as clocks differ. */
    private static final long BEFORE_SECONDS = 60;
    /** No wrap-up is longer. */
    private static final long BEHIND_SECONDS = 86_400;

    private final DataSource accounting;

    /** Tables of that database. */
    public CallerTables(DataSource accounting) {
        this.accounting = accounting;
    }

    /** A table with free text, of which a cell that names somebody becomes empty. */
    private record Free(String table, List<String> key, List<String> columns, String empty) {}

    /** By what a note is found: both numbers are cut to what {@code cc_cdrs} has of them. */
    private record NumberAndFlow(long number, String flow) {
        private static NumberAndFlow of(Object number, Object flow) {
            return new NumberAndFlow(((Number) number).longValue() & Integer.MAX_VALUE, String.valueOf(flow));
        }
    }

    /** Seconds in which notes of a call are made. */
    private record Span(long from, long to) {
        private static Span of(Timestamp received, long seconds) {
            long begun = received.toInstant().getEpochSecond();
            return new Span(begun - BEFORE_SECONDS, begun + seconds + BEHIND_SECONDS);
        }
    }

    /** Forgets that caller; how many rows changed in each table. */
    public Map<String, Long> forget(String caller) throws SQLException {
        Map<String, Long> changed = new LinkedHashMap<>();
        FREE.forEach(free -> changed.put(free.table(), 0L));
        for (Free free : FREE) {
            changed.merge(free.table(), everywhere(free, caller), Long::sum);
        }
        changed.merge("cc_x_audit", searchesAndTransfers(caller), Long::sum);
        segments(caller, changed);
        records(caller, changed);
        return changed;
    }

    /** Their segments; what was noted of these calls goes before them, as nobody would find it behind them. */
    private void segments(String caller, Map<String, Long> changed) throws SQLException {
        List<List<Object>> found;
        do {
            found = query(
                    "SELECT call_id, segment FROM cc_x_segments WHERE caller = ? LIMIT " + AT_A_TIME,
                    List.of(caller),
                    2);
            List<List<Object>> calls =
                    found.stream().map(row -> row.subList(0, 1)).distinct().toList();
            long notes = change("UPDATE cc_x_call_codes SET note = '' WHERE note <> '' AND call_id = ?", calls);
            changed.merge("cc_x_call_codes", notes, Long::sum);
            long segments = change(
                    "UPDATE cc_x_segments SET caller = '', target = NULL, context = NULL"
                            + " WHERE call_id = ? AND segment = ?",
                    found);
            changed.merge("cc_x_segments", segments, Long::sum);
        } while (found.size() == AT_A_TIME);
    }

    /** Their records, of which each thousand goes behind what was noted of these calls. */
    private void records(String caller, Map<String, Long> changed) throws SQLException {
        String inTable = caller.length() > IN_CDRS ? caller.substring(0, IN_CDRS) : caller;
        List<List<Object>> found;
        do {
            found = query(
                    "SELECT id, cid, flow_id, received_timestamp, wait_time + pickup_time + talk_time FROM cc_cdrs"
                            + " WHERE caller = ? LIMIT " + AT_A_TIME,
                    List.of(inTable),
                    5);
            changed.merge("cc_x_call_codes", notes(found), Long::sum);
            long records = change(
                    "UPDATE cc_cdrs SET caller = '' WHERE id = ?",
                    found.stream().map(row -> row.subList(0, 1)).toList());
            changed.merge("cc_cdrs", records, Long::sum);
        } while (found.size() == AT_A_TIME);
    }

    /** What was noted of the calls of these records. The number of a call comes again: flow and time must fit, too. */
    private long notes(List<List<Object>> records) throws SQLException {
        Map<NumberAndFlow, List<Span>> spans = new HashMap<>();
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (List<Object> row : records) {
            if (row.get(1) != null) {
                Span span = Span.of((Timestamp) row.get(3), ((Number) row.get(4)).longValue());
                spans.computeIfAbsent(NumberAndFlow.of(row.get(1), row.get(2)), key -> new ArrayList<>())
                        .add(span);
                from = Math.min(from, span.from());
                to = Math.max(to, span.to());
            }
        }
        long all = 0;
        List<Object> last = List.of("", 0);
        List<List<Object>> found = List.of();
        do {
            if (spans.isEmpty()) {
                break;
            }
            found = query(
                    "SELECT call_id, number, cid, flow_id, at_time FROM cc_x_call_codes WHERE note <> ''"
                            + " AND at_time >= ? AND at_time <= ? AND (call_id, number) > (?, ?)"
                            + " ORDER BY call_id, number LIMIT " + AT_A_TIME,
                    List.of(from, to, last.get(0), last.get(1)),
                    5);
            List<List<Object>> meant = new ArrayList<>();
            for (List<Object> row : found) {
                long at = ((Number) row.get(4)).longValue();
                last = row.subList(0, 2);
                if (spans.getOrDefault(NumberAndFlow.of(row.get(2), row.get(3)), List.of()).stream()
                        .anyMatch(span -> span.from() <= at && at <= span.to())) {
                    meant.add(last);
                }
            }
            all += change("UPDATE cc_x_call_codes SET note = '' WHERE call_id = ? AND number = ?", meant);
        } while (found.size() == AT_A_TIME);
        return all;
    }

    /** Of the audit only what was searched for, and whither calls were transferred: the word goes, and the rest of the line stays, as who did what does. */
    private long searchesAndTransfers(String caller) throws SQLException {
        Free details = new Free("cc_x_audit", List.of("at_time", "number"), List.of("details"), "");
        long all = 0;
        List<Object> last = List.of();
        List<List<Object>> found;
        do {
            found = candidates(details, "details", caller, last, " AND deed IN (" + WITH_CALLERS + ")");
            List<List<Object>> meant = new ArrayList<>();
            for (List<Object> row : found) {
                String text = String.valueOf(row.get(2));
                if (WholeWord.isIn(text, caller)) {
                    meant.add(List.of(WholeWord.replace(text, caller, "***"), row.get(0), row.get(1)));
                }
                last = row.subList(0, 2);
            }
            all += change("UPDATE cc_x_audit SET details = ? WHERE at_time = ? AND number = ?", meant);
        } while (found.size() == AT_A_TIME);
        return all;
    }

    /** Goes along the key once; the database finds what may be meant, and we what is. */
    private long everywhere(Free free, String caller) throws SQLException {
        long all = 0;
        for (String column : free.columns()) {
            List<Object> last = List.of();
            List<List<Object>> found;
            do {
                found = candidates(free, column, caller, last, "");
                List<List<Object>> meant = new ArrayList<>();
                for (List<Object> row : found) {
                    if (WholeWord.isIn(String.valueOf(row.get(free.key().size())), caller)) {
                        meant.add(row.subList(0, free.key().size()));
                    }
                }
                all += change(
                        "UPDATE " + free.table() + " SET " + column + " = " + free.empty() + " WHERE "
                                + String.join(" = ? AND ", free.key()) + " = ?",
                        meant);
                last = found.isEmpty()
                        ? last
                        : found.get(found.size() - 1).subList(0, free.key().size());
            } while (found.size() == AT_A_TIME);
        }
        return all;
    }

    private List<List<Object>> candidates(Free free, String column, String caller, List<Object> last, String further)
            throws SQLException {
        String keys = String.join(", ", free.key());
        List<Object> values = new ArrayList<>(List.of("%" + caller.replaceAll("[!%_]", "!$0") + "%"));
        String behind = "";
        if (!last.isEmpty()) {
            behind = " AND (" + keys + ") > (" + String.join(", ", Collections.nCopies(last.size(), "?")) + ")";
            values.addAll(last);
        }
        return query(
                "SELECT " + keys + ", " + column + " FROM " + free.table() + " WHERE " + column + " LIKE ? ESCAPE '!'"
                        + further + behind + " ORDER BY " + keys + " LIMIT " + AT_A_TIME,
                values,
                free.key().size() + 1);
    }

    private List<List<Object>> query(String sql, List<Object> values, int columns) throws SQLException {
        try (Connection connection = accounting.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            set(statement, values);
            List<List<Object>> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    List<Object> row = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        row.add(plain(rows, i));
                    }
                    found.add(row);
                }
            }
            return found;
        }
    }

    private static Object plain(ResultSet rows, int column) throws SQLException {
        return switch (rows.getMetaData().getColumnType(column)) {
            case Types.CLOB -> rows.getString(column);
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> rows.getTimestamp(column);
            default -> rows.getObject(column);
        };
    }

    /** All of them in one transaction. */
    private long change(String sql, List<List<Object>> keys) throws SQLException {
        if (keys.isEmpty()) {
            return 0;
        }
        try (Connection connection = accounting.getConnection()) {
            boolean auto = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setQueryTimeout(PATIENCE_SECONDS);
                long changed = 0;
                for (List<Object> key : keys) {
                    set(statement, key);
                    changed += statement.executeUpdate();
                }
                connection.commit();
                return changed;
            } finally {
                connection.rollback();
                connection.setAutoCommit(auto);
            }
        }
    }

    private static void set(PreparedStatement statement, List<Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }
}
