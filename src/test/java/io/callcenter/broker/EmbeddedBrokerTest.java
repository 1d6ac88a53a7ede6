package io.callcenter.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.store.EventTopic;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.server.files.FileStoreMonitor;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    @TempDir
    private Path folder;

    @Test
    void aBrokerThatHasStoppedByItselfIsStartedAgainWithItsMessages() throws Exception {
        BrokerSettings settings = new BrokerSettings(folder, "centre", "secret", "", Optional.empty(), "", true);
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
    @Timeout(120)
    void onAFullDiskWhoPublishesEventsHearsSoAndGoesOnWhenThereIsRoom() throws Exception {
        BrokerSettings settings = new BrokerSettings(folder, "centre", "secret", "", Optional.empty(), "", true);
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings, new NoUsers());
                ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url())) {
            factory.setUser("centre");
            factory.setPassword("secret");
            EventTopic topic = new EventTopic(factory, "cc.events");
            List<Map<String, String>> events = List.of(Map.of(EventTopic.BODY, "{}"));
            FullDisk disk = new FullDisk();
            broker.inside().getPagingManager().injectMonitor(disk);

            disk.says(true);
            assertThatThrownBy(() -> topic.publish(events)).isInstanceOf(JMSRuntimeException.class);
            disk.says(false);
            topic.publish(events);
        }
    }

    /** A watch of the disk that says what it is told to. */
    private static final class FullDisk extends FileStoreMonitor {
        private final List<Callback> told = new ArrayList<>();

        FullDisk() {
            super(null, Runnable::run, 1, TimeUnit.HOURS, 0.5, null, FileStoreMonitorType.MaxDiskUsage);
        }

        @Override
        public FileStoreMonitor addCallback(Callback callback) {
            told.add(callback);
            return this;
        }

        void says(boolean full) {
            told.forEach(callback -> callback.tick(full ? 0 : 500, 1_000, !full, FileStoreMonitorType.MaxDiskUsage));
        }
    }
}
