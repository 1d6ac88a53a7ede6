package io.callcenter.store.database;

import java.util.Locale;
import java.util.Optional;

/** The databases that are spoken; each has its migrations in {@code sql/schema/<folder>}. */
public enum DatabaseVendor {
    /** H2 2.x, the embedded default. */
    H2("jdbc:h2:"),
    /** PostgreSQL 12 or newer. */
    POSTGRESQL("jdbc:postgresql:"),
    /** MariaDB 10.5 or newer, and MySQL 8. */
    MARIADB("jdbc:mariadb:");

    private final String scheme;

    DatabaseVendor(String scheme) {
        this.scheme = scheme;
    }

    /** The vendor that a JDBC URL speaks to; empty for any other. */
    static Optional<DatabaseVendor> of(String jdbcUrl) {
        for (DatabaseVendor vendor : values()) {
            if (jdbcUrl.startsWith(vendor.scheme)) {
                return Optional.of(vendor);
            }
        }
        return Optional.empty();
    }

    /** Name of its folder. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
