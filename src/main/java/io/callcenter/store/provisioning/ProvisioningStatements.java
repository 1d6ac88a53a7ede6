package io.callcenter.store.provisioning;

import io.callcenter.store.database.ProvisionedTable;
import io.callcenter.store.database.ProvisioningNames;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The statements over configurable table and column names, rendered from validated identifiers.
 *
 * <p>Columns come out, and are named, by the reference's names. Values never become part of a statement; they are bound by position, as the
 * {@code sql:} component does not know names in a statement that is its body.
 */
public final class ProvisioningStatements {
    private final ProvisioningNames names;
    private final String flows;
    private final String agents;
    private final String wrapUp;

    /** Renders those that read all rows and write wrap-up ends. */
    public ProvisioningStatements(ProvisioningNames names) {
        this.names = names;
        flows = select(ProvisionedTable.FLOWS) + order(ProvisionedTable.FLOWS, "cc_flows");
        agents = select(ProvisionedTable.AGENTS) + order(ProvisionedTable.AGENTS, "cc_agents");
        wrapUp = "UPDATE " + names.agentsTable() + " SET " + names.name("cc.agents-wrapupend-column") + " = ? WHERE "
                + names.name("cc.agents-agentid-column") + " = ?";
    }

    private String select(ProvisionedTable table) {
        String list = names.columns(table).entrySet().stream()
                .map(c -> c.getValue() + " AS " + c.getKey())
                .collect(Collectors.joining(", "));
        return "SELECT " + list + " FROM " + names.table(table);
    }

    /** Rows in the order of the reference's row id; a table of another name need not have one and comes in the order of its key. */
    private String order(ProvisionedTable table, String standard) {
        boolean usual = names.table(table).toLowerCase(Locale.ROOT).equals(standard);
        return " ORDER BY " + (usual ? "id" : key(table));
    }

    private String key(ProvisionedTable table) {
        return names.columns(table).get(table.key());
    }

    private String where(ProvisionedTable table) {
        return " WHERE " + key(table) + " = ?";
    }

    /** Reads all flows. */
    public String flows() {
        return flows;
    }

    /** Reads all agents. */
    public String agents() {
        return agents;
    }

    /** Reads all rows of that table. */
    String rows(ProvisionedTable table) {
        return table == ProvisionedTable.FLOWS ? flows : agents;
    }

    /** Reads one row; one value: the id. */
    String row(ProvisionedTable table) {
        return select(table) + where(table);
    }

    /** Makes a row; its values in the order of those columns. */
    String insert(ProvisionedTable table, Collection<String> columns) {
        String places = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        return "INSERT INTO " + names.table(table) + " (" + listed(table, columns, "") + ") VALUES (" + places + ")";
    }

    /** Changes a row; its values in the order of those columns, then the id. */
    String update(ProvisionedTable table, Collection<String> columns) {
        return "UPDATE " + names.table(table) + " SET " + listed(table, columns, " = ?") + where(table);
    }

    /** Deletes a row; one value: the id. */
    String delete(ProvisionedTable table) {
        return "DELETE FROM " + names.table(table) + where(table);
    }

    private String listed(ProvisionedTable table, Collection<String> columns, String suffix) {
        return columns.stream()
                .map(column -> names.columns(table).get(column) + suffix)
                .collect(Collectors.joining(", "));
    }

    /** Writes an agent's wrap-up end; two values: Unix seconds and agent id. */
    public String wrapUp() {
        return wrapUp;
    }
}
