package io.callcenter.store.database;

import io.callcenter.core.CdrFilter;
import io.callcenter.core.FoundCdr;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Searches {@code cc_cdrs}, ten seconds a search at most. Any thread, which waits. */
public final class CdrTable {
    private static final int PATIENCE_SECONDS = 10;
    private static final String TABLE = "cc_cdrs";
    private static final String TIME = "received_timestamp";

    private final DataSource accounting;

    /** The table of that database. */
    public CdrTable(DataSource accounting) {
        this.accounting = accounting;
    }

    /** A condition with the values for its question marks. */
    private static final class Conditions {
        private final List<String> texts = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        private void add(String text, Object... more) {
            texts.add(text);
            values.addAll(List.of(more));
        }
    }

    /** Those that the filter lets through, the newest first, so many at most: they are held in memory. */
    public List<FoundCdr> read(CdrFilter filter, int most) throws SQLException {
        Conditions conditions = conditions(filter);
        String query = "SELECT * FROM " + TABLE + " WHERE " + String.join(" AND ", conditions.texts) + " ORDER BY "
                + TIME + " DESC, id DESC LIMIT " + most;
        try (Connection connection = accounting.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            for (int i = 0; i < conditions.values.size(); i++) {
                statement.setObject(i + 1, conditions.values.get(i));
            }
            List<FoundCdr> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row(rows));
                }
            }
            return found;
        }
    }

    private static Conditions conditions(CdrFilter filter) {
        Conditions all = new Conditions();
        all.add(TIME + " >= ?", Timestamp.from(filter.from()));
        all.add(TIME + " < ?", Timestamp.from(filter.to()));
        filter.flows().ifPresent(flows -> in(all, flows));
        filter.agent().ifPresent(agent -> all.add("agent_id = ?", agent));
        filter.caller().ifPresent(caller -> {
            String text = caller.text().replaceAll("[!%_]", "!$0");
            switch (caller.match()) {
                case EXACT -> all.add("caller = ?", caller.text());
                case BEGIN -> all.add("caller LIKE ? ESCAPE '!'", text + "%");
                case END -> all.add("caller LIKE ? ESCAPE '!'", "%" + text);
            }
        });
        filter.type().ifPresent(type -> all.add("call_type = ?", type));
        filter.media().ifPresent(media -> all.add("media = ?", media));
        if (filter.waited() > 0) {
            all.add("wait_time >= ?", filter.waited());
        }
        if (filter.talked() > 0) {
            all.add("talk_time >= ?", filter.talked());
        }
        filter.behind().ifPresent(place -> {
            Timestamp time = Timestamp.from(place.received());
            // The first part is for the index: without it each page would be looked for from the newest record on.
            all.add(TIME + " <= ? AND (" + TIME + " < ? OR id < ?)", time, time, place.id());
        });
        return all;
    }

    private static void in(Conditions all, Set<String> flows) {
        all.add(
                flows.isEmpty()
                        ? "1 = 0"
                        : "flow_id IN (" + flows.stream().map(flow -> "?").collect(Collectors.joining(", ")) + ")",
                flows.toArray());
    }

    private static FoundCdr row(ResultSet row) throws SQLException {
        return new FoundCdr(
                row.getLong("id"),
                row.getTimestamp(TIME).toInstant(),
                row.getString("caller"),
                row.getString("flow_id"),
                Optional.ofNullable(row.getString("agent_id")),
                row.getInt("call_type"),
                row.getInt("wait_time"),
                row.getInt("pickup_time"),
                row.getInt("talk_time"),
                row.getInt("rejected"),
                row.getInt("fstats"),
                row.getLong("cid"),
                row.getInt("media"));
    }

    /** Whether some index begins with the time, so that long spans can be asked for. */
    public boolean hasTimeIndex() throws SQLException {
        try (Connection connection = accounting.getConnection()) {
            for (String name : List.of(TABLE, TABLE.toUpperCase(Locale.ROOT))) {
                try (ResultSet rows = connection
                        .getMetaData()
                        .getIndexInfo(connection.getCatalog(), connection.getSchema(), name, false, true)) {
                    while (rows.next()) {
                        if (rows.getInt("ORDINAL_POSITION") == 1
                                && TIME.equalsIgnoreCase(rows.getString("COLUMN_NAME"))) {
                            return true;
                        }
                    }
                }
            }
            return false;
        }
    }
}
