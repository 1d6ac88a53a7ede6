package io.callcenter.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.store.EventTopic;
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
                new BrokerSettings(folder, "centre", "secret", "", Optional.empty(), "", List.of(), true);
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings, new NoUsers());
                ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url())) {
            try (JMSContext before = factory.createContext("centre", "secret")) {
                before.createProducer().send(before.createQueue("cc.mi"), "kept");
            }

            broker.inside().fail(false);

            await().atMost(60, TimeUnit.SECONDS).until(() -> broker.inside().isStarted());
            try (JMSContext after = factory.createContext("centre", "secret")) {
                String text = after.createConsumer(after.createQueue("cc.mi")).receiveBody(String.class, 30_000);
                assertThat(text).isEqualTo("kept");
            }
        }
    }

    @Test
    @Timeout(30)
    void onAFullDiskWhoPublishesEventsHearsSoAndGoesOnWhenThereIsRoom() throws Exception {
        BrokerSettings settings =
                new BrokerSettings(folder, "centre", "secret", "", Optional.empty(), "", List.of(), true);
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings, new NoUsers());
                ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url())) {
            factory.setUser("centre");
            factory.setPassword("secret");
            EventTopic topic = new EventTopic(factory, "cc.events");
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
}
