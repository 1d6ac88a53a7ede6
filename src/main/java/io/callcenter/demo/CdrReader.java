package io.callcenter.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads the contact center's call detail records. */
final class CdrReader {
    private static final String SELECT =
            "SELECT caller, flow_id, agent_id, call_type, rejected, fstats, cid, wait_time,"
                    + " pickup_time, talk_time FROM cc_cdrs ORDER BY id";

    private final DataSource database;

    /** The records in that database. */
    CdrReader(DataSource database) {
        this.database = database;
    }

    /** All rows, in the order in which they were written. */
    List<CdrRow> all() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SELECT)) {
            List<CdrRow> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row(rows));
            }
            return all;
        }
    }

    private static CdrRow row(ResultSet row) throws SQLException {
        return new CdrRow(
                row.getString("caller").strip(),
                row.getString("flow_id").strip(),
                Optional.ofNullable(row.getString("agent_id")).map(String::strip),
                row.getInt("call_type"),
                row.getInt("rejected"),
                row.getInt("fstats"),
                row.getLong("cid"),
                row.getLong("wait_time"),
                row.getLong("pickup_time"),
                row.getLong("talk_time"));
    }
}
