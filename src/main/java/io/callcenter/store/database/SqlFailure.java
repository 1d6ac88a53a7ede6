package io.callcenter.store.database;

import java.sql.SQLException;
import java.util.Set;

/** Tells by SQLState what kind of failure a database reported: its own absence, a wrong setting, or a value that it refuses. */
public final class SqlFailure {
    /** H2: file locked by another process, wrong format; all: authorization, unknown catalog or role, no suitable driver. */
    private static final Set<String> CONFIGURATION =
            Set.of("28000", "28P01", "3D000", "42501", "90013", "90020", "90046", "90048");

    /** MariaDB and MySQL: access denied, unknown database (SQLState 42000, which elsewhere means a syntax error). */
    private static final Set<Integer> CONFIGURATION_CODES = Set.of(1044, 1045, 1049, 1698);

    /** No right to write: PostgreSQL, a database that is only read (a stand-by, too); H2: no right, read-only. */
    private static final Set<String> NO_RIGHT = Set.of("42501", "25006", "90096", "90097");

    /** MariaDB and MySQL: denied for a table, for a column; the server is read-only, by option or by lock. */
    private static final Set<Integer> NO_RIGHT_CODES = Set.of(1142, 1143, 1223, 1290, 1836);

    private SqlFailure() {}

    /** The innermost SQLException: pools wrap the driver's own. */
    public static SQLException root(SQLException failure) {
        SQLException root = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException inner) {
                root = inner;
            }
        }
        return root;
    }

    /** Whether only another setting helps. */
    static boolean isConfiguration(SQLException failure) {
        String state = state(failure);
        return CONFIGURATION.contains(state)
                || (state.startsWith("42") && CONFIGURATION_CODES.contains(failure.getErrorCode()));
    }

    /** Whether the statement met a table that is not there: H2 42S02 to 42S04, PostgreSQL 42P01, MariaDB 42S02. */
    public static boolean isMissingTable(SQLException failure) {
        String state = state(failure);
        return state.startsWith("42S0") || state.equals("42P01") || state.equals("3F000");
    }

    /** Whether this user may read, but not write. */
    public static boolean mayNotWrite(SQLException failure) {
        SQLException root = root(failure);
        boolean ofMariadb = state(root).startsWith("42")
                || state(root).equals("HY000")
                || state(root).equals("70100");
        return NO_RIGHT.contains(state(root)) || ofMariadb && NO_RIGHT_CODES.contains(root.getErrorCode());
    }

    /** Whether the statement itself is refused, now and later (class 42): a table, column or right that is not there. */
    public static boolean isStatement(SQLException failure) {
        SQLException root = root(failure);
        return state(root).startsWith("42") || state(root).equals("90096");
    }

    /** Whether this very value is refused, now and later (classes 22 data exception, 23 constraint). */
    public static boolean isData(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                for (SQLException next = sql; next != null; next = next.getNextException()) {
                    if (state(next).startsWith("22") || state(next).startsWith("23")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether the database failed for a reason other than the value: away, slow, busy, or without a table or right for now. */
    public static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return !isData(failure);
            }
        }
        return false;
    }

    private static String state(SQLException failure) {
        return failure.getSQLState() == null ? "" : failure.getSQLState();
    }
}
