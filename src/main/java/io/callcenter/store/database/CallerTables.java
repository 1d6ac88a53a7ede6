package io.callcenter.store.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Makes a caller anonymous in the tables of accounting: in their own records, and wherever else their number stands as a whole word. Times and counts
 * stay. A thousand rows a transaction; what is interrupted is gone on with when it is asked for again. Any thread, which waits.
 */
public final class CallerTables {
    private static final int AT_A_TIME = 1_000;
    private static final int PATIENCE_SECONDS = 600;
    /** Characters that {@code cc_cdrs} has for a caller; the rest of a longer one is in {@code cc_x_texts}. */
    private static final int IN_CDRS = 64;

    private static final List<Free> FREE = List.of(
            new Free("cc_x_segments", List.of("call_id", "segment"), List.of("target", "context"), "NULL"),
            new Free("cc_x_call_codes", List.of("call_id", "number"), List.of("note"), "''"),
            new Free("cc_x_texts", List.of("call_id", "number", "field"), List.of("content"), "''"),
            new Free("cc_x_audit", List.of("at_time", "number"), List.of("who", "call_id", "details", "answer"), "''"));

    private final DataSource accounting;

    /** Tables of that database. */
    public CallerTables(DataSource accounting) {
        this.accounting = accounting;
    }

    /** A table with free text, of which a cell that names somebody becomes empty. */
    private record Free(String table, List<String> key, List<String> columns, String empty) {}

    /** Forgets that caller; how many rows changed in each table. */
    public Map<String, Long> forget(String caller) throws SQLException {
        Map<String, Long> changed = new LinkedHashMap<>();
        Set<Object> calls = new LinkedHashSet<>();
        changed.put("cc_cdrs", records(caller, calls));
        changed.put("cc_x_segments", segments(caller));
        changed.put("cc_x_call_codes", notes(calls));
        for (Free free : FREE) {
            changed.merge(free.table(), everywhere(free, caller), Long::sum);
        }
        return changed;
    }

    /** Their records, whose calls' numbers are gathered. */
    private long records(String caller, Set<Object> calls) throws SQLException {
        String inTable = caller.length() > IN_CDRS ? caller.substring(0, IN_CDRS) : caller;
        long all = 0;
        List<List<Object>> found;
        do {
            found = query("SELECT id, cid FROM cc_cdrs WHERE caller = ? LIMIT " + AT_A_TIME, List.of(inTable), 2);
            found.forEach(row -> calls.add(row.get(1)));
            all += change(
                    "UPDATE cc_cdrs SET caller = '' WHERE id = ?",
                    found.stream().map(row -> row.subList(0, 1)).toList());
        } while (found.size() == AT_A_TIME);
        return all;
    }

    private long segments(String caller) throws SQLException {
        long all = 0;
        List<List<Object>> found;
        do {
            found = query(
                    "SELECT call_id, segment FROM cc_x_segments WHERE caller = ? LIMIT " + AT_A_TIME,
                    List.of(caller),
                    2);
            all += change(
                    "UPDATE cc_x_segments SET caller = '', target = NULL, context = NULL"
                            + " WHERE call_id = ? AND segment = ?",
                    found);
        } while (found.size() == AT_A_TIME);
        return all;
    }

    /** What was noted of their calls. */
    private long notes(Set<Object> calls) throws SQLException {
        return change(
                "UPDATE cc_x_call_codes SET note = '' WHERE note <> '' AND cid = ?",
                calls.stream().filter(call -> call != null).map(List::of).toList());
    }

    /** Goes along the key once; the database finds what may be meant, and we what is. */
    private long everywhere(Free free, String caller) throws SQLException {
        long all = 0;
        for (String column : free.columns()) {
            List<Object> last = List.of();
            List<List<Object>> found;
            do {
                found = candidates(free, column, caller, last);
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

    private List<List<Object>> candidates(Free free, String column, String caller, List<Object> last)
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
                        + behind + " ORDER BY " + keys + " LIMIT " + AT_A_TIME,
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
                        Object value = rows.getObject(i);
                        row.add(value instanceof java.sql.Clob ? rows.getString(i) : value);
                    }
                    found.add(row);
                }
            }
            return found;
        }
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
