package io.callcenter.sip.stack;

import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Tells from which address this machine sends to a peer, as the routes of the kernel have it: one look-up there, nothing is sent and nothing waits.
 * One socket a family is opened for all peers. Any thread.
 */
final class LocalRoutes implements AutoCloseable {
    /** Any port will do. */
    private static final int PORT = 5060;

    private final Callable<DatagramSocket> opener;
    private Optional<DatagramSocket> ipv4 = Optional.empty();
    private Optional<DatagramSocket> ipv6 = Optional.empty();
    private boolean closed;

    /** Over sockets that {@code opener} makes. */
    LocalRoutes(Callable<DatagramSocket> opener) {
        this.opener = opener;
        ipv4 = open();
        ipv6 = open();
    }

    private Optional<DatagramSocket> open() {
        try {
            return closed ? Optional.empty() : Optional.of(opener.call());
        } catch (Exception e) {
            return Optional.empty(); // no file is left, or no such family: the next one who asks tries again
        }
    }

    /** Our address toward that peer; empty where there is no route: the message that needs the address will fail by itself. */
    synchronized Optional<InetAddress> toward(InetAddress peer) {
        boolean small = peer instanceof Inet4Address;
        Optional<DatagramSocket> socket = (small ? ipv4 : ipv6).filter(s -> !s.isClosed());
        if (socket.isEmpty()) {
            socket = open();
        }
        Optional<InetAddress> found = socket.flatMap(s -> ask(s, peer));
        if (small) {
            ipv4 = socket;
        } else {
            ipv6 = socket;
        }
        return found;
    }

    private static Optional<InetAddress> ask(DatagramSocket socket, InetAddress peer) {
        try {
            socket.connect(new InetSocketAddress(peer, PORT));
            InetAddress local = socket.getLocalAddress();
            socket.disconnect();
            return Optional.ofNullable(local).filter(found -> !found.isAnyLocalAddress());
        } catch (SocketException | RuntimeException e) {
            socket.close();
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        ipv4.ifPresent(DatagramSocket::close);
        ipv6.ifPresent(DatagramSocket::close);
    }
}
