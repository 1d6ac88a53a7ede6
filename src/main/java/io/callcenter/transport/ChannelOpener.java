package io.callcenter.transport;

import io.callcenter.log.RateLimitedLog;
import io.callcenter.message.Limits;
import io.callcenter.transport.address.Literals;
import io.callcenter.transport.tls.Handshakes;
import io.callcenter.transport.tls.Tls;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/** Makes connections of channels: what has to be said before SIP is, and who reads then. */
final class ChannelOpener implements AutoCloseable {
    private static final RateLimitedLog LOG = new RateLimitedLog(LoggerFactory.getLogger(ChannelOpener.class));
    private static final int LONGEST_LINE = 4_096;
    private static final int LARGEST_REQUEST = 8_192;
    private static final int LARGEST_MESSAGE = Limits.USUAL.head() + Limits.USUAL.body();

    private final PointSettings settings;
    private final Handshakes handshakes;
    private volatile Tls tls;

    ChannelOpener(PointSettings settings, Predicate<InetAddress> trusted) {
        this.settings = settings;
        this.handshakes = new Handshakes(trusted, settings.handshakesRefused());
    }

    /** Reads keys and certificates, once; refused by an {@link IOException} with one line. */
    synchronized void needTls() throws IOException {
        if (tls == null) {
            tls = new Tls(settings.tls());
        }
    }

    /** The keys in use; {@code null} = there is no point that needs them. */
    Tls tls() {
        return tls;
    }

    /** Whether we open connections of that kind: not of WebSockets, and of TLS where we have it. */
    boolean canDial(String transport) {
        return transport.equals("tcp") || transport.equals("tls") && tls != null;
    }

    /** A channel that a peer opened; on its loop. {@code known} runs when it is clear whose it is. */
    void identify(Channel channel, Runnable known) {
        ProxySettings proxies = settings.proxies();
        if (!proxies.any()) {
            known.run();
            return;
        }
        InetSocketAddress remote = ProxyHeader.source(channel);
        if (remote == null) {
            channel.close();
        } else if (proxies.from().test(remote.getAddress())) {
            Runnable leaves = handshakes.enters(channel, remote);
            Runnable told = () -> {
                leaves.run();
                known.run();
            };
            ProxyHeader.demand(channel, told, () -> refused(remote, "sent no valid PROXY header"));
        } else {
            channel.pipeline()
                    .addLast(new NoProxyHeader(
                            () -> refused(remote, "sent a PROXY header and is not in cc.sip.proxy-protocol")));
            known.run();
        }
    }

    private void refused(InetSocketAddress remote, String why) {
        settings.proxies().refused().run();
        String peer = Literals.text(remote.getAddress());
        LOG.warn("proxy " + peer, "Connection of {}:{} closed: it {}", peer, remote.getPort(), why);
    }

    /** A channel that a peer opened and whose source is known; on its loop. {@code known} runs when the connection can be used. */
    void accepted(Channel channel, Connection connection, Runnable known) {
        channel.pipeline().addLast(new StreamMeter(connection));
        Runnable ready = () -> {
            known.run();
            begin(channel, connection);
        };
        String transport = connection.transport();
        if (transport.equals("tcp")) {
            ready.run();
            return;
        }
        Runnable leaves = handshakes.enters(channel, connection.remote());
        channel.closeFuture().addListener(closed -> connection.abandoned());
        Runnable said = () -> {
            leaves.run();
            ready.run();
        };
        switch (transport) {
            case "tls" -> handshakes.accept(tls, channel, connection.remote(), said);
            case "ws" -> upgrade(channel, connection, said);
            default -> handshakes.accept(tls, channel, connection.remote(), () -> upgrade(channel, connection, said));
        }
    }

    private void upgrade(Channel channel, Connection connection, Runnable ready) {
        Runnable upgraded = () -> {
            channel.pipeline().addLast(new WebSocketFrames(connection, LARGEST_MESSAGE, settings.ping()));
            ready.run();
        };
        channel.pipeline()
                .addLast(
                        new HttpServerCodec(LONGEST_LINE, LARGEST_REQUEST, LARGEST_REQUEST),
                        new HttpObjectAggregator(LARGEST_REQUEST),
                        new WebSocketUpgrade(settings.origins(), LARGEST_MESSAGE, upgraded));
    }

    /** A channel that we opened and that is connected; on its loop. */
    void dialled(Channel channel, Connection connection) {
        channel.pipeline().addLast(new StreamMeter(connection));
        if (connection.transport().equals("tls")) {
            channel.closeFuture().addListener(closed -> connection.abandoned());
            handshakes.toward(tls, channel, connection.peer().name(), () -> begin(channel, connection));
        } else {
            begin(channel, connection);
        }
    }

    private static void begin(Channel channel, Connection connection) {
        channel.pipeline().addLast(connection);
        connection.opened();
    }

    @Override
    public void close() {
        Tls open = tls;
        if (open != null) {
            open.close();
        }
    }
}
