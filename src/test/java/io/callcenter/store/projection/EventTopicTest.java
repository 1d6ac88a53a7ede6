package io.callcenter.store.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.broker.InVmBroker;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventTopicTest {
    private final InVmBroker broker = new InVmBroker(4711);
    private final ConnectionFactory plain = broker.plain();
    private final ConnectionFactory pool = broker.pool();

    @BeforeEach
    void start() throws Exception {
        broker.start();
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    private static Map<String, String> event(int i) {
        return Map.of("event", "E", "agent_id", "a" + i % 2, "status", "free", EventTopic.BODY, "{\"n\":" + i + "}");
    }

    @Test
    void whereNobodySubscribesNoConnectionIsEvenAskedFor() throws Exception {
        broker.close();

        new EventTopic(pool, "cc.events", () -> false).publish(List.of(event(1)));
    }

    @Test
    void eachSubscriberGetsEachEventInOrderAndMaySelectByItsProperties() throws Exception {
        EventTopic topic = new EventTopic(pool, "cc.events", () -> true);
        try (JMSContext one = plain.createContext();
                JMSContext other = plain.createContext()) {
            JMSConsumer all = one.createConsumer(one.createTopic("cc.events"));
            JMSConsumer half =
                    other.createConsumer(other.createTopic("cc.events"), "agent_id = 'a1' AND status = 'free'");

            topic.publish(
                    IntStream.range(0, 200).mapToObj(EventTopicTest::event).toList());

            assertThat(texts(all, 200))
                    .isEqualTo(IntStream.range(0, 200)
                            .mapToObj(i -> "{\"n\":" + i + "}")
                            .toList());
            assertThat(texts(half, 100)).startsWith("{\"n\":1}", "{\"n\":3}");
        }
    }

    @Test
    void anEventWhoseFirstAnswerWasLostIsPublishedOnce() throws Exception {
        EventTopic topic = new EventTopic(pool, "cc.events", () -> true);
        try (JMSContext context = plain.createContext()) {
            JMSConsumer consumer = context.createConsumer(context.createTopic("cc.events"));
            topic.publish(List.of(known(1), known(2)));

            topic.publish(List.of(known(1), known(2), known(3)));
            topic.publish(List.of(known(3)));
            topic.publish(List.of(known(4)));

            assertThat(texts(consumer, 4)).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
            assertThat(consumer.receiveNoWait()).isNull();
        }
    }

    private static Map<String, String> known(int i) {
        Map<String, String> event = new HashMap<>(event(i));
        event.put(EventTopic.ONCE, "node-" + i);
        return event;
    }

    @Test
    void aBrokerThatIsAwayIsAnErrorAndWhenItIsBackTheTopicWorksAgain() throws Exception {
        EventTopic topic = new EventTopic(pool, "cc.events", () -> true);
        topic.publish(List.of(event(1)));
        broker.stop();
        assertThatThrownBy(() -> topic.publish(List.of(event(2))))
                .isInstanceOf(JMSRuntimeException.class)
                .satisfies(e -> assertThat(FailureKind.of(e)).isEqualTo(FailureKind.AWAY));
        broker.start();

        try (JMSContext context = plain.createContext()) {
            JMSConsumer consumer = context.createConsumer(context.createTopic("cc.events"));
            topic.publish(List.of(event(3)));
            assertThat(texts(consumer, 1)).containsExactly("{\"n\":3}");
        }
    }

    private static List<String> texts(JMSConsumer consumer, int count) throws Exception {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count && consumer.receive(5_000) instanceof TextMessage message) {
            assertThat(message.getStringProperty("event")).isEqualTo("E");
            texts.add(message.getText());
        }
        return texts;
    }
}
