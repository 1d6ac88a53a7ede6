package io.callcenter.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callcenter.app.Hooks;
import io.callcenter.log.RateLimitedLog;
import io.callcenter.web.ShownColumns;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.slf4j.LoggerFactory;

/**
 * Asks {@code direct:hook-board-columns}, where it has an owner, for further columns of flows and agents, again and again. One that is slow or broken
 * costs its columns nothing: the last answer stays. Nothing is asked while nobody owns it.
 */
final class BoardColumns implements AutoCloseable {
    private static final RateLimitedLog LOG = new RateLimitedLog(LoggerFactory.getLogger(BoardColumns.class));
    private static final String MOMENT = "board-columns";
    private static final String ROUTE = "direct:hook-" + MOMENT;
    private static final int LARGEST = 4 << 20;

    private final CamelContext context;
    private final Hooks hooks;
    private final Duration every;
    private final JsonMapper json = new JsonMapper();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> thread(task, "cc-columns"));
    private final ExecutorService route = Executors.newSingleThreadExecutor(task -> thread(task, "cc-columns-route"));
    private volatile ShownColumns last = ShownColumns.NONE;
    private Future<String> asked;

    BoardColumns(CamelContext context, Hooks hooks, Duration every) {
        this.context = context;
        this.hooks = hooks;
        this.every = every;
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Begins to ask. */
    void start() {
        Runnable asking = LOG.guarding(ROUTE + " cannot be asked", this::ask);
        clock.scheduleWithFixedDelay(asking, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The last answer. */
    ShownColumns last() {
        return last;
    }

    private void ask() {
        try {
            if (!hooks.owned(MOMENT)) {
                last = ShownColumns.NONE;
                return;
            }
            if (asked == null) { // else the route is still at the answer before
                asked = route.submit(this::send);
            }
            String answer = asked.get(every.toMillis(), TimeUnit.MILLISECONDS);
            asked = null;
            last = read(answer);
        } catch (TimeoutException e) {
            LOG.warn(ROUTE, "{} takes longer than {}: its last answer stays", ROUTE, every);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception
                | LinkageError
                | AssertionError e) { // whatever the route or its answer is: it is asked again
            asked = null;
            Throwable cause = e.getCause() == null ? e : e.getCause();
            LOG.warn(ROUTE, "{} failed, its last answer stays: {}", ROUTE, cause.toString());
        }
    }

    private String send() throws Exception {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return template.requestBody(ROUTE, "", String.class);
        }
    }

    private ShownColumns read(String answer) throws Exception {
        if (answer == null || answer.length() > LARGEST) {
            throw new IllegalArgumentException("no answer, or one of more than " + LARGEST + " characters");
        }
        JsonNode tree = json.readTree(answer);
        if (!tree.isObject()) {
            throw new IllegalArgumentException("the answer is no JSON object");
        }
        return new ShownColumns(rows(tree.path("flows")), rows(tree.path("agents")));
    }

    private static Map<String, Map<String, String>> rows(JsonNode rows) {
        Map<String, Map<String, String>> read = new HashMap<>();
        rows.properties().forEach(row -> {
            Map<String, String> texts = new HashMap<>();
            row.getValue()
                    .properties()
                    .forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
            read.put(row.getKey(), Map.copyOf(texts));
        });
        return read;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        route.shutdownNow();
    }
}
