package io.callcenter.store.database;

import java.util.List;

/** One of the two provisioning tables, with its columns as the reference's schema has them; the names in use: {@link ProvisioningNames}. */
public enum ProvisionedTable {
    /** {@code cc_flows}. */
    FLOWS(
            "flow",
            "flowid",
            List.of(
                    Column.number("priority", 256),
                    Column.text("skill"),
                    Column.optional("prependcid"),
                    Column.number("max_wrapup_time", 0),
                    Column.number("dissuading_hangup", 0),
                    Column.number("dissuading_onhold_th", 0),
                    Column.number("dissuading_ewt_th", 0),
                    Column.number("dissuading_qsize_th", 0),
                    Column.optional("message_welcome"),
                    Column.text("message_queue"),
                    Column.optional("message_dissuading"),
                    Column.optional("message_flow_id"))),
    /** {@code cc_agents}; without the end of a wrap-up, which only the contact center itself writes. */
    AGENTS(
            "agent",
            "agentid",
            List.of(
                    Column.optional("location"),
                    Column.optional("msrp_location"),
                    Column.number("msrp_max_sessions", 4),
                    Column.text("skills"),
                    Column.number("logstate", 0),
                    Column.number("wrapup_time", 0)));

    private final String thing;
    private final String key;
    private final List<Column> columns;

    ProvisionedTable(String thing, String key, List<Column> columns) {
        this.thing = thing;
        this.key = key;
        this.columns = columns;
    }

    /** What a column holds. */
    public enum Kind {
        TEXT,
        TEXT_OR_NULL,
        NUMBER
    }

    /**
     * A column that a command may set.
     *
     * @param name the reference's name
     * @param standard what a new row has where nothing is said: a number, NULL, or NULL where the row then cannot be taken
     */
    public record Column(String name, Kind kind, Object standard) {
        static Column number(String name, long standard) {
            return new Column(name, Kind.NUMBER, standard);
        }

        static Column text(String name) {
            return new Column(name, Kind.TEXT, null);
        }

        static Column optional(String name) {
            return new Column(name, Kind.TEXT_OR_NULL, null);
        }
    }

    /** What a row of it describes, in one word: {@code flow} or {@code agent}. */
    public String thing() {
        return thing;
    }

    /** The reference's name of the column with the id. */
    public String key() {
        return key;
    }

    /** The columns that a command may set, in the reference's order. */
    public List<Column> columns() {
        return columns;
    }
}
