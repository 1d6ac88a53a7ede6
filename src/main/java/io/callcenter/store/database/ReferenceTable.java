package io.callcenter.store.database;

import io.callcenter.store.files.StoreProblem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A table of the reference as it must be for us: never altered, only made where it is missing (docs/design/interfaces.md 3).
 *
 * @param table the name in use
 * @param property what decides about the name, or about the database
 * @param version the one version that is understood (docs/design/behaviour.md 1)
 * @param columns all columns that are read or written
 */
record ReferenceTable(String table, String property, int version, List<String> columns) {
    private static final List<String> CDRS = List.of(
            "caller",
            "received_timestamp",
            "wait_time",
            "pickup_time",
            "talk_time",
            "flow_id",
            "agent_id",
            "call_type",
            "rejected",
            "fstats",
            "cid",
            "media");
    private static final List<String> CALLS = List.of(
            "state",
            "media",
            "ig_cback",
            "no_rej",
            "setup_time",
            "eta",
            "last_start",
            "recv_time",
            "caller_dn",
            "caller_un",
            "b2buaid",
            "flow",
            "agent",
            "script_param");

    /** Those that a role needs. */
    static List<ReferenceTable> of(DatabaseRole role, ProvisioningNames names) {
        return switch (role) {
            case PROVISIONING ->
                List.of(
                        new ReferenceTable(
                                names.flowsTable(),
                                "cc.flows-table",
                                2,
                                List.copyOf(names.flowColumns().values())),
                        new ReferenceTable(
                                names.agentsTable(),
                                "cc.agents-table",
                                3,
                                List.copyOf(names.agentColumns().values())));
            case ACCOUNTING -> List.of(new ReferenceTable("cc_cdrs", role.urlProperty(), 2, CDRS));
            case RUNTIME -> List.of(new ReferenceTable("cc_calls", role.urlProperty(), 3, CALLS));
        };
    }

    /** The name in the {@code version} table: without a schema. */
    String plainName() {
        return table.substring(table.lastIndexOf('.') + 1);
    }

    /** Refuses a table that lacks a column, naming its generation where that is known (docs/design/behaviour.md 1.2). */
    void checkColumns(Set<String> present) throws StoreProblem {
        Set<String> missing = new LinkedHashSet<>();
        columns.stream()
                .map(c -> c.toLowerCase(Locale.ROOT))
                .filter(c -> !present.contains(c))
                .forEach(missing::add);
        if (!missing.isEmpty()) {
            throw StoreProblem.wrong(
                    property,
                    property + ": table " + table + generation(present, missing) + " lacks "
                            + String.join(", ", missing));
        }
    }

    private static String generation(Set<String> present, Set<String> missing) {
        Set<String> since2020 =
                Set.of("wrapup_time", "wrapup_end_time", "max_wrapup_time", "message_dissuading", "script_param");
        Set<String> since2022 = Set.of("msrp_location", "msrp_max_sessions", "media");
        if (present.contains("last_call_end") || missing.stream().anyMatch(since2020::contains)) {
            return " is of a generation before April 2020, upgrade it first: it";
        }
        return missing.stream().anyMatch(since2022::contains)
                ? " is of a generation before May 2022, upgrade it first: it"
                : "";
    }

    /** Refuses another version than ours. */
    void checkVersion(int found) throws StoreProblem {
        if (found != version) {
            String what = found < version ? "an older generation, upgrade it first" : "newer than this program knows";
            throw StoreProblem.wrong(
                    property,
                    property + ": table " + table + " has version " + found + " where " + version + " is needed: "
                            + what);
        }
    }
}
