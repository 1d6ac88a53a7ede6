package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import at.favre.lib.crypto.bcrypt.BCrypt;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Requests over JMS that are not as they should be, and what the audit log says. */
class JmsRequestsTest {
    private static final String HASH = BCrypt.withDefaults().hashToString(4, "pw".toCharArray());

    @TempDir
    private static Path folder;

    private static final List<String> AUDIT = new CopyOnWriteArrayList<>();
    private static final AppenderBase<ILoggingEvent> LISTENER = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            AUDIT.add(event.getFormattedMessage());
        }
    };

    private static StartedApplication application;
    private static Level levelBefore;
    private static ActiveMQConnectionFactory factory;

    @BeforeAll
    static void start() throws Exception {
        LISTENER.start();
        levelBefore = audit().getLevel();
        audit().setLevel(Level.INFO);
        audit().addAppender(LISTENER);
        Path users =
                Files.writeString(folder.resolve("users"), "oli:" + HASH + ":operator\nolga:" + HASH + ":viewer\n");
        int port = StartedApplication.freePort();
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
        factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
    }

    @AfterAll
    static void stop() {
        audit().detachAppender(LISTENER);
        audit().setLevel(levelBefore);
        if (factory != null) {
            factory.close();
        }
        if (application != null) {
            application.close();
        }
    }

    private static Logger audit() {
        return (Logger) LoggerFactory.getLogger("audit");
    }

    @Test
    void aCommandWhoseAnswerCannotBeDeliveredIsCarriedOutOnce() throws Exception {
        try (Connection connection = connect();
                Session session = connection.createSession()) {
            TemporaryQueue gone = session.createTemporaryQueue();
            gone.delete();
            send(session, gone, "cc_agent_login", "[\"gone\",1]");
            // The broker brings a message that was not acknowledged again at once, before those that came later.
            for (int i = 0; i < 8; i++) {
                assertThat(ask(session, "cc_agent_login", "[\"marker" + i + "\",1]"))
                        .contains("404");
            }
        }
        assertThat(lines("[\"gone\",1]")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cc.mi", "cc.events", "cc.dead.undeliverable", "activemq.management"})
    void noAnswerGoesIntoAQueueOfOurs(String name) throws Exception {
        try (Connection connection = connect();
                Session session = connection.createSession()) {
            send(session, session.createQueue(name), "cc_agent_login", "[\"for-" + name + "\",1]");
            send(session, session.createTopic(name), "cc_agent_login", "[\"for-" + name + "\",1]");
            assertThat(ask(session, "cc_list_calls", "[]")).contains("\"Calls\"");
        }
        await().untilAsserted(() -> assertThat(
                        lines("a queue or topic of the contact center").count())
                .isGreaterThanOrEqualTo(2));
        assertThat(lines("[\"for-" + name + "\",1]")).isEmpty();
    }

    @Test
    void aNotificationGetsNoAnswer() throws Exception {
        try (Connection connection = connect();
                Session session = connection.createSession()) {
            TemporaryQueue answers = session.createTemporaryQueue();
            Message notification = session.createTextMessage("{\"jsonrpc\":\"2.0\",\"method\":\"cc_list_calls\"}");
            notification.setJMSReplyTo(answers);
            MessageProducer producer = session.createProducer(session.createQueue("cc.mi"));
            producer.send(notification);
            send(session, answers, "cc_list_flows", "[]");
            try (MessageConsumer consumer = session.createConsumer(answers)) {
                assertThat(consumer.receive(10_000).getBody(String.class)).contains("\"Flows\"");
                assertThat(consumer.receive(300)).isNull();
            }
        }
    }

    @Test
    void noAnswerIsSeenByThoseWhoListenToEvents() throws Exception {
        try (Connection connection = connect();
                Session session = connection.createSession();
                MessageConsumer events = session.createConsumer(session.createTopic("cc.events"))) {
            send(session, session.createTopic("cc.events"), "cc_list_flows", "[]");
            assertThat(ask(session, "cc_list_calls", "[]")).contains("\"Calls\"");
            assertThat(events.receive(300)).isNull();
        }
    }

    @Test
    void theAuditSaysWhoDidWhatAndWhatCameOfIt() throws Exception {
        try (Connection connection = connect();
                Session session = connection.createSession()) {
            assertThat(ask(session, "cc_agent_release", "{\"agent_id\":\"nobody\",\"reason\":\"x\\ny\"}"))
                    .contains("404");
            assertThat(ask(session, "cc_reload", "[]")).contains("-32003");
            assertThat(ask(session, "cc_list_calls", "[]")).contains("\"Calls\"");
        }
        await().untilAsserted(() -> assertThat(AUDIT)
                .contains(
                        "oli from jms: call_center:agent_release {\"agent_id\":\"nobody\",\"reason\":\"x\\ny\"} -> 404 Agent not found",
                        "oli from jms: call_center:reload [] -> -32003 Forbidden: needs role admin"));
        assertThat(lines("list_calls")).isEmpty();
    }

    @Test
    void whoGuessesAtTheBrokerIsNotHeardForAWhileAndTheAuditSaysSo() throws Exception {
        assertThat(lines("mallory from jms 127.0.0.1: turned away: wrong name or password"))
                .isEmpty();
        connect().close();
        // Four that were looked at: now there are two seconds to wait.
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            assertThatThrownBy(() -> factory.createConnection("mallory", "pw").close())
                    .isInstanceOf(JMSSecurityException.class);
            return lines("mallory from jms 127.0.0.1: turned away: wrong name or password")
                            .count()
                    == 4;
        });
        // Nobody else behind that address has to wait.
        factory.createConnection("olga", "pw").close();
        factory.createConnection("oli", "pw").close();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .untilAsserted(() -> factory.createConnection("olga", "pw").close());
    }

    private static Stream<String> lines(String part) {
        return AUDIT.stream().filter(line -> line.contains(part));
    }

    private static Connection connect() throws Exception {
        // Others may have guessed wrong from this address a moment ago.
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            try {
                factory.createConnection("oli", "pw").close();
                return true;
            } catch (JMSSecurityException e) {
                return false;
            }
        });
        Connection connection = factory.createConnection("oli", "pw");
        connection.start();
        return connection;
    }

    private static void send(Session session, Destination answers, String method, String params) throws JMSException {
        Message request = session.createTextMessage(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
        request.setJMSReplyTo(answers);
        session.createProducer(session.createQueue("cc.mi")).send(request);
    }

    private static String ask(Session session, String method, String params) throws JMSException {
        TemporaryQueue answers = session.createTemporaryQueue();
        send(session, answers, method, params);
        try (MessageConsumer consumer = session.createConsumer(answers)) {
            return consumer.receive(10_000).getBody(String.class);
        }
    }
}
