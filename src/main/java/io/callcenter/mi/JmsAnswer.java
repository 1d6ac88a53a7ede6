package io.callcenter.mi;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.jms.JmsMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the body to where the request wants its answer, with the request's correlation id, or its message id where it has none
 * (docs/design/interfaces.md 1). An empty body, or nobody who wants it: nothing is sent. An answer that cannot be sent is lost and said in one line;
 * the request is not run again.
 *
 * <p>Answers are not persistent, so that no thread waits for the broker's disk. The broker's client asks the broker about each destination
 * object once; every request brings a new object, so the first one for a queue is used for a second instead of asking at each answer.
 */
public final class JmsAnswer implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(JmsAnswer.class);
    private static final long KNOWN_NANOS = Duration.ofSeconds(1).toNanos();

    private final ConnectionFactory connections;
    private final BooleanSupplier allowed;
    private final Map<Destination, Destination> known = new HashMap<>();
    private long knownSince = System.nanoTime();
    private Optional<Line> open = Optional.empty();

    /** A session with its connection; used by one thread at a time. */
    private record Line(Connection connection, Session session, MessageProducer producer) {}

    /** Sends over a connection of those. */
    public JmsAnswer(ConnectionFactory connections) {
        this(connections, () -> true);
    }

    /** The same for a process that may have to be silent: while that says no, answers are lost. */
    public JmsAnswer(ConnectionFactory connections, BooleanSupplier allowed) {
        this.connections = connections;
        this.allowed = allowed;
    }

    @Override
    public void process(Exchange exchange) throws JMSException {
        Message request = exchange.getMessage(JmsMessage.class).getJmsMessage();
        String answer = exchange.getMessage().getBody(String.class);
        Destination destination = request.getJMSReplyTo();
        if (answer.isEmpty() || destination == null || !allowed.getAsBoolean()) {
            return;
        }
        try {
            send(request, destination, answer);
        } catch (JMSException e) {
            LOG.warn("Lost the answer to a command; its sender waits on {}: {}", destination, e.getMessage());
        }
    }

    private synchronized void send(Message request, Destination destination, String answer) throws JMSException {
        try {
            sendOnce(request, known(destination), answer);
        } catch (InvalidDestinationException gone) {
            throw gone;
        } catch (JMSException broken) {
            LOG.debug("once more over a new connection", broken);
            hangUp();
            sendOnce(request, destination, answer);
        }
    }

    private Destination known(Destination destination) {
        long now = System.nanoTime();
        if (now - knownSince > KNOWN_NANOS) {
            known.clear();
            knownSince = now;
        }
        return known.computeIfAbsent(destination, first -> first);
    }

    private void sendOnce(Message request, Destination destination, String answer) throws JMSException {
        Line line = open.isPresent() ? open.get() : dial();
        Message message = line.session().createTextMessage(answer);
        String correlation = request.getJMSCorrelationID();
        message.setJMSCorrelationID(correlation == null ? request.getJMSMessageID() : correlation);
        line.producer().send(destination, message);
    }

    private Line dial() throws JMSException {
        Connection connection = connections.createConnection();
        try {
            Session session = connection.createSession();
            MessageProducer producer = session.createProducer(null);
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            open = Optional.of(new Line(connection, session, producer));
            return open.get();
        } finally {
            if (open.isEmpty()) {
                connection.close();
            }
        }
    }

    private void hangUp() {
        Optional<Line> old = open;
        open = Optional.empty();
        try {
            if (old.isPresent()) {
                old.get().connection().close();
            }
        } catch (JMSException e) {
            LOG.debug("a broken connection does not close", e);
        }
    }
}
