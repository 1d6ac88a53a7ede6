package io.callcenter.transport;

import static io.callcenter.transport.KeyStores.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.transport.tls.TlsSettings;
import io.callcenter.transport.tls.TlsSettings.ClientAuth;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsPointsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static KeyStores stores;
    private static Path own;
    private static Path service;
    private static Path user;
    private static Path wild;
    private static Path old;
    private static Path stranger;
    private static Path trust;

    @BeforeAll
    static void keys() throws Exception {
        stores = new KeyStores(folder);
        own = stores.keys("own", "dns:center.example,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1");
        service = stores.keys("service", "uri:sip:service.example,dns:other.example", "RSA", List.of());
        user = stores.keys("user", "uri:sip:ann@user.example,dns:user.example");
        wild = stores.keys("wild", "dns:*.example");
        Path authority = stores.keys("authority", "", "EC", List.of("-ext", "bc:c"));
        old = stores.signed("old", "ip:127.0.0.1", authority, List.of("-startdate", "-9d", "-validity", "8"));
        stores.signed("young", "ip:127.0.0.1", authority, List.of());
        stranger = stores.keys("stranger", "ip:127.0.0.1");
        trust = stores.trusting("trust", own, service, user, wild, authority);
    }

    private static Station station(Path keys, ClientAuth clientAuth) {
        TlsSettings tls = new TlsSettings(keys.toString(), trust.toString(), PASSWORD, clientAuth);
        return new Station(PointSettings.of(tls, List.of(), new LongAdder()));
    }

    private static Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void requestsGoBothWaysOverOneConnection(String host) throws Exception {
        try (Station center = station(own, ClientAuth.NONE);
                Station peer = station(own, ClientAuth.NONE)) {
            int port = center.listen("tls:[" + host + "]:0");
            peer.listen("tls:[" + host + "]:0");

            assertThat(peer.options(Station.destination("tls", host, port))).isEqualTo("200");

            assertThat(center.requests.poll(5, TimeUnit.SECONDS).via().transport())
                    .isEqualTo("TLS");
            InetSocketAddress back = center.links.iterator().next().remote();
            assertThat(center.loops().open("tls", back)).isPresent();
            assertThat(center.options(Station.destination("tls", host, back.getPort())))
                    .isEqualTo("200");
            assertThat(center.loops().connections()).isEqualTo(1);
            assertThat(peer.loops().connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "own, 127.0.0.1, 200",
        "own, center.example, 200",
        "own, Center.Example., 200",
        "own, other.example, NOWHERE",
        "service, service.example, 200",
        "service, other.example, NOWHERE",
        "service, 127.0.0.1, NOWHERE",
        "user, user.example, 200",
        "user, ann@user.example, NOWHERE",
        "wild, a.example, NOWHERE",
        "young, 127.0.0.1, 200",
        "old, 127.0.0.1, NOWHERE",
        "stranger, 127.0.0.1, NOWHERE"
    })
    void aPeerThatWeCallMustProveTheDomainOfTheUri_Rfc5922(String keys, String domain, String fate) throws Exception {
        try (Station center = station(store(keys), ClientAuth.NONE);
                Station caller = station(own, ClientAuth.NONE)) {
            int port = center.listen("tls:127.0.0.1:0");
            caller.listen("tls:127.0.0.1:0");

            assertThat(caller.options(
                            Station.destination("tls", "127.0.0.1", port).of(domain)))
                    .isEqualTo(fate);
            assertThat(center.requests).hasSize(fate.equals("200") ? 1 : 0);
        }
    }

    @Test
    void aConnectionServesOneNameOnlyAndTheAddressItself() throws Exception {
        Path both = stores.keys("both", "dns:one.example,dns:two.example");
        Path known = stores.trusting("known", both);
        TlsSettings tls = new TlsSettings(both.toString(), known.toString(), PASSWORD, ClientAuth.NONE);
        PointSettings points = PointSettings.of(tls, List.of(), new LongAdder());
        try (Station center = new Station(points);
                Station caller = new Station(points)) {
            Destination destination = Station.destination("tls", "127.0.0.1", center.listen("tls:127.0.0.1:0"));
            caller.listen("tls:127.0.0.1:0");

            assertThat(caller.options(destination.of("one.example"))).isEqualTo("200");
            assertThat(caller.options(destination.of("ONE.example"))).isEqualTo("200");
            assertThat(caller.loops().connections()).isEqualTo(1);
            assertThat(caller.options(destination.of("two.example"))).isEqualTo("200");
            assertThat(caller.loops().connections()).isEqualTo(2);
            assertThat(caller.options(destination)).isEqualTo("200");
            assertThat(caller.loops().connections()).isEqualTo(2);
            assertThat(caller.options(destination.of("three.example"))).isEqualTo("NOWHERE");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, '', true",
        "NONE, stranger, true",
        "WANTED, '', true",
        "WANTED, own, true",
        "WANTED, stranger, false",
        "NEEDED, own, true",
        "NEEDED, young, true",
        "NEEDED, old, false",
        "NEEDED, stranger, false",
        "NEEDED, '', false"
    })
    void aClientIsAskedForWhatTheSettingSays_K1(ClientAuth clientAuth, String keys, boolean served) throws Exception {
        try (Station center = station(own, clientAuth)) {
            int port = center.listen("tls:127.0.0.1:0");
            try (SSLSocket peer = connect(KeyStores.peer(keys.isEmpty() ? null : store(keys), trust), port)) {
                if (served) {
                    assertThat(answer(peer)).startsWith("SIP/2.0 200 ");
                } else {
                    assertThatThrownBy(() -> answer(peer)).isInstanceOf(IOException.class);
                    await().atMost(PATIENCE).until(() -> center.handshakesRefused.sum() == 1);
                }
            }
        }
    }

    @Test
    void aPeerThatSaysThatItClosesIsGoneThoughItsSocketIsOpen() throws Exception {
        try (Station center = station(own, ClientAuth.NONE)) {
            try (SSLSocket peer = connect(KeyStores.peer(null, trust), center.listen("tls:127.0.0.1:0"))) {
                assertThat(answer(peer)).startsWith("SIP/2.0 200 ");
                assertThat(center.loops().connections()).isEqualTo(1);
                peer.shutdownOutput();
                await().atMost(PATIENCE).until(() -> center.loops().connections() == 0);
            }
        }
    }

    @Test
    void silentPeersOfManySourcesKeepNobodyOut() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (Station center = station(own, ClientAuth.NONE)) {
            int port = center.listen("tls:127.0.0.1:0");
            for (int i = 0; i < 520; i++) {
                Socket socket = new Socket();
                socket.bind(new InetSocketAddress("127.0.1." + (1 + i / 9), 0));
                socket.connect(new InetSocketAddress("127.0.0.1", port));
                silent.add(socket);
            }
            try (SSLSocket peer = connect(KeyStores.peer(null, trust), port)) {
                assertThat(answer(peer)).startsWith("SIP/2.0 200 ");
            }
            assertThat(center.handshakesRefused.sum()).isPositive();
            silent.get(0).setSoTimeout(1_000);
            assertThat(silent.get(0).getInputStream().readAllBytes()).hasSizeLessThan(100);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "WANTED, user, user.example, true",
        "WANTED, user, USER.example, true",
        "WANTED, user, other.example, false",
        "NONE, user, user.example, false",
        "WANTED, '', user.example, false"
    })
    void aPeerIsReachedAtAnAliasThatItsCertificateCovers_Rfc5923(
            ClientAuth clientAuth, String keys, String sentBy, boolean taken) throws Exception {
        try (Station center = station(own, clientAuth)) {
            int port = center.listen("tls:127.0.0.1:0");
            try (SSLSocket peer = connect(KeyStores.peer(keys.isEmpty() ? null : store(keys), trust), port)) {
                String text = Station.text("TLS", "alias").replace("df7jal23ls0d.invalid", sentBy + ":5099;alias");
                peer.getOutputStream().write(Station.bytes(text));
                assertThat(peer.getInputStream().read()).isEqualTo('S');
                assertThat(center.loops()
                                .open("tls", new InetSocketAddress("127.0.0.1", 5099))
                                .isPresent())
                        .isEqualTo(taken);
                if (taken) {
                    Destination destination =
                            Station.destination("tls", "127.0.0.1", 5099).of("user.example");
                    assertThat(center.loops().all().get(0).stream("tls", destination.remote())
                                    .remote()
                                    .getPort())
                            .isEqualTo(peer.getLocalPort());
                }
            }
        }
    }

    private static SSLSocket connect(SSLContext context, int port) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static String answer(SSLSocket socket) throws IOException {
        socket.getOutputStream().write(Station.bytes(Station.text("TLS", "jdk")));
        byte[] read = new byte[4_096];
        int count = socket.getInputStream().read(read);
        if (count < 0) {
            throw new EOFException();
        }
        return new String(read, 0, count, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void opensslWithoutACertificateGetsItsAnswer_K1(String version) throws Exception {
        try (Station center = station(own, ClientAuth.NONE)) {
            int port = center.listen("tls:127.0.0.1:0");
            Process openssl = new ProcessBuilder(
                            "openssl", "s_client", "-quiet", version, "-connect", "127.0.0.1:" + port)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream said = openssl.getInputStream()) {
                openssl.getOutputStream().write(Station.bytes(Station.text("TLS", "openssl")));
                openssl.getOutputStream().flush();
                byte[] read = new byte[4_096];
                int count = said.read(read);
                assertThat(new String(read, 0, Math.max(0, count), StandardCharsets.UTF_8))
                        .startsWith("SIP/2.0 200 OK\r\n")
                        .contains("Call-ID: openssl\r\n");
            } finally {
                openssl.destroy();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"center.example, own", "service.example, service", "user.example, user", "nobody.example, ''"})
    void ofSeveralCertificatesTheOneForTheAskedNameIsShown(String asked, String shown) throws Exception {
        Path several = stores.together("several", own, service, user);
        try (Station center = station(several, ClientAuth.NONE)) {
            int port = center.listen("tls:127.0.0.1:0");
            for (String version : List.of("TLSv1.3", "TLSv1.2")) {
                try (SSLSocket peer = connect(KeyStores.peer(null, trust), port)) {
                    SSLParameters parameters = peer.getSSLParameters();
                    parameters.setServerNames(List.of(new SNIHostName(asked)));
                    parameters.setProtocols(new String[] {version});
                    peer.setSSLParameters(parameters);
                    assertThat(answer(peer)).startsWith("SIP/2.0 200 ");
                    X509Certificate leaf = (X509Certificate) peer.getSession().getPeerCertificates()[0];
                    assertThat(leaf.getSubjectX500Principal().getName())
                            .as(version)
                            .startsWith("CN=" + shown);
                }
            }
        }
    }

    @Test
    void changedFilesAreReadAgainAndBadOnesAreNot() throws Exception {
        Path keys = folder.resolve("changing.p12");
        Files.copy(own, keys);
        try (Station center = station(keys, ClientAuth.NONE)) {
            int port = center.listen("tls:127.0.0.1:0");
            assertThat(shown(port)).isEqualTo("CN=own");

            Files.writeString(keys, "half a file");
            look(center, keys, 1);
            assertThat(shown(port)).isEqualTo("CN=own");

            Files.copy(user, keys, StandardCopyOption.REPLACE_EXISTING);
            look(center, keys, 2);
            assertThat(shown(port)).isEqualTo("CN=user");

            Files.delete(keys);
            center.loops().openings().tls().look();
            assertThat(shown(port)).isEqualTo("CN=user");
        }
    }

    private static void look(Station center, Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 1_000L * seconds));
        center.loops().openings().tls().look();
    }

    private static String shown(int port) throws Exception {
        try (SSLSocket peer = connect(KeyStores.peer(null, trust), port)) {
            assertThat(answer(peer)).startsWith("SIP/2.0 200 ");
            return ((X509Certificate) peer.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "wss"})
    void withoutKeysSuchAPointIsRefusedInOneLine(String transport) {
        try (Station center = Station.plain()) {
            assertThatThrownBy(() -> center.listen(transport + ":127.0.0.1:0"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("SIP over TLS: no key store is given");
        }
    }

    @Test
    void withAFileOfNoUseSuchAPointIsRefusedInOneLine() throws Exception {
        for (Path file : List.of(trust, folder.resolve("none.p12"), Files.writeString(folder.resolve("x.p12"), "x"))) {
            try (Station center = station(file, ClientAuth.NONE)) {
                assertThatThrownBy(() -> center.listen("tls:127.0.0.1:0"))
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("SIP over TLS: " + file + ": ");
            }
        }
    }

    @Test
    void aPeerThatWeCallAndThatSpeaksNoTlsIsNowhere() throws Exception {
        try (Station center = Station.plain();
                Station caller = station(own, ClientAuth.NONE)) {
            int port = center.listen("tcp:127.0.0.1:0");
            caller.listen("tls:127.0.0.1:0");
            assertThat(caller.options(Station.destination("tls", "127.0.0.1", port)))
                    .isEqualTo("NOWHERE");
            await().atMost(PATIENCE).until(() -> caller.loops().connections() == 0);
            await().atMost(PATIENCE).until(() -> center.loops().connections() == 0);
        }
    }

    @Test
    void whoSaysNothingIsClosedAndGivesItsPlaceBack() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (Station center = station(own, ClientAuth.NONE)) {
            int port = center.listen("tls:127.0.0.1:0");
            for (int i = 0; i < 5; i++) {
                silent.add(new Socket("127.0.0.1", port));
            }
            await().atMost(PATIENCE).until(() -> center.loops().connections() == 5);
            await().atMost(PATIENCE).until(() -> center.handshakesRefused.sum() == 5);
            await().atMost(PATIENCE).until(() -> center.loops().connections() == 0);
            assertThat(silent.get(0).getInputStream().read()).isEqualTo(-1);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }
}
