package io.callcenter.message;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A host of a URI or Via (RFC 3261 §25.1): a name, or a literal address.
 *
 * @param text a name as written, an IPv4 address, or an IPv6 address without brackets and zone
 */
public record Host(String text) {
    static final int LONGEST = 255;
    private static final int GROUPS = 8;

    /** Refuses what is none with {@link IllegalArgumentException}. */
    public Host {
        Objects.requireNonNull(text);
        if (!isName(text, 0, text.length()) && bytes(text, 0, text.length()).length == 0) {
            throw new IllegalArgumentException("not a host");
        }
    }

    /** The host; IPv6 with or without brackets. Empty when it is none, or has a zone. */
    public static Optional<Host> read(String text) {
        int end = text.length();
        boolean brackets = end > 1 && text.charAt(0) == '[' && text.charAt(end - 1) == ']';
        if (brackets) {
            String inner = text.substring(1, end - 1);
            return bytes(inner, 0, inner.length()).length > 4 ? Optional.of(of(inner)) : Optional.empty();
        }
        return isName(text, 0, end) || bytes(text, 0, end).length > 0 ? Optional.of(of(text)) : Optional.empty();
    }

    /** The host in that part of a text, which was found to be one. */
    static Host of(String text) {
        // RFC 5118 §4.11: an old fault of the grammar allows three colons before an IPv4 address.
        return new Host(text.indexOf(":::") < 0 ? text : text.replace(":::", "::"));
    }

    /** Whether it is a name or an IPv4 address in that part: letters, digits, {@code - . _}. */
    static boolean isName(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!Chars.isHost(text.charAt(at))) {
                return false;
            }
        }
        return from < to && to - from <= LONGEST;
    }

    /** Whether it is an IPv6 address, without brackets, in that part. */
    static boolean isIpv6(String text, int from, int to) {
        return bytes(text, from, to).length > 4;
    }

    /** Whether it is an address, so that no name service is asked. */
    public boolean isLiteral() {
        return bytes(text, 0, text.length()).length > 0;
    }

    /** Whether it is an IPv6 address. */
    public boolean isIpv6() {
        return text.indexOf(':') >= 0;
    }

    /** The 4 or 16 bytes of a literal address; empty for a name. */
    public byte[] address() {
        return bytes(text, 0, text.length());
    }

    private static byte[] bytes(String text, int from, int to) {
        return text.indexOf(':', from) >= 0 ? ipv6(text, from, to) : ipv4(text, from, to);
    }

    private static byte[] ipv4(String text, int from, int to) {
        byte[] address = new byte[4];
        int at = from;
        for (int part = 0; part < 4; part++) {
            int end = part == 3 ? to : text.indexOf('.', at);
            long octet = end < 0 || end > to || end - at > 3 ? -1 : Chars.number(text, at, end, 255);
            if (octet < 0) {
                return new byte[0];
            }
            address[part] = (byte) octet;
            at = end + 1;
        }
        return address;
    }

    /** Groups of hexadecimal digits, one {@code ::}, an IPv4 address at the end (RFC 4291 §2.2). */
    private static byte[] ipv6(String text, int from, int to) {
        byte[] address = new byte[2 * GROUPS];
        int filled = 0;
        int gap = -1;
        int at = from;
        while (at < to && filled <= 2 * GROUPS - 2) {
            if (text.charAt(at) == ':') {
                boolean twice = at + 1 < to && text.charAt(at + 1) == ':';
                if (!twice || gap >= 0) {
                    return new byte[0];
                }
                gap = filled;
                at += isThirdColon(text, at + 2, to) ? 3 : 2;
                continue;
            }
            int end = groupEnd(text, at, to);
            if (end < to && text.charAt(end) == '.') {
                return dotted(text, at, to, address, filled, gap);
            }
            int group = group(text, at, end);
            boolean colonLast = end == to - 1 || end < to && text.charAt(end) != ':';
            if (group < 0 || colonLast) {
                return new byte[0];
            }
            address[filled++] = (byte) (group >> 8);
            address[filled++] = (byte) group;
            at = end < to && text.charAt(end + 1) != ':' ? end + 1 : end;
        }
        return at < to ? new byte[0] : spread(address, filled, gap);
    }

    private static boolean isThirdColon(String text, int at, int to) {
        return at < to && text.charAt(at) == ':' && text.indexOf('.', at) > at;
    }

    private static int groupEnd(String text, int from, int to) {
        int end = from;
        while (end < to && text.charAt(end) != ':' && text.charAt(end) != '.') {
            end++;
        }
        return end;
    }

    private static int group(String text, int from, int to) {
        int group = to - from < 1 || to - from > 4 ? -1 : 0;
        for (int at = from; at < to && group >= 0; at++) {
            int digit = Chars.hex(text.charAt(at));
            group = digit < 0 ? -1 : group << 4 | digit;
        }
        return group;
    }

    private static byte[] dotted(String text, int from, int to, byte[] address, int filled, int gap) {
        byte[] last = ipv4(text, from, to);
        if (last.length == 0 || filled > 2 * GROUPS - 4) {
            return last.length == 0 ? last : new byte[0];
        }
        System.arraycopy(last, 0, address, filled, 4);
        return spread(address, filled + 4, gap);
    }

    private static byte[] spread(byte[] address, int filled, int gap) {
        if (gap < 0 ? filled < address.length : filled > address.length - 2) {
            return new byte[0];
        }
        if (gap >= 0) {
            System.arraycopy(address, gap, address, address.length - filled + gap, filled - gap);
            Arrays.fill(address, gap, address.length - filled + gap, (byte) 0);
        }
        return address;
    }

    /** Whether it names the same place as another: the same address, or the same name without case. */
    public boolean matches(Host other) {
        if (text.equals(other.text)) {
            return true;
        }
        byte[] own = address();
        return own.length > 0 ? Arrays.equals(own, other.address()) : text.equalsIgnoreCase(other.text);
    }

    /** As it stands in a message: IPv6 in brackets. */
    public String written() {
        return isIpv6() ? "[" + text + "]" : text;
    }

    @Override
    public String toString() {
        return text;
    }
}
