package io.callcenter.transport.address;

import java.net.InetAddress;
import java.net.UnknownHostException;

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
            int end = scope < 0 ? host.length() : scope;
            for (int i = 0; i < end; i++) {
                char c = host.charAt(i);
                if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
                    return false;
                }
            }
            return true;
        }
        return ipv4(host) >= 0;
    }

    /** The address as a number, -1 where it is no IPv4 literal: four numbers of up to three digits, up to 255 each. */
    private static long ipv4(String host) {
        long address = 0;
        int dots = 0;
        int digits = 0;
        int octet = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c >= '0' && c <= '9' && digits < 3) {
                octet = 10 * octet + c - '0';
                digits++;
            } else if (c == '.' && digits > 0 && dots < 3) {
                address = address << 8 | octet;
                dots++;
                digits = 0;
                octet = 0;
            } else {
                return -1;
            }
            if (octet > 255) {
                return -1;
            }
        }
        return dots == 3 && digits > 0 ? address << 8 | octet : -1;
    }

    /** The address of a literal; anything else is refused with {@link IllegalArgumentException}. */
    public static InetAddress address(String literal) {
        try {
            long number = ipv4(literal);
            if (number >= 0) {
                byte[] octets = {(byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number};
                return InetAddress.getByAddress(octets);
            }
            if (!isLiteral(literal)) {
                throw new IllegalArgumentException("not a literal address: " + literal);
            }
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
