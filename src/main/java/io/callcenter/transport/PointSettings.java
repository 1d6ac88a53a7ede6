package io.callcenter.transport;

import io.callcenter.transport.tls.TlsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * What points for TLS and WebSockets need besides their addresses.
 *
 * @param tls keys and certificates
 * @param origins origins of pages, such as {@code https://phone.example.com}, that may open WebSockets; empty = all
 * @param ping how often WebSocket peers are pinged; who leaves two unanswered is gone
 * @param handshakesRefused counts connections of peers whose TLS handshake failed
 * @param speaks asked before each message: while it says no nothing is sent, and datagrams that come in are dropped
 * @param proxies load balancers before them
 */
public record PointSettings(
        TlsSettings tls,
        List<String> origins,
        Duration ping,
        LongAdder handshakesRefused,
        BooleanSupplier speaks,
        ProxySettings proxies) {
    private static final Duration PING = Duration.ofSeconds(25);

    /** Copies lists, refuses nulls and a time that is not positive. */
    public PointSettings {
        Objects.requireNonNull(tls);
        origins = origins.stream().map(PointSettings::plain).toList();
        Objects.requireNonNull(handshakesRefused);
        Objects.requireNonNull(speaks);
        Objects.requireNonNull(proxies);
        if (ping.isNegative() || ping.isZero()) {
            throw new IllegalArgumentException("WebSocket peers are pinged every so often, not " + ping);
        }
    }

    /** Of points that always speak, behind no load balancer. */
    public PointSettings(TlsSettings tls, List<String> origins, Duration ping, LongAdder handshakesRefused) {
        this(tls, origins, ping, handshakesRefused, () -> true, ProxySettings.NONE);
    }

    private static String plain(String origin) {
        String text = origin.endsWith("/") ? origin.substring(0, origin.length() - 1) : origin;
        return text.toLowerCase(Locale.ROOT);
    }

    /** The usual ones: a ping every 25 s. */
    public static PointSettings of(TlsSettings tls, List<String> origins, LongAdder handshakesRefused) {
        return new PointSettings(tls, origins, PING, handshakesRefused);
    }

    /** The same, which speak only while that says yes. */
    public PointSettings speakingWhile(BooleanSupplier allowed) {
        return new PointSettings(tls, origins, ping, handshakesRefused, allowed, proxies);
    }

    /** The same behind these load balancers. */
    public PointSettings withProxies(ProxySettings others) {
        return new PointSettings(tls, origins, ping, handshakesRefused, speaks, others);
    }
}
