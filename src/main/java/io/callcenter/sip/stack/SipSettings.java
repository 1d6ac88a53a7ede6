package io.callcenter.sip.stack;

import io.callcenter.transport.tls.TlsSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What the SIP side is told by configuration (docs/design/interfaces.md 7), as plain values.
 *
 * @param listen {@code cc.sip.listen}: points as {@code udp:0.0.0.0:5060} or {@code udp:10.0.0.5:5060=sip.example.com}; port 0 = any free one
 * @param advertise {@code cc.sip.advertise}: {@code host} or {@code host:port} for Contact and Via; empty = the local address of the route to
 *     the peer
 * @param outboundProxy {@code cc.sip.outbound-proxy}: URI, empty = none
 * @param trusted {@code cc.sip.trusted}: addresses or networks ({@code 10.0.0.0/8}) that may start calls; empty = all
 * @param headers {@code cc.sip.headers}: foreign header names that routes see as {@code SipHeader.<Name>}
 * @param tls {@code cc.sip.tls.*}: needed by {@code tls:} and {@code wss:} listening points
 * @param origins {@code cc.sip.ws.origins}: origins of pages that may open WebSockets; empty = all
 * @param product value of Server and User-Agent in answers of the SIP side itself
 * @param t1 RFC 3261 timer T1, 500 ms; shorter only in tests
 * @param limits how many calls are taken
 * @param loops {@code cc.sip.loops}: event loops, 0 = one for two processors
 * @param proxies {@code cc.sip.proxy-protocol}: addresses or networks whose streams begin with a PROXY header; empty = none
 * @param capture {@code cc.sip.capture}: where copies of all messages go
 */
public record SipSettings(
        List<String> listen,
        String advertise,
        String outboundProxy,
        List<String> trusted,
        List<String> headers,
        Tls tls,
        List<String> origins,
        String product,
        Duration t1,
        CallLimits limits,
        int loops,
        List<String> proxies,
        Capture capture) {
    /** Copies lists, refuses nulls. */
    public SipSettings {
        listen = List.copyOf(listen);
        Objects.requireNonNull(advertise);
        Objects.requireNonNull(outboundProxy);
        trusted = List.copyOf(trusted);
        headers = List.copyOf(headers);
        Objects.requireNonNull(tls);
        origins = List.copyOf(origins);
        Objects.requireNonNull(product);
        Objects.requireNonNull(t1);
        Objects.requireNonNull(limits);
        proxies = List.copyOf(proxies);
        Objects.requireNonNull(capture);
        if (loops < 0) {
            throw new IllegalArgumentException("loops: " + loops);
        }
    }

    /**
     * Certificates of a {@code tls:} point.
     *
     * @param keyStore path of a PKCS #12 file with our key, empty = no TLS
     * @param trustStore path of a PKCS #12 file with the authorities that peers are checked against; empty = that of the JVM
     * @param password of both
     * @param clientAuth what peers that connect must show
     */
    public record Tls(String keyStore, String trustStore, String password, ClientAuth clientAuth) {
        /** No TLS. */
        public static final Tls NONE = new Tls("", "", "", ClientAuth.NONE);

        /** {@code cc.sip.tls.client-auth}: what a peer that connects is asked for. */
        public enum ClientAuth {
            /** Nothing. */
            NONE,
            /** A certificate, which it may not have; one that it shows must be known. */
            WANTED,
            /** A certificate that is known. */
            NEEDED
        }

        /** As the room of the sockets names it. */
        TlsSettings forTransport() {
            return new TlsSettings(keyStore, trustStore, password, TlsSettings.ClientAuth.valueOf(clientAuth.name()));
        }

        @Override
        public String toString() {
            return "Tls[keyStore=" + keyStore + "]";
        }
    }

    /** Everything at its default, listening on these points. */
    public static SipSettings on(String... listen) {
        return new SipSettings(
                List.of(listen),
                "",
                "",
                List.of(),
                List.of(),
                Tls.NONE,
                List.of(),
                "camel-call-center",
                Duration.ofMillis(500),
                CallLimits.defaults(),
                0,
                List.of(),
                Capture.NONE);
    }

    /** The same with another address for Contact and Via. */
    public SipSettings withAdvertise(String other) {
        return with(change -> change.advertise = other);
    }

    /** The same with other sources of calls. */
    public SipSettings withTrusted(List<String> other) {
        return with(change -> change.trusted = other);
    }

    /** The same with other foreign headers shown to routes. */
    public SipSettings withHeaders(List<String> other) {
        return with(change -> change.headers = other);
    }

    /** The same with TLS. */
    public SipSettings withTls(Tls other) {
        return with(change -> change.tls = other);
    }

    /** The same with another product name. */
    public SipSettings withProduct(String other) {
        return with(change -> change.product = other);
    }

    /** The same with another T1. */
    public SipSettings withT1(Duration other) {
        return with(change -> change.t1 = other);
    }

    /** The same with other limits of calls. */
    public SipSettings withLimits(CallLimits other) {
        return with(change -> change.limits = other);
    }

    /** The same with copies of all messages sent there. */
    public SipSettings withCapture(Capture other) {
        return with(change -> change.capture = other);
    }

    private SipSettings with(Consumer<Change> by) {
        Change change = new Change();
        by.accept(change);
        return change.made();
    }

    /** A copy in the making. */
    private final class Change {
        private List<String> listen = SipSettings.this.listen;
        private String advertise = SipSettings.this.advertise;
        private String outboundProxy = SipSettings.this.outboundProxy;
        private List<String> trusted = SipSettings.this.trusted;
        private List<String> headers = SipSettings.this.headers;
        private Tls tls = SipSettings.this.tls;
        private List<String> origins = SipSettings.this.origins;
        private String product = SipSettings.this.product;
        private Duration t1 = SipSettings.this.t1;
        private CallLimits limits = SipSettings.this.limits;
        private int loops = SipSettings.this.loops;
        private List<String> proxies = SipSettings.this.proxies;
        private Capture capture = SipSettings.this.capture;

        SipSettings made() {
            return new SipSettings(
                    listen,
                    advertise,
                    outboundProxy,
                    trusted,
                    headers,
                    tls,
                    origins,
                    product,
                    t1,
                    limits,
                    loops,
                    proxies,
                    capture);
        }
    }

    /**
     * A capture server (HEP version 3).
     *
     * @param to {@code udp:host:port}, empty = none
     * @param id the number by which it knows us
     * @param password what it asks for, empty = nothing
     */
    public record Capture(String to, int id, String password) {
        /** None. */
        public static final Capture NONE = new Capture("", 0, "");

        /** Whether there is one. */
        public boolean isGiven() {
            return !to.isEmpty();
        }

        /** Its address; a name is looked up now. */
        InetSocketAddress address() throws UnknownHostException {
            int first = to.indexOf(':');
            int last = to.lastIndexOf(':');
            String host = to.substring(first + 1, last);
            try {
                return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(to.substring(last + 1)));
            } catch (UnknownHostException e) {
                throw new UnknownHostException("cc.sip.capture: unknown host " + host);
            }
        }

        @Override
        public String toString() {
            return "Capture[to=" + to + ", id=" + id + "]";
        }
    }
}
