package io.callcenter.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Literal IP addresses: told from names without asking any name service. */
public final class Literals {
    private Literals() {}

    /** Whether it is an IPv4 or IPv6 literal (the latter without brackets). */
    public static boolean isLiteral(String host) {
        if (host.isEmpty()) {
            return false;
        }
        if (host.indexOf(':') >= 0) {
            int scope = host.indexOf('%');
            return host.chars()
                    .limit(scope < 0 ? host.length() : scope)
                    .allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0);
        }
        String[] octets = host.split("\\.", -1);
        return octets.length == 4 && Arrays.stream(octets).allMatch(Literals::isOctet);
    }

    private static boolean isOctet(String text) {
        return !text.isEmpty()
                && text.length() <= 3
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(text) <= 255;
    }

    /** The address of a literal; anything else is refused with {@link IllegalArgumentException}. */
    public static InetAddress address(String literal) {
        if (!isLiteral(literal)) {
            throw new IllegalArgumentException("not a literal address: " + literal);
        }
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + literal, e);
        }
    }

    /** As it stands in a URI or in Via: IPv6 in brackets. */
    public static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    /** Text of an address, IPv6 without scope. */
    public static String text(InetAddress address) {
        String host = address.getHostAddress();
        int scope = host.indexOf('%');
        return scope < 0 ? host : host.substring(0, scope);
    }
}
