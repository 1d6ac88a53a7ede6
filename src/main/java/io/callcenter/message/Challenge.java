package io.callcenter.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a server wants proof of (RFC 3261 §20.44, RFC 8760): one challenge of a WWW-Authenticate or Proxy-Authenticate.
 *
 * @param scheme in lower case, such as {@code digest}
 * @param values parameters without quotes, names in lower case, the first of a name counts
 */
public record Challenge(String scheme, Map<String, String> values) {
    /** Copies the values. */
    public Challenge {
        Objects.requireNonNull(scheme);
        values = Map.copyOf(values);
    }

    /** All challenges of a field: several may stand in one, between the same commas as their parameters. What is none is left out. */
    public static List<Challenge> readAll(String text) {
        List<Challenge> all = new ArrayList<>(1);
        String scheme = "";
        Map<String, String> values = new HashMap<>();
        for (String item : Lists.split(text)) {
            int name = tokenEnd(item, 0);
            int rest = Chars.skipBlanks(item, name, item.length());
            boolean opens = name > 0 && (rest == item.length() || rest > name && item.charAt(rest) != '=');
            if (opens) {
                add(all, scheme, values);
                scheme = item.substring(0, name).toLowerCase(Locale.ROOT);
                values = new HashMap<>();
                put(values, item.substring(rest));
            } else {
                put(values, item);
            }
        }
        add(all, scheme, values);
        return all;
    }

    private static void add(List<Challenge> all, String scheme, Map<String, String> values) {
        if (!scheme.isEmpty()) {
            all.add(new Challenge(scheme, values));
        }
    }

    private static void put(Map<String, String> values, String item) {
        int name = tokenEnd(item, 0);
        int sign = Chars.skipBlanks(item, name, item.length());
        if (name > 0 && sign < item.length() && item.charAt(sign) == '=') {
            String value = Quoted.read(item.substring(sign + 1).strip());
            values.putIfAbsent(item.substring(0, name).toLowerCase(Locale.ROOT), value);
        }
    }

    private static int tokenEnd(String text, int from) {
        int end = from;
        while (end < text.length() && Chars.isToken(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The value of that parameter, by its name in lower case. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Whether it is answered by a digest: its scheme is, and it has a nonce. */
    public boolean isDigest() {
        return scheme.equals("digest") && values.containsKey("nonce");
    }

    /** The algorithm in upper case; {@code MD5} where none is named (RFC 3261 §22.4). */
    public String algorithm() {
        return values.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
    }

    /** Whether that quality of protection is offered, such as {@code auth}. */
    public boolean offers(String qop) {
        return Lists.holds(values.getOrDefault("qop", "").replace(' ', ','), qop);
    }

    /** Whether only the nonce was too old: the same answer with the new one is right. */
    public boolean isStale() {
        return values.getOrDefault("stale", "").equalsIgnoreCase("true");
    }
}
