package io.callcenter.store.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callcenter.core.AgentFigure;
import io.callcenter.core.Counts;
import io.callcenter.core.FlowFigure;
import io.callcenter.core.Interval;
import io.callcenter.core.SavedFigures.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Reads {@code cc_x_intervals} and {@code cc_x_agent_intervals}, row by row. Any thread, which waits. */
public final class IntervalTables {
    private static final int PATIENCE_SECONDS = 30;
    private static final int AT_A_TIME = 1_000;
    private static final long MILLIS = 1000;
    private static final TypeReference<List<Long>> NUMBERS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Long>> BY_REASON = new TypeReference<>() {};

    private final DataSource accounting;
    private final ObjectMapper json = new ObjectMapper();

    /** Tables of that database. */
    public IntervalTables(DataSource accounting) {
        this.accounting = accounting;
    }

    /**
     * Reads those of all flows or agents, or of one of them, by time and name.
     *
     * @param to the first quarter that does not belong to them
     */
    public void read(Scope scope, Instant from, Instant to, Optional<String> name, Consumer<Interval> each)
            throws SQLException {
        boolean flows = scope == Scope.FLOW;
        String key = flows ? "flow_id" : "agent_id";
        String query = "SELECT * FROM " + (flows ? "cc_x_intervals" : "cc_x_agent_intervals")
                + " WHERE start_at >= ? AND start_at < ?" + (name.isPresent() ? " AND " + key + " = ?" : "")
                + " ORDER BY start_at, " + key;
        try (Connection connection = accounting.getConnection()) {
            boolean auto = connection.getAutoCommit();
            connection.setAutoCommit(false); // or a driver would hold all rows in memory
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setQueryTimeout(PATIENCE_SECONDS);
                statement.setFetchSize(AT_A_TIME);
                statement.setLong(1, from.getEpochSecond());
                statement.setLong(2, to.getEpochSecond());
                if (name.isPresent()) {
                    statement.setString(3, name.get());
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        each.accept(interval(rows, scope, key));
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(auto);
            }
        }
    }

    private Interval interval(ResultSet row, Scope scope, String key) throws SQLException {
        return new Interval(
                scope,
                row.getString(key).stripTrailing(),
                Instant.ofEpochSecond(row.getLong("start_at")),
                row.getLong("version"),
                row.getInt("partial") != 0,
                scope == Scope.FLOW ? flow(row) : agent(row));
    }

    private Counts flow(ResultSet row) throws SQLException {
        List<Long> figures = new ArrayList<>();
        for (FlowFigure figure : FlowFigure.values()) {
            figures.add(row.getLong(figure.column()) * (figure.isTime() ? MILLIS : 1));
        }
        return new Counts(figures, read(row.getString("waits"), NUMBERS).orElse(List.of()), Map.of());
    }

    private Counts agent(ResultSet row) throws SQLException {
        List<Long> figures = new ArrayList<>();
        for (AgentFigure figure : AgentFigure.values()) {
            figures.add(row.getLong(figure.column()) * (figure.isTime() ? MILLIS : 1));
        }
        Map<String, Long> reasons = new TreeMap<>();
        read(row.getString("by_reason"), BY_REASON)
                .ifPresent(all -> all.forEach((reason, seconds) -> reasons.put(reason, seconds * MILLIS)));
        return new Counts(figures, List.of(), reasons);
    }

    /** Empty where somebody else wrote what we cannot read. */
    private <T> Optional<T> read(String text, TypeReference<T> type) {
        try {
            return Optional.ofNullable(json.readValue(text, type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
