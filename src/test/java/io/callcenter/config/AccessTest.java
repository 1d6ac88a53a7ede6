package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Who may do what, over HTTP and JMS, where there are users. */
class AccessTest {
    private static final String HASH = BCrypt.withDefaults().hashToString(4, "pw".toCharArray());

    @TempDir
    private static Path folder;

    private static StartedApplication application;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        Path users = Files.writeString(
                folder.resolve("users"),
                "vic:" + HASH + ":viewer\noli:" + HASH + ":operator\nada:" + HASH + ":admin\n");
        port = StartedApplication.freePort();
        application = StartedApplication.in(
                folder,
                Map.of(
                        "cc.http.users",
                        users.toString(),
                        "cc.jms.acceptor",
                        "tcp://127.0.0.1:" + port,
                        "cc.jms.user",
                        "center",
                        "cc.jms.password",
                        "secret"));
        application.seed();
        // Proven once: whoever is known need not wait for those who guess from the same address.
        assertThat(ask("vic", "which", "[]")).contains("cc_reload");
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cc_list_agents, [], 200, 200, 200",
        "get_statistics, '[\"all\"]', 200, 200, 200",
        "which, [], 200, 200, 200",
        "cc_explain, '[\"x\"]', 200, 200, 200",
        "cc_internal_call_dispatching, [], 200, 200, 200",
        "cc_agent_login, '[\"ann\",1]', 403, 200, 200",
        "cc_dispatch_call_to_agent, '[\"x\",\"ann\"]', 403, 200, 200",
        "cc_agent_release, '[\"ann\"]', 403, 200, 200",
        "cc_hangup, '[\"x\"]', 403, 200, 200",
        "cc_transfer, '[\"x\", \"y\"]', 403, 200, 200",
        "cc_reload, [], 403, 403, 200",
        "cc_replay_cdrs, [], 403, 403, 200",
        "cc_reset_stats, [], 403, 403, 200",
        "cc_forget, '[\"nobody\"]', 403, 403, 200",
        "cc_internal_call_dispatching, [1], 403, 403, 200",
    })
    void eachRoleMayDoItsPart(String method, String params, int viewer, int operator, int admin) throws Exception {
        assertThat(post(method, params, "vic:pw").statusCode()).isEqualTo(viewer);
        assertThat(post(method, params, "oli:pw").statusCode()).isEqualTo(operator);
        assertThat(post(method, params, "ada:pw").statusCode()).isEqualTo(admin);
        boolean overJms = ask("vic", method, params).contains("-32003");
        assertThat(overJms).isEqualTo(viewer == 403);
    }

    @Test
    void withoutCredentialsNothingButHealthIsShown() throws Exception {
        HttpResponse<String> refused = application.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"which\"}");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic realm=");
        assertThat(refused.body())
                .isEqualTo(
                        "{\"error\":{\"code\":401,\"message\":\"Unauthorized\",\"data\":\"name and password needed\"}}");
        assertThat(application.get("/metrics").statusCode()).isEqualTo(401);
        assertThat(application.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(application.get("/metrics", "Authorization", basic("vic:pw")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoIsTurnedAwayBeforeHisPasswordIsAskedLeavesALineInTheAudit() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(event.getFormattedMessage());
            }
        };
        Logger audit = (Logger) LoggerFactory.getLogger("audit");
        listener.start();
        audit.addAppender(listener);
        try {
            assertThat(application.get("/metrics").statusCode()).isEqualTo(401);
            assertThat(lines).as("asked without credentials").isEmpty();
            assertThat(application.get("/metrics", "Authorization", "Basic !").statusCode())
                    .isEqualTo(401);
            assertThat(application
                            .get("/metrics", "Origin", "http://evil.example")
                            .statusCode())
                    .isEqualTo(403);
        } finally {
            audit.detachAppender(listener);
        }

        assertThat(lines)
                .containsExactly(
                        "- from http 127.0.0.1: turned away: an Authorization that cannot be read",
                        "- from http 127.0.0.1: turned away: a page of another site: http://evil.example");
    }

    @Test
    void inABatchOnlyTheForbiddenCommandFails() throws Exception {
        HttpResponse<String> answer = application.post(
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cc_reload\"},{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"cc_list_calls\"}]",
                "Authorization",
                basic("vic:pw"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("-32003").contains("\"Calls\"");
    }

    @Test
    void whoGuessesHasToWaitLongerEachTime() throws Exception {
        long from = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            assertThat(post("which", "[]", "vic:wrong" + i).statusCode()).isEqualTo(401);
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - from);

        // The second attempt waits 250 ms, the third 500 ms.
        assertThat(taken).isGreaterThan(Duration.ofMillis(700));
        assertThat(post("which", "[]", "ada:pw").statusCode()).isEqualTo(200);
    }

    @Test
    void theBrokerLetsInUsersWithTheirPasswordOnly() {
        assertThatThrownBy(() -> connect("vic", "wrong").close()).isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(() -> connect("mallory", "pw").close()).isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(() -> connect(null, null).close()).isInstanceOf(JMSSecurityException.class);
    }

    @Test
    void usersMaySendCommandsAndReadEventsAndNothingElse() throws Exception {
        try (Connection connection = connect("vic", "pw");
                Session session = connection.createSession()) {
            Topic events = session.createTopic("cc.events");
            session.createConsumer(events).close();
            assertThatThrownBy(() -> session.createProducer(events).send(session.createTextMessage("forged")))
                    .isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> session.createConsumer(session.createQueue("cc.mi")))
                    .isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> session.createConsumer(session.createQueue("cc.dead.undeliverable")))
                    .isInstanceOf(JMSException.class);
        }
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedByTheBroker() throws Exception {
        try (Connection connection = connect("vic", "pw");
                Session session = connection.createSession()) {
            TextMessage large = session.createTextMessage("x".repeat(10 << 20));

            assertThatThrownBy(() ->
                            session.createProducer(session.createQueue("cc.mi")).send(large))
                    .isInstanceOf(JMSException.class);
        }
        assertThat(ask("vic", "cc_list_calls", "[]")).contains("\"Calls\"");
    }

    private static HttpResponse<String> post(String method, String params, String user) throws Exception {
        return application.post(request(method, params), "Authorization", basic(user));
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private static Connection connect(String user, String password) throws JMSException {
        // Closing the connection closes what the factory made for it.
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
        Connection connection = factory.createConnection(user, password);
        connection.start();
        return connection;
    }

    private static String ask(String user, String method, String params) throws JMSException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
                Connection connection = factory.createConnection(user, "pw");
                Session session = connection.createSession()) {
            connection.start();
            TemporaryQueue answers = session.createTemporaryQueue();
            Message request = session.createTextMessage(request(method, params));
            request.setJMSReplyTo(answers);
            session.createProducer(session.createQueue("cc.mi")).send(request);
            try (MessageConsumer consumer = session.createConsumer(answers)) {
                return consumer.receive(10_000).getBody(String.class);
            }
        }
    }
}
