package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes of docs/events.md as they stand there. */
class EventSinksTest {
    private static final Pattern ROUTES = Pattern.compile("```yaml test\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer server;
    private DatagramSocket socket;
    private StartedApplication application;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/events", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posted.add(status.get() + " " + exchange.getRequestHeaders().getFirst("Content-Type") + " " + body);
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(10_000);
        Path routes = Files.createDirectory(folder.resolve("routes"));
        Files.writeString(routes.resolve("sinks.yaml"), page());
        application = StartedApplication.in(
                folder,
                Map.of(
                        "sink.datagram",
                        "127.0.0.1:" + socket.getLocalPort(),
                        "sink.url",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/events"));
        application.seed();
        application.command("cc_reload", "[]");
    }

    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
        server.stop(0);
        socket.close();
    }

    private static String page() throws Exception {
        List<String> blocks = ROUTES.matcher(Files.readString(Path.of("docs/events.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(2);
        return String.join("", blocks);
    }

    @Test
    void anEventArrivesByDatagramAndByHttp() throws Exception {
        assertThat(application.command("cc_agent_login", "[\"bob\",1]")).contains("\"OK\"");

        String first = datagram();
        // The reload before is told, too.
        assertThat(first.contains("PROVISIONING") ? datagram() : first)
                .startsWith("{\"event\":\"E_CALLCENTER_AGENT_REPORT\"")
                .endsWith("}");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(posted)
                        .anySatisfy(request -> assertThat(request)
                                .startsWith("200 application/json {\"event\":\"E_CALLCENTER_AGENT_REPORT\"")
                                .contains("\"agent_id\":\"bob\"")));
    }

    @Test
    void anEventThatTheWebServerDoesNotTakeIsBroughtAgain() throws Exception {
        status.set(503);
        application.command("cc_agent_login", "[\"bob\",1]");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(posted).anyMatch(request -> request.startsWith("503")));
        status.set(200);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(posted)
                        .anySatisfy(
                                request -> assertThat(request).startsWith("200").contains("\"agent_id\":\"bob\"")));
    }

    private String datagram() throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return "no datagram";
        }
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }
}
