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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * All streams of all loops by their peers' addresses: one to an address, whoever opened it. What a source may hold open is bounded, and so are all
 * together. Any thread.
 */
final class Connections {
    static final WriteBufferWaterMark MARKS = new WriteBufferWaterMark(32 << 10, 256 << 10);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /**
     * How many streams may be open.
     *
     * @param all of all sources
     * @param source of one
     * @param trusted of a trusted one
     * @param isTrusted which are
     */
    record Bounds(int all, int source, int trusted, Predicate<InetAddress> isTrusted) {}

    private final Map<String, Connection> byAddress = new ConcurrentHashMap<>();
    private final Map<Source, Integer> bySource = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Bounds bounds;
    private final Door door;
    private final Guard guard;
    private volatile Loops loops;

    Connections(Bounds bounds, Door door, Guard guard) {
        this.bounds = bounds;
        this.door = door;
        this.guard = guard;
    }

    /** One read of at most 16 KiB a turn: a peer that sends without end does not keep others waiting. */
    static RecvByteBufAllocator readALittle() {
        return new AdaptiveRecvByteBufAllocator(64, 2_048, 16 << 10).maxMessagesPerRead(1);
    }

    void of(Loops all) {
        loops = all;
    }

    static String key(String transport, InetSocketAddress remote) {
        return transport + ' ' + Literals.text(remote.getAddress()) + ' ' + remote.getPort();
    }

    Loop home(byte[] message, Loop here) {
        return loops.home(message, here);
    }

    /** The stream to that place, open or being opened; a new one belongs to that loop. */
    Connection toward(Place place, Loop loop) {
        Connection known = byAddress.get(place.key());
        if (known != null && known.alive()) {
            return known;
        }
        return connect(place.transport(), place.remote(), place.patience(), loop);
    }

    /** The stream to that peer, open or being opened; a new one belongs to that loop. */
    Connection toward(String transport, InetSocketAddress remote, Loop loop) {
        Connection known = byAddress.get(key(transport, remote));
        return known != null && known.alive() ? known : connect(transport, remote, PATIENCE, loop);
    }

    private Connection connect(String transport, InetSocketAddress remote, Duration patience, Loop loop) {
        Connection connection = new Connection(this, loop, transport, remote, false);
        Connection other = byAddress.putIfAbsent(connection.key(), connection);
        if (other != null && other.alive()) {
            return other;
        }
        byAddress.put(connection.key(), connection);
        open.incrementAndGet();
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
                .connect(remote);
        connecting.addListener(done -> connected(connection, connecting));
        return connection;
    }

    private static void connected(Connection connection, ChannelFuture connecting) {
        if (connecting.isSuccess()) {
            connecting.channel().pipeline().addLast(connection);
            connection.opened(connecting.channel());
        } else {
            connection.failed(Action.Why.NOWHERE);
        }
    }

    /** Takes a stream that a peer opened, or closes it where there are too many. */
    void accept(Channel channel, String transport, Loop loop) {
        InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
        if (remote == null || !enters(remote.getAddress())) {
            channel.close();
            return;
        }
        Connection connection = new Connection(this, loop, transport, remote, true);
        byAddress.put(connection.key(), connection);
        channel.pipeline().addLast(connection);
        connection.opened(channel);
    }

    private boolean enters(InetAddress source) {
        int most = bounds.isTrusted().test(source) ? bounds.trusted() : bounds.source();
        if (open.get() >= bounds.all() || !guard.takesConnection(source, System.nanoTime())) {
            return false;
        }
        int of = bySource.merge(Source.of(source), 1, Integer::sum);
        if (of > most) {
            leaves(source);
            return false;
        }
        open.incrementAndGet();
        return true;
    }

    private void leaves(InetAddress source) {
        bySource.computeIfPresent(Source.of(source), (s, count) -> count > 1 ? count - 1 : null);
    }

    void gone(Connection connection) {
        if (connection.leftOnce()) {
            byAddress.remove(connection.key(), connection);
            open.decrementAndGet();
            if (connection.accepted()) {
                leaves(connection.remote().getAddress());
            }
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
        return open.get();
    }

    /** Answers a request whose stream is gone: to its address and the port of its sent-by (RFC 3261 §18.2.2). */
    void answer(Link gone, byte[] response, Loop loop) {
        if (door.read(response, Carrier.STREAM) instanceof Entry.Taken taken
                && taken.message() instanceof Response answer) {
            Via via = answer.via();
            InetSocketAddress to = new InetSocketAddress(gone.remote().getAddress(), via.portOrUsual());
            toward(gone.transport(), to, loop).write(response);
        }
    }
}
