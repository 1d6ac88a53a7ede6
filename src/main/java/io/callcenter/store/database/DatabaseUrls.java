package io.callcenter.store.database;

import io.callcenter.store.files.StoreProblem;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The addresses of the three databases; several roles may have the same one. */
final class DatabaseUrls {
    private final Map<DatabaseRole, DatabaseUrl> urls = new EnumMap<>(DatabaseRole.class);

    private DatabaseUrls() {}

    /**
     * Reads the addresses.
     *
     * @param settings a missing role or a blank URL falls back to the provisioning database, that one to H2 in the data folder
     * @param data {@code cc.data}
     * @throws StoreProblem for an address that no driver of ours understands
     */
    static DatabaseUrls of(Map<DatabaseRole, DatabaseSettings> settings, Path data) throws StoreProblem {
        DatabaseUrls all = new DatabaseUrls();
        for (DatabaseRole role : DatabaseRole.values()) {
            DatabaseSettings own = settings.getOrDefault(role, DatabaseSettings.UNSET);
            all.urls.put(
                    role, own.url().isBlank() ? all.fallback(role, data) : DatabaseUrl.of(own, role.urlProperty()));
        }
        return all;
    }

    private DatabaseUrl fallback(DatabaseRole role, Path data) throws StoreProblem {
        if (role != DatabaseRole.PROVISIONING) {
            return urls.get(DatabaseRole.PROVISIONING);
        }
        String file = data.toAbsolutePath()
                .normalize()
                .resolve("h2")
                .resolve("callcenter")
                .toString();
        if (file.contains(";")) {
            throw StoreProblem.wrong("cc.data", "cc.data: a semicolon cannot be part of the H2 file name " + file);
        }
        return DatabaseUrl.of(new DatabaseSettings("jdbc:h2:file:" + file, "sa", ""), role.urlProperty());
    }

    DatabaseUrl get(DatabaseRole role) {
        return urls.get(role);
    }

    /** Each address once, with the roles that share it. */
    Map<DatabaseUrl, List<DatabaseRole>> shared() {
        Map<DatabaseUrl, List<DatabaseRole>> shared = new LinkedHashMap<>();
        urls.forEach((role, url) ->
                shared.computeIfAbsent(url, u -> new ArrayList<>()).add(role));
        return shared;
    }

    /** Says in one line what a failed access means for the one who configures. */
    StoreProblem problem(DatabaseRole role, SQLException failure) {
        SQLException cause = SqlFailure.root(failure);
        String property = ownerOf(role).urlProperty();
        String text = property + ": " + get(role).shown() + ": "
                + Objects.toString(cause.getMessage(), "no reason given")
                        .lines()
                        .findFirst()
                        .orElse("");
        return SqlFailure.isConfiguration(cause)
                ? StoreProblem.wrong(property, text, failure)
                : StoreProblem.away(property, text, failure);
    }

    private DatabaseRole ownerOf(DatabaseRole role) {
        return urls.get(role).equals(urls.get(DatabaseRole.PROVISIONING)) ? DatabaseRole.PROVISIONING : role;
    }
}
