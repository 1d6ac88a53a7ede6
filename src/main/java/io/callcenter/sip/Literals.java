package io.callcenter.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Literal IP addresses: told from names without asking any name service. */
final class Literals {
    private Literals() {}

    /** Whether it is an IPv4 or IPv6 literal (the latter without brackets). */
    static boolean isLiteral(String host) {
        if (host.isEmpty()) {
            return false;
        }
        if (host.indexOf(':') >= 0) {
            return host.chars().allMatch(c -> c == ':' || c == '.' || c == '%' || Character.digit(c, 16) >= 0);
        }
        int dots = 0;
        int digits = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.') {
                dots++;
                digits = 0;
            } else if (c < '0' || c > '9' || ++digits > 3) {
                return false;
            }
        }
        return dots == 3 && digits > 0;
    }

    /** The address of a literal; anything else is refused with {@link IllegalArgumentException}. */
    static InetAddress address(String literal) {
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
    static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    /** Text of an address, IPv6 without scope. */
    static String text(InetAddress address) {
        String host = address.getHostAddress();
        int scope = host.indexOf('%');
        return scope < 0 ? host : host.substring(0, scope);
    }
}
