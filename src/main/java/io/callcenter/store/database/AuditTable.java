package io.callcenter.store.database;

import io.callcenter.core.AuditEntry;
import io.callcenter.core.AuditFilter;
import io.callcenter.core.AuditTarget;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Searches {@code cc_x_audit}, ten seconds a search at most. Any thread, which waits. */
public final class AuditTable {
    private static final int PATIENCE_SECONDS = 10;

    private final DataSource accounting;

    /** The table of that database. */
    public AuditTable(DataSource accounting) {
        this.accounting = accounting;
    }

    /** Those that the filter lets through, the newest first, so many at most: they are held in memory. */
    public List<AuditEntry> read(AuditFilter filter, int most) throws SQLException {
        List<String> texts = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        conditions(filter, texts, values);
        String query = "SELECT * FROM cc_x_audit WHERE " + String.join(" AND ", texts)
                + " ORDER BY at_time DESC, number DESC LIMIT " + most;
        try (Connection connection = accounting.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            List<AuditEntry> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row(rows));
                }
            }
            return found;
        }
    }

    private static void conditions(AuditFilter filter, List<String> texts, List<Object> values) {
        texts.add("at_time >= ? AND at_time < ?");
        values.addAll(List.of(filter.from().toEpochMilli(), filter.to().toEpochMilli()));
        if (!filter.who().isEmpty()) {
            texts.add("who = ?");
            values.add(filter.who());
        }
        if (!filter.deed().isEmpty()) {
            texts.add("deed = ?");
            values.add(filter.deed());
        }
        if (!filter.target().isEmpty()) {
            texts.add("(flow_id = ? OR agent_id = ? OR call_id = ?)");
            values.addAll(List.of(filter.target(), filter.target(), filter.target()));
        }
        filter.part().ifPresent(part -> {
            texts.add("(who = ? OR " + in("flow_id", part.flows()) + " OR " + in("agent_id", part.agents()) + ")");
            values.add(part.self());
            values.addAll(part.flows());
            values.addAll(part.agents());
        });
        filter.behind().ifPresent(place -> {
            // The first part is for the index, as in CdrTable.
            texts.add("at_time <= ? AND (at_time < ? OR number < ?)");
            values.addAll(List.of(place.millis(), place.millis(), place.number()));
        });
    }

    private static String in(String column, Set<String> names) {
        return names.isEmpty()
                ? "1 = 0"
                : column + " IN (" + names.stream().map(name -> "?").collect(Collectors.joining(", ")) + ")";
    }

    private static AuditEntry row(ResultSet row) throws SQLException {
        return new AuditEntry(
                Instant.ofEpochMilli(row.getLong("at_time")),
                row.getLong("number"),
                row.getString("who"),
                row.getString("origin"),
                row.getString("deed"),
                new AuditTarget(row.getString("flow_id"), row.getString("agent_id"), row.getString("call_id")),
                row.getString("details"),
                row.getString("answer"));
    }
}
