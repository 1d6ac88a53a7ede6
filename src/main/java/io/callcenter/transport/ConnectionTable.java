package io.callcenter.transport;

import io.callcenter.transport.address.Literals;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All streams by the addresses at which they reach a peer: while one of several to an address lives, it is found. Any thread. */
final class ConnectionTable {
    /**
     * A way to a peer.
     *
     * @param name the domain that the peer has proved to be, empty = none
     * @param alias whether it is another address than that of the connection (RFC 5923)
     */
    private record Way(Connection connection, String name, boolean alias) {}

    /** By transport, address and port; the lists do not change. */
    private final Map<String, List<Way>> ways = new ConcurrentHashMap<>();

    private static String key(String transport, InetSocketAddress remote) {
        return transport + ' ' + Literals.text(remote.getAddress()) + ' ' + remote.getPort();
    }

    /** One that lives to that address and port, whoever opened it and whatever name its peer has proved; {@code null} = there is none. */
    Connection open(String transport, InetSocketAddress remote) {
        return alive(
                ways.getOrDefault(key(transport, remote), List.of()), new Connection.Peer(transport, remote, ""), true);
    }

    /** One that lives to that peer: of its name, or of any where it has none; {@code null} = there is none. */
    Connection toward(Connection.Peer peer) {
        List<Way> known = ways.getOrDefault(key(peer.transport(), peer.remote()), List.of());
        Connection named = alive(known, peer, false);
        return named == null && peer.name().isEmpty() ? alive(known, peer, true) : named;
    }

    private static Connection alive(List<Way> ways, Connection.Peer peer, boolean anyName) {
        for (Way way : ways) {
            Connection known = way.connection();
            if ((anyName || way.name().equals(peer.name())) && isFrom(known, peer.from()) && known.alive()) {
                return known;
            }
        }
        return null;
    }

    /** Peers that know one address of ours need not let in another one; where a peer has connected itself, there is no choice. */
    private static boolean isFrom(Connection known, InetSocketAddress from) {
        return from.equals(Destination.ANY)
                || known.origin() == StreamCounts.Origin.ACCEPTED
                || known.localPoint().equals(Destination.ANY)
                || known.localPoint().equals(from);
    }

    /** Adds it, unless there is one of its name to its peer, which is given back then. */
    Connection addIfAbsent(Connection connection) {
        Connection.Peer peer = connection.peer();
        Connection[] found = {connection};
        ways.compute(key(peer.transport(), peer.remote()), (key, known) -> {
            List<Way> before = known == null ? List.of() : known;
            Connection other = alive(before, peer, false);
            if (other != null) {
                found[0] = other;
                return known;
            }
            return with(before, before.size(), new Way(connection, peer.name(), false));
        });
        return found[0];
    }

    /** Adds it. */
    void add(Connection connection) {
        Connection.Peer peer = connection.peer();
        ways.compute(key(peer.transport(), peer.remote()), (key, known) -> {
            List<Way> before = known == null ? List.of() : known;
            return with(before, before.size(), new Way(connection, peer.name(), false));
        });
    }

    /** It reaches that address, too, and is the first one that is asked there: its peer has said so last. */
    void alias(Connection connection, InetSocketAddress address, String name) {
        ways.compute(
                key(connection.transport(), address),
                (key, known) -> with(known == null ? List.of() : known, 0, new Way(connection, name, true)));
    }

    private static List<Way> with(List<Way> before, int at, Way way) {
        List<Way> more = new ArrayList<>(before);
        more.add(at, way);
        return List.copyOf(more);
    }

    void remove(Connection connection) {
        remove(connection, connection.remote());
    }

    void remove(Connection connection, InetSocketAddress address) {
        ways.computeIfPresent(key(connection.transport(), address), (key, known) -> {
            List<Way> left =
                    known.stream().filter(way -> way.connection() != connection).toList();
            return left.isEmpty() ? null : left;
        });
    }

    /** How many there are of each transport. */
    Map<String, Integer> byTransport() {
        Map<String, Integer> found = new HashMap<>();
        for (List<Way> known : ways.values()) {
            for (Way way : known) {
                if (!way.alias()) {
                    found.merge(way.connection().transport(), 1, Integer::sum);
                }
            }
        }
        return found;
    }
}
