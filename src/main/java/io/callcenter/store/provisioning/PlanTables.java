package io.callcenter.store.provisioning;

import io.callcenter.store.database.SqlFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Reads the tables of provisioning that the reference does not know; one that is not there is as an empty one. Bean {@code planTables}. */
public final class PlanTables {
    private final DataSource provisioning;

    /** Tables of that database. */
    public PlanTables(DataSource provisioning) {
        this.provisioning = provisioning;
    }

    /**
     * Their rows, with the columns that are there, by name in lower case.
     *
     * @param settings of {@code cc_x_flow_settings}
     * @param pauseReasons of {@code cc_x_pause_reasons}
     * @param codes of {@code cc_x_codes}
     */
    public record Rows(
            List<Map<String, Object>> settings,
            List<Map<String, Object>> pauseReasons,
            List<Map<String, Object>> codes) {
        /** There are none. */
        public static final Rows NONE = new Rows(List.of(), List.of(), List.of());
    }

    /** Reads them all. */
    public Rows read() throws SQLException {
        try (Connection connection = provisioning.getConnection()) {
            return new Rows(
                    rows(connection, "cc_x_flow_settings", "flow_id"),
                    rows(connection, "cc_x_pause_reasons", "code"),
                    rows(connection, "cc_x_codes", "code, flow_id"));
        }
    }

    private static List<Map<String, Object>> rows(Connection connection, String table, String order)
            throws SQLException {
        try {
            return TableRows.read(connection, "SELECT * FROM " + table + " ORDER BY " + order)
                    .rows();
        } catch (SQLException e) {
            if (SqlFailure.isMissingTable(SqlFailure.root(e))) {
                return List.of();
            }
            throw e;
        }
    }
}
