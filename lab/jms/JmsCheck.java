// SPDX-License-Identifier: Apache-2.0
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.slf4j.LoggerFactory;

/**
 * A program of somebody else that uses the call center's broker as viewer, operator and admin (password lab), rightly and wrongly:
 *
 * <pre>
 * JmsCheck URL check        requests, roles and rights; one line each, exit code 1 if anything is not as it should be
 * JmsCheck URL subscribe    makes the durable subscription "check" to the reports of agents
 * JmsCheck URL drain N      reads N events of it and prints them
 * </pre>
 */
public final class JmsCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUBSCRIPTION = "check";

    private final ActiveMQConnectionFactory factory;
    private int failed;

    private JmsCheck(String url) {
        factory = new ActiveMQConnectionFactory(url);
    }

    private interface Part {
        void run(Session session) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        JmsCheck check = new JmsCheck(args[0]);
        switch (args[1]) {
            case "check" -> check.all();
            case "subscribe" -> check.subscription(0);
            default -> check.subscription(Integer.parseInt(args[2]));
        }
        check.factory.close();
        System.exit(check.failed == 0 ? 0 : 1);
    }

    private void all() throws Exception {
        as("viewer", this::answers);
        as("viewer", this::poison);
        as("viewer", this::limits);
        as("operator", this::expired);
        as("operator", this::withoutReply);
        roles();
        rights();
        as("viewer", this::forged);
        as("viewer", this::events);
        System.out.println(failed == 0 ? "all of it is as it should be" : failed + " are not as they should be");
    }

    private void answers(Session session) throws Exception {
        Message with = session.createTextMessage(request("cc_list_agents", "[]"));
        with.setJMSCorrelationID("my-7");
        equal("the answer carries the correlation id", ask(session, with).getJMSCorrelationID(), "my-7");
        Message without = session.createTextMessage(request("cc_list_agents", "[]"));
        Message answer = ask(session, without);
        equal("else it carries the message id", answer.getJMSCorrelationID(), without.getJMSMessageID());
        BytesMessage bytes = session.createBytesMessage();
        bytes.writeBytes(request("cc_list_agents", "{\"agent_id\":\"ünknown\"}").getBytes(StandardCharsets.UTF_8));
        equal("a request may be bytes in UTF-8", error(ask(session, bytes)), 0);
        Message named = session.createTextMessage("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"call_center:list_calls\",\"params\":{}}");
        equal("the id is echoed", json(ask(session, named)).path("id").asText(), "a");
    }

    private void poison(Session session) throws Exception {
        equal("text that is no JSON", error(ask(session, session.createTextMessage("{broken"))), -32700);
        equal("no text", error(ask(session, session.createTextMessage())), -32700);
        equal("a map", error(ask(session, session.createMapMessage())), -32700);
        equal("a Java object", error(ask(session, session.createObjectMessage("x"))), -32700);
        BytesMessage broken = session.createBytesMessage();
        broken.writeBytes(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'});
        equal("broken UTF-8", error(ask(session, broken)), -32700);
        equal("deep JSON", error(ask(session, session.createTextMessage("[".repeat(100_000)))), -32700);
        equal("a wrong type", error(ask(session, session.createTextMessage(request("cc_agent_login", "[5,1]")))), -32602);
        equal("an unknown method", error(ask(session, session.createTextMessage(request("cc_nothing", "[]")))), -32601);
    }

    /** A text message would have two bytes a character. */
    private static BytesMessage batch(Session session, String request, int count) throws JMSException {
        BytesMessage batch = session.createBytesMessage();
        batch.writeBytes(("[" + (request + ",").repeat(count - 1) + request + "]").getBytes(StandardCharsets.UTF_8));
        return batch;
    }

    private void limits(Session session) throws Exception {
        String one = request("cc_nothing", "[]");
        equal("100 unknown methods get 100 errors", json(ask(session, batch(session, one, 100))).size(), 100);
        equal("a batch of 10,000", error(ask(session, batch(session, one, 10_000))), -32600);
        Message large = session.createTextMessage("x".repeat(10 << 20));
        try {
            equal("10 MB", error(ask(session, large)), -32600);
        } catch (JMSException refused) {
            say("10 MB", true, "refused by the broker");
        }
        equal("and the next request is answered", error(ask(session, session.createTextMessage(request("cc_list_calls", "[]")))), 0);
    }

    private void expired(Session session) throws Exception {
        MessageProducer producer = session.createProducer(session.createQueue("cc.mi"));
        producer.setDeliveryDelay(300);
        producer.send(session.createTextMessage(request("cc_agent_login", "[\"ann\",1]")), DeliveryMode.NON_PERSISTENT, 4, 100);
        Thread.sleep(1000);
        equal("an expired request is not run", listed(session, "ann"), "NO");
    }

    private void withoutReply(Session session) throws Exception {
        Queue queue = session.createQueue("cc.mi");
        session.createProducer(queue).send(session.createTextMessage("{broken"));
        session.createProducer(queue).send(session.createTextMessage(request("cc_agent_login", "[\"ann\",1]")));
        String seen = "";
        for (int i = 0; i < 50 && !seen.equals("YES"); i++) {
            Thread.sleep(100);
            seen = listed(session, "ann");
        }
        equal("a request that wants no answer is run", seen, "YES");
        ask(session, session.createTextMessage(request("cc_agent_login", "[\"ann\",0]")));
    }

    private void roles() throws Exception {
        String[][] wanted = {
            {"cc_list_calls", "[]", "viewer"}, {"get_statistics", "[\"all\"]", "viewer"}, {"which", "[]", "viewer"},
            {"cc_agent_login", "[\"ann\",0]", "operator"}, {"cc_agent_release", "[\"ann\"]", "operator"},
            {"cc_reset_stats", "[]", "admin"}, {"cc_replay_cdrs", "[]", "admin"},
            {"cc_reload", "[]", "admin"}, {"cc_internal_call_dispatching", "[1]", "admin"}
        };
        List<String> order = List.of("viewer", "operator", "admin");
        for (String user : order) {
            as(user, session -> {
                for (String[] row : wanted) {
                    boolean may = order.indexOf(user) >= order.indexOf(row[2]);
                    int code = error(ask(session, session.createTextMessage(request(row[0], row[1]))));
                    equal(user + (may ? " may " : " may not ") + row[0], code, may ? 0 : -32003);
                }
            });
        }
    }

    private void rights() throws Exception {
        refused("a wrong password", () -> factory.createConnection("viewer", "wrong").close());
        refused("an unknown user", () -> factory.createConnection("mallory", "lab").close());
        refused("nobody", () -> factory.createConnection().close());
        Thread.sleep(9000); // whoever guesses has to wait
        as("viewer", session -> {
            refused("a viewer reads no commands", () -> session.createConsumer(session.createQueue("cc.mi")));
            refused("a viewer sends no events", () -> session.createProducer(session.createTopic("cc.events")).send(session.createTextMessage("x")));
            refused("a viewer reads no dead letters", () -> session.createConsumer(session.createQueue("cc.dead.undeliverable")));
            refused("a viewer makes no queue", () -> session.createConsumer(session.createQueue("cc.mine")));
            refused("a viewer does not manage", () -> session.createProducer(session.createQueue("activemq.management")).send(session.createMessage()));
        });
    }

    private void forged(Session session) throws Exception {
        Message request = session.createTextMessage(request("cc_reset_stats", "[]"));
        request.setStringProperty("_AMQ_VALIDATED_USER", "admin");
        equal("who pretends to be somebody else is known", error(ask(session, request)), -32003);
    }

    private void events(Session session) throws Exception {
        try (MessageConsumer fitting = session.createConsumer(session.createTopic("cc.events"), "agent_id = 'ann' AND status = 'free'");
                MessageConsumer other = session.createConsumer(session.createTopic("cc.events"), "agent_id = 'bob'")) {
            as("operator", own -> ask(own, own.createTextMessage(request("cc_agent_login", "[\"ann\",1]"))));
            Message event = fitting.receive(10_000);
            equal("an event that a selector wants comes", event == null ? "" : json(event).path("status").asText(), "free");
            equal("one that it does not want does not", other.receive(500) == null, true);
        }
        as("operator", own -> ask(own, own.createTextMessage(request("cc_agent_login", "[\"ann\",0]"))));
    }

    /** Reads so many events of the durable subscription; makes it where it is not. */
    private void subscription(int count) throws Exception {
        try (Connection connection = factory.createConnection("admin", "lab")) {
            connection.setClientID(SUBSCRIPTION);
            Session session = connection.createSession();
            MessageConsumer events = session.createDurableConsumer(session.createTopic("cc.events"), SUBSCRIPTION);
            connection.start();
            for (int i = 0; i < count; i++) {
                Message event = events.receive(60_000);
                if (event == null) {
                    failed++;
                    return;
                }
                System.out.println(event.getBody(String.class));
            }
        }
    }

    private void as(String user, Part part) throws Exception {
        try (Connection connection = factory.createConnection(user, "lab");
                Session session = connection.createSession()) {
            connection.start();
            part.run(session);
        }
    }

    private static String listed(Session session, String agent) throws Exception {
        Message answer = ask(session, session.createTextMessage(request("cc_list_agents", "{\"agent_id\":\"" + agent + "\"}")));
        return json(answer).path("result").path("Agents").path(0).path("Loged in").asText();
    }

    private static Message ask(Session session, Message request) throws JMSException {
        TemporaryQueue answers = session.createTemporaryQueue();
        try (MessageConsumer consumer = session.createConsumer(answers)) {
            request.setJMSReplyTo(answers);
            session.createProducer(session.createQueue("cc.mi")).send(request);
            Message answer = consumer.receive(20_000);
            if (answer == null) {
                throw new IllegalStateException("no answer within 20 s");
            }
            return answer;
        } finally {
            answers.delete();
        }
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private static JsonNode json(Message message) throws Exception {
        return JSON.readTree(((TextMessage) message).getText());
    }

    /** The code of an error, 0 for a result. */
    private static int error(Message answer) throws Exception {
        JsonNode json = json(answer);
        return json.has("result") ? 0 : json.path("error").path("code").asInt(-1);
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private void refused(String what, Attempt attempt) throws Exception {
        try {
            attempt.run();
            say(what, false, "was let in");
        } catch (JMSException wanted) {
            say(what, true, "refused");
        }
    }

    private void equal(String what, Object seen, Object wanted) {
        say(what, seen.equals(wanted), seen.equals(wanted) ? String.valueOf(seen) : seen + ", not " + wanted);
    }

    private void say(String what, boolean good, String seen) {
        failed += good ? 0 : 1;
        System.out.println((good ? "PASS  " : "FAIL  ") + what + ": " + seen);
    }
}
