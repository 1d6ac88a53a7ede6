package io.callcenter.transport;

import static io.callcenter.transport.KeyStores.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.message.MessageFault;
import io.callcenter.transport.address.Literals;
import io.callcenter.transport.tls.TlsSettings;
import io.callcenter.transport.tls.TlsSettings.ClientAuth;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketPointsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static Path own;
    private static Path trust;

    @BeforeAll
    static void keys() throws Exception {
        KeyStores stores = new KeyStores(folder);
        own = stores.keys("own", "ip:127.0.0.1,ip:0:0:0:0:0:0:0:1");
        trust = stores.trusting("trust", own);
    }

    private static Station station(String... origins) {
        return station(Duration.ofSeconds(25), origins);
    }

    private static Station station(Duration ping, String... origins) {
        TlsSettings tls = new TlsSettings(own.toString(), trust.toString(), PASSWORD, ClientAuth.NONE);
        return new Station(new PointSettings(tls, List.of(origins), ping, new LongAdder()));
    }

    private static Browser browser() throws Exception {
        return new Browser(KeyStores.peer(null, trust));
    }

    @ParameterizedTest
    @CsvSource({"ws, 127.0.0.1", "ws, ::1", "wss, 127.0.0.1", "wss, ::1"})
    void aBrowserIsAnsweredAndAskedOverItsConnection(String transport, String host) throws Exception {
        try (Station center = station();
                Browser browser = browser()) {
            int port = center.listen(transport + ":[" + host + "]:0");
            browser.connect(transport, host, port, "/any/path?at=all");

            browser.text(Station.text(transport.toUpperCase(), "browser"));
            assertThat(browser.next()).startsWith("SIP/2.0 200 OK\r\n").contains("Call-ID: browser\r\n");

            Link link = center.links.iterator().next();
            assertThat(link.transport()).isEqualTo(transport);
            InetSocketAddress back = link.remote();
            assertThat(center.loops().open(transport, back)).containsSame(link);
            browser.answering(200);
            assertThat(center.options(Station.destination(transport, host, back.getPort())))
                    .isEqualTo("200");
            assertThat(browser.next())
                    .startsWith("OPTIONS ")
                    .contains("Via: SIP/2.0/" + transport.toUpperCase() + " " + Literals.bracketed(host) + ":5070;");
        }
    }

    @Test
    void aPeerWhoseConnectionIsGoneIsNowhereAtOnceAndNeverDialled() throws Exception {
        try (Station center = station()) {
            int port = center.listen("ws:127.0.0.1:0");
            InetSocketAddress back;
            try (Browser browser = browser()) {
                browser.connect("ws", "127.0.0.1", port, "/");
                browser.text(Station.text("WS", "browser"));
                browser.next();
                back = center.links.iterator().next().remote();
            }
            await().atMost(PATIENCE).until(() -> center.loops().connections() == 0);
            assertThat(center.loops().open("ws", back)).isEmpty();
            assertThat(center.options(Station.destination("ws", "127.0.0.1", back.getPort())))
                    .isEqualTo("NOWHERE");
            assertThat(center.options(Station.destination("wss", "127.0.0.1", port)))
                    .isEqualTo("NOWHERE");
            assertThat(center.loops().connections()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', https://phone.example, 400",
        "xmpp, https://phone.example, 400",
        "sip, https://evil.example, 403",
        "sip, '', 403",
        "sip, HTTPS://Phone.Example, 101",
        "sip, http://10.0.0.7:8080, 101"
    })
    void onlyPhonesOfPermittedPagesAreUpgraded_Rfc7118(String protocol, String origin, int code) throws Exception {
        try (Station center = station("https://phone.example/", "http://10.0.0.7:8080");
                Browser browser = browser()) {
            browser.protocol(protocol).origin(origin);
            int port = center.listen("ws:127.0.0.1:0");
            if (code == 101) {
                assertThat(browser.connect("ws", "127.0.0.1", port, "/").getSubprotocol())
                        .isEqualTo("sip");
            } else {
                assertThatThrownBy(() -> browser.connect("ws", "127.0.0.1", port, "/"))
                        .isInstanceOf(CompletionException.class)
                        .cause()
                        .isInstanceOfSatisfying(
                                WebSocketHandshakeException.class,
                                e -> assertThat(e.getResponse().statusCode()).isEqualTo(code));
                await().atMost(PATIENCE).until(() -> center.loops().connections() == 0);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET / HTTP/1.1                                        | HTTP/1.1 400 ",
                "POST / HTTP/1.1                                       | HTTP/1.1 400 ",
                "OPTIONS sip:x SIP/2.0                                 | HTTP/1.1 400 ",
                "GET / HTTP/1.1~Upgrade: websocket~Connection: Upgrade~Sec-WebSocket-Protocol: sip~Sec-WebSocket-Key: "
                        + "dGhlIHNhbXBsZSBub25jZQ==~Sec-WebSocket-Version: 8 | HTTP/1.1 426 "
            })
    void whatIsNoUpgradeIsRefusedAndClosed(String request, String answer) throws Exception {
        try (Station center = station();
                Socket socket = new Socket("127.0.0.1", center.listen("ws:127.0.0.1:0"))) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            String text = request.strip().replace("~", "\r\n") + "\r\nHost: x\r\n\r\n";
            socket.getOutputStream().write(Station.bytes(text));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith(answer.stripLeading());
            await().atMost(PATIENCE).until(() -> center.loops().connections() == 0);
        }
    }

    @Test
    void whoAsksForNothingIsClosedAfterTenSeconds() throws Exception {
        try (Station center = station();
                Socket socket = new Socket("127.0.0.1", center.listen("ws:127.0.0.1:0"))) {
            await().atMost(PATIENCE).until(() -> center.loops().connections() == 1);
            socket.setSoTimeout(9_000);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class);
            socket.setSoTimeout(5_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void fragmentsAreJoinedAndBinaryFramesAreTaken() throws Exception {
        try (Station center = station();
                Browser browser = browser()) {
            WebSocket socket = browser.connect("ws", "127.0.0.1", center.listen("ws:127.0.0.1:0"), "/");
            String text = Station.text("WS", "parts");
            socket.sendText(text.substring(0, 7), false).join();
            socket.sendPing(ByteBuffer.wrap(new byte[] {7})).join();
            socket.sendText(text.substring(7, 90), false).join();
            socket.sendText(text.substring(90), true).join();
            assertThat(browser.next()).isEqualTo("pong 7");
            assertThat(browser.next()).contains("Call-ID: parts\r\n");

            socket.sendBinary(ByteBuffer.wrap(Station.bytes(Station.text("WS", "binary"))), true)
                    .join();
            assertThat(browser.next()).contains("Call-ID: binary\r\n");
        }
    }

    @Test
    void aBodyReachesToTheEndOfItsFrameAndWhatIsNoUtf8ComesBackBinary() throws Exception {
        try (Station center = station();
                Browser browser = browser()) {
            WebSocket socket = browser.connect("ws", "127.0.0.1", center.listen("ws:127.0.0.1:0"), "/");
            String request = Station.text("WS", "body")
                    .replace("Content-Length: 0", "Subject: x\r\nContent-Type: text/plain")
                    .replace("<sip:phone@127.0.0.1>;tag=1", "M\u00fcller <sip:phone@127.0.0.1>;tag=1");
            byte[] bytes = (request + "hello").getBytes(StandardCharsets.ISO_8859_1);
            socket.sendBinary(ByteBuffer.wrap(bytes), true).join();

            assertThat(browser.next()).startsWith("binary SIP/2.0 200 OK").contains("M\u00fcller");
            assertThat(center.requests.poll(5, TimeUnit.SECONDS).body().text()).isEqualTo("hello");
        }
    }

    @Test
    void aKeepAliveGetsItsPong_Rfc5626() throws Exception {
        try (Station center = station();
                Browser browser = browser()) {
            browser.connect("ws", "127.0.0.1", center.listen("ws:127.0.0.1:0"), "/");
            browser.text("\r\n");
            browser.text("\r\n\r\n");
            assertThat(browser.next()).isEqualTo("\r\n");
            browser.text("nonsense");
            assertThat(center.refusals.poll(5, TimeUnit.SECONDS)).isEqualTo(MessageFault.NOT_SIP);
            browser.text(Station.text("WS", "after"));
            assertThat(browser.next()).contains("Call-ID: after\r\n");
            assertThat(center.refusals).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMessageAboveTheLimitsEndsTheConnection(boolean whole) throws Exception {
        try (Station center = station();
                Browser browser = browser()) {
            WebSocket socket = browser.connect("ws", "127.0.0.1", center.listen("ws:127.0.0.1:0"), "/");
            String body = "x".repeat(64 << 10);
            String text = Station.text("WS", "large").replace("Content-Length: 0\r\n", "") + body;
            browser.text(text + "x");
            assertThat(browser.next()).startsWith("SIP/2.0 413 ");

            browser.large(text + "x".repeat(32 << 10), whole);
            assertThat(browser.next()).isEqualTo("closed 1009");
            await().atMost(PATIENCE).until(() -> center.loops().connections() == 0);
            assertThat(socket.isInputClosed()).isTrue();
        }
    }

    @Test
    void aPeerThatLeavesTwoPingsUnansweredIsGone() throws Exception {
        try (Station center = station(Duration.ofMillis(500));
                Browser browser = browser()) {
            int port = center.listen("ws:127.0.0.1:0");
            browser.connect("ws", "127.0.0.1", port, "/");
            try (Socket dead = new Socket("127.0.0.1", port)) {
                dead.setSoTimeout((int) PATIENCE.toMillis());
                dead.getOutputStream()
                        .write(Station.bytes("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                                + "Connection: Upgrade\r\nSec-WebSocket-Protocol: sip\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"));
                byte[] read = dead.getInputStream().readAllBytes();
                assertThat(new String(read, StandardCharsets.ISO_8859_1))
                        .startsWith("HTTP/1.1 101 ")
                        .endsWith("\r\n\r\n\u0089\0\u0089\0");
            }
            browser.text(Station.text("WS", "alive"));
            assertThat(browser.next()).contains("Call-ID: alive\r\n");
            assertThat(center.loops().connections()).isEqualTo(1);
        }
    }

    @Test
    void aGoodbyeIsAnswered() throws Exception {
        try (Station center = station();
                Browser browser = browser()) {
            WebSocket socket = browser.connect("ws", "127.0.0.1", center.listen("ws:127.0.0.1:0"), "/");
            socket.sendClose(4_000, "enough").join();
            assertThat(browser.next()).isEqualTo("closed 4000");
            await().atMost(PATIENCE).until(() -> center.loops().connections() == 0);
        }
    }
}
