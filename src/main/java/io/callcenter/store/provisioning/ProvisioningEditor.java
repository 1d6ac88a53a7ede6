package io.callcenter.store.provisioning;

import io.callcenter.core.Provisioning;
import io.callcenter.store.database.ProvisionedTable;
import io.callcenter.store.database.ProvisioningNames;
import io.callcenter.store.database.SqlFailure;
import io.callcenter.store.provisioning.ProvisioningEdit.Outcome;
import io.callcenter.store.provisioning.ProvisioningEdit.Outcome.Refused;
import io.callcenter.store.provisioning.RowEdit.BadEdit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Changes single rows of flows and agents: reads both tables, lays the change over them, looks whether a load would take the result, and
 * writes in one transaction, or not at all. Blocks for as long as the database does; one edit at a time.
 */
public final class ProvisioningEditor {
    private static final int LONGEST_REASON = 200;

    private final DataSource source;
    private final ProvisioningNames names;
    private final ProvisioningStatements statements;
    private final Supplier<Provisioning> inUse;
    private final PlanTables plan;
    private final Partition partition;

    /**
     * An editor of the tables with those names.
     *
     * @param inUse what the contact center goes by now
     * @param partition what of the tables a load takes
     */
    public ProvisioningEditor(
            DataSource source, ProvisioningNames names, Supplier<Provisioning> inUse, Partition partition) {
        this.partition = partition;
        this.source = source;
        this.names = names;
        this.statements = new ProvisioningStatements(names);
        this.inUse = inUse;
        this.plan = new PlanTables(source);
    }

    /** Carries the edit out, or looks at it. */
    public Outcome edit(ProvisioningEdit edit) {
        PlanTables.Rows planned;
        try {
            // Of a change that is written the load after it tells.
            planned = edit.dryRun() || partition.isOneOfSeveral() ? plan.read() : PlanTables.Rows.NONE;
        } catch (SQLException e) {
            return refusal(e);
        }
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            boolean written = false;
            try {
                Outcome outcome = edit(edit, planned, connection);
                connection.commit();
                written = true;
                return outcome;
            } catch (BadEdit e) {
                return e.refusal();
            } finally {
                if (!written) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            return refusal(e);
        }
    }

    private Outcome edit(ProvisioningEdit edit, PlanTables.Rows planned, Connection connection)
            throws SQLException, BadEdit {
        Map<ProvisionedTable, TableRows> read = read(connection);
        RowEdit change = RowEdit.of(edit, read.get(edit.table()), names.columns(edit.table()));
        if (!edit.dryRun()) {
            write(change, connection);
        }
        Map<ProvisionedTable, List<Map<String, Object>>> rows = new EnumMap<>(ProvisionedTable.class);
        read.forEach((table, its) -> rows.put(table, table == edit.table() ? change.over(its.rows()) : its.rows()));
        return new Outcome.Done(loaded(rows, planned), change.trace());
    }

    private Map<ProvisionedTable, TableRows> read(Connection connection) throws SQLException {
        Map<ProvisionedTable, TableRows> read = new EnumMap<>(ProvisionedTable.class);
        for (ProvisionedTable table : ProvisionedTable.values()) {
            read.put(table, TableRows.read(connection, statements.rows(table)));
        }
        return read;
    }

    private LoadedProvisioning loaded(Map<ProvisionedTable, List<Map<String, Object>>> rows, PlanTables.Rows planned) {
        List<Map<String, Object>> settings =
                partition.isOneOfSeveral() ? new AgentSettingsTable(source).rows() : List.of();
        Partition.Rows own = partition.own(new Partition.Rows(
                rows.get(ProvisionedTable.FLOWS), rows.get(ProvisionedTable.AGENTS), planned, settings));
        return ProvisioningRows.read(own.flows(), own.agents(), own.plan(), inUse.get());
    }

    private void write(RowEdit change, Connection connection) throws SQLException, BadEdit {
        if (!change.isDeletion() && change.written().isEmpty()) {
            return;
        }
        try (PreparedStatement statement = TableRows.prepared(connection, sql(change), values(change))) {
            if (statement.executeUpdate() == 0) {
                throw new BadEdit(409, "Row changed by somebody else", "");
            }
        } catch (SQLException e) {
            throw refused(e, change);
        }
        if (!change.isDeletion()) {
            compare(change, TableRows.read(connection, statements.row(change.table()), change.key()));
        }
    }

    private String sql(RowEdit change) {
        if (change.isDeletion()) {
            return statements.delete(change.table());
        }
        return change.isInsertion()
                ? statements.insert(change.table(), change.after().keySet())
                : statements.update(change.table(), change.written().keySet());
    }

    private static List<Object> values(RowEdit change) {
        List<Object> values = new ArrayList<>();
        if (change.isInsertion()) {
            values.addAll(change.after().values());
        } else {
            values.addAll(change.written().values());
            values.add(change.key());
        }
        return values;
    }

    /** A database that is not strict cuts texts and changes characters instead of refusing them. */
    private static void compare(RowEdit change, TableRows kept) throws BadEdit {
        for (Map.Entry<String, Object> value : change.written().entrySet()) {
            boolean same = kept.rows().stream()
                    .anyMatch(row -> RowEdit.text(row.get(value.getKey())).equals(RowEdit.text(value.getValue())));
            if (!same) {
                throw change.bad(value.getKey() + ": the database would keep another value");
            }
        }
    }

    /** What the database refuses, as an answer; what is no refusal of these values or of this user goes on. */
    private static BadEdit refused(SQLException failure, RowEdit change) throws SQLException {
        if (SqlFailure.mayNotWrite(failure)) {
            return new BadEdit(403, "The database user may not write", reason(failure));
        }
        if (SqlFailure.isData(failure)) {
            return change.bad(change.suspect() + ": " + reason(failure));
        }
        throw failure;
    }

    private static Refused refusal(SQLException failure) {
        return SqlFailure.isStatement(failure)
                ? new Refused(500, "The database refuses the statement", reason(failure))
                : new Refused(503, "The database does not answer", reason(failure));
    }

    private static String reason(SQLException failure) {
        String text = String.valueOf(SqlFailure.root(failure).getMessage())
                .lines()
                .findFirst()
                .orElse("");
        return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
    }

    /** The row with that id ({@link Outcome.Row}), or 404. */
    public Outcome show(ProvisionedTable table, String id) {
        try (Connection connection = source.getConnection()) {
            Optional<Map<String, Object>> row =
                    TableRows.read(connection, statements.row(table), id.stripTrailing()).rows().stream()
                            .filter(r -> RowEdit.text(r.get(table.key())).equals(id.stripTrailing()))
                            .findFirst();
            if (row.isEmpty()) {
                return RowEdit.notFound(table).refusal();
            }
            Map<String, Object> named = new LinkedHashMap<>();
            names.columns(table)
                    .forEach((column, name) -> named.put(name, plain(row.get().get(column))));
            return new Outcome.Row(named);
        } catch (SQLException e) {
            return refusal(e);
        }
    }

    /** What a reload would read ({@link Outcome.Done}). */
    public Outcome look() {
        try {
            return look(plan.read());
        } catch (SQLException e) {
            return refusal(e);
        }
    }

    private Outcome look(PlanTables.Rows planned) throws SQLException {
        try (Connection connection = source.getConnection()) {
            Map<ProvisionedTable, List<Map<String, Object>>> rows = new EnumMap<>(ProvisionedTable.class);
            read(connection).forEach((table, its) -> rows.put(table, its.rows()));
            return new Outcome.Done(loaded(rows, planned), "");
        }
    }

    private static Object plain(Object value) {
        return value == null || value instanceof Number || value instanceof Boolean ? value : RowEdit.text(value);
    }
}
