package io.callcenter.sip.stack;

import io.callcenter.b2b.Hop;
import io.callcenter.transport.Destination;
import io.callcenter.transport.Link;
import io.callcenter.transport.address.ListenPoint;
import io.callcenter.transport.address.Literals;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What peers shall call us: the advertised address, else that of the point, else that by which the peer's connection came, else the one that the
 * machine would send from to reach them, which is remembered for a while. Of several points of a transport, a new dialog begins at the one with that
 * address, else at the first one of the peer's family; then it stays at its point. Any thread.
 */
final class LocalAddresses implements AutoCloseable {
    private static final long NANOS_KEPT = 30_000_000_000L;
    private static final int MOST_KEPT = 10_000;
    private static final int USUAL_PORT = 5060;

    private final LocalRoutes kernel = new LocalRoutes(DatagramSocket::new);

    private record Known(Optional<InetAddress> address, long since) {}

    /**
     * A listening point.
     *
     * @param host what it is called, empty = as the peer sees it
     * @param port what its port is called
     */
    private record Point(ListenPoint bound, InetSocketAddress address, String host, int port) {
        static Point of(ListenPoint bound, String advertise) {
            String name = bound.advertised().isEmpty() ? advertise : bound.advertised();
            int colon = name.lastIndexOf(':');
            boolean withPort = colon > 0 && (name.indexOf(':') == colon || name.charAt(colon - 1) == ']');
            String host = withPort ? name.substring(0, colon) : name;
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            String plain = bracketed ? host.substring(1, host.length() - 1) : host;
            String called = plain.isEmpty() && !bound.everyAddress() ? bound.host() : plain;
            int port = withPort ? Integer.parseInt(name.substring(colon + 1)) : bound.port();
            return new Point(bound, bound.address(), called, port);
        }

        /** Whether it can send there: datagrams of one family do not leave by a socket of the other. */
        boolean reaches(InetAddress peer) {
            boolean both = bound.everyAddress()
                    && bound.host().indexOf(':') >= 0
                    && !bound.transport().equals("udp");
            return both || peer instanceof Inet4Address == address.getAddress() instanceof Inet4Address;
        }
    }

    /**
     * Ourselves, as a peer is told.
     *
     * @param host name or literal address, an IPv6 one without brackets
     * @param point the address of the listening point; {@link Destination#ANY} where there is one of that transport only, or none
     */
    record Self(String host, int port, InetSocketAddress point) {}

    private final Map<String, List<Point>> points = new HashMap<>();
    /** What we are called where we do not listen. */
    private final Point nowhere;

    private final Map<InetAddress, Known> routes = new ConcurrentHashMap<>();

    LocalAddresses(List<ListenPoint> bound, String advertise) {
        this.nowhere = Point.of(new ListenPoint("udp", "0.0.0.0", USUAL_PORT), advertise);
        bound.forEach(p ->
                points.computeIfAbsent(p.transport(), t -> new ArrayList<>()).add(Point.of(p, advertise)));
    }

    /** Refuses points of one transport that peers could not tell apart, with {@link IllegalArgumentException}. */
    static void check(List<ListenPoint> wanted, String advertise) {
        Set<String> names = new HashSet<>();
        for (ListenPoint point : wanted) {
            Point named = Point.of(point, advertise);
            String name = named.host().isEmpty() ? point.host() : named.host();
            String family = point.host().indexOf(':') < 0 ? " IPv4 " : " IPv6 ";
            if (named.port() > 0 && !names.add(point.transport() + family + name + " " + named.port())) {
                throw new IllegalArgumentException("two " + point.transport() + " points are called "
                        + Literals.bracketed(name) + ":" + named.port()
                        + ": give each its own name, as in " + point + "=sip.example.com:5060");
            }
        }
    }

    /** Whether we listen on that transport. */
    boolean speaks(String transport) {
        return points.containsKey(transport);
    }

    /** Ourselves as the peer of that link shall see us. */
    Self at(Link link) {
        List<Point> all = points.getOrDefault(link.transport(), List.of());
        InetAddress peer = link.remote().getAddress();
        Point point = all.size() < 2 ? choose(all, peer) : at(all, link.localPoint(), peer);
        boolean seen = point.host().isEmpty() && !link.local().isAnyLocalAddress();
        return seen ? self(all, point, Literals.text(link.local())) : self(all, point, peer);
    }

    private Point at(List<Point> all, InetSocketAddress address, InetAddress peer) {
        Point found = null;
        for (Point point : all) {
            boolean everywhere =
                    address.getAddress().isAnyLocalAddress() && point.bound().everyAddress();
            if (point.address().equals(address)) {
                return point;
            }
            if (everywhere && point.bound().port() == address.getPort()) {
                found = point;
            }
        }
        return found == null ? choose(all, peer) : found;
    }

    /** Ourselves as that peer shall see us in a new dialog. */
    Self toward(String transport, InetAddress peer) {
        List<Point> all = points.getOrDefault(transport, List.of());
        return self(all, choose(all, peer), peer);
    }

    /** Ourselves as that peer shall see us in a dialog of that hop: as before, where that point can send there by that transport. */
    Self toward(String transport, InetAddress peer, Hop hop) {
        List<Point> all = points.getOrDefault(transport, List.of());
        return self(all, all.size() < 2 ? choose(all, peer) : of(all, peer, hop), peer);
    }

    private Point of(List<Point> all, InetAddress peer, Hop hop) {
        Point found = null;
        for (Point point : all) {
            if (point.reaches(peer) && (point.host().isEmpty() || point.host().equals(hop.localHost()))) {
                if (point.port() == hop.localPort()) {
                    return point;
                }
                found = found == null ? point : found;
            }
        }
        return found == null ? choose(all, peer) : found;
    }

    /** The address of the point of that hop. */
    InetSocketAddress point(Hop hop) {
        return toward(hop.transport(), Literals.address(hop.remoteHost()), hop).point();
    }

    /** One with the address that the machine would send from, else the first one that reaches that peer, else the first one. */
    private Point choose(List<Point> all, InetAddress peer) {
        if (all.size() < 2) {
            return all.isEmpty() ? nowhere : all.get(0);
        }
        InetAddress from = route(peer).orElse(null);
        Point found = null;
        for (Point point : all) {
            if (point.address().getAddress().equals(from)) {
                return point;
            }
            found = found == null && point.reaches(peer) ? point : found;
        }
        return found == null ? all.get(0) : found;
    }

    private Self self(List<Point> all, Point point, InetAddress peer) {
        Self self = self(all, point, point.host().isEmpty() ? hostToward(peer) : point.host());
        return all.size() < 2 || point.reaches(peer) ? self : new Self(self.host(), self.port(), Destination.ANY);
    }

    private static Self self(List<Point> all, Point point, String host) {
        return new Self(host, point.port(), all.size() < 2 ? Destination.ANY : point.address());
    }

    private String hostToward(InetAddress peer) {
        return route(peer).map(Literals::text).orElseGet(() -> loopback(peer));
    }

    private Optional<InetAddress> route(InetAddress peer) {
        long now = System.nanoTime();
        Known known = routes.get(peer);
        if (known != null && now - known.since() < NANOS_KEPT) {
            return known.address();
        }
        if (routes.size() >= MOST_KEPT) {
            routes.clear();
        }
        Optional<InetAddress> found = kernel.toward(peer);
        Optional<InetAddress> address = found.isPresent() || known == null ? found : known.address();
        routes.put(peer, new Known(address, now));
        return address;
    }

    private static String loopback(InetAddress peer) {
        return peer.getAddress().length == 4 ? "127.0.0.1" : "::1";
    }

    /** Whether a message sent there would come to ourselves. */
    boolean self(String transport, InetAddress address, int remotePort) {
        for (Point point : points.getOrDefault(transport, List.of())) {
            boolean called = point.host().equals(Literals.text(address)) && remotePort == point.port();
            boolean there = point.bound().everyAddress()
                    ? ours(address)
                    : point.address().getAddress().equals(address);
            if (called || point.bound().port() == remotePort && there) {
                return true;
            }
        }
        return false;
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
