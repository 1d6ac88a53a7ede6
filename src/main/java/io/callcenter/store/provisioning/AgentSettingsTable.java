package io.callcenter.store.provisioning;

import io.callcenter.core.Agent;
import io.callcenter.core.AgentSettings;
import io.callcenter.core.AgentSettings.Right;
import io.callcenter.core.SkippedRow;
import io.callcenter.ids.AgentId;
import io.callcenter.store.database.SqlFailure;
import io.callcenter.store.provisioning.ProvisionedRow.BadRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** What the table {@code cc_x_agent_settings} says of agents, beside the reference's; without the table nothing is said of anybody. */
public final class AgentSettingsTable {
    private static final String TABLE = "cc_x_agent_settings";
    private static final int LONGEST = 64;
    private static final int MOST_IDENTITIES = 16;
    private static final Pattern ADDRESS = Pattern.compile("(?i)(sips?:[^@<>\"]+(@[^@<>\"]+)?|tel:[^@<>\"]+)");

    private final DataSource provisioning;

    /** The table in that database. */
    public AgentSettingsTable(DataSource provisioning) {
        this.provisioning = provisioning;
    }

    /** Its rows, with the columns that are there, by name in lower case. */
    List<Map<String, Object>> rows() {
        try (Connection connection = provisioning.getConnection()) {
            return TableRows.read(connection, "SELECT * FROM " + TABLE + " ORDER BY agent_id")
                    .rows();
        } catch (SQLException e) {
            if (SqlFailure.isMissingTable(SqlFailure.root(e))) {
                return List.of();
            }
            throw new UncheckedIOException(new IOException(TABLE + ": " + e.getMessage(), e));
        }
    }

    /**
     * The agents with what those rows say of them; NULL, and a column that is not there, is the default. Of a bad row, which is skipped, the former
     * definition stands.
     */
    static List<Agent> apply(
            List<Agent> agents, List<? extends Map<String, ?>> rows, List<Agent> former, Consumer<SkippedRow> skipped) {
        if (rows.isEmpty()) {
            return agents;
        }
        Map<AgentId, AgentSettings> known = new HashMap<>();
        former.forEach(agent -> known.put(agent.id(), agent.settings()));
        Map<AgentId, AgentSettings> settings = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            ProvisionedRow row = new ProvisionedRow(rows.get(i));
            String id = id(row);
            if (id.isBlank()) {
                skipped.accept(new SkippedRow(TABLE, i + 1, "", "agent_id: NULL or blank"));
                continue;
            }
            AgentId agent = new AgentId(id);
            try {
                settings.put(agent, read(row));
            } catch (BadRow e) {
                settings.put(agent, known.getOrDefault(agent, AgentSettings.NONE));
                skipped.accept(new SkippedRow(TABLE, i + 1, id, e.getMessage() + "; the former definition stands"));
            }
        }
        return agents.stream()
                .map(agent -> agent.with(settings.getOrDefault(agent.id(), AgentSettings.NONE)))
                .toList();
    }

    private static String id(ProvisionedRow row) {
        try {
            return row.text("agent_id");
        } catch (BadRow e) {
            return "";
        }
    }

    private static AgentSettings read(ProvisionedRow row) throws BadRow {
        String dial = row.text("dial").strip();
        if (dial.length() > LONGEST) {
            throw new BadRow("dial: longer than " + LONGEST + " characters");
        }
        Right right =
                switch (row.text("transfer").strip().toLowerCase(Locale.ROOT)) {
                    case "" -> Right.AS_ALL;
                    case "none" -> Right.NONE;
                    case "inside" -> Right.INSIDE;
                    default -> throw new BadRow("transfer: none, inside or NULL");
                };
        long calls = row.number("max_calls").orElse(1L);
        if (calls < 1 || calls > AgentSettings.MOST_CALLS) {
            throw new BadRow("max_calls: 1 to " + AgentSettings.MOST_CALLS);
        }
        return new AgentSettings(
                dial,
                right,
                (int) calls,
                row.number("wrap_up").orElse(0L) != 0,
                row.number("probe").orElse(1L) == 0,
                identities(row.text("identities")));
    }

    private static List<String> identities(String text) throws BadRow {
        List<String> addresses = Arrays.stream(text.split("[,\\s]+"))
                .filter(address -> !address.isEmpty())
                .distinct()
                .toList();
        if (addresses.size() > MOST_IDENTITIES) {
            throw new BadRow("identities: more than " + MOST_IDENTITIES);
        }
        for (String address : addresses) {
            if (!ADDRESS.matcher(address).matches()) {
                throw new BadRow("identities: " + address + " is no sip, sips or tel address");
            }
        }
        return addresses;
    }
}
