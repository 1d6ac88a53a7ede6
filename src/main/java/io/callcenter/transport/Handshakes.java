package io.callcenter.transport;

import io.callcenter.log.RateLimitedLog;
import io.netty.channel.Channel;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.slf4j.LoggerFactory;

/**
 * The TLS handshakes that run: {@value #AT_ONCE} at once with peers that connected, {@value HandshakeRate#A_SECOND} a second of a source that is not
 * trusted, each {@value Tls#SECONDS} s long. What fails is closed, counted and named in the log; a peer that left without a word is not. Any thread.
 */
final class Handshakes {
    private static final RateLimitedLog LOG = new RateLimitedLog(LoggerFactory.getLogger(Handshakes.class));
    private static final int AT_ONCE = 500;
    private static final int LONGEST = 200;

    private final Predicate<InetAddress> trusted;
    private final LongAdder refused;
    private final HandshakeRate rate = new HandshakeRate();
    private final AtomicInteger running = new AtomicInteger();

    Handshakes(Predicate<InetAddress> trusted, LongAdder refused) {
        this.trusted = trusted;
        this.refused = refused;
    }

    /** Begins one with a peer that connected, or closes the connection where there are too many. */
    void accept(Tls tls, Channel channel, Runnable ready) {
        InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
        String tooMany = tooMany(remote.getAddress());
        if (!tooMany.isEmpty()) {
            refuse(remote, tooMany);
            channel.close();
            return;
        }
        running.incrementAndGet();
        Handshake handshake = new Handshake(ready, cause -> failed(remote, cause), running::decrementAndGet);
        channel.pipeline().addLast(tls.accepted(), handshake);
    }

    private String tooMany(InetAddress source) {
        if (running.get() >= AT_ONCE) {
            return "too many handshakes at a time";
        }
        boolean permitted = trusted.test(source) || rate.permits(source, System.nanoTime());
        return permitted ? "" : "more than " + HandshakeRate.A_SECOND + " handshakes a second with this address";
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
    void toward(Tls tls, Channel channel, String name, Runnable ready) {
        InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
        Handshake handshake = new Handshake(ready, cause -> unreachable(remote, name, cause), () -> {});
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
