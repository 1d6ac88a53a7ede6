package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.callcenter.core.Cdr;
import io.callcenter.core.Effect;
import io.callcenter.core.Media;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files in {@code examples/}, each loaded as an integrator's file by the real application. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("examples");
    private static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n" + "m=audio 4000 RTP/AVP 8\r\n";

    @TempDir
    private Path folder;

    private StartedApplication application;

    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "100, 1 0930, sales",
        "200, 5 1759, support",
        "300, 3 1200, 300",
        "100, 1 0759, night",
        "100, 1 1800, night",
        "200, 6 1200, night",
        "100, 7 0000, night"
    })
    void openingHoursChooseTheFlowByNumberAndTime(String dialled, String now, String flow) throws Exception {
        start(Map.of(), "opening-hours.yaml");
        at(now);

        Exchange exchange = ask(Map.of("SipRequestUser", dialled, "CcFlow", dialled));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("CcFlow")).isEqualTo(flow);
    }

    @Test
    void openingHoursKnowTheTimeAndCanBeSetByPlaceholders() throws Exception {
        Files.writeString(folder.resolve("callcenter.properties"), "hours.open = [1-7] ....\n");
        start(Map.of("hours.zone", "UTC"), "opening-hours.yaml");

        Exchange exchange = ask(Map.of("SipRequestUser", "100", "CcFlow", "100"));

        assertThat(exchange.getProperty("now", String.class)).matches("[1-7] ([01][0-9]|2[0-3])[0-5][0-9]");
        assertThat(exchange.getMessage().getHeader("CcFlow")).isEqualTo("sales");
    }

    @Test
    void theCallersNameComesFromTheTable() throws Exception {
        start(Map.of(), "caller-name.yaml");
        application.sql(
                "create table callers (number varchar(64) primary key, name varchar(64))",
                "insert into callers values ('4711', 'Ada Lovelace')");

        assertThat(name("4711")).isEqualTo("Ada Lovelace");
        assertThat(name("4712")).isEqualTo("as received");
        assertThat(name("4711'; DROP TABLE callers; --")).isEqualTo("as received");
        assertThat(name("4711")).isEqualTo("Ada Lovelace");
    }

    @Test
    void aMissingTableCostsTheNameAndNotTheCall() throws Exception {
        start(Map.of(), "caller-name.yaml");

        assertThat(name("4711")).isEqualTo("as received");
    }

    @Test
    void eventsAreWrittenToAFileAndPostedUntilTheServerTakesThem() throws Exception {
        Queue<String> posted = new ConcurrentLinkedQueue<>();
        AtomicInteger refusals = new AtomicInteger(2);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
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
        try {
            start(
                    Map.of(
                            "events.url",
                            "http://127.0.0.1:" + server.getAddress().getPort() + "/events",
                            "events.folder",
                            folder.resolve("events").toString()),
                    "events-out.xml");
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
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aBeanOfOnesOwnDispatchesImportantCallersFirst() throws Exception {
        // Nobody is on the line: orders to dial lead nowhere.
        Files.writeString(
                Files.createDirectories(folder.resolve("routes")).resolve("quiet.yaml"),
                "- route: {id: effects-connect, from: {uri: direct:effect-connect, steps: [{log: dialled}]}}\n");
        start(Map.of("cc.internal-call-dispatching", "false"), "dispatching/dispatching.yaml");
        seed();
        arrives("c1", "1001");
        arrives("c2", "1002");
        arrives("c3", "701");
        assertThat(states())
                .containsOnly(Map.entry("c1", "queued"), Map.entry("c2", "queued"), Map.entry("c3", "queued"));

        application.command("cc_agent_login", "[\"bob\",1]");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(application.command("cc_list_calls", "[]"))
                        .containsPattern("\"id\":\"c3\"[^}]*\"Agent\":\"bob\""));
        application.command("cc_agent_login", "[\"ann\",1]");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(application.command("cc_list_calls", "[]"))
                        .containsPattern("\"id\":\"c1\"[^}]*\"Agent\":\"ann\""));
    }

    @Test
    void callDetailRecordsGoToAQueueAndToTheTable() throws Exception {
        start(Map.of(), "cdr-to-jms.yaml");
        Cdr cdr = new Cdr(
                new CallId("c1"),
                1,
                "4711",
                Instant.parse("2026-01-02T03:04:05.678Z"),
                Duration.ofMillis(4500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(61),
                new FlowId("sales"),
                Optional.of(new AgentId("ann")),
                0,
                0,
                7,
                17,
                Media.AUDIO);

        template().sendBodyAndHeader("direct:effect-write-cdr", new Effect.WriteCdr(cdr), "CcCallId", "c1");

        String copy = context().createConsumerTemplate().receiveBody("jms:queue:cdrs", 20_000, String.class);
        assertThat(copy)
                .contains("\"call\":\"c1\"", "\"caller\":\"4711\"", "\"flow\":\"sales\"", "\"agent\":\"ann\"")
                .contains("\"received\":\"2026-01-02T03:04:05.678Z\"", "\"talked\":\"PT1M1S\"", "\"type\":0");
        await().untilAsserted(() -> assertThat(template()
                        .requestBody("sql:select caller from cc_cdrs?dataSource=#dataSourceAcc", null, String.class))
                .contains("4711"));
    }

    private void start(Map<String, String> settings, String example) throws Exception {
        Path routes = Files.createDirectories(folder.resolve("routes"));
        Path file = EXAMPLES.resolve(example);
        Files.copy(file, routes.resolve(file.getFileName()));
        Map<String, String> all = new HashMap<>(settings);
        application = StartedApplication.in(folder, all);
    }

    /** Two agents of the flow support, both logged out. */
    private void seed() throws Exception {
        application.seed();
        application.sql(
                "update cc_agents set logstate = 0",
                "insert into cc_agents (agentid, location, skills, logstate, wrapup_end_time)"
                        + " values ('keeper', 'sip:keeper@127.0.0.1:1', 'tech', 1, "
                        + (Instant.now().getEpochSecond() + 3600) + ")");
        assertThat(application.command("cc_reload", "[]")).contains("\"OK\"");
    }

    private void at(String now) throws Exception {
        AdviceWith.adviceWith(
                context(),
                "opening-hours-choose",
                advice -> advice.weaveById("opening-hours-now")
                        .replace()
                        .setProperty("now")
                        .constant(now));
    }

    private Exchange ask(Map<String, Object> headers) {
        return template().request("direct:hook-choose-flow", exchange -> {
            exchange.getMessage().setBody(SDP);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    private String name(String number) {
        Exchange exchange = ask(Map.of("SipFromUser", number, "SipFromDisplay", "as received"));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(SDP);
        return exchange.getMessage().getHeader("SipFromDisplay", String.class);
    }

    private void arrives(String call, String user) {
        Exchange exchange = template().request("direct:handle-call", e -> {
            e.getMessage().setBody(SDP);
            e.getMessage()
                    .setHeaders(new HashMap<>(Map.of(
                            "CcCallId",
                            call,
                            "CcFlow",
                            "support",
                            "SipFromUser",
                            user,
                            "SipFromDisplay",
                            "",
                            "SipFromUri",
                            "sip:" + user + "@127.0.0.1")));
        });
        assertThat(exchange.getMessage().getHeader("CcReturnCode")).isEqualTo(1);
    }

    private Map<String, String> states() throws Exception {
        Map<String, String> states = new HashMap<>();
        String list = application.command("cc_list_calls", "[]");
        java.util.regex.Matcher call = java.util.regex.Pattern.compile("\"id\":\"([^\"]+)\"[^}]*\"State\":\"([^\"]+)\"")
                .matcher(list);
        while (call.find()) {
            states.put(call.group(1), call.group(2));
        }
        return states;
    }

    private CamelContext context() {
        return application.application().context();
    }

    private ProducerTemplate template() {
        return context().createProducerTemplate();
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
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
