package io.callcenter.store;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The three statements over configurable table and column names, rendered once from validated identifiers (conventions, routes 9).
 *
 * <p>Columns come out under the reference's names. Values never become part of a statement; those of {@link #wrapUp} are bound by position,
 * as the {@code sql:} component does not know names in a statement that is its body.
 */
public final class ProvisioningStatements {
    private final String flows;
    private final String agents;
    private final String wrapUp;

    /** Renders them. */
    public ProvisioningStatements(ProvisioningNames names) {
        flows = select(names.flowsTable(), names.flowColumns(), "cc_flows", "flowid");
        agents = select(names.agentsTable(), names.agentColumns(), "cc_agents", "agentid");
        wrapUp = "UPDATE " + names.agentsTable() + " SET " + names.name("cc.agents-wrapupend-column") + " = ? WHERE "
                + names.name("cc.agents-agentid-column") + " = ?";
    }

    /** Rows in the order of the reference's row id; a table of another name need not have one and comes in the order of its key. */
    private static String select(String table, Map<String, String> columns, String standard, String key) {
        String list = columns.entrySet().stream()
                .map(c -> c.getValue() + " AS " + c.getKey())
                .collect(Collectors.joining(", "));
        String order = table.toLowerCase(Locale.ROOT).equals(standard) ? "id" : columns.get(key);
        return "SELECT " + list + " FROM " + table + " ORDER BY " + order;
    }

    /** Reads all flows. */
    public String flows() {
        return flows;
    }

    /** Reads all agents. */
    public String agents() {
        return agents;
    }

    /** Writes an agent's wrap-up end; two values: Unix seconds and agent id. */
    public String wrapUp() {
        return wrapUp;
    }
}
