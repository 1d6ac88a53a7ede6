package io.callcenter.store.database;

import io.callcenter.store.files.StoreProblem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Looks whether databases can be reached and whether the tables in them are right, as a start would, but makes nothing: no table, no file.
 *
 * <p>An H2 file that is not there yet is fine, and so is one that a running process uses: that process has checked it.
 */
public final class TableCheck {
    private static final int IN_USE = 90_020;
    private static final int NO_FILE_YET = 90_146;

    private final DatabaseUrls urls;
    private final ProvisioningNames names;

    /**
     * Of those databases; connects to nothing yet.
     *
     * @param settings as {@link Databases} takes them
     * @param data {@code cc.data}
     * @throws StoreProblem for an address that no driver of ours understands
     */
    public TableCheck(Map<DatabaseRole, DatabaseSettings> settings, Path data, ProvisioningNames names)
            throws StoreProblem {
        this.urls = DatabaseUrls.of(settings, data);
        this.names = names;
    }

    /** What is wrong, one line a database; empty when nothing is. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        urls.shared().forEach((url, roles) -> problem(url, roles).ifPresent(problems::add));
        return List.copyOf(problems);
    }

    private Optional<String> problem(DatabaseUrl url, List<DatabaseRole> roles) {
        DriverManagerDataSource source = new DriverManagerDataSource(lookingOnly(url));
        source.setConnectionProperties(Databases.properties(url));
        Schema schema = new Schema(source, url.vendor(), roles, names);
        try (Connection connection = source.getConnection()) {
            schema.check(connection);
            return Optional.empty();
        } catch (StoreProblem e) {
            return Optional.of(e.getMessage());
        } catch (SQLException e) {
            boolean fine = url.vendor() == DatabaseVendor.H2
                    && Set.of(IN_USE, NO_FILE_YET).contains(e.getErrorCode());
            return fine
                    ? Optional.empty()
                    : Optional.of(urls.problem(schema.firstRole(), e).getMessage());
        }
    }

    private static String lookingOnly(DatabaseUrl url) {
        return url.vendor() == DatabaseVendor.H2 ? url.jdbc() + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r" : url.jdbc();
    }
}
