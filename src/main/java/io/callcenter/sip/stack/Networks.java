package io.callcenter.sip.stack;

import io.callcenter.transport.address.Literals;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Addresses and networks, such as those that may start calls. */
public final class Networks {
    private record Network(byte[] prefix, int length) {
        boolean holds(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = length / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != prefix[i]) {
                    return false;
                }
            }
            int rest = 8 - length % 8;
            return rest == 8 || (address[whole] & 0xff) >> rest == (prefix[whole] & 0xff) >> rest;
        }
    }

    private final List<Network> networks = new ArrayList<>();

    /** Reads {@code 10.0.0.0/8} or {@code 192.0.2.7}; raises {@link IllegalArgumentException}. None at all = everybody. */
    public Networks(List<String> texts) {
        texts.forEach(text -> networks.add(parse(text)));
    }

    private static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address =
                Literals.address(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int bits = address.length * 8;
        int length = slash < 0 ? bits : length(text.substring(slash + 1), bits, text);
        return new Network(address, length);
    }

    private static int length(String number, int bits, String text) {
        try {
            int length = Integer.parseInt(number);
            if (length >= 0 && length <= bits) {
                return length;
            }
            throw new IllegalArgumentException("network prefix out of range: " + text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a network: " + text, e);
        }
    }

    /** Whether an address may start calls. */
    public boolean hold(String literal) {
        return networks.isEmpty() || name(literal);
    }

    /** Whether an address is named, itself or by its network. */
    public boolean name(String literal) {
        return !networks.isEmpty() && name(Literals.address(literal));
    }

    /** Whether an address is named, itself or by its network. */
    boolean name(InetAddress address) {
        if (networks.isEmpty()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        for (Network network : networks) {
            if (network.holds(bytes)) {
                return true;
            }
        }
        return false;
    }
}
