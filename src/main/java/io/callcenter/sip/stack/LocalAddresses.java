package io.callcenter.sip.stack;

import io.callcenter.transport.Link;
import io.callcenter.transport.address.ListenPoint;
import io.callcenter.transport.address.Literals;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What peers shall call us: the advertised address, else that of the point, else that by which the peer's connection came, else the one that the
 * machine would send from to reach them, which is remembered for a while. Any thread.
 */
final class LocalAddresses implements AutoCloseable {
    private static final long NANOS_KEPT = 30_000_000_000L;
    private static final int MOST_KEPT = 10_000;

    private final Routes kernel = new Routes(DatagramSocket::new);

    private record Known(String host, long since) {}

    private final Map<String, ListenPoint> points = new HashMap<>();
    /** Hosts of points that listen on one address only. */
    private final Map<String, String> fixed = new HashMap<>();

    private final String host;
    private final int port;
    private final Map<InetAddress, Known> routes = new ConcurrentHashMap<>();

    LocalAddresses(List<ListenPoint> bound, String advertise) {
        bound.forEach(p -> points.put(p.transport(), p));
        bound.stream().filter(p -> !p.everyAddress()).forEach(p -> fixed.put(p.transport(), p.host()));
        int colon = advertise.lastIndexOf(':');
        boolean withPort = colon > 0 && (advertise.indexOf(':') == colon || advertise.charAt(colon - 1) == ']');
        String name = withPort ? advertise.substring(0, colon) : advertise;
        this.host = name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
        this.port = withPort ? Integer.parseInt(advertise.substring(colon + 1)) : -1;
    }

    /** Whether we listen on that transport. */
    boolean speaks(String transport) {
        return points.containsKey(transport);
    }

    /** Our host as the peer of that link shall see it. */
    String hostToward(Link link) {
        boolean seen = host.isEmpty() && !link.local().isAnyLocalAddress();
        return seen
                ? fixed.getOrDefault(link.transport(), Literals.text(link.local()))
                : hostToward(link.transport(), link.remote().getAddress());
    }

    /** Our host as that peer shall see it. */
    String hostToward(String transport, InetAddress peer) {
        if (!host.isEmpty()) {
            return host;
        }
        String only = fixed.get(transport);
        if (only != null) {
            return only;
        }
        long now = System.nanoTime();
        Known known = routes.get(peer);
        if (known != null && now - known.since() < NANOS_KEPT) {
            return known.host();
        }
        if (routes.size() >= MOST_KEPT) {
            routes.clear();
        }
        String found =
                kernel.toward(peer).map(Literals::text).orElseGet(() -> known != null ? known.host() : loopback(peer));
        routes.put(peer, new Known(found, now));
        return found;
    }

    private static String loopback(InetAddress peer) {
        return peer.getAddress().length == 4 ? "127.0.0.1" : "::1";
    }

    /** Our port as peers of that transport shall see it. */
    int port(String transport) {
        ListenPoint point = points.get(transport);
        return port > 0 ? port : point == null ? 5060 : point.port();
    }

    /** Whether a message sent there would come to ourselves. */
    boolean self(String transport, InetAddress address, int remotePort) {
        ListenPoint point = points.get(transport);
        if (point == null) {
            return false;
        }
        if (!host.isEmpty() && host.equals(Literals.text(address)) && remotePort == port(transport)) {
            return true;
        }
        if (point.port() != remotePort) {
            return false;
        }
        return point.everyAddress()
                ? ours(address)
                : Literals.address(point.host()).equals(address);
    }

    private static boolean ours(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    @Override
    public void close() {
        kernel.close();
    }
}
