package io.callcenter.config.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How addresses and networks are written in settings: literals only, so that no name service decides who is trusted. */
final class NetworkText {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String FOUR = "(" + OCTET + "\\.){3}" + OCTET;
    private static final String SIX = "[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%[0-9A-Za-z._-]+)?";
    private static final Pattern NETWORK =
            Pattern.compile("(?<address>" + FOUR + "|" + SIX + ")(/(?<length>\\d{1,3}))?");

    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z]([0-9A-Za-z._-]*[0-9A-Za-z])?");

    private NetworkText() {}

    /** Whether these are addresses and networks, separated by commas; also none. */
    static boolean isList(String text) {
        return isList(text, NetworkText::isOne);
    }

    private static boolean isList(String text, Predicate<String> kind) {
        List<String> items = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
        return text.isEmpty() || !items.isEmpty() && items.stream().allMatch(kind);
    }

    /** Whether these are host names, addresses and networks, separated by commas; also none. */
    static boolean isHosts(String text) {
        return isList(text, item -> isOne(item) || HOST.matcher(item).matches() && !isNumbers(item));
    }

    private static boolean isNumbers(String item) {
        return item.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }

    private static boolean isOne(String item) {
        Matcher parts = NETWORK.matcher(item);
        if (!parts.matches()) {
            return false;
        }
        try {
            // A literal by its form: nobody is asked for it.
            int bits = InetAddress.getByName(parts.group("address")).getAddress().length * 8;
            return parts.group("length") == null || Integer.parseInt(parts.group("length")) <= bits;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
