package io.callcenter.store.database;

import java.util.Objects;

/**
 * Where a database is, as configured.
 *
 * @param url a JDBC URL, or the reference's form {@code mysql://user:password@host[:port]/name} ({@code postgres://} likewise); blank =
 *     fall back
 * @param user blank = the one in the URL
 * @param password empty = the one in the URL
 */
public record DatabaseSettings(String url, String user, String password) {
    /** Nothing set: falls back. */
    public static final DatabaseSettings UNSET = new DatabaseSettings("", "", "");

    /** Refuses nulls. */
    public DatabaseSettings {
        Objects.requireNonNull(url);
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
    }

    /** Never shows the password, nor the URL, which may hold one. */
    @Override
    public String toString() {
        return "DatabaseSettings[user=" + user + "]";
    }
}
