package examples.dispatcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Gives the first caller in line to the first agent who can take them, by events and commands over JMS: Dispatcher URL USER PASSWORD. */
public final class Dispatcher {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TURNING_POINTS = "status = 'free' OR event = 'E_CALLCENTER_CALL_REPORT'";

    private final Session session;
    private final MessageProducer requests;
    private final Queue answers;

    private Dispatcher(Session session) throws Exception {
        this.session = session;
        this.requests = session.createProducer(session.createQueue("cc.mi"));
        this.answers = session.createTemporaryQueue();
    }

    public static void main(String[] args) throws Exception {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(args[0]);
                Connection connection = factory.createConnection(args[1], args[2]);
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
            MessageConsumer events = session.createConsumer(session.createTopic("cc.events"), TURNING_POINTS);
            Dispatcher dispatcher = new Dispatcher(session);
            connection.start();
            System.out.println("dispatching");
            while (true) {
                dispatcher.dispatch();
                events.receive(5_000); // and now and then without an event: one may have been missed
            }
        }
    }

    private void dispatch() throws Exception {
        for (JsonNode call : mi("cc_list_queue").at("/result/Calls")) {
            String id = call.path("id").asText();
            for (JsonNode agent : mi("cc_explain", id).at("/result/candidates")) {
                if (agent.path("why").asText().startsWith("free;")) {
                    String who = agent.path("agent_id").asText();
                    JsonNode answer = mi("cc_dispatch_call_to_agent", id, who);
                    System.out.println(call.path("Caller username").asText() + " to " + who + ": "
                            + answer.path(answer.has("error") ? "error" : "result"));
                    break;
                }
            }
        }
    }

    private JsonNode mi(String method, String... params) throws Exception {
        ObjectNode request = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        List.of(params).forEach(request.putArray("params")::add);
        Message message = session.createTextMessage(request.toString());
        message.setJMSReplyTo(answers);
        requests.send(message);
        try (MessageConsumer consumer = session.createConsumer(answers)) {
            return JSON.readTree(consumer.receive(10_000).getBody(String.class));
        }
    }
}
