package io.callcenter.store.provisioning;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One row as the database gave it, read by the reference's column names; trims blanks on the right, takes blank for NULL (B24). */
final class ProvisionedRow {
    /** A row that cannot be taken; the message names the column. */
    static final class BadRow extends Exception {
        private static final long serialVersionUID = 1L;

        BadRow(String reason) {
            super(reason, null, false, false);
        }
    }

    private final Map<String, Object> values = new HashMap<>();

    ProvisionedRow(Map<String, ?> row) {
        row.forEach((name, value) -> values.put(name.toLowerCase(Locale.ROOT), value));
    }

    /** The text, or empty for NULL and blank; control characters are refused: they could break a log line or a SIP message. */
    String text(String column) throws BadRow {
        Object value = values.get(column);
        String text = value == null ? "" : value.toString().stripTrailing();
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new BadRow(column + ": control character");
        }
        return text;
    }

    /** The text; NULL is refused, an empty text is not. */
    String required(String column) throws BadRow {
        if (values.get(column) == null) {
            throw new BadRow(column + ": NULL");
        }
        return text(column);
    }

    /** The list of skills as stored; blanks of all kinds may stand between items, so no character is refused here. */
    String rawList(String column) throws BadRow {
        if (values.get(column) == null) {
            throw new BadRow(column + ": NULL");
        }
        return values.get(column).toString();
    }

    /** A whole number of 0 or more; NULL and all else is refused. */
    long count(String column) throws BadRow {
        long number = number(column).orElseThrow(() -> new BadRow(column + ": NULL"));
        if (number < 0) {
            throw new BadRow(column + ": negative: " + number);
        }
        return number;
    }

    /** A flag: any number but 0 is true (docs/design/behaviour.md 1.1). */
    boolean flag(String column) throws BadRow {
        if (values.get(column) instanceof Boolean flag) {
            return flag;
        }
        return number(column).orElseThrow(() -> new BadRow(column + ": NULL")) != 0;
    }

    /** A whole number, or empty for NULL and blank. */
    Optional<Long> number(String column) throws BadRow {
        String text = text(column).strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (text.length() > 40) {
                throw new NumberFormatException();
            }
            return Optional.of(new BigDecimal(text).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new BadRow(column + ": not a whole number: " + text.substring(0, Math.min(text.length(), 40)));
        }
    }
}
