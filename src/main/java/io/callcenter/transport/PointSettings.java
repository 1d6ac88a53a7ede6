package io.callcenter.transport;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * What points for TLS and WebSockets need besides their addresses.
 *
 * @param tls keys and certificates
 * @param origins origins of pages, such as {@code https://phone.example.com}, that may open WebSockets; empty = all
 * @param ping how often WebSocket peers are pinged; who leaves two unanswered is gone
 * @param handshakesRefused counts connections of peers whose TLS handshake failed
 */
public record PointSettings(TlsSettings tls, List<String> origins, Duration ping, LongAdder handshakesRefused) {
    private static final Duration PING = Duration.ofSeconds(25);

    /** Copies lists, refuses nulls and a time that is not positive. */
    public PointSettings {
        Objects.requireNonNull(tls);
        origins = origins.stream().map(PointSettings::plain).toList();
        Objects.requireNonNull(handshakesRefused);
        if (ping.isNegative() || ping.isZero()) {
            throw new IllegalArgumentException("WebSocket peers are pinged every so often, not " + ping);
        }
    }

    private static String plain(String origin) {
        String text = origin.endsWith("/") ? origin.substring(0, origin.length() - 1) : origin;
        return text.toLowerCase(Locale.ROOT);
    }

    /** The usual ones: a ping every 25 s. */
    public static PointSettings of(TlsSettings tls, List<String> origins, LongAdder handshakesRefused) {
        return new PointSettings(tls, origins, PING, handshakesRefused);
    }
}
