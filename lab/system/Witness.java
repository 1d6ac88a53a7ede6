// SPDX-License-Identifier: Apache-2.0
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.h2.tools.Server;
import org.slf4j.LoggerFactory;

/**
 * What the system tests ask about the outside of a running call center: rows of its database, events of its broker, commands over
 * JMS. One program for a whole run, apart from the call centers that it looks at.
 *
 * <p>Reads one request a line from its input and writes one answer a line, both JSON: {@code {"do":"sql","url":…,"sql":…}},
 * {@code {"do":"watch","url":…}}, {@code {"do":"events","url":…}}, {@code {"do":"forget","url":…}}, {@code {"do":"mi","url":…,"text":…}},
 * {@code {"do":"record","url":…,"file":…}}: as watch, by a durable subscription that outlives the broker, one event a line into that file.
 * An sql may name user and password. The answer is {@code {"ok":…}} or {@code {"error":"…"}}. Its only argument is a folder: databases in it are served over TCP, on the
 * port that the first line of output names.
 */
public final class Witness {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Watch> watches = new ConcurrentHashMap<>();

    private record Watch(Connection connection, List<String> events) {}

    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // whatever libraries have to say
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", args[0]).start();
        out.println(server.getPort());
        Witness witness = new Witness();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(JSON.writeValueAsString(witness.answer(line)));
        }
        server.stop();
        System.exit(0);
    }

    private Map<String, Object> answer(String line) {
        try {
            JsonNode request = JSON.readTree(line);
            String url = request.path("url").asText();
            return Map.of("ok", switch (request.path("do").asText()) {
                case "sql" -> sql(request);
                case "watch" -> watch(url);
                case "record" -> record(url, Path.of(request.path("file").asText()));
                case "events" -> List.copyOf(watches.get(url).events());
                case "forget" -> forget(url);
                case "mi" -> mi(url, request.path("text").asText());
                default -> throw new IllegalArgumentException(line);
            });
        } catch (Exception e) {
            return Map.of("error", String.valueOf(e));
        }
    }

    private static List<Map<String, Object>> sql(JsonNode request) throws SQLException {
        String user = request.path("user").asText("sa");
        String sql = request.path("sql").asText();
        try (java.sql.Connection connection =
                        DriverManager.getConnection(request.path("url").asText(), user, request.path("password").asText(""));
                Statement statement = connection.createStatement()) {
            List<Map<String, Object>> rows = new ArrayList<>();
            if (statement.execute(sql)) {
                for (ResultSet found = statement.getResultSet(); found.next(); ) {
                    Map<String, Object> row = new LinkedHashMap<>();
                    for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                        Object value = found.getObject(column);
                        String name = found.getMetaData().getColumnLabel(column).toLowerCase(Locale.ROOT);
                        row.put(name, value instanceof Number || value == null ? value : value.toString());
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    private String watch(String url) throws JMSException {
        Connection connection = connect(url);
        List<String> events = new CopyOnWriteArrayList<>();
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        session.createConsumer(session.createTopic("cc.events")).setMessageListener(message -> {
            try {
                events.add(message.getBody(String.class));
            } catch (JMSException e) {
                events.add("{\"event\":\"" + e + "\"}");
            }
        });
        connection.start();
        watches.put(url, new Watch(connection, events));
        return "watching";
    }

    /** What is delivered again because its acknowledgement was lost is not written again. */
    private String record(String url, Path file) throws JMSException, IOException {
        Connection connection = new ActiveMQConnectionFactory(url + "?reconnectAttempts=-1&retryInterval=200&clientFailureCheckPeriod=5000"
                + "&connectionTTL=10000&callTimeout=600000&initialConnectAttempts=50")
                .createConnection("lab", "lab");
        connection.setClientID("witness");
        PrintStream lines = new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8);
        Set<String> seen = new HashSet<>();
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        session.createDurableSubscriber(session.createTopic("cc.events"), "witness").setMessageListener(message -> {
            try {
                if (seen.add(message.getJMSMessageID())) {
                    lines.println(message.getBody(String.class));
                }
            } catch (JMSException e) {
                lines.println("{\"event\":\"" + e + "\"}");
            }
        });
        connection.start();
        watches.put(url, new Watch(connection, List.of()));
        return "recording";
    }

    private String forget(String url) throws JMSException {
        Watch watch = watches.remove(url);
        if (watch != null) {
            watch.connection().close();
        }
        return "forgotten";
    }

    /** Sends a command to the queue {@code cc.mi} and returns the answer with its correlation id checked. */
    private static String mi(String url, String text) throws JMSException {
        try (Connection connection = connect(url);
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            Queue answers = session.createTemporaryQueue();
            MessageConsumer consumer = session.createConsumer(answers);
            TextMessage request = session.createTextMessage(text);
            request.setJMSReplyTo(answers);
            request.setJMSCorrelationID("system-test");
            session.createProducer(session.createQueue("cc.mi")).send(request);
            Message answer = consumer.receive(5000);
            if (answer == null) {
                throw new IllegalStateException("no answer on cc.mi within 5 s");
            }
            if (!"system-test".equals(answer.getJMSCorrelationID())) {
                throw new IllegalStateException("correlation id " + answer.getJMSCorrelationID());
            }
            return answer.getBody(String.class);
        }
    }

    private static Connection connect(String url) throws JMSException {
        return new ActiveMQConnectionFactory(url).createConnection("lab", "lab");
    }
}
