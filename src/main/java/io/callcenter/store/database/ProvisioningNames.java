package io.callcenter.store.database;

import io.callcenter.store.files.StoreProblem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names of the two provisioning tables and of their 21 columns (docs/design/behaviour.md 14, parameters 9 to 31), each a validated SQL identifier.
 *
 * <p>Deviation: B42: every override counts in full, and B43's kind of trap does not exist: a blank override is the default.
 */
public final class ProvisioningNames {
    /** {@code cc.*} property, then the default: a table or a column of {@code cc_agents}. */
    private static final Map<String, String> AGENTS = ordered(
            "cc.agents-table", "cc_agents",
            "cc.agents-agentid-column", "agentid",
            "cc.agents-location-column", "location",
            "cc.agents-msrp-location-column", "msrp_location",
            "cc.agents-msrp-max-sessions-column", "msrp_max_sessions",
            "cc.agents-skills-column", "skills",
            "cc.agents-logstate-column", "logstate",
            "cc.agents-wrapuptime-column", "wrapup_time",
            "cc.agents-wrapupend-column", "wrapup_end_time");

    private static final Map<String, String> FLOWS = ordered(
            "cc.flows-table", "cc_flows",
            "cc.flows-flowid-column", "flowid",
            "cc.flows-priority-column", "priority",
            "cc.flows-skill-column", "skill",
            "cc.flows-cid-column", "prependcid",
            "cc.flows-max-wrapup-column", "max_wrapup_time",
            "cc.flows-dissuading-hangup-column", "dissuading_hangup",
            "cc.flows-dissuading-onhold-th-column", "dissuading_onhold_th",
            "cc.flows-dissuading-ewt-th-column", "dissuading_ewt_th",
            "cc.flows-dissuading-qsize-th-column", "dissuading_qsize_th",
            "cc.flows-m-welcome-column", "message_welcome",
            "cc.flows-m-queue-column", "message_queue",
            "cc.flows-m-dissuading-column", "message_dissuading",
            "cc.flows-m-flow-id-column", "message_flow_id");

    private static final Pattern COLUMN = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]{0,62}");
    private static final Pattern TABLE =
            Pattern.compile("(?:[A-Za-z_][A-Za-z0-9_$]{0,62}\\.)?[A-Za-z_][A-Za-z0-9_$]{0,62}");

    private final Map<String, String> names = new LinkedHashMap<>();

    /**
     * Takes the overrides.
     *
     * @param settings values by property name ({@code cc.agents-table} …); absent or blank = the reference's name
     * @throws StoreProblem naming the property when a value is not a plain SQL identifier (a table may have a schema before a dot), or when
     *     two columns of one table have the same name
     */
    public ProvisioningNames(Map<String, String> settings) throws StoreProblem {
        take(AGENTS, settings);
        take(FLOWS, settings);
    }

    /** The reference's names. */
    public static ProvisioningNames defaults() {
        try {
            return new ProvisioningNames(Map.of());
        } catch (StoreProblem e) {
            throw new AssertionError(e);
        }
    }

    /** All 23 properties with their defaults, in the order of docs/design/behaviour.md 14. */
    public static Map<String, String> properties() {
        Map<String, String> all = new LinkedHashMap<>(AGENTS);
        all.putAll(FLOWS);
        return Collections.unmodifiableMap(all);
    }

    private void take(Map<String, String> table, Map<String, String> settings) throws StoreProblem {
        Map<String, String> taken = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : table.entrySet()) {
            String property = entry.getKey();
            String name = settings.getOrDefault(property, "").strip();
            name = name.isEmpty() ? entry.getValue() : name;
            boolean isTable = property.endsWith("-table");
            if (!(isTable ? TABLE : COLUMN).matcher(name).matches()) {
                throw StoreProblem.wrong(property, property + ": not a plain SQL identifier: " + shown(name));
            }
            String other = isTable ? null : taken.put(name.toLowerCase(Locale.ROOT), property);
            if (other != null) {
                throw StoreProblem.wrong(property, property + ": the same column as " + other + ": " + name);
            }
            names.put(property, name);
        }
    }

    private static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() > 80 ? printable.substring(0, 80) + "…" : printable;
    }

    /** The name in use for a property of {@link #properties()}; {@link IllegalArgumentException} for another. */
    public String name(String property) {
        String name = names.get(property);
        if (name == null) {
            throw new IllegalArgumentException("no table or column property: " + property);
        }
        return name;
    }

    /** The agents' table. */
    public String agentsTable() {
        return name("cc.agents-table");
    }

    /** The flows' table. */
    public String flowsTable() {
        return name("cc.flows-table");
    }

    /** Columns of the agents' table: the reference's name to the name in use. */
    public Map<String, String> agentColumns() {
        return columns(AGENTS);
    }

    /** Columns of the flows' table: the reference's name to the name in use. */
    public Map<String, String> flowColumns() {
        return columns(FLOWS);
    }

    /** The name in use of that table. */
    public String table(ProvisionedTable table) {
        return table == ProvisionedTable.FLOWS ? flowsTable() : agentsTable();
    }

    /** Columns of that table: the reference's name to the name in use. */
    public Map<String, String> columns(ProvisionedTable table) {
        return table == ProvisionedTable.FLOWS ? flowColumns() : agentColumns();
    }

    /** Names in use of the columns of that table that a command may set. */
    public List<String> settable(ProvisionedTable table) {
        Map<String, String> names = columns(table);
        return table.columns().stream().map(column -> names.get(column.name())).toList();
    }

    private Map<String, String> columns(Map<String, String> table) {
        Map<String, String> columns = new LinkedHashMap<>();
        table.forEach((property, standard) -> {
            if (!property.endsWith("-table")) {
                columns.put(standard, name(property));
            }
        });
        return columns;
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }
}
