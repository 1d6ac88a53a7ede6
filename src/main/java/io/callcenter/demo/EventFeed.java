package io.callcenter.demo;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.function.Consumer;

/** Listens to the topic {@code cc.events}, as any other program would (docs/design/interfaces.md 2). */
final class EventFeed implements AutoCloseable {
    private static final String TOPIC = "cc.events";
    /** Default of {@code cc.b2b-logic-ctx-param}: the key of the opaque value. */
    private static final String PARAM = "call_center";

    private final JMSContext context;

    /** A connection that does not listen yet. */
    EventFeed(ConnectionFactory broker) {
        context = broker.createContext(JMSContext.AUTO_ACKNOWLEDGE);
    }

    /** Subscribes; each report goes to {@code reports}, on the broker's thread. */
    void listen(Consumer<CenterEvent> reports) {
        context.createConsumer(context.createTopic(TOPIC)).setMessageListener(message -> read(message, reports));
    }

    private static void read(Message message, Consumer<CenterEvent> reports) {
        try {
            if (message instanceof TextMessage text) {
                CenterEvent.parse(text.getText(), PARAM).ifPresent(reports);
            }
        } catch (JMSException e) {
            throw new IllegalStateException("an event cannot be read", e);
        }
    }

    /** Ends the subscription. */
    @Override
    public void close() {
        context.close();
    }
}
