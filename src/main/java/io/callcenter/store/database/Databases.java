package io.callcenter.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.callcenter.store.files.StoreProblem;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.spring.spi.SpringTransactionPolicy;

/**
 * The three databases behind connection pools: roles with the same address and user share one pool.
 *
 * <p>Opening connects to nothing, so that a start can go on from the last good copy while a database is away. Any thread may use it.
 */
public final class Databases implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int POOL_SIZE = 8;

    private final DatabaseUrls urls;
    private final Map<DatabaseUrl, HikariDataSource> pools = new LinkedHashMap<>();

    /**
     * Opens the pools.
     *
     * @param settings a missing role or a blank URL falls back to the provisioning database, that one to H2 in the data folder
     * @param data {@code cc.data}
     * @throws StoreProblem for an address that no driver of ours understands
     */
    public Databases(Map<DatabaseRole, DatabaseSettings> settings, Path data) throws StoreProblem {
        urls = DatabaseUrls.of(settings, data);
        for (Map.Entry<DatabaseUrl, List<DatabaseRole>> used : urls.shared().entrySet()) {
            pools.put(used.getKey(), open(used.getKey(), used.getValue().get(0)));
        }
    }

    private HikariDataSource open(DatabaseUrl url, DatabaseRole role) throws StoreProblem {
        try {
            return pool(url, role);
        } catch (RuntimeException e) { // the pool's way to say that no driver takes the URL
            close();
            throw StoreProblem.wrong(role.urlProperty(), role.urlProperty() + ": no driver takes " + url.shown(), e);
        }
    }

    private static HikariDataSource pool(DatabaseUrl url, DatabaseRole role) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("callcenter-" + role.folder());
        config.setJdbcUrl(url.jdbc());
        if (!url.user().isBlank()) {
            config.setUsername(url.user());
            config.setPassword(url.password());
        }
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(PATIENCE.toMillis() / 2);
        config.setInitializationFailTimeout(-1);
        options(url.vendor()).forEach(config::addDataSourceProperty);
        if (url.vendor() == DatabaseVendor.H2) {
            // H2 closes itself when its disk is full, and then calls its connections valid: only a new one opens it
            // again
            config.setConnectionTestQuery("SELECT 1");
        }
        return new HikariDataSource(config);
    }

    /**
     * A frozen server must not hold a writer for ever: times of PostgreSQL are in seconds, those of MariaDB in milliseconds. MariaDB's way
     * for many rows in one message does not know {@code INSERT … SELECT}.
     */
    private static Map<String, String> options(DatabaseVendor vendor) {
        return switch (vendor) {
            case H2 -> Map.of();
            case POSTGRESQL ->
                options(
                        "connectTimeout=5 socketTimeout=30 tcpKeepAlive=true reWriteBatchedInserts=true ApplicationName=camel-call-center");
            case MARIADB ->
                options(
                        "connectTimeout=5000 socketTimeout=30000 tcpKeepAlive=true useBulkStmts=false useBulkStmtsForInserts=false");
        };
    }

    private static Map<String, String> options(String list) {
        return Stream.of(list.split(" "))
                .map(option -> option.split("="))
                .collect(Collectors.toUnmodifiableMap(option -> option[0], option -> option[1]));
    }

    /** The pool of that role: bean {@code dataSourceDb}, {@code dataSourceAcc} or {@code dataSourceRt}. */
    public DataSource dataSource(DatabaseRole role) {
        return pools.get(urls.get(role));
    }

    /**
     * Transactions on that role's database for {@code transacted} routes: bean {@code accTransaction} or {@code rtTransaction}.
     *
     * @param allowed whether this process may write: asked before each commit, which becomes a rollback where it may not
     */
    public TransactedPolicy transactions(DatabaseRole role, BooleanSupplier allowed) {
        return transactions(dataSource(role), allowed);
    }

    /** The same on any data source. */
    public static TransactedPolicy transactions(DataSource source, BooleanSupplier allowed) {
        SpringTransactionPolicy policy = new SpringTransactionPolicy(new AllowedTransactions(source, allowed));
        policy.setPropagationBehaviorName("PROPAGATION_REQUIRED");
        return policy;
    }

    /** What that role's database speaks. */
    public DatabaseVendor vendor(DatabaseRole role) {
        return urls.get(role).vendor();
    }

    /** The address of that role's database without password, for messages. */
    public String shown(DatabaseRole role) {
        return urls.get(role).shown();
    }

    /**
     * Connects to every database, creates what is missing and checks what is there ({@link Schema}).
     *
     * @throws StoreProblem temporary when one cannot be reached, otherwise naming what is wrong; what is right is left as it is
     */
    public void prepare(ProvisioningNames names) throws StoreProblem {
        for (Schema schema : schemas(names)) {
            try (Connection connection = connect(schema.firstRole())) {
                schema.prepare(connection);
            } catch (SQLException e) {
                throw problem(schema.firstRole(), e);
            }
        }
    }

    /** The statements that create all that could be missing, one script a database, for a user who may not create tables. */
    public String script(ProvisioningNames names) {
        StringBuilder text = new StringBuilder();
        for (Schema schema : schemas(names)) {
            text.append("-- ").append(shown(schema.firstRole())).append('\n').append(schema.script());
        }
        return text.toString();
    }

    private List<Schema> schemas(ProvisioningNames names) {
        List<Schema> schemas = new ArrayList<>();
        urls.shared().forEach((url, its) -> schemas.add(new Schema(pools.get(url), url.vendor(), its, names)));
        return schemas;
    }

    private Connection connect(DatabaseRole role) throws StoreProblem {
        try {
            probe(urls.get(role));
            return dataSource(role).getConnection();
        } catch (SQLException e) {
            throw problem(role, e);
        }
    }

    /** Without the pool, which would try for a while even where the password is wrong. */
    private static void probe(DatabaseUrl url) throws SQLException {
        DriverManager.getConnection(url.jdbc(), properties(url)).close();
    }

    /** What a connection without the pool is opened with. */
    static Properties properties(DatabaseUrl url) {
        Properties properties = new Properties();
        properties.putAll(options(url.vendor()));
        if (!url.user().isBlank()) {
            properties.put("user", url.user());
            properties.put("password", url.password());
        }
        return properties;
    }

    /** Says in one line what a failed access means for the one who configures. */
    StoreProblem problem(DatabaseRole role, SQLException failure) {
        return urls.problem(role, failure);
    }

    /** Shows what the pools do as meters {@code hikaricp_*} with the label {@code pool}; once. */
    public void meters(MeterRegistry registry) {
        pools.values().forEach(pool -> pool.setMetricRegistry(registry));
    }

    /** Closes all pools; twice is once. */
    @Override
    public void close() {
        pools.values().forEach(HikariDataSource::close);
    }
}
