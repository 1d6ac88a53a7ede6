package io.callcenter.transport.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * One source of messages: an IPv4 address, or the /64 network of an IPv6 address, within which one host may take any address.
 *
 * @param bits the IPv4 address, or the first 64 bits of the IPv6 address
 */
public record Source(boolean ipv6, long bits) {
    public static Source of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address ? new Source(false, bytes.getInt()) : new Source(true, bytes.getLong());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(bits) * 31 + (ipv6 ? 1 : 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Source source && source.bits == bits && source.ipv6 == ipv6;
    }
}
