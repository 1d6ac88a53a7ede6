package io.callcenter.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** The demo's two flows and four agents, as rows of {@code cc_flows} and {@code cc_agents} (docs/design/behaviour.md 1). */
final class DemoRows {
    /** The agents, in the order of their rows. */
    static final List<Clerk> CLERKS = List.of(
            new Clerk("alice", "tech"),
            new Clerk("bob", "tech,sell"),
            new Clerk("carol", "sell"),
            new Clerk("dave", "tech,sell"));

    /** The flows. */
    static final List<Desk> DESKS = List.of(new Desk("support", "tech", true), new Desk("sales", "sell", false));

    private static final String INSERT_FLOW =
            "INSERT INTO cc_flows (flowid, priority, skill, prependcid, message_welcome, message_queue)"
                    + " VALUES (?, ?, ?, ?, ?, ?)";
    private static final String INSERT_AGENT =
            "INSERT INTO cc_agents (agentid, location, skills, logstate, wrapup_time) VALUES (?, ?, ?, 1, ?)";

    /** An agent and their skills. */
    record Clerk(String name, String skills) {}

    /** A flow, its skill, and whether it greets its callers. */
    record Desk(String name, String skill, boolean welcomes) {}

    private final String announcements;
    private final String phones;
    private final long wrapUpSeconds;

    /**
     * Rows that point at the demo's peers.
     *
     * @param announcements host and port of the announcement player
     * @param phones host and port of the agents' phones
     */
    DemoRows(String announcements, String phones, long wrapUpSeconds) {
        this.announcements = announcements;
        this.phones = phones;
        this.wrapUpSeconds = wrapUpSeconds;
    }

    /** Writes the rows, all or none. */
    void write(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            boolean auto = connection.getAutoCommit();
            connection.setAutoCommit(false);
            flows(connection);
            agents(connection);
            connection.commit();
            connection.setAutoCommit(auto);
        }
    }

    private void flows(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_FLOW)) {
            for (Desk desk : DESKS) {
                insert.setString(1, desk.name());
                insert.setInt(2, 256);
                insert.setString(3, desk.skill());
                insert.setString(4, desk.name());
                insert.setString(5, desk.welcomes() ? "sip:welcome@" + announcements : null);
                insert.setString(6, "sip:queue@" + announcements);
                insert.executeUpdate();
            }
        }
    }

    private void agents(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_AGENT)) {
            for (Clerk clerk : CLERKS) {
                insert.setString(1, clerk.name());
                insert.setString(2, "sip:" + clerk.name() + "@" + phones);
                insert.setString(3, clerk.skills());
                insert.setLong(4, wrapUpSeconds);
                insert.executeUpdate();
            }
        }
    }
}
