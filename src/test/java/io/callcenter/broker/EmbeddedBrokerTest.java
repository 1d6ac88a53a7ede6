package io.callcenter.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.store.projection.EventTopic;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.server.files.FileStoreMonitor;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    @TempDir
    private Path folder;

    @Test
    void aBrokerThatHasStoppedByItselfIsStartedAgainWithItsMessages() throws Exception {
        BrokerSettings settings =
                new BrokerSettings(folder, "center", "secret", "", Optional.empty(), "", List.of(), true);
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings, new NoUsers());
                ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url())) {
            try (JMSContext before = factory.createContext("center", "secret")) {
                before.createProducer().send(before.createQueue("cc.mi"), "kept");
            }

            broker.inside().fail(false);

            await().atMost(60, TimeUnit.SECONDS).until(() -> broker.inside().isStarted());
            try (JMSContext after = factory.createContext("center", "secret")) {
                String text = after.createConsumer(after.createQueue("cc.mi")).receiveBody(String.class, 30_000);
                assertThat(text).isEqualTo("kept");
            }
        }
    }

    @Test
    @Timeout(30)
    void aViewerMayMakeTwentyDurableSubscriptionsAndNoMore_L7() throws Exception {
        BrokerSettings settings =
                new BrokerSettings(folder, "center", "secret", "", Optional.empty(), "", List.of(), true);
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings, new Viewers());
                ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
                JMSContext viewer = factory.createContext("vera", "x")) {
            viewer.setClientID("vera");
            for (int i = 0; i < QueueLimit.DURABLE_OF_ONE; i++) {
                viewer.createDurableConsumer(viewer.createTopic("cc.events"), "s" + i)
                        .close();
            }
            assertThatThrownBy(() -> viewer.createDurableConsumer(viewer.createTopic("cc.events"), "more"))
                    .hasMessageContaining("too many durable subscriptions");
            viewer.createDurableConsumer(viewer.createTopic("cc.events"), "s0").close();
            viewer.unsubscribe("s0");
            viewer.createDurableConsumer(viewer.createTopic("cc.events"), "instead")
                    .close();

            try (JMSContext other = factory.createContext("victor", "x");
                    JMSContext ourselves = factory.createContext("center", "secret")) {
                other.setClientID("victor");
                other.createDurableConsumer(other.createTopic("cc.events"), "mine")
                        .close();
                other.createConsumer(other.createTopic("cc.events")).close();
                ourselves.setClientID("ourselves");
                ourselves
                        .createDurableConsumer(ourselves.createTopic("cc.events"), "ours")
                        .close();
            }
        }
    }

    @Test
    @Timeout(60)
    void aViewerMayMakeTwoHundredQueuesForAnswersAndNoMore_L7() throws Exception {
        BrokerSettings settings =
                new BrokerSettings(folder, "center", "secret", "", Optional.empty(), "", List.of(), true);
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings, new Viewers());
                ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
                JMSContext viewer = factory.createContext("vera", "x")) {
            for (int i = 0; i < 200; i++) {
                viewer.createTemporaryQueue();
            }
            assertThatThrownBy(viewer::createTemporaryQueue).hasMessageContaining("too many queues");
        }
    }

    /** Everybody is a viewer. */
    private static final class Viewers implements BrokerUsers {
        @Override
        public Optional<String> roleOf(String address, String user, String password) {
            return Optional.of("viewer");
        }

        @Override
        public boolean admits(String address, String user, boolean right) {
            return right;
        }
    }

    @Test
    @Timeout(30)
    void onAFullDiskWhoPublishesEventsHearsSoAndGoesOnWhenThereIsRoom() throws Exception {
        BrokerSettings settings =
                new BrokerSettings(folder, "center", "secret", "", Optional.empty(), "", List.of(), true);
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings, new NoUsers());
                ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url())) {
            factory.setUser("center");
            factory.setPassword("secret");
            EventTopic topic = new EventTopic(factory, "cc.events", () -> true);
            List<Map<String, String>> events = List.of(Map.of(EventTopic.BODY, "{}"));
            FileStoreMonitor disk = ((ActiveMQServerImpl) broker.inside()).getMonitor();

            disk.setMaxUsage(0);
            disk.tick();
            assertThatThrownBy(() -> topic.publish(events)).isInstanceOf(JMSRuntimeException.class);
            disk.setMaxUsage(1);
            disk.tick();
            topic.publish(events);
        }
    }

    @Test
    @Timeout(30)
    void aTopicIsHeardAsLongAsAnybodySubscribesAlsoByAPatternOrForLater() throws Exception {
        BrokerSettings settings =
                new BrokerSettings(folder, "center", "secret", "", Optional.empty(), "", List.of(), true);
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings, new NoUsers());
                ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url())) {
            factory.setUser("center");
            factory.setPassword("secret");
            assertThat(broker.isHeard("cc.events")).isFalse();
            try (JMSContext plain = factory.createContext()) {
                plain.createConsumer(plain.createTopic("cc.events"));
                assertThat(broker.isHeard("cc.events")).isTrue();
            }
            await().until(() -> !broker.isHeard("cc.events"));
            try (JMSContext pattern = factory.createContext()) {
                pattern.createConsumer(pattern.createTopic("cc.#"));
                assertThat(broker.isHeard("cc.events")).isTrue();
            }
            try (JMSContext later = factory.createContext()) {
                later.setClientID("wallboard");
                later.createDurableConsumer(later.createTopic("cc.events"), "later")
                        .close();
            }
            await().until(() -> broker.isHeard("cc.events"));
        }
    }
}
