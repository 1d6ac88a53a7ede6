package io.callcenter.b2b;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a dialog as Replaces has it (RFC 3891 §6.1).
 *
 * @param toTag tag of whoever gets the name
 * @param fromTag tag of the other party
 * @param earlyOnly whether it is meant only as long as nobody has answered
 */
public record DialogName(String callId, String toTag, String fromTag, boolean earlyOnly) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]+");

    /** The name in that value; empty when the value is none. */
    public static Optional<DialogName> read(String value) {
        String[] parts = value.split(";");
        String to = "";
        String from = "";
        boolean early = false;
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].split("=", 2);
            String name = parameter[0].strip().toLowerCase(Locale.ROOT);
            String given = parameter.length == 2 ? parameter[1].strip() : "";
            if (name.equals("to-tag")) {
                to = given;
            } else if (name.equals("from-tag")) {
                from = given;
            } else if (name.equals("early-only")) {
                early = true;
            }
        }
        boolean whole = TOKEN.matcher(to).matches() && TOKEN.matcher(from).matches();
        return whole ? Optional.of(new DialogName(parts[0].strip(), to, from, early)) : Optional.empty();
    }

    /** Whether it is the name of the dialog with those tags; in either order, since some phones swap them. */
    public boolean is(String ours, String theirs) {
        return toTag.equals(ours) && fromTag.equals(theirs) || toTag.equals(theirs) && fromTag.equals(ours);
    }
}
