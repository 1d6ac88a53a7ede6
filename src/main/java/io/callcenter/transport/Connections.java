package io.callcenter.transport;

import io.callcenter.message.Carrier;
import io.callcenter.message.Door;
import io.callcenter.message.Entry;
import io.callcenter.message.Response;
import io.callcenter.message.Via;
import io.callcenter.transaction.Action;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * All streams of all loops by their peers' addresses: one to an address (and, for TLS, a name), whoever opened it. What a source may hold open is
 * bounded, and so are all that peers opened, and all that we did. Any thread.
 */
final class Connections {
    static final WriteBufferWaterMark MARKS = new WriteBufferWaterMark(32 << 10, 256 << 10);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /**
     * How many streams may be open.
     *
     * @param all of all sources; as many may be opened by us
     * @param source of one
     * @param trusted of a trusted one
     * @param isTrusted which are
     */
    record Bounds(int all, int source, int trusted, Predicate<InetAddress> isTrusted) {}

    /** By transport, address, port and proved name. */
    private final Map<String, Connection> byPeer = new ConcurrentHashMap<>();
    /** One of those to that transport, address and port. */
    private final Map<String, Connection> byAddress = new ConcurrentHashMap<>();

    private final Map<Source, Integer> bySource = new ConcurrentHashMap<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final Bounds bounds;
    private final Door door;
    private final Guard guard;
    private final Openings openings;
    private volatile Loops loops;

    Connections(Bounds bounds, Door door, Guard guard, Openings openings) {
        this.bounds = bounds;
        this.door = door;
        this.guard = guard;
        this.openings = openings;
    }

    /** One read of at most 16 KiB a turn: a peer that sends without end does not keep others waiting. */
    static RecvByteBufAllocator readALittle() {
        return new AdaptiveRecvByteBufAllocator(64, 2_048, 16 << 10).maxMessagesPerRead(1);
    }

    void of(Loops all) {
        loops = all;
    }

    private static String key(String transport, InetSocketAddress remote) {
        return transport + ' ' + Literals.text(remote.getAddress()) + ' ' + remote.getPort();
    }

    static String key(String transport, InetSocketAddress remote, String name) {
        return name.isEmpty() ? key(transport, remote) : key(transport, remote) + ' ' + name;
    }

    Loop home(byte[] message, Loop here) {
        return loops.home(message, here);
    }

    /** The open stream to that address and port, whoever opened it and whatever name its peer has proved; {@code null} = there is none. */
    Connection open(String transport, InetSocketAddress remote) {
        Connection known = byAddress.get(key(transport, remote));
        return known != null && known.alive() ? known : null;
    }

    /** The stream to that place, open or being opened; a new one belongs to that loop. */
    Connection toward(Place place, Loop loop) {
        return toward(place.peer(), place.patience(), loop);
    }

    /** The stream to that peer, open or being opened; a new one belongs to that loop. */
    Connection toward(String transport, InetSocketAddress remote, Loop loop) {
        return toward(new Connection.Peer(transport, remote, ""), PATIENCE, loop);
    }

    private Connection toward(Connection.Peer peer, Duration patience, Loop loop) {
        Connection known = byPeer.get(key(peer.transport(), peer.remote(), peer.name()));
        if (known == null || !known.alive()) {
            known = peer.name().isEmpty() ? open(peer.transport(), peer.remote()) : null;
        }
        if (known != null) {
            return known;
        }
        boolean possible = openings.canDial(peer.transport()) && opened.get() < bounds.all();
        return possible ? connect(peer, patience, loop) : Connection.none(this, loop, peer);
    }

    private Connection connect(Connection.Peer peer, Duration patience, Loop loop) {
        Connection connection = Connection.toward(this, loop, peer);
        Connection other = byPeer.putIfAbsent(connection.key(), connection);
        if (other != null && other.alive()) {
            return other;
        }
        opened.incrementAndGet();
        known(connection);
        ChannelFuture connecting = new Bootstrap()
                .group(loop.thread())
                .channel(loops.kind().stream())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) patience.toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, MARKS)
                .option(ChannelOption.RCVBUF_ALLOCATOR, readALittle())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        // Reading begins when it is connected.
                    }
                })
                .connect(peer.remote());
        connecting.addListener(done -> connected(connection, peer.name(), connecting));
        return connection;
    }

    private void connected(Connection connection, String name, ChannelFuture connecting) {
        if (connecting.isSuccess()) {
            openings.dialled(connecting.channel(), name, connection);
        } else {
            connection.failed(Action.Why.NOWHERE);
        }
    }

    private void known(Connection connection) {
        byPeer.put(connection.key(), connection);
        Connection other = byAddress.putIfAbsent(key(connection.transport(), connection.remote()), connection);
        if (other != null && !other.alive()) {
            byAddress.put(key(connection.transport(), connection.remote()), connection);
        }
    }

    /** Takes a stream that a peer opened, or closes it where there are too many. */
    void accept(Channel channel, String transport, Loop loop) {
        InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
        if (remote == null || !enters(remote.getAddress())) {
            channel.close();
            return;
        }
        Connection connection = Connection.accepted(this, loop, new Connection.Peer(transport, remote, ""));
        openings.accepted(channel, connection, () -> known(connection));
    }

    private boolean enters(InetAddress source) {
        int most = bounds.isTrusted().test(source) ? bounds.trusted() : bounds.source();
        if (accepted.get() >= bounds.all() || !guard.takesConnection(source, System.nanoTime())) {
            return false;
        }
        int of = bySource.merge(Source.of(source), 1, Integer::sum);
        if (of > most) {
            leaves(source);
            return false;
        }
        accepted.incrementAndGet();
        return true;
    }

    private void leaves(InetAddress source) {
        bySource.computeIfPresent(Source.of(source), (s, count) -> count > 1 ? count - 1 : null);
    }

    void gone(Connection connection) {
        if (!connection.leftOnce()) {
            return;
        }
        byPeer.remove(connection.key(), connection);
        byAddress.remove(key(connection.transport(), connection.remote()), connection);
        if (connection.accepted()) {
            accepted.decrementAndGet();
            leaves(connection.remote().getAddress());
        } else {
            opened.decrementAndGet();
        }
    }

    /** Streams that are open or being opened, by transport. */
    Map<String, Integer> byTransport() {
        Map<String, Integer> found = new HashMap<>();
        byAddress.values().forEach(connection -> found.merge(connection.transport(), 1, Integer::sum));
        return found;
    }

    /** Streams that are open or being opened. */
    int size() {
        return accepted.get() + opened.get();
    }

    /**
     * Answers a request whose stream is gone: to its address and the port of its sent-by (RFC 3261 §18.2.2), which a peer of TLS must prove to be. WebSockets
     * are not opened by us: that answer is lost.
     */
    void answer(Link gone, byte[] response, Loop loop) {
        if (door.read(response, Carrier.STREAM) instanceof Entry.Taken taken
                && taken.message() instanceof Response answer) {
            Via via = answer.via();
            InetSocketAddress to = new InetSocketAddress(gone.remote().getAddress(), via.portOrUsual());
            boolean proves = gone.transport().equals("tls")
                    && !Literals.isLiteral(via.host().text());
            String name = proves ? via.host().text().toLowerCase(Locale.ROOT) : "";
            toward(new Connection.Peer(gone.transport(), to, name), PATIENCE, loop)
                    .write(response);
        }
    }
}
