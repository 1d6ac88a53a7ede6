package io.callcenter.transport;

import io.callcenter.message.Carrier;
import io.callcenter.message.IntakeResult;
import io.callcenter.message.MessageIntake;
import io.callcenter.message.Response;
import io.callcenter.message.Via;
import io.callcenter.transport.StreamCounts.Origin;
import io.callcenter.transport.address.Literals;
import io.callcenter.transport.guard.Guard;
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
import java.util.Locale;
import java.util.Map;

/** All streams of all loops: accepts them, opens them, and uses again what is open. Their number is bounded, and so is what they hold in memory. Any thread. */
final class Connections {
    static final WriteBufferWaterMark MARKS = new WriteBufferWaterMark(32 << 10, 256 << 10);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final ConnectionTable table = new ConnectionTable();
    private final StreamCounts.Bounds bounds;
    private final StreamCounts counts;
    private final StreamMemory memory;
    private final MessageIntake door;
    private final Guard guard;
    private final ChannelOpener openings;
    private volatile Loops loops;

    Connections(
            StreamCounts.Bounds bounds, StreamMemory memory, MessageIntake door, Guard guard, ChannelOpener openings) {
        this.bounds = bounds;
        this.counts = new StreamCounts(bounds);
        this.memory = memory;
        this.door = door;
        this.guard = guard;
        this.openings = openings;
    }

    /** One read of at most 16 KiB a turn: a peer that sends without end does not keep others waiting. */
    static RecvByteBufAllocator readALittle() {
        return new AdaptiveRecvByteBufAllocator(64, 2_048, 16 << 10).maxMessagesPerRead(1);
    }

    void openFor(Loops all) {
        loops = all;
    }

    Loop home(byte[] message, Loop here) {
        return loops.home(message, here);
    }

    StreamMemory memory() {
        return memory;
    }

    /** The open stream to that address and port, whoever opened it and whatever name its peer has proved; {@code null} = there is none. */
    Connection open(String transport, InetSocketAddress remote) {
        return table.open(transport, remote);
    }

    /** The stream to that place, open or being opened; a new one belongs to that loop. */
    Connection toward(Destination destination, Loop loop) {
        return toward(destination.peer(), destination.patience(), loop);
    }

    /** The stream to that peer, open or being opened; a new one belongs to that loop. */
    Connection toward(String transport, InetSocketAddress remote, Loop loop) {
        return toward(new Connection.Peer(transport, remote, ""), PATIENCE, loop);
    }

    private Connection toward(Connection.Peer peer, Duration patience, Loop loop) {
        Connection known = table.toward(peer);
        if (known != null) {
            return known;
        }
        return openings.canDial(peer.transport()) && counts.dials()
                ? connect(new Connection(this, loop, peer, Origin.DIALLED), patience)
                : Connection.none(this, loop, peer);
    }

    /** Opens a stream that is counted. */
    private Connection connect(Connection connection, Duration patience) {
        Connection other = table.addIfAbsent(connection);
        if (other != connection) {
            counts.leaves(connection.origin(), connection.remote().getAddress());
            return other;
        }
        ChannelFuture connecting = new Bootstrap()
                .group(connection.loop().thread())
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
                .localAddress(connection.sentFrom())
                .connect(connection.remote());
        connection.use(connecting.channel());
        connecting.addListener(done -> {
            if (connecting.isSuccess()) {
                openings.dialled(connecting.channel(), connection);
            } else {
                connection.abandoned();
            }
        });
        return connection;
    }

    /** Takes a stream that a peer opened, once it is known whose it is, or closes it where there are too many. */
    void accept(Channel channel, String transport, Loop loop) {
        openings.identify(channel, () -> take(channel, transport, loop));
    }

    private void take(Channel channel, String transport, Loop loop) {
        InetSocketAddress remote = ProxyHeader.source(channel);
        if (remote == null
                || !guard.takesConnection(remote.getAddress(), System.nanoTime())
                || !counts.enters(remote.getAddress())) {
            channel.close();
            return;
        }
        InetSocketAddress point = (InetSocketAddress) channel.parent().localAddress();
        Connection.Peer peer = new Connection.Peer(transport, remote, "", point);
        Connection connection = new Connection(this, loop, peer, Origin.ACCEPTED);
        connection.use(channel);
        openings.accepted(channel, connection, () -> table.add(connection));
    }

    void gone(Connection connection) {
        if (!connection.leftOnce()) {
            return;
        }
        table.remove(connection);
        connection.alias().ifPresent(address -> table.remove(connection, address));
        memory.gone(connection);
        counts.leaves(connection.origin(), connection.remote().getAddress());
    }

    /**
     * Requests to the sent-by of that Via go over the connection on which it came (RFC 5923), where the peer has proved that it is there: by its
     * certificate, or, without TLS, as a trusted source with that address.
     */
    void alias(Connection connection, Via via) {
        if (!via.transport().equalsIgnoreCase(connection.transport()) || !connection.asksAlias()) {
            return;
        }
        String host = via.host().text();
        InetAddress remote = connection.remote().getAddress();
        boolean literal = Literals.isLiteral(host);
        boolean there = !literal || Literals.address(host).equals(remote);
        boolean proved = connection.transport().equals("tls")
                ? connection.hasProved(host)
                : connection.transport().equals("tcp") && literal && trusts(remote);
        if (there && proved) {
            InetSocketAddress address = new InetSocketAddress(remote, via.portOrUsual());
            connection.setAlias(address);
            table.alias(connection, address, literal ? "" : host.toLowerCase(Locale.ROOT));
            if (!connection.alive()) {
                table.remove(connection, address);
            }
        }
    }

    boolean trusts(InetAddress source) {
        return bounds.isTrusted().test(source);
    }

    /** Streams that are open or being opened, by transport. */
    Map<String, Integer> byTransport() {
        return table.byTransport();
    }

    /** Streams that are open or being opened. */
    int size() {
        return counts.size();
    }

    /**
     * Answers a request whose stream is gone: to its address and the port of its sent-by (RFC 3261 §18.2.2), which a peer of TLS must prove to be. WebSockets
     * are not opened by us, and for a source that often closes its connections none is: that answer is lost.
     */
    void answer(Link gone, byte[] response, Loop loop) {
        if (door.read(response, Carrier.STREAM) instanceof IntakeResult.Taken taken
                && taken.message() instanceof Response answer) {
            Via via = answer.via();
            InetSocketAddress to = new InetSocketAddress(gone.remote().getAddress(), via.portOrUsual());
            boolean proves = gone.transport().equals("tls")
                    && !Literals.isLiteral(via.host().text());
            String name = proves ? via.host().text().toLowerCase(Locale.ROOT) : "";
            Connection.Peer peer = new Connection.Peer(gone.transport(), to, name);
            Connection known = table.toward(peer);
            if (known != null) {
                known.write(response);
            } else if (openings.canDial(peer.transport())) {
                dialBack(gone, peer, response, loop);
            }
        }
    }

    private void dialBack(Link gone, Connection.Peer peer, byte[] response, Loop loop) {
        if (counts.answers(peer.remote().getAddress(), System.nanoTime())) {
            connect(new Connection(this, loop, peer, Origin.ANSWERING), PATIENCE)
                    .write(response);
        } else {
            loop.user().guarded(gone, "answers");
        }
    }
}
