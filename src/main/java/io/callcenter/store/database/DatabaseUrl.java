package io.callcenter.store.database;

import io.callcenter.store.files.StoreProblem;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database address made ready for JDBC.
 *
 * @param jdbc the JDBC URL without credentials of the reference's form
 * @param user blank = none
 * @param password empty = none
 */
record DatabaseUrl(DatabaseVendor vendor, String jdbc, String user, String password) {
    /** {@code scheme://[user[:password]@]host[:port]/name}; the last {@code @} ends the password, as passwords may hold one. */
    private static final Pattern REFERENCE =
            Pattern.compile("(mysql|mariadb|postgres|postgresql)://(?:([^:@/]*)(?::(.*))?@)?([^@/]+)/([^/?]+)(\\?.*)?");

    /** Reads both forms of an address; {@link StoreProblem} names the property when it is neither. */
    static DatabaseUrl of(DatabaseSettings settings, String property) throws StoreProblem {
        String url = settings.url().strip();
        Matcher reference = REFERENCE.matcher(url);
        if (reference.matches()) {
            return ofReference(reference, settings);
        }
        String jdbc = url.startsWith("jdbc:mysql:") ? "jdbc:mariadb:" + url.substring("jdbc:mysql:".length()) : url;
        DatabaseVendor vendor = DatabaseVendor.of(jdbc)
                .orElseThrow(() -> StoreProblem.wrong(
                        property,
                        property
                                + ": not an address of a known database; use jdbc:h2:, jdbc:postgresql:, jdbc:mariadb:,"
                                + " mysql://user:password@host/name or postgres://user:password@host/name"));
        return new DatabaseUrl(
                vendor, vendor == DatabaseVendor.H2 ? durable(jdbc) : jdbc, settings.user(), settings.password());
    }

    private static DatabaseUrl ofReference(Matcher parts, DatabaseSettings settings) {
        boolean postgres = parts.group(1).startsWith("postgres");
        String scheme = postgres ? "jdbc:postgresql://" : "jdbc:mariadb://";
        String query = parts.group(6) == null ? "" : parts.group(6);
        String jdbc = scheme + parts.group(4) + "/" + parts.group(5) + query;
        String user = settings.user().isBlank() && parts.group(2) != null ? parts.group(2) : settings.user();
        String password =
                settings.password().isEmpty() && parts.group(3) != null ? parts.group(3) : settings.password();
        return new DatabaseUrl(postgres ? DatabaseVendor.POSTGRESQL : DatabaseVendor.MARIADB, jdbc, user, password);
    }

    /** Without {@code WRITE_DELAY=0} a kill loses committed rows; without the second part H2 closes before the last records are written. */
    private static String durable(String jdbc) {
        String upper = jdbc.toUpperCase(Locale.ROOT);
        String delay = upper.contains(";WRITE_DELAY=") ? "" : ";WRITE_DELAY=0";
        return jdbc + delay + (upper.contains(";DB_CLOSE_ON_EXIT=") ? "" : ";DB_CLOSE_ON_EXIT=FALSE");
    }

    /** The address without parameters, fit for messages. */
    String shown() {
        String plain = jdbc.split("[?;]", 2)[0];
        return user.isBlank() ? plain : plain + " as " + user;
    }

    @Override
    public String toString() {
        return shown();
    }
}
