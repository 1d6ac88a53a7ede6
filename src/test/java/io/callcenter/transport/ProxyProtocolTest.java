package io.callcenter.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.message.Request;
import io.callcenter.transport.tls.TlsSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyProtocolTest {
    private static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
    private static final int PROXY = 0x21;
    private static final int LOCAL = 0x20;
    private static final int TCP4 = 0x11;

    private final AtomicInteger refused = new AtomicInteger();
    private final Station center = new Station(PointSettings.of(TlsSettings.NONE, List.of(), new LongAdder())
            .withProxies(new ProxySettings(true, ProxyProtocolTest::isProxy, refused::incrementAndGet)));

    private static boolean isProxy(InetAddress address) {
        return address.getHostAddress().equals("127.0.0.7");
    }

    @AfterEach
    void close() {
        center.close();
    }

    private Socket connect(String from, String transport) throws IOException {
        int port = center.listen(transport + ":127.0.0.1:0");
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout(8_000);
        return socket;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] v2(int command, int family, byte[] addresses) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        out.write(command);
        out.write(family);
        out.write(addresses.length >> 8);
        out.write(addresses.length);
        out.writeBytes(addresses);
        return out.toByteArray();
    }

    private static byte[] tcp4() {
        return new byte[] {(byte) 203, 0, 113, 9, 10, 0, 0, 1, 0x13, (byte) 0x88, 0x13, (byte) 0xc4};
    }

    private void aRequestComesFrom(Socket socket, byte[] header, String host, int port) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(header);
        all.writeBytes(Station.bytes(Station.text("TCP", "proxied")));
        socket.getOutputStream().write(all.toByteArray());
        Request request = center.requests.poll(5, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        assertThat(request.via().parameters().get("received")).contains(host);
        assertThat(request.via().parameters().get("rport")).contains(Integer.toString(port));
        await().until(() -> !center.links.isEmpty());
        Link link = center.links.iterator().next();
        assertThat(link.remote()).isEqualTo(new InetSocketAddress(host, port));
        assertThat(new String(socket.getInputStream().readNBytes(11), StandardCharsets.US_ASCII))
                .isEqualTo("SIP/2.0 200");
        assertThat(refused).hasValue(0);
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void version1TellsTheSource() throws Exception {
        try (Socket socket = connect("127.0.0.7", "tcp")) {
            byte[] header = ascii("PROXY TCP4 203.0.113.9 10.0.0.1 5000 5060\r\n");
            aRequestComesFrom(socket, header, "203.0.113.9", 5000);
        }
    }

    @Test
    void version1TellsAnIpv6Source() throws Exception {
        try (Socket socket = connect("127.0.0.7", "tcp")) {
            byte[] header = ascii("PROXY TCP6 2001:db8::9 2001:db8::1 5000 5060\r\n");
            aRequestComesFrom(socket, header, "2001:db8:0:0:0:0:0:9", 5000);
        }
    }

    @Test
    void version2TellsTheSource() throws Exception {
        try (Socket socket = connect("127.0.0.7", "tcp")) {
            aRequestComesFrom(socket, v2(PROXY, TCP4, tcp4()), "203.0.113.9", 5000);
        }
    }

    @Test
    void aHeaderInPiecesIsOne() throws Exception {
        try (Socket socket = connect("127.0.0.7", "tcp")) {
            socket.setTcpNoDelay(true);
            byte[] header = v2(PROXY, TCP4, tcp4());
            for (int i = 0; i < header.length; i++) {
                socket.getOutputStream().write(header, i, 1);
            }
            aRequestComesFrom(socket, new byte[0], "203.0.113.9", 5000);
        }
    }

    @Test
    void aBalancerThatLooksForItselfHasItsOwnAddress() throws Exception {
        try (Socket socket = connect("127.0.0.7", "tcp")) {
            aRequestComesFrom(socket, v2(LOCAL, 0, new byte[0]), "127.0.0.7", socket.getLocalPort());
        }
    }

    @Test
    void anUnknownSourceOfVersion1IsTheBalancer() throws Exception {
        try (Socket socket = connect("127.0.0.7", "tcp")) {
            aRequestComesFrom(socket, ascii("PROXY UNKNOWN\r\n"), "127.0.0.7", socket.getLocalPort());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPTIONS sip:station@127.0.0.1 SIP/2.0\r\n",
                "PROXY TCP4 203.0.113.9 10.0.0.1 5000\r\n",
                "PROXY TCP4 somebody 10.0.0.1 5000 5060\r\n",
                "PROXY TCP4 203.0.113.9 10.0.0.1 99999 5060\r\n",
                "PROXY UDP4 203.0.113.9 10.0.0.1 5000 5060\r\n"
            })
    void aBalancerMustSendAHeader(String garbage) throws Exception {
        try (Socket socket = connect("127.0.0.7", "tcp")) {
            socket.getOutputStream().write(ascii(garbage));
            assertThat(isClosed(socket)).isTrue();
            await().until(() -> refused.get() == 1);
            assertThat(center.requests).isEmpty();
        }
    }

    @Test
    void aHeaderThatIsTooLongIsNone() throws Exception {
        try (Socket socket = connect("127.0.0.7", "tcp")) {
            socket.getOutputStream().write(ascii("PROXY TCP4 " + "1".repeat(200)));
            assertThat(isClosed(socket)).isTrue();
        }
        try (Socket socket = connect("127.0.0.7", "tcp")) {
            socket.getOutputStream().write(v2(PROXY, TCP4, new byte[4_000]));
            assertThat(isClosed(socket)).isTrue();
        }
        assertThat(center.requests).isEmpty();
    }

    @Test
    void aDatagramOrALocalSocketBehindTheBalancerIsRefused() throws Exception {
        try (Socket socket = connect("127.0.0.7", "tcp")) {
            socket.getOutputStream().write(v2(PROXY, 0x12, tcp4()));
            assertThat(isClosed(socket)).isTrue();
        }
        try (Socket socket = connect("127.0.0.7", "tcp")) {
            socket.getOutputStream().write(v2(PROXY, 0x31, new byte[216]));
            assertThat(isClosed(socket)).isTrue();
        }
    }

    @Test
    void aHeaderIsWaitedForShortly() throws Exception {
        try (Socket socket = connect("127.0.0.7", "tcp")) {
            socket.getOutputStream().write(ascii("PROXY TCP4 203."));
            assertThat(isClosed(socket)).isTrue();
            assertThat(refused).hasValue(1);
        }
    }

    @Test
    void nobodyElseIsBelieved() throws Exception {
        for (byte[] header : List.of(ascii("PROXY TCP4 203.0.113.9 10.0.0.1 5000 5060\r\n"), v2(PROXY, TCP4, tcp4()))) {
            try (Socket socket = connect("127.0.0.8", "tcp")) {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                all.writeBytes(header);
                all.writeBytes(Station.bytes(Station.text("TCP", "spoofed")));
                socket.getOutputStream().write(all.toByteArray());
                assertThat(isClosed(socket)).isTrue();
            }
        }
        assertThat(refused).hasValue(2);
        assertThat(center.requests).isEmpty();
    }

    @Test
    void othersAreServedAsEver() throws Exception {
        try (Socket socket = connect("127.0.0.8", "tcp")) {
            aRequestComesFrom(socket, new byte[0], "127.0.0.8", socket.getLocalPort());
        }
    }

    @Test
    void aBrowserBehindTheBalancerHasItsOwnAddress() throws Exception {
        try (Socket socket = connect("127.0.0.7", "ws")) {
            socket.getOutputStream().write(v2(PROXY, TCP4, tcp4()));
            socket.getOutputStream()
                    .write(ascii("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Protocol: sip\r\n\r\n"));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 101");
            await().until(() -> center.loops()
                    .open("ws", new InetSocketAddress("203.0.113.9", 5000))
                    .isPresent());
        }
    }
}
