package io.callcenter.sip.stack;

import io.callcenter.transport.address.Literals;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * One source of requests: an IPv4 address, or the /64 network of an IPv6 address, within which one host may take any address.
 *
 * @param bits the IPv4 address, or the first 64 bits of the IPv6 address
 */
public record SourceAddress(boolean ipv6, long bits) {
    /** The source that a literal address belongs to; an IPv4 address mapped into IPv6 is that IPv4 address. */
    public static SourceAddress of(String literal) {
        InetAddress address = Literals.address(literal);
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? new SourceAddress(false, bytes.getInt())
                : new SourceAddress(true, bytes.getLong());
    }
}
