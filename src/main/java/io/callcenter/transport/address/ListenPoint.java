package io.callcenter.transport.address;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;

/**
 * Where we listen, as in {@code udp:0.0.0.0:5060}, {@code tcp:[::1]:5060} or {@code udp:10.0.0.5:5060=sip.example.com:5060}.
 *
 * @param transport {@code udp}, {@code tcp}, {@code tls}, {@code ws} or {@code wss}
 * @param host literal address, an IPv6 one without brackets
 * @param port 0 = any free one
 * @param advertised host or host:port that peers of this point shall call us, empty = as for all points
 */
public record ListenPoint(String transport, String host, int port, String advertised) {
    private static final Set<String> TRANSPORTS = Set.of("udp", "tcp", "tls", "ws", "wss");

    /** Refuses unknown transports, names and impossible ports with {@link IllegalArgumentException}. */
    public ListenPoint {
        if (!TRANSPORTS.contains(transport)) {
            throw new IllegalArgumentException("SIP transport must be udp, tcp, tls, ws or wss: " + transport);
        }
        if (!Literals.isLiteral(host)) {
            throw new IllegalArgumentException("SIP listens on addresses, not on names: " + host);
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("SIP port out of range: " + port);
        }
    }

    /** One that is called as all points are. */
    public ListenPoint(String transport, String host, int port) {
        this(transport, host, port, "");
    }

    /** Reads the text form; what is wrong with it is in the message of the {@link IllegalArgumentException}. */
    public static ListenPoint parse(String all) {
        int equals = all.indexOf('=');
        String text = equals < 0 ? all : all.substring(0, equals);
        String advertised = equals < 0 ? "" : all.substring(equals + 1).strip();
        int first = text.indexOf(':');
        int last = text.lastIndexOf(':');
        if (first <= 0 || last <= first) {
            throw new IllegalArgumentException("expected transport:address:port, got " + text);
        }
        String host = text.substring(first + 1, last).strip();
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = Integer.parseInt(text.substring(last + 1).strip());
            return new ListenPoint(text.substring(0, first).strip().toLowerCase(Locale.ROOT), host, port, advertised);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected transport:address:port, got " + text, e);
        }
    }

    /** Whether all that goes over it is encrypted. */
    public boolean encrypted() {
        return transport.equals("tls") || transport.equals("wss");
    }

    /** Whether it takes messages on every address of the machine. */
    public boolean everyAddress() {
        return Literals.address(host).isAnyLocalAddress();
    }

    /** The same with another port. */
    public ListenPoint withPort(int other) {
        return new ListenPoint(transport, host, other, advertised);
    }

    /** Its address. */
    public InetSocketAddress address() {
        return new InetSocketAddress(Literals.address(host), port);
    }

    /** Transport, address and port. */
    @Override
    public String toString() {
        return transport + ":" + Literals.bracketed(host) + ":" + port;
    }
}
