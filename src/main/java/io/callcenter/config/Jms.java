package io.callcenter.config;

import io.callcenter.broker.BrokerSettings;
import io.callcenter.broker.BrokerUsers;
import io.callcenter.broker.EmbeddedBroker;
import io.callcenter.config.http.TlsSuites;
import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConfiguration;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker, ours or another, and the ways to it. */
public final class Jms implements AutoCloseable {
    /** Value of {@code cc.jms.url} for the broker in the process. */
    public static final String EMBEDDED = "embedded";

    private static final Logger LOG = LoggerFactory.getLogger(Jms.class);
    /** How the broker's client begins to say that user or password are wrong. */
    private static final String WRONG_USER = "AMQ229031";

    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** A broker that says nothing for so long is gone: no longer than artemis/broker.xml waits for us. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final Optional<EmbeddedBroker> broker;
    private final ActiveMQConnectionFactory direct;
    private final JmsPoolConnectionFactory pool;

    private Jms(Optional<EmbeddedBroker> broker, ActiveMQConnectionFactory direct) {
        this.broker = broker;
        this.direct = direct;
        this.pool = pool(direct);
    }

    /**
     * Starts the embedded broker, or reaches the other one. The very first start waits for that as long as {@code cc.db.start-timeout};
     * later ones go on without, as calls do while it runs: events wait, and whoever listens is connected when it is there.
     *
     * @param goesOnWithout whether this is a later start
     * @throws StartFailed for a wrong user at once, for a broker out of reach after the wait
     */
    static Jms start(Settings settings, boolean goesOnWithout, BrokerUsers users) throws StartFailed {
        Jms jms = settings.text("cc.jms.url").equals(EMBEDDED) ? embedded(settings, users) : external(settings);
        try {
            jms.await(settings, goesOnWithout);
            return jms;
        } catch (StartFailed e) {
            jms.close();
            throw e;
        }
    }

    private static Jms embedded(Settings settings, BrokerUsers users) throws StartFailed {
        BrokerSettings wanted = brokerSettings(settings);
        try {
            EmbeddedBroker broker = EmbeddedBroker.start(wanted, users);
            return new Jms(Optional.of(broker), factory(broker.url(), wanted.user(), wanted.password()));
        } catch (IOException e) {
            throw new StartFailed("cc.jms: the embedded broker does not start: " + Reason.of(e), e);
        }
    }

    /** The broker elsewhere, not asked yet. */
    public static Jms external(Settings settings) throws StartFailed {
        try {
            ActiveMQConnectionFactory factory = factory(
                    settings.text("cc.jms.url"), settings.text("cc.jms.user"), settings.text("cc.jms.password"));
            factory.setClientFailureCheckPeriod(SILENCE.toMillis());
            factory.setConnectionTTL(SILENCE.multipliedBy(2).toMillis());
            return new Jms(Optional.empty(), factory);
        } catch (RuntimeException e) {
            throw new StartFailed("cc.jms.url = " + settings.shown("cc.jms.url") + ": " + Reason.of(e), e);
        }
    }

    private static BrokerSettings brokerSettings(Settings settings) {
        Path folder = settings.path("cc.data").orElseThrow().resolve("broker");
        String user = settings.text("cc.jms.user");
        boolean own = user.isEmpty();
        return new BrokerSettings(
                folder,
                own ? "call-center" : user,
                own ? UUID.randomUUID().toString() : settings.text("cc.jms.password"),
                settings.text("cc.jms.acceptor"),
                settings.path("cc.jms.tls.key-store"),
                settings.text("cc.jms.tls.key-store-password"),
                TlsSuites.SUITES,
                settings.word("cc.durability").equals("strict"));
    }

    private static ActiveMQConnectionFactory factory(String url, String user, String password) {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
        if (!user.isEmpty()) {
            factory.setUser(user);
            factory.setPassword(password);
        }
        factory.setCallTimeout(ANSWER.toMillis());
        factory.setDeserializationDenyList("*");
        return factory;
    }

    private static JmsPoolConnectionFactory pool(ConnectionFactory direct) {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(direct);
        pool.setMaxConnections(2);
        pool.setMaxSessionsPerConnection(100);
        pool.setConnectionIdleTimeout((int) Duration.ofMinutes(5).toMillis());
        return pool;
    }

    private void await(Settings settings, boolean goesOnWithout) throws StartFailed {
        StartTimeout patience = new StartTimeout(settings);
        while (true) {
            Optional<String> trouble = trouble();
            if (trouble.isEmpty()) {
                return;
            }
            String line = "cc.jms.url = " + settings.shown("cc.jms.url") + ": " + trouble.get();
            boolean wrong = broker.isPresent() || trouble.get().contains(WRONG_USER);
            if (goesOnWithout && !wrong) {
                LOG.warn("{}; starting without it", line);
                return;
            }
            if (wrong || patience.over()) {
                throw new StartFailed(line);
            }
            LOG.info("Waiting for the broker: {}", trouble.get());
            patience.pause();
        }
    }

    /** What keeps us from the broker, found out by a new connection; empty when nothing does. Blocks for seconds at most. */
    public Optional<String> trouble() {
        try (Connection connection = direct.createConnection()) {
            connection.start();
            return Optional.empty();
        } catch (JMSException | RuntimeException e) {
            return Optional.of(Reason.of(e));
        }
    }

    /** The component {@code jms:}: pooled for sending, a connection of its own for listening. */
    JmsComponent component() {
        JmsConfiguration configuration = new JmsConfiguration(pool);
        configuration.setListenerConnectionFactory(direct);
        configuration.setCacheLevelName("CACHE_CONSUMER");
        configuration.setAcceptMessagesWhileStopping(false);
        return new JmsComponent(configuration);
    }

    /** Whether anybody subscribes to that topic; true for a broker elsewhere, which knows best. */
    boolean isHeard(String topic) {
        return broker.map(it -> it.isHeard(topic)).orElse(true);
    }

    /** What the embedded broker shows of itself; another one is watched where it runs. */
    Optional<MeterBinder> meters() {
        return broker.map(EmbeddedBroker::meters);
    }

    /** For beans that speak JMS themselves. */
    ConnectionFactory connections() {
        return pool;
    }

    @Override
    public void close() {
        pool.stop();
        direct.close();
        broker.ifPresent(EmbeddedBroker::close);
    }
}
