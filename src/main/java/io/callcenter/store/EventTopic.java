package io.callcenter.store;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.List;
import java.util.Map;

/** Publishes events to the topic {@code cc.events}: one transacted session for a batch, in order (interfaces 2); bean {@code eventTopic}. */
public final class EventTopic {
    /** The key under which an event's body stands in what {@link #publish} takes. */
    public static final String BODY = "json";

    private final ConnectionFactory connections;
    private final String name;

    /**
     * A topic of that broker.
     *
     * @param connections pooled, as one connection is taken for each batch
     * @param name {@code cc.events}
     */
    public EventTopic(ConnectionFactory connections, String name) {
        this.connections = connections;
        this.name = name;
    }

    /**
     * Publishes all of them, or none.
     *
     * @param events each with its body under {@link #BODY}; all else are string properties
     * @throws JMSException or {@link jakarta.jms.JMSRuntimeException} when the broker is away
     */
    public void publish(List<Map<String, String>> events) throws JMSException {
        try (JMSContext session = connections.createContext(JMSContext.SESSION_TRANSACTED)) {
            Topic topic = session.createTopic(name);
            JMSProducer producer = session.createProducer();
            for (Map<String, String> event : events) {
                producer.send(topic, message(session, event));
            }
            session.commit();
        }
    }

    private static TextMessage message(JMSContext session, Map<String, String> event) throws JMSException {
        TextMessage message = session.createTextMessage(event.get(BODY));
        for (Map.Entry<String, String> property : event.entrySet()) {
            if (!property.getKey().equals(BODY)) {
                message.setStringProperty(property.getKey(), property.getValue());
            }
        }
        return message;
    }
}
