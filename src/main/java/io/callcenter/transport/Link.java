package io.callcenter.transport;

import io.callcenter.message.Carrier;
import io.callcenter.transaction.ReturnPath;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A connection, or the address of a peer with the point that its datagram came by. Any thread. */
public sealed interface Link extends ReturnPath permits DatagramLink, Connection {
    /** {@code udp}, {@code tcp}, {@code tls}, {@code ws} or {@code wss}. */
    String transport();

    /** How messages on it are told apart. */
    Carrier carrier();

    /** The peer's address and port. */
    InetSocketAddress remote();

    /** Our address as the peer sees it; a wildcard address where only the routes of the machine know. */
    InetAddress local();

    /** The address of our listening point that it belongs to; {@link Destination#ANY} where it belongs to none. */
    InetSocketAddress localPoint();

    /** The address and port of our socket. */
    InetSocketAddress localSocket();

    /** Whether something written may still arrive. */
    boolean alive();

    /** Sends; what the peer does not take, or a broken connection loses, is lost. */
    void write(byte[] message);
}
