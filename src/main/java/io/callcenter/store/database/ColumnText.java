package io.callcenter.store.database;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes texts fit columns of the reference's tables: cut to their width, without characters that their charset lacks (docs/design/interfaces.md 3).
 */
public final class ColumnText {
    private static final Logger LOG = LoggerFactory.getLogger(ColumnText.class);

    private final DataSource source;
    private final DatabaseVendor vendor;
    private final String table;
    private final String column;
    private final AtomicLong count = new AtomicLong();
    private Optional<IntPredicate> known = Optional.empty();

    /** Asks the database once, at the first text, what that column takes. */
    public ColumnText(DataSource source, DatabaseVendor vendor, String table, String column) {
        this.source = source;
        this.vendor = vendor;
        this.table = table;
        this.column = column;
    }

    /** The text as the column takes it: at most {@code most} characters, {@code ?} for what it lacks. */
    public String fit(String text, int most) throws SQLException {
        if (text.length() <= most && isPlain(text)) {
            return text;
        }
        IntPredicate takes = takes();
        StringBuilder fitting = new StringBuilder(Math.min(text.length(), most));
        int taken = 0;
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            int c = takes.test(text.codePointAt(at)) ? text.codePointAt(at) : '?';
            taken += vendor == DatabaseVendor.H2 ? Character.charCount(c) : 1; // H2 counts halves of characters
            if (taken > most) {
                break;
            }
            fitting.appendCodePoint(c);
        }
        String made = fitting.toString();
        if (!made.equals(text)) {
            count.incrementAndGet();
            LOG.info(
                    "{}.{}: shortened a text of {} characters to fit; cc_x_texts has it whole",
                    table,
                    column,
                    text.length());
        }
        return made;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) >= 127) {
                return false;
            }
        }
        return true;
    }

    /** Texts that did not fit, so far. */
    public long count() {
        return count.get();
    }

    private synchronized IntPredicate takes() throws SQLException {
        if (known.isEmpty()) {
            known = Optional.of(ask());
        }
        return known.get();
    }

    private IntPredicate ask() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return switch (vendor) {
                case H2 -> c -> c != 0 && !isHalf(c);
                case POSTGRESQL -> encodable(postgresql(connection));
                case MARIADB -> encodable(mariadb(connection));
            };
        }
    }

    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static String postgresql(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW server_encoding")) {
            return rows.next() ? rows.getString(1) : "UTF8";
        }
    }

    private String mariadb(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT character_set_name FROM information_schema.columns"
                        + " WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ?")) {
            statement.setString(1, table);
            statement.setString(2, column);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getString(1) != null ? rows.getString(1) : "utf8mb4";
            }
        }
    }

    /** By the database's name of a charset; one that is not known here takes ASCII. */
    private static IntPredicate encodable(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "utf8", "utf8mb4", "unicode" ->
                name.equals("utf8") ? c -> c != 0 && c < 0x10000 && !isHalf(c) : c -> c != 0 && !isHalf(c);
            case "utf8mb3", "ucs2" -> c -> c != 0 && c < 0x10000 && !isHalf(c);
            case "latin1" -> in(vendorLatin(name));
            default -> in(StandardCharsets.US_ASCII);
        };
    }

    /** MariaDB's latin1 is Windows-1252; PostgreSQL's LATIN1 is ISO 8859-1. */
    private static Charset vendorLatin(String name) {
        return name.equals("latin1") ? Charset.forName("windows-1252") : StandardCharsets.ISO_8859_1;
    }

    private static IntPredicate in(Charset charset) {
        CharsetEncoder encoder = charset.newEncoder();
        return c -> {
            if (c == 0 || c > Character.MAX_VALUE || isHalf(c)) {
                return false;
            }
            synchronized (encoder) {
                return encoder.canEncode((char) c);
            }
        };
    }
}
