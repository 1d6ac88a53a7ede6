package io.callcenter.sip;

import io.callcenter.transport.Literals;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Addresses and networks that may start calls. */
final class Networks {
    private record Network(BigInteger prefix, int length, int bits) {
        boolean holds(byte[] address) {
            return address.length * 8 == bits
                    && new BigInteger(1, address).shiftRight(bits - length).equals(prefix);
        }
    }

    private final List<Network> networks = new ArrayList<>();

    /** Reads {@code 10.0.0.0/8} or {@code 192.0.2.7}; raises {@link IllegalArgumentException}. None at all = everybody. */
    Networks(List<String> texts) {
        texts.forEach(text -> networks.add(parse(text)));
    }

    private static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address =
                Literals.address(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int bits = address.length * 8;
        int length = slash < 0 ? bits : length(text.substring(slash + 1), bits, text);
        return new Network(new BigInteger(1, address).shiftRight(bits - length), length, bits);
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
    boolean hold(String literal) {
        return networks.isEmpty() || name(literal);
    }

    /** Whether an address is named, itself or by its network. */
    boolean name(String literal) {
        if (networks.isEmpty()) {
            return false;
        }
        byte[] address = Literals.address(literal).getAddress();
        return networks.stream().anyMatch(n -> n.holds(address));
    }
}
