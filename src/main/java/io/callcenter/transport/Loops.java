package io.callcenter.transport;

import io.callcenter.message.Limits;
import io.callcenter.message.MessageIntake;
import io.callcenter.transaction.Timing;
import io.callcenter.transport.address.ListenPoint;
import io.callcenter.transport.address.Literals;
import io.callcenter.transport.guard.Guard;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** The event loops of SIP and the points on which they listen. The Call-ID of a message says on which loop it is dealt with, its home. */
public final class Loops implements AutoCloseable {
    private static final int DATAGRAM = 65_535;
    /** Room for more of the largest would be a quarter of one of Netty's chunks of memory, which is then made and cleared anew for each read. */
    private static final int AT_ONCE = 4;

    private static final int IN_A_TURN = 256;
    private static final int SOCKET_BUFFER = 4 << 20;
    private static final int BACKLOG = 512;

    private final LoopKind kind;
    private final EventLoopGroup group;
    private final MessageIntake door;
    private final Guard guard;
    private final ChannelOpener openings;
    private final Connections connections;
    private final List<Loop> loops = new ArrayList<>();
    private final Map<EventLoop, Loop> byThread = new IdentityHashMap<>();
    private final List<Capture> captures = new ArrayList<>();
    private final List<Channel> channels = new ArrayList<>();
    private final ToIntFunction<String> slot;
    private final BooleanSupplier speaks;

    /**
     * What they are made of.
     *
     * @param count of loops
     * @param slot a number that says to which loop a Call-ID belongs
     * @param closed whether others than trusted sources may start nothing
     * @param trusted sources that may hold more connections open, and are not guarded against
     * @param points what encrypted points need
     */
    public record Needs(
            int count,
            ToIntFunction<String> slot,
            Limits limits,
            Timing timing,
            boolean closed,
            Predicate<InetAddress> trusted,
            LoopUser user,
            PointSettings points) {}

    /** Loops that run and do not listen yet. */
    public Loops(Needs parts) {
        this(parts, StreamCounts.Bounds.usual(parts.trusted()), StreamMemory.usual());
    }

    /** The same with other bounds of streams. */
    Loops(Needs parts, StreamCounts.Bounds bounds, StreamMemory memory) {
        kind = LoopKind.best();
        slot = parts.slot();
        speaks = parts.points().speaks();
        group = kind.group(parts.count());
        door = new MessageIntake(parts.limits());
        guard = new Guard(parts.closed(), parts.trusted(), System.nanoTime());
        openings = new ChannelOpener(parts.points(), parts.trusted());
        connections = new Connections(bounds, memory, door, guard, openings);
        connections.openFor(this);
        for (EventExecutor thread : group) {
            Loop loop = new Loop((EventLoop) thread, parts, door, guard, connections);
            loops.add(loop);
            byThread.put(loop.thread(), loop);
        }
    }

    LoopKind kind() {
        return kind;
    }

    /** All loops. */
    public List<Loop> all() {
        return List.copyOf(loops);
    }

    /** The loop on which everything with that Call-ID is dealt with. */
    public Loop home(String callId) {
        return loops.size() == 1 ? loops.get(0) : loops.get(Math.floorMod(slot.applyAsInt(callId), loops.size()));
    }

    /** Whether anything may be sent. One call of what the points were given. */
    boolean speaks() {
        return speaks.getAsBoolean();
    }

    Guard guard() {
        return guard;
    }

    /** Sources that are not heard at present. */
    public int bans() {
        return guard.bans(System.nanoTime());
    }

    /** Streams that are open or being opened, by transport. */
    public Map<String, Integer> byTransport() {
        return connections.byTransport();
    }

    /** How late the latest loop is. */
    public Duration delay() {
        long now = System.nanoTime();
        long most = 0;
        for (Loop loop : loops) {
            most = Math.max(most, loop.lateness().delay(now));
        }
        return Duration.ofNanos(most);
    }

    /** Whether one of them has been later than 50 ms for a second. */
    public boolean areLate() {
        long now = System.nanoTime();
        for (Loop loop : loops) {
            if (loop.lateness().isLate(now)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of them has done nothing for 5 s. */
    public boolean areStuck() {
        long now = System.nanoTime();
        for (Loop loop : loops) {
            if (loop.lateness().isStuck(now)) {
                return true;
            }
        }
        return false;
    }

    Loop home(byte[] message, Loop here) {
        return loops.size() == 1 ? here : door.callId(message).map(this::home).orElse(here);
    }

    /** Streams that are open or being opened. */
    public int connections() {
        return connections.size();
    }

    ChannelOpener openings() {
        return openings;
    }

    /** The open stream to that transport, address and port, whoever opened it. Any thread. */
    public Optional<Link> open(String transport, InetSocketAddress remote) {
        return Optional.ofNullable(connections.open(transport, remote));
    }

    /**
     * Takes a point; nothing is read from it before {@link #open}.
     *
     * @return the point with its real port
     * @throws IOException when the port is taken, the address is not ours, or there are no keys for TLS
     */
    public ListenPoint listen(ListenPoint point) throws IOException {
        InetSocketAddress address = new InetSocketAddress(Literals.address(point.host()), point.port());
        if (point.transport().equals("udp")) {
            return point.withPort(datagrams(point, address));
        }
        if (point.encrypted()) {
            openings.needTls();
        }
        ServerBootstrap server = new ServerBootstrap()
                .group(group)
                .channel(kind.listener())
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Connections.MARKS)
                .childOption(ChannelOption.RCVBUF_ALLOCATOR, Connections.readALittle())
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.accept(channel, point.transport(), byThread.get(channel.eventLoop()));
                    }
                });
        return point.withPort(bound(server.bind(address), point));
    }

    private int datagrams(ListenPoint point, InetSocketAddress address) throws IOException {
        int port = loops.size() > 1 ? free(point, address) : address.getPort();
        for (Loop loop : loops) {
            Bootstrap bootstrap = new Bootstrap()
                    .group(loop.thread())
                    .channelFactory(kind.datagrams(address.getAddress()))
                    .option(ChannelOption.AUTO_READ, false)
                    .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                    .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            Datagrams datagrams = new Datagrams(Loops.this, loop, channel, address.getAddress());
                            channel.pipeline().addLast(datagrams);
                            loop.add(datagrams);
                        }
                    });
            kind.readAtOnce(bootstrap, AT_ONCE, DATAGRAM, IN_A_TURN);
            kind.share(bootstrap, loops.size() > 1);
            port = bound(bootstrap.bind(new InetSocketAddress(address.getAddress(), port)), point);
        }
        return port;
    }

    /** Sockets that share a port would share it with those of another process, too: the first one must have it alone. */
    private static int free(ListenPoint point, InetSocketAddress address) throws IOException {
        try (DatagramSocket alone = new DatagramSocket(address)) {
            return alone.getLocalPort();
        } catch (SocketException e) {
            throw new IOException("SIP cannot listen on " + point + ": " + e.getMessage(), e);
        }
    }

    /**
     * Sends copies of all messages there.
     *
     * @throws IOException when no socket can be had for it
     */
    public void copyTo(CaptureSettings settings) throws IOException {
        for (Loop loop : loops) {
            Capture capture = new Capture(settings, door);
            captures.add(capture);
            loop.copyTo(capture);
        }
    }

    /** Begins to read, and to take connections, on all points. */
    public void open() {
        channels.forEach(channel -> channel.config().setAutoRead(true));
    }

    private int bound(ChannelFuture binding, ListenPoint point) throws IOException {
        binding.awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IOException(
                    "SIP cannot listen on " + point + ": " + binding.cause().getMessage(), binding.cause());
        }
        channels.add(binding.channel());
        return ((InetSocketAddress) binding.channel().localAddress()).getPort();
    }

    /** Closes everything without a word, within 2 s; the ports are free then. */
    @Override
    public void close() {
        channels.forEach(channel -> channel.close().awaitUninterruptibly(1, TimeUnit.SECONDS));
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        openings.close();
        captures.forEach(Capture::close);
    }
}
