package io.callcenter.transport;

import io.callcenter.transaction.Path;
import java.net.InetSocketAddress;

/** A connection, or the address of a peer with the point that its datagram came by. Any thread. */
public sealed interface Link extends Path permits DatagramLink, Connection {
    /** {@code udp} or {@code tcp}. */
    String transport();

    /** The peer's address and port. */
    InetSocketAddress remote();

    /** Whether something written may still arrive. */
    boolean alive();

    /** Sends; what the peer does not take, or a broken connection loses, is lost. */
    void write(byte[] message);
}
