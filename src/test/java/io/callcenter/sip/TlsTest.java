package io.callcenter.sip;

import static io.callcenter.sip.stack.SipSettings.Tls.ClientAuth.NEEDED;
import static io.callcenter.sip.stack.SipSettings.Tls.ClientAuth.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipTls;
import io.callcenter.transport.KeyStores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class TlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String OPTIONS = String.join(
            "\r\n",
            "OPTIONS sip:center@127.0.0.1 SIP/2.0",
            "Via: SIP/2.0/TLS 127.0.0.1:40000;branch=z9hG4bK1;rport",
            "From: <sip:phone@127.0.0.1>;tag=1",
            "To: <sip:center@127.0.0.1>",
            "Call-ID: tls",
            "CSeq: 1 OPTIONS",
            "Max-Forwards: 70",
            "Content-Length: 0",
            "",
            "");

    @TempDir
    private static Path folder;

    private static Path own;
    private static Path known;
    private static Path stranger;
    private static Path trust;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeAll
    static void keys() throws Exception {
        KeyStores stores = new KeyStores(folder);
        own = stores.keys("own", "ip:127.0.0.1");
        known = stores.keys("known", "ip:127.0.0.1");
        stranger = stores.keys("stranger", "ip:127.0.0.1");
        trust = stores.trusting("trust", own, known);
    }

    @BeforeEach
    void log() {
        lines.start();
        for (String log : List.of("io.callcenter.sip.TlsServerSocket", "io.callcenter.transport.tls.Handshakes")) {
            ((Logger) LoggerFactory.getLogger(log)).addAppender(lines);
        }
    }

    private static SipSettings settings(boolean clientAuth) {
        return SipSettings.on("tls:127.0.0.1:0")
                .withTls(new SipSettings.Tls(
                        own.toString(), trust.toString(), KeyStores.PASSWORD, clientAuth ? NEEDED : NONE))
                .withT1(Duration.ofMillis(100));
    }

    /** A client that believes every server and shows that certificate, or none. */
    private static SSLSocket client(int port, Path certificate) throws Exception {
        SSLContext context = KeyStores.peer(certificate, new Believer());
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static final class Believer implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** The first line of the answer to OPTIONS. */
    private static String options(Phone center, SSLSocket socket) throws Exception {
        socket.getOutputStream().write(OPTIONS.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        center.respond(center.next(PlainEvent.RequestIn.class), 200);
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    private static long failed(Phone center) {
        return center.stack.counters().handshakesRefused.sum();
    }

    @Test
    void aCallIsSetUpOverTls() throws Exception {
        try (Phone ann = Phone.on("ann", settings(false));
                Phone bob = Phone.on("bob", settings(false))) {
            call(ann, bob);
        }
    }

    @Test
    void aCallIsSetUpBetweenPeersThatShowCertificates() throws Exception {
        try (Phone ann = Phone.on("ann", settings(true));
                Phone bob = Phone.on("bob", settings(true))) {
            call(ann, bob);
        }
    }

    private static void call(Phone ann, Phone bob) throws Exception {
        PlainRequest invite = ann.invite(bob.uri("tls"), PlainBody.sdp(Phone.SDP));
        ann.send(invite);
        PlainEvent.RequestIn in = bob.next(PlainEvent.RequestIn.class);
        assertThat(in.hop().transport()).isEqualTo("tls");
        bob.respond(in, 200);
        bob.respond(in, 200);
        ann.ack(invite, ann.answer(200));
        assertThat(bob.next(PlainEvent.RequestIn.class).request().method()).isEqualTo("ACK");
        assertThat(ann.next(PlainEvent.ResponseIn.class).matched()).isFalse();
    }

    private static Path certificate(String of) {
        return switch (of) {
            case "known" -> known;
            case "self-signed" -> stranger;
            default -> null;
        };
    }

    @ParameterizedTest
    @CsvSource({"none, false", "self-signed, false", "known, false", "known, true"})
    void aPeerWithThatCertificateIsServed_K1(String certificate, boolean clientAuth) throws Exception {
        try (Phone center = Phone.on("center", settings(clientAuth));
                SSLSocket peer = client(center.port(), certificate(certificate))) {
            assertThat(options(center, peer)).isEqualTo("SIP/2.0 200 OK");
            assertThat(failed(center)).isZero();
            assertThat(peer.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    @ParameterizedTest
    @CsvSource({"none, TLSv1.3", "none, TLSv1.2", "self-signed, TLSv1.3", "self-signed, TLSv1.2"})
    void aPeerThatMustShowACertificateAndHasNoneOfOursIsRefusedWithOneLine_K1(String certificate, String protocol)
            throws Exception {
        try (Phone center = Phone.on("center", settings(true));
                SSLSocket peer = client(center.port(), certificate(certificate))) {
            peer.setEnabledProtocols(new String[] {protocol});
            assertThatThrownBy(() -> {
                        peer.startHandshake();
                        peer.getInputStream().read();
                    })
                    .isInstanceOf(IOException.class);
            await().atMost(PATIENCE).until(() -> failed(center) == 1);
            assertThat(lines.list)
                    .allMatch(line -> line.getFormattedMessage().contains("TLS handshake with 127.0.0.1:"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLSv1.3 TLS_AES_128_GCM_SHA256",
                "TLSv1.2 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                "TLSv1.2 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"
            })
    void strongSuitesAreSpoken_L8(String protocolAndSuite) throws Exception {
        String[] wanted = protocolAndSuite.split(" ");
        try (Phone center = Phone.on("center", settings(false));
                SSLSocket peer = client(center.port(), null)) {
            peer.setEnabledProtocols(new String[] {wanted[0]});
            peer.setEnabledCipherSuites(new String[] {wanted[1]});
            assertThat(options(center, peer)).isEqualTo("SIP/2.0 200 OK");
            assertThat(peer.getSession().getCipherSuite()).isEqualTo(wanted[1]);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
                "TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"
            })
    void weakSuitesAreNotSpoken_L8(String suite) throws Exception {
        assertThat(SipTls.strongSuites()).isNotEmpty().doesNotContain(suite);
        try (Phone center = Phone.on("center", settings(false));
                SSLSocket peer = client(center.port(), null)) {
            peer.setEnabledProtocols(new String[] {"TLSv1.2"});
            peer.setEnabledCipherSuites(new String[] {suite});
            Throwable refusal = catchThrowable(peer::startHandshake);
            assertThat(refusal).isInstanceOf(SSLException.class);
            // Else the rules of this Java forbid the suite, and the center was never asked.
            if (refusal.getMessage().startsWith("Received fatal alert")) {
                await().atMost(PATIENCE).until(() -> failed(center) == 1);
            }
        }
    }

    @Test
    void plainTextOnATlsPointIsRefusedAndAPeerThatOnlyConnectsIsNot() throws Exception {
        try (Phone center = Phone.on("center", settings(false))) {
            new Socket(InetAddress.getLoopbackAddress(), center.port()).close();
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), center.port())) {
                plain.getOutputStream().write(OPTIONS.getBytes(StandardCharsets.US_ASCII));
                await().atMost(PATIENCE).until(() -> failed(center) == 1);
            }
            try (SSLSocket peer = client(center.port(), null)) {
                assertThat(options(center, peer)).isEqualTo("SIP/2.0 200 OK");
            }
            assertThat(failed(center)).isEqualTo(1);
        }
    }

    @Test
    void anAddressThatNeverEndsItsHandshakesKeepsNobodyElseWaitingAndIsClosed() throws Exception {
        InetAddress stubborn = InetAddress.getByName("127.0.0.3");
        List<Socket> silent = new ArrayList<>();
        try (Phone center = Phone.on("center", settings(false))) {
            for (int i = 0; i < 80; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), center.port(), stubborn, 0));
            }
            await().atMost(PATIENCE).until(() -> failed(center) >= 30);
            try (SSLSocket peer = client(center.port(), null)) {
                assertThat(options(center, peer)).isEqualTo("SIP/2.0 200 OK");
            }
            await().atMost(PATIENCE).until(() -> failed(center) == 80);
            assertThat(silent.get(0).getInputStream().read()).isEqualTo(-1);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void aMissingKeyFileIsTold() {
        SipSettings settings = SipSettings.on("tls:127.0.0.1:0")
                .withTls(new SipSettings.Tls(folder.resolve("none.p12").toString(), "", "", NONE));
        assertThatThrownBy(() -> Phone.on("ann", settings))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.p12");
    }

    /** Whoever opened the connection is asked to prove nothing more: its Contact names nobody whom one could dial. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:ann@df7jal23ls0d.invalid;transport=tls",
                "sip:ann@phone.example.com;transport=tls;ob",
                "sips:ann@127.0.0.1:9",
                "sips:ann@df7jal23ls0d.invalid;ob"
            })
    void laterRequestsComeOverTheConnectionOfTheCaller_K2(String contact) throws Exception {
        try (Phone center = Phone.on("center", settings(false));
                RawStream phone = new RawStream(client(center.port(), null))) {
            phone.send(RawStream.request("INVITE", "caller", 9)
                    .replace("/TCP ", "/TLS ")
                    .replace("sip:ann@127.0.0.1:9;transport=tcp", contact));
            PlainEvent.RequestIn in = center.next(PlainEvent.RequestIn.class);
            assertThat(phone.receive()).startsWith("SIP/2.0 100");
            PlainRequest bye = center.back("BYE", in.request());
            Plain.carryOut(center.stack, new PlainOrder.Send(bye, in.hop()));
            String came = phone.receive();
            assertThat(came).startsWith("BYE " + contact + " SIP/2.0\r\n");
            phone.send(RawStream.answer(came, "200 OK", ""));
            assertThat(center.answer(200).method()).isEqualTo("BYE");
        }
    }
}
