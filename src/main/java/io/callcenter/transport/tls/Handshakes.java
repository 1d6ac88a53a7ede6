package io.callcenter.transport.tls;

import io.callcenter.log.RateLimitedLog;
import io.callcenter.transport.address.Literals;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.slf4j.LoggerFactory;

/**
 * What has to be said with peers that connected before SIP is, by TLS and for WebSockets: {@value #AT_ONCE} at once, and as many with trusted sources;
 * when there are more, the oldest whose peer is silent makes room. {@value HandshakeRate#A_SECOND} of TLS a second of a source that is not trusted, each
 * {@value Tls#SECONDS} s long. What fails is closed, counted and named in the log; a peer that left without a word is not. Any thread.
 */
public final class Handshakes {
    private static final RateLimitedLog LOG = new RateLimitedLog(LoggerFactory.getLogger(Handshakes.class));
    private static final int AT_ONCE = 500;
    private static final int LONGEST = 200;

    private final Predicate<InetAddress> trusted;
    private final LongAdder refused;
    private final HandshakeRate rate = new HandshakeRate();
    private final HandshakeRoom<Opening> ofTrusted = new HandshakeRoom<>(AT_ONCE);
    private final HandshakeRoom<Opening> ofOthers = new HandshakeRoom<>(AT_ONCE);

    private record Opening(Channel channel, InetAddress source) {}

    public Handshakes(Predicate<InetAddress> trusted, LongAdder refused) {
        this.trusted = trusted;
        this.refused = refused;
    }

    /** Something has to be said with a peer that connected, whose address that is, until what is returned runs, or the channel is closed. */
    public Runnable enters(Channel channel, InetSocketAddress source) {
        Opening one = new Opening(channel, source.getAddress());
        HandshakeRoom<Opening> room = trusted.test(one.source()) ? ofTrusted : ofOthers;
        room.enter(one).ifPresent(oldest -> {
            refused.increment();
            LOG.warn(
                    "room",
                    "More than {} handshakes at a time: the oldest ones are closed, the last one with {}",
                    AT_ONCE,
                    Literals.text(oldest.source()));
            oldest.channel().close();
        });
        channel.closeFuture().addListener(closed -> room.leaves(one));
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object read) {
                room.speaks(one);
                context.pipeline().remove(this);
                context.fireChannelRead(read);
            }
        });
        return () -> room.leaves(one);
    }

    /** Begins TLS with a peer that connected, or closes the connection where it does so too often. */
    public void accept(Tls tls, Channel channel, InetSocketAddress remote, Runnable ready) {
        if (!trusted.test(remote.getAddress()) && !rate.permits(remote.getAddress(), System.nanoTime())) {
            refuse(remote, "more than " + HandshakeRate.A_SECOND + " handshakes a second with this address");
            channel.close();
            return;
        }
        channel.pipeline().addLast(tls.accepted(), new Handshake(ready, cause -> failed(remote, cause)));
    }

    private void failed(InetSocketAddress remote, Throwable cause) {
        if (cause instanceof SSLException) {
            refuse(remote, why(cause));
        }
    }

    private void refuse(InetSocketAddress remote, String why) {
        refused.increment();
        String peer = Literals.text(remote.getAddress());
        LOG.warn("tls " + peer, "TLS handshake with {}:{} failed: {}", peer, remote.getPort(), why);
    }

    /**
     * Begins one with a peer that we connected to.
     *
     * @param name the domain that it must prove to be, empty = that it has its address
     */
    public void toward(Tls tls, Channel channel, String name, Runnable ready) {
        InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
        Handshake handshake = new Handshake(ready, cause -> unreachable(remote, name, cause));
        channel.pipeline().addLast(tls.toward(name, remote), handshake);
    }

    private static void unreachable(InetSocketAddress remote, String name, Throwable cause) {
        String peer = Literals.text(remote.getAddress());
        LOG.warn(
                "tls to " + peer,
                "TLS handshake with {}:{}{} failed: {}",
                peer,
                remote.getPort(),
                name.isEmpty() ? "" : " (" + name + ")",
                cause instanceof SSLException ? why(cause) : "the peer closed the connection");
    }

    private static String why(Throwable cause) {
        if (cause instanceof SslHandshakeTimeoutException) {
            return "not complete after " + Tls.SECONDS + " s";
        }
        if (cause instanceof NotSslRecordException) {
            return "what came is not TLS";
        }
        String text = String.valueOf(cause.getMessage());
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
