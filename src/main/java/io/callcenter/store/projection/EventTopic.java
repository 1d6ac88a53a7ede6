package io.callcenter.store.projection;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;

/**
 * Publishes events to the topic {@code cc.events}: one transacted session for a batch, in order (docs/design/interfaces.md 2); bean
 * {@code eventTopic}.
 */
public final class EventTopic {
    /** The key under which an event's body stands in what {@link #publish} takes. */
    public static final String BODY = "json";
    /** The key, and the property, by which an Artemis broker knows an event that it has already; each event has another value. */
    public static final String ONCE = "_AMQ_DUPL_ID";

    private final ConnectionFactory connections;
    private final String name;
    private final BooleanSupplier heard;

    /**
     * A topic of that broker.
     *
     * @param connections pooled, as one connection is taken for each batch
     * @param name {@code cc.events}
     * @param heard whether anybody subscribes to the topic, as far as that is known; asked once for each batch
     */
    public EventTopic(ConnectionFactory connections, String name, BooleanSupplier heard) {
        this.connections = connections;
        this.name = name;
        this.heard = heard;
    }

    /**
     * Publishes all of them, or none; no message is made where nobody subscribes. After a failure it is not known which: the same ones may come again, alone or with others, and
     * those that the broker has already are left out then.
     *
     * @param events each with its body under {@link #BODY}; all else are string properties
     * @throws JMSException or {@link JMSRuntimeException} when the broker is away
     */
    public void publish(List<Map<String, String>> events) throws JMSException {
        if (!heard.getAsBoolean()) {
            return;
        }
        try {
            publishAtOnce(events);
        } catch (JMSException | JMSRuntimeException e) {
            if (!isKnown(e)) {
                throw e;
            }
            for (Map<String, String> event : events) {
                publishUnlessKnown(event);
            }
        }
    }

    private void publishUnlessKnown(Map<String, String> event) throws JMSException {
        try {
            publishAtOnce(List.of(event));
        } catch (JMSException | JMSRuntimeException e) {
            if (!isKnown(e)) {
                throw e;
            }
        }
    }

    /** Whether the broker refused a transaction because it has one of its messages already. */
    private static boolean isKnown(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ActiveMQDuplicateIdException) {
                return true;
            }
        }
        return false;
    }

    private void publishAtOnce(List<Map<String, String>> events) throws JMSException {
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
