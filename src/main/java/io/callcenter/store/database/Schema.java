package io.callcenter.store.database;

import io.callcenter.store.files.StoreProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of one database: made where they are missing, checked where they exist, never altered (docs/design/interfaces.md 3; B40).
 *
 * <p>The history of our migrations is {@code cc_x_schema_history}; an existing schema is its baseline.
 */
final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    private static final String HISTORY = "cc_x_schema_history";
    private static final Map<DatabaseRole, List<String>> OURS = Map.of(
            DatabaseRole.PROVISIONING, List.of(),
            DatabaseRole.ACCOUNTING,
                    List.of(
                            "cc_x_cdr_keys",
                            "cc_x_texts",
                            "cc_x_intervals",
                            "cc_x_agent_intervals",
                            "cc_x_call_codes",
                            "cc_x_segments"),
            DatabaseRole.RUNTIME, List.of("cc_x_legs", "cc_x_logins"));

    /** Tables of provisioning beside those of the reference need not be there. */
    private static final Map<DatabaseRole, List<String>> MIGRATIONS = Map.of(
            DatabaseRole.PROVISIONING,
                    List.of(
                            "V1_1__provisioning",
                            "V1_4__plan",
                            "V1_6__agent_settings",
                            "V1_9__transfer_settings",
                            "V1_11__agent_identities"),
            DatabaseRole.ACCOUNTING, List.of("V1_2__accounting", "V1_5__intervals", "V1_10__segments"),
            DatabaseRole.RUNTIME, List.of("V1_3__runtime"));

    private final DataSource source;
    private final DatabaseVendor vendor;
    private final List<DatabaseRole> roles;
    private final ProvisioningNames names;

    Schema(DataSource source, DatabaseVendor vendor, List<DatabaseRole> roles, ProvisioningNames names) {
        this.source = source;
        this.vendor = vendor;
        this.roles = List.copyOf(roles);
        this.names = names;
    }

    DatabaseRole firstRole() {
        return roles.get(0);
    }

    /** Checks what exists, makes what is missing; nothing is made when something that exists is refused. */
    void prepare(Connection connection) throws SQLException, StoreProblem {
        boolean complete = check(connection);
        if (complete && columns(connection, history()).isEmpty()) {
            LOG.info("Tables of {} were created by hand; no migration needed", roles);
            return;
        }
        migrate(complete);
    }

    /** Whether all tables exist; what exists must be right. Makes nothing. */
    boolean check(Connection connection) throws SQLException, StoreProblem {
        boolean complete = true;
        for (ReferenceTable table : references()) {
            complete &= check(connection, table);
        }
        for (DatabaseRole role : roles) {
            for (String table : OURS.get(role)) {
                complete &= columns(connection, table).isPresent();
            }
        }
        return complete;
    }

    /** As the migration tool writes it: in lower case, quoted. */
    private String history() {
        String quote = vendor == DatabaseVendor.MARIADB ? "`" : "\"";
        return quote + HISTORY + quote;
    }

    private List<ReferenceTable> references() {
        return roles.stream().flatMap(r -> ReferenceTable.of(r, names).stream()).toList();
    }

    /** Whether it exists; one that exists must be right. */
    private boolean check(Connection connection, ReferenceTable table) throws SQLException, StoreProblem {
        Optional<Set<String>> present = columns(connection, table.table());
        if (present.isEmpty()) {
            return false;
        }
        Optional<Integer> version = version(connection, table.plainName());
        table.checkColumns(present.get());
        if (version.isPresent()) {
            table.checkVersion(version.get());
        } else {
            LOG.info("Table {} has no row in the table version; accepted by its columns", table.table());
        }
        return true;
    }

    private static Optional<Set<String>> columns(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
            ResultSetMetaData all = rows.getMetaData();
            Set<String> columns = new LinkedHashSet<>();
            for (int i = 1; i <= all.getColumnCount(); i++) {
                columns.add(all.getColumnName(i).toLowerCase(Locale.ROOT));
            }
            return Optional.of(columns);
        } catch (SQLException e) {
            if (SqlFailure.isMissingTable(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Optional<Integer> version(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT table_version FROM version WHERE table_name = ?")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getInt(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            if (SqlFailure.isMissingTable(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean mayNotMigrate(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return SqlFailure.mayNotWrite(sql);
            }
        }
        return false;
    }

    /** Brings the tables up to date; where they are {@code complete}, a user without the right to is no obstacle. */
    private void migrate(boolean complete) throws SQLException, StoreProblem {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations(roles.stream()
                            .map(this::location)
                            .map("classpath:"::concat)
                            .toArray(String[]::new))
                    .table(HISTORY)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .outOfOrder(true) // a role that moves to this database brings its older numbers
                    .ignoreMigrationPatterns("*:missing", "*:future")
                    .placeholders(placeholders())
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            if (complete && mayNotMigrate(e)) {
                LOG.info("Tables of {} are complete; the database user may not migrate them", roles);
                return;
            }
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            String property = firstRole().urlProperty();
            String reason = String.valueOf(e.getMessage())
                    .lines()
                    .filter(l -> !l.isBlank())
                    .findFirst()
                    .orElse("");
            throw StoreProblem.wrong(property, property + ": the tables could not be created: " + reason, e);
        }
    }

    private String location(DatabaseRole role) {
        return "sql/schema/" + vendor.folder() + "/" + role.folder();
    }

    private Map<String, String> placeholders() {
        Map<String, String> placeholders = new HashMap<>();
        placeholders.put("agents_table", names.agentsTable());
        placeholders.put("agents_name", plain(names.agentsTable()));
        placeholders.put("flows_table", names.flowsTable());
        placeholders.put("flows_name", plain(names.flowsTable()));
        names.agentColumns().forEach((standard, name) -> placeholders.put("agents_" + standard, name));
        names.flowColumns().forEach((standard, name) -> placeholders.put("flows_" + standard, name));
        return placeholders;
    }

    private static String plain(String table) {
        return table.substring(table.lastIndexOf('.') + 1);
    }

    /** All statements, names filled in; each is harmless where the table exists. */
    String script() {
        StringBuilder text = new StringBuilder();
        for (DatabaseRole role : roles) {
            for (String migration : MIGRATIONS.get(role)) {
                text.append(read(location(role) + "/" + migration + ".sql")).append('\n');
            }
        }
        String script = text.toString();
        for (Map.Entry<String, String> placeholder : placeholders().entrySet()) {
            script = script.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
        }
        return script;
    }

    private static String read(String resource) {
        try (InputStream in = Schema.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not in the program: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
