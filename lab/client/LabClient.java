import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * A program of somebody else: sends an MI command over JMS, or prints events until it is stopped; none is missed while the broker is away.
 *
 * <pre>
 * LabClient URL USER PASSWORD mi '{"jsonrpc":"2.0","id":1,"method":"which"}'
 * LabClient URL USER PASSWORD events [SECONDS]      (for ever without them; a durable subscription)
 * LabClient URL USER PASSWORD queue NAME SECONDS    (one message of that queue)
 * </pre>
 */
public final class LabClient {
    private LabClient() {}

    public static void main(String[] args) throws Exception {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(args[0]);
                Connection connection = factory.createConnection(args[1], args[2]);
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
            if (args[3].equals("mi")) {
                connection.start();
                mi(session, args[4]);
            } else if (args[3].equals("queue")) {
                connection.start();
                one(session, args[4], Long.parseLong(args[5]) * 1000);
            } else {
                events(
                        session,
                        connection,
                        args.length > 4 ? System.currentTimeMillis() + Long.parseLong(args[4]) * 1000 : Long.MAX_VALUE);
            }
        }
    }

    private static void mi(Session session, String request) throws Exception {
        Queue answers = session.createTemporaryQueue();
        MessageConsumer consumer = session.createConsumer(answers);
        TextMessage message = session.createTextMessage(request);
        message.setJMSReplyTo(answers);
        try (MessageProducer producer = session.createProducer(session.createQueue("cc.mi"))) {
            producer.setTimeToLive(5000);
            producer.send(message);
        }
        Message answer = consumer.receive(5000);
        if (answer == null) {
            System.err.println("no answer within 5 s");
            System.exit(1);
        }
        System.out.println(answer.getBody(String.class));
    }

    private static void one(Session session, String queue, long millis) throws Exception {
        Message message = session.createConsumer(session.createQueue(queue)).receive(millis);
        if (message == null) {
            System.err.println("nothing in " + queue);
            System.exit(1);
        }
        System.out.println(message.getBody(String.class));
    }

    private static void events(Session session, Connection connection, long end) throws Exception {
        MessageConsumer consumer = session.createSharedDurableConsumer(session.createTopic("cc.events"), "lab");
        connection.start();
        System.out.println("listening");
        for (long now = System.currentTimeMillis(); now < end; now = System.currentTimeMillis()) {
            Message event = consumer.receive(Math.min(end - now, 60_000));
            if (event != null) {
                System.out.println(event.getBody(String.class));
            }
        }
    }
}
