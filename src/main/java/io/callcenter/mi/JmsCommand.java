package io.callcenter.mi;

import io.callcenter.mi.access.Audit;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.access.Users;
import io.callcenter.mi.access.Visitor;
import io.callcenter.mi.command.JsonRpc;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Carries out a JSON-RPC request that came as a JMS message and leaves the answer as body, empty for none; {@link JmsAnswer} sends it. A message
 * that holds no request is answered with an error, one whose expiration has passed is not run (docs/design/interfaces.md 1), nor one whose answer
 * would go into a queue of ours.
 *
 * <p>The broker's validated user decides what may be done: their role in the users' file. Where there is no such file, whoever may put messages
 * into the queue may do everything.
 */
public final class JmsCommand extends AsyncProcessorSupport {
    private static final String VALIDATED_USER = "_AMQ_VALIDATED_USER";

    private static final List<String> RESERVED = List.of("cc.", "activemq.", "$");

    private final JsonRpc rpc;
    private final Users users;
    private final Audit audit;
    private final String ourselves;
    private final InstantSource wallClock;

    /**
     * Answers by that engine.
     *
     * @param ourselves the broker's user that the call center itself logs in with: an administrator; empty = none
     * @param wallClock the clock by which other machines set expirations
     */
    public JmsCommand(JsonRpc rpc, Users users, Audit audit, String ourselves, InstantSource wallClock) {
        this.rpc = rpc;
        this.users = users;
        this.audit = audit;
        this.ourselves = ourselves;
        this.wallClock = wallClock;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Message message = exchange.getMessage(JmsMessage.class).getJmsMessage();
            if (expired(message)) {
                return end(exchange, callback);
            }
            Visitor visitor = visitor(message);
            if (!mayBeAnswered(message)) {
                audit.turnedAway(
                        visitor.name(), visitor.from(), "wants the answer in a queue or topic of the contact center");
                return end(exchange, callback);
            }
            rpc.answer(bytes(message), visitor).whenComplete((answer, failure) -> {
                if (failure == null) {
                    exchange.getMessage().setBody(answer.body());
                } else {
                    exchange.setException(failure);
                }
                callback.done(false);
            });
            return false;
        } catch (JMSException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private static boolean end(Exchange exchange, AsyncCallback callback) {
        exchange.getMessage().setBody("");
        callback.done(true);
        return true;
    }

    /** We may send to more places than whoever asks: answers go to none of ours, and to none of the broker's own. */
    private static boolean mayBeAnswered(Message message) throws JMSException {
        Destination answers = message.getJMSReplyTo();
        String name = answers instanceof Queue queue
                ? queue.getQueueName()
                : answers instanceof Topic topic ? topic.getTopicName() : "";
        return RESERVED.stream().noneMatch(name::startsWith);
    }

    private boolean expired(Message message) throws JMSException {
        long expiration = message.getJMSExpiration();
        return expiration > 0 && expiration < wallClock.millis();
    }

    /** The request's text; what is no text becomes no JSON, and so is answered as such. */
    private static byte[] bytes(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            String body = text.getText();
            return body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        }
        if (message instanceof BytesMessage bytes) {
            // One byte too many shows that it is too large without holding it whole.
            byte[] body = new byte[(int) Math.min(bytes.getBodyLength(), JsonRpc.LARGEST_REQUEST + 1L)];
            bytes.readBytes(body);
            return body;
        }
        return new byte[0];
    }

    private Visitor visitor(Message message) throws JMSException {
        String user =
                Optional.ofNullable(message.getStringProperty(VALIDATED_USER)).orElse("-");
        boolean free = users.isEmpty() || user.equals(ourselves);
        Role role = free ? Role.ADMIN : users.role(user).orElse(Role.NOBODY);
        return new Visitor(user, role, "jms", true, free ? UserScope.ALL : users.scope(user));
    }
}
