package io.callcenter.store.provisioning;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rows of a provisioning table.
 *
 * @param rows each with its values by the reference's names, in lower case
 * @param widths characters that each column of text takes, where the database says it
 */
record TableRows(List<Map<String, Object>> rows, Map<String, Integer> widths) {
    private static final int PATIENCE_SECONDS = 10;

    /** Runs a query; its values are bound in order. */
    static TableRows read(Connection connection, String query, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(connection, query, List.of(values));
                ResultSet found = statement.executeQuery()) {
            ResultSetMetaData columns = found.getMetaData();
            Map<String, Integer> widths = new HashMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                if (columns.getPrecision(i) > 0) {
                    widths.put(name(columns, i), columns.getPrecision(i));
                }
            }
            List<Map<String, Object>> rows = new ArrayList<>();
            while (found.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.put(name(columns, i), found.getObject(i));
                }
                rows.add(row);
            }
            return new TableRows(Collections.unmodifiableList(rows), Map.copyOf(widths));
        }
    }

    /** A statement with its values, which no lock holds up for ever. */
    static PreparedStatement prepared(Connection connection, String sql, List<?> values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(PATIENCE_SECONDS);
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value == null) {
                statement.setNull(i + 1, java.sql.Types.VARCHAR);
            } else {
                statement.setObject(i + 1, value);
            }
        }
        return statement;
    }

    private static String name(ResultSetMetaData columns, int i) throws SQLException {
        return columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
    }
}
