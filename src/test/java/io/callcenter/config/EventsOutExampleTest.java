package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsOutExampleTest extends ExampleTestSupport {
    private final Queue<String> posted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals = new AtomicInteger(2);
    private HttpServer server;

    EventsOutExampleTest() {
        super("events-out.xml");
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/events", request -> {
            String body = new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean takes = refusals.getAndDecrement() <= 0;
            if (takes) {
                posted.add(request.getRequestHeaders().getFirst("Content-Type") + " " + body);
            }
            request.sendResponseHeaders(takes ? 204 : 503, -1);
            request.close();
        });
        server.start();
        return super.createCamelContext();
    }

    @Override
    Map<String, String> settings() {
        return Map.of(
                "events.url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/events",
                "events.folder",
                folder.resolve("events").toString());
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void eventsAreWrittenToAFileAndPostedUntilTheServerTakesThem() throws Exception {
        seed();

        application.command("cc_agent_login", "[\"bob\",1]");
        application.command("cc_agent_login", "[\"bob\",0]");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(aboutAgents(posted))
                        .hasSize(2)
                        .allMatch(line -> line.startsWith("application/json {\"event\":")));
        assertThat(aboutAgents(posted)).first().asString().contains("\"status\":\"free\"");
        assertThat(aboutAgents(posted)).last().asString().contains("\"status\":\"offline\"");
        await().untilAsserted(() -> assertThat(aboutAgents(lines(folder.resolve("events"))))
                .hasSize(2)
                .allMatch(line -> line.startsWith("{") && line.endsWith("}")));
    }

    private static List<String> aboutAgents(Collection<String> events) {
        return events.stream()
                .filter(line -> line.contains("\"E_CALLCENTER_AGENT_REPORT\""))
                .toList();
    }

    private static List<String> lines(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> {
                        try {
                            return Files.readAllLines(file).stream();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
