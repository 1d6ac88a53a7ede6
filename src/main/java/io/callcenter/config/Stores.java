package io.callcenter.config;

import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.store.database.DatabaseRole;
import io.callcenter.store.database.DatabaseSettings;
import io.callcenter.store.database.Databases;
import io.callcenter.store.database.ProvisioningNames;
import io.callcenter.store.database.TableCheck;
import io.callcenter.store.files.StoreProblem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The three databases, with the tables that they need. */
public final class Stores {
    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);
    private static final int PATIENCE_SECONDS = 2;

    private Stores() {}

    /** The names of the provisioning tables and columns. */
    public static ProvisioningNames names(Settings settings) throws StartFailed {
        Map<String, String> names = new HashMap<>();
        ProvisioningNames.properties().keySet().forEach(name -> names.put(name, settings.text(name)));
        try {
            return new ProvisioningNames(names);
        } catch (StoreProblem e) {
            throw new StartFailed(e.getMessage(), e);
        }
    }

    /** Opens the pools; connects to nothing yet. */
    public static Databases open(Settings settings) throws StartFailed {
        try {
            return new Databases(databases(settings), settings.path("cc.data").orElseThrow());
        } catch (StoreProblem e) {
            throw new StartFailed(e.getMessage(), e);
        }
    }

    /** What is wrong with the databases and their tables, one line each; makes nothing. */
    public static List<String> problems(Settings settings) throws StartFailed {
        try {
            return new TableCheck(databases(settings), settings.path("cc.data").orElseThrow(), names(settings))
                    .problems();
        } catch (StoreProblem e) {
            throw new StartFailed(e.getMessage(), e);
        }
    }

    private static Map<DatabaseRole, DatabaseSettings> databases(Settings settings) {
        Map<DatabaseRole, DatabaseSettings> all = new EnumMap<>(DatabaseRole.class);
        all.put(DatabaseRole.PROVISIONING, database(settings, "cc.db"));
        all.put(DatabaseRole.ACCOUNTING, database(settings, "cc.acc-db"));
        all.put(DatabaseRole.RUNTIME, database(settings, "cc.rt-db"));
        return all;
    }

    private static DatabaseSettings database(Settings settings, String prefix) {
        return new DatabaseSettings(
                settings.text(prefix + ".url"), settings.text(prefix + ".user"), settings.text(prefix + ".password"));
    }

    /**
     * Makes and checks the tables. On the very first start it waits for a database as long as {@code cc.db.start-timeout}; later it goes on
     * without one.
     *
     * @param goesOnWithout whether there is a last good copy to go on from
     * @return what is away; empty when all are ready
     * @throws StartFailed for a wrong setting at once, for a database out of reach after the wait
     */
    static Optional<StoreProblem> prepare(
            Databases databases, ProvisioningNames names, Settings settings, boolean goesOnWithout) throws StartFailed {
        StartTimeout patience = new StartTimeout(settings);
        while (true) {
            try {
                databases.prepare(names);
                return Optional.empty();
            } catch (StoreProblem e) {
                if (e.temporary() && goesOnWithout) {
                    LOG.warn("{}; starting without it", e.getMessage());
                    return Optional.of(e);
                }
                if (!e.temporary() || patience.over()) {
                    throw new StartFailed(e.getMessage(), e);
                }
                LOG.info("Waiting for a database: {}", e.getMessage());
                patience.pause();
            }
        }
    }

    /** What keeps us from a database, found out by using a connection; empty when nothing does. */
    static Optional<String> trouble(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS) ? Optional.empty() : Optional.of("the connection is not valid");
        } catch (SQLException e) {
            return Optional.of(Reason.of(e));
        }
    }
}
