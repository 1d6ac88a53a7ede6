// SPDX-License-Identifier: Apache-2.0
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.slf4j.LoggerFactory;

/**
 * Sends management commands over JMS at a fixed rate and measures each answer from the moment at which its request was due: a late sender does
 * not make answers look fast. {@code MiLoad URL USER PASSWORD REQUESTS_PER_SECOND SECONDS SENDERS COLD_SECONDS}; one line of JSON at the end.
 */
public final class MiLoad {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What programs around a contact center ask: mostly numbers, now and then a change. */
    private static final String[][] COMMANDS = {
        {"get_statistics", "[\"ccg_incalls\",\"ccf_queued_calls-sales\",\"ccf_free_agents-sales\"]"},
        {"cc_list_queue", "[]"},
        {"get_statistics", "[\"ccg_free_agents\",\"ccg_awt\",\"ccg_load\"]"},
        {"cc_list_flows", "[]"},
        {"get_statistics", "[\"cca_answ_incalls-a1\",\"cca_att-a1\"]"},
        {"cc_list_agents", "{\"limit\":20}"},
        {"get_statistics", "[\"ccg_incalls\"]"},
        {"cc_list_calls", "{\"limit\":20}"},
        {"cc_internal_call_dispatching", "[]"},
        {"cc_agent_login", "[\"extra\",%d]"},
    };

    private final int count;
    private final AtomicLongArray taken;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final long periodNanos;
    private long start;

    private MiLoad(int rate, int seconds) {
        count = rate * seconds;
        taken = new AtomicLongArray(count);
        periodNanos = 1_000_000_000L / rate;
    }

    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        int rate = Integer.parseInt(args[3]);
        int seconds = Integer.parseInt(args[4]);
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(args[0]);
        // Commands are worth nothing after a broker's end: they need no disk.
        factory.setBlockOnNonDurableSend(false);
        // A first run warms the sender up; two that count follow without a pause: a center that was just started, and one that is warm.
        new MiLoad(rate / 2, 3).run(factory, args, Integer.parseInt(args[5]));
        MiLoad cold = new MiLoad(rate, Integer.parseInt(args[6]));
        cold.run(factory, args, Integer.parseInt(args[5]));
        MiLoad warm = new MiLoad(rate, seconds);
        warm.run(factory, args, Integer.parseInt(args[5]));
        System.out.println(JSON.writeValueAsString(Map.of("cold", cold.result(), "warm", warm.result())));
        System.exit(0);
    }

    private void run(ActiveMQConnectionFactory factory, String[] args, int senders) throws Exception {
        start = System.nanoTime() + 200_000_000L;
        Thread[] threads = new Thread[senders];
        for (int i = 0; i < senders; i++) {
            int first = i;
            threads[i] = new Thread(() -> send(factory, args, first, senders));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void send(ActiveMQConnectionFactory factory, String[] args, int first, int step) {
        try (Connection connection = factory.createConnection(args[1], args[2])) {
            Session in = connection.createSession();
            Session out = connection.createSession();
            TemporaryQueue answers = in.createTemporaryQueue();
            in.createConsumer(answers).setMessageListener(this::answered);
            connection.start();
            MessageProducer producer = out.createProducer(out.createQueue("cc.mi"));
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            producer.setTimeToLive(30_000);
            for (int i = first; i < count; i += step) {
                LockSupport.parkNanos(due(i) - System.nanoTime());
                Message request = out.createTextMessage(request(i));
                request.setJMSReplyTo(answers);
                request.setJMSCorrelationID(Integer.toString(i));
                open.put(Integer.toString(i), i);
                producer.send(request);
            }
            for (int i = 0; i < 100 && !open.isEmpty(); i++) {
                Thread.sleep(100);
            }
        } catch (JMSException | InterruptedException e) {
            errors.incrementAndGet();
        }
    }

    private long due(int number) {
        return start + number * periodNanos;
    }

    private static String request(int number) {
        String[] command = COMMANDS[number % COMMANDS.length];
        return "{\"jsonrpc\":\"2.0\",\"id\":" + number + ",\"method\":\"" + command[0] + "\",\"params\":"
                + String.format(command[1], number / COMMANDS.length % 2) + "}";
    }

    private void answered(Message answer) {
        try {
            Integer number = open.remove(answer.getJMSCorrelationID());
            JsonNode json = JSON.readTree(answer.getBody(String.class));
            if (number == null || !json.has("result") || json.path("id").asInt() != number) {
                errors.incrementAndGet();
                return;
            }
            taken.set(number, Math.max(0, System.nanoTime() - due(number)));
            answered.incrementAndGet();
        } catch (Exception e) {
            errors.incrementAndGet();
        }
    }

    private Map<String, Object> result() {
        long[] times = new long[count];
        int n = 0;
        for (int i = 0; i < count; i++) {
            if (taken.get(i) > 0) {
                times[n++] = taken.get(i);
            }
        }
        long[] sorted = Arrays.copyOf(times, n);
        Arrays.sort(sorted);
        return Map.of("requests", count, "answered", answered.get(), "errors", errors.get(), "p50", at(sorted, 0.5),
                "p99", at(sorted, 0.99), "max", at(sorted, 1));
    }

    /** Milliseconds. */
    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? -1 : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))] / 1e6;
    }
}
