package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.config.command.MiTarget;
import io.callcenter.config.command.Run;
import io.callcenter.config.settings.WrongSetting;
import io.callcenter.mi.MiClient;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.JMSFactoryType;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP and the broker's acceptor with certificates. */
class EncryptedAccessTest {
    /** With all that would mean something in a URL. */
    private static final String PASSWORD = "p;a&s=s+w%40?rd";

    private static final String WHICH = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"which\"}";

    @TempDir
    private static Path folder;

    private static KeyStoreFile keys;
    private static StartedApplication application;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        keys = KeyStoreFile.in(folder, PASSWORD);
        port = StartedApplication.freePort();
        Map<String, String> settings = new HashMap<>();
        settings.put("cc.http.tls.key-store", keys.file().toString());
        settings.put("cc.http.tls.key-store-password", PASSWORD);
        settings.put("cc.jms.tls.key-store", keys.file().toString());
        settings.put("cc.jms.tls.key-store-password", PASSWORD);
        settings.put("cc.jms.acceptor", "tcp://127.0.0.1:" + port);
        settings.put("cc.jms.user", "center");
        settings.put("cc.jms.password", "secret");
        application = StartedApplication.in(folder, settings);
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
    }

    @Test
    void commandsAreAnsweredOverHttps() throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(keys.trust()).build();
        URI mi = application.uri("/mi");

        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(mi)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(WHICH))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(mi.getScheme()).isEqualTo("https");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("cc_reload");
    }

    @Test
    void whoDoesNotKnowTheCertificateDoesNotTalkToUs() {
        HttpRequest request =
                HttpRequest.newBuilder(application.uri("/health/live")).build();

        assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(javax.net.ssl.SSLHandshakeException.class);
    }

    @Test
    void theShellsCommandBelievesItsOwnCertificateWithoutBeingToldTo() throws Exception {
        Map<String, String> same = Map.of(
                "cc.http.port", Integer.toString(application.uri("/mi").getPort()),
                "cc.http.tls.key-store", keys.file().toString(),
                "cc.http.tls.key-store-password", PASSWORD);

        assertThat(mi(same, new MiTarget("", "", "", false))).isZero();
    }

    @Test
    void theShellsCommandBelievesTheCertificatesOfAFile() throws Exception {
        String url = application.uri("/mi").toString();

        assertThat(mi(Map.of(), new MiTarget(url, "", keys.pem(folder).toString(), false)))
                .isZero();
    }

    @Test
    void theShellsCommandBelievesNobodyElse() throws Exception {
        KeyStoreFile others = KeyStoreFile.in(Files.createDirectory(folder.resolve("others")), PASSWORD);
        Map<String, String> wrong = Map.of(
                "cc.http.port", Integer.toString(application.uri("/mi").getPort()),
                "cc.http.tls.key-store", others.file().toString(),
                "cc.http.tls.key-store-password", PASSWORD);

        assertThat(mi(wrong, new MiTarget("", "", "", false))).isEqualTo(MiClient.REFUSED);
        assertThat(mi(Map.of(), new MiTarget(application.uri("/mi").toString(), "", "", false)))
                .isEqualTo(MiClient.REFUSED);
    }

    private static int mi(Map<String, String> settings, MiTarget target) throws WrongSetting {
        return Run.command(StartedApplication.settings(folder, settings), target, "which", List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, TLS_AES_128_GCM_SHA256, true",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, true",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, false",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, false",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384, false",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA, false",
    })
    void onlyAuthenticatedEncryptionWithForwardSecrecyIsSpoken_L8(String protocol, String suite, boolean spoken)
            throws Exception {
        for (int port : List.of(application.uri("/").getPort(), port)) {
            try (SSLSocket socket = (SSLSocket) keys.trust().getSocketFactory().createSocket("127.0.0.1", port)) {
                socket.setEnabledProtocols(new String[] {protocol});
                socket.setEnabledCipherSuites(new String[] {suite});
                if (spoken) {
                    socket.startHandshake();
                    assertThat(socket.getSession().getCipherSuite()).isEqualTo(suite);
                } else {
                    assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
                }
            }
        }
    }

    @Test
    void withoutHttpsNothingIsAnswered() {
        URI plain = URI.create(application.uri("/health/live").toString().replace("https:", "http:"));

        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(plain).build(), HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void commandsAreAnsweredOverJmsWithTls() throws Exception {
        Map<String, Object> how = new HashMap<>();
        how.put("sslEnabled", true);
        how.put("trustStoreType", "PKCS12");
        how.put("trustStorePath", keys.authorities(folder).toString());
        how.put("trustStorePassword", PASSWORD);

        assertThat(which(how)).contains("cc_reload");
    }

    @Test
    void withoutTlsTheBrokerIsNotReached() {
        assertThatThrownBy(() -> which(Map.of())).isInstanceOf(JMSException.class);
    }

    private static String which(Map<String, Object> how) throws JMSException {
        Map<String, Object> parameters = new HashMap<>(how);
        parameters.put("host", "127.0.0.1");
        parameters.put("port", port);
        ConnectionFactory factory = ActiveMQJMSClient.createConnectionFactoryWithoutHA(
                JMSFactoryType.CF, new TransportConfiguration(NettyConnectorFactory.class.getName(), parameters));
        try (Connection connection = factory.createConnection("center", "secret");
                Session session = connection.createSession()) {
            connection.start();
            TemporaryQueue answers = session.createTemporaryQueue();
            Message request = session.createTextMessage(WHICH);
            request.setJMSReplyTo(answers);
            session.createProducer(session.createQueue("cc.mi")).send(request);
            return session.createConsumer(answers).receive(10_000).getBody(String.class);
        }
    }
}
