package io.callcenter.sip.call;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a dialog as Replaces has it (RFC 3891 §6.1). */
record DialogName(String callId, String toTag, String fromTag) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]+");

    /** The name in that value; empty when the value is none. */
    static Optional<DialogName> read(String value) {
        String[] parts = value.split(";");
        String to = "";
        String from = "";
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].split("=", 2);
            String name = parameter[0].strip().toLowerCase(Locale.ROOT);
            String given = parameter.length == 2 ? parameter[1].strip() : "";
            if (name.equals("to-tag")) {
                to = given;
            } else if (name.equals("from-tag")) {
                from = given;
            }
        }
        boolean whole = TOKEN.matcher(to).matches() && TOKEN.matcher(from).matches();
        return whole ? Optional.of(new DialogName(parts[0].strip(), to, from)) : Optional.empty();
    }
}
