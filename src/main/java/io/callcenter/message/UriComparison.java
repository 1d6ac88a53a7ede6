package io.callcenter.message;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What two URIs mean, compared (RFC 3261 §19.1.4). */
final class UriComparison {
    private static final String[] NEVER_IN_ONE_ONLY = {"user", "ttl", "method", "maddr", "transport"};

    private UriComparison() {}

    static boolean match(SipUri one, SipUri other) {
        if (!one.isSip() || !other.isSip()) {
            return one.equals(other);
        }
        return one.isSips() == other.isSips()
                && one.port() == other.port()
                && Escapes.canonical(one.userInfo()).equals(Escapes.canonical(other.userInfo()))
                && one.host().orElseThrow().matches(other.host().orElseThrow())
                && sameParameters(one, other)
                && parts(one.headers(), '&', false).equals(parts(other.headers(), '&', false));
    }

    private static boolean sameParameters(SipUri one, SipUri other) {
        Map<String, String> mine = parts(one.parameters().toString(), ';', true);
        Map<String, String> theirs = parts(other.parameters().toString(), ';', true);
        for (String name : NEVER_IN_ONE_ONLY) {
            if (mine.containsKey(name) != theirs.containsKey(name)) {
                return false;
            }
        }
        for (Map.Entry<String, String> each : mine.entrySet()) {
            String value = theirs.get(each.getKey());
            if (value != null && !value.equals(each.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> parts(String text, char separator, boolean lowerValues) {
        Map<String, String> parts = new HashMap<>();
        int from = 0;
        while (from < text.length()) {
            int to = text.indexOf(separator, from);
            to = to < 0 ? text.length() : to;
            String part = Escapes.canonical(text.substring(from, to));
            int sign = part.indexOf('=');
            String name = (sign < 0 ? part : part.substring(0, sign)).toLowerCase(Locale.ROOT);
            String value = sign < 0 ? "" : part.substring(sign + 1);
            if (!name.isEmpty()) {
                parts.putIfAbsent(name, lowerValues ? value.toLowerCase(Locale.ROOT) : value);
            }
            from = to + 1;
        }
        return parts;
    }
}
