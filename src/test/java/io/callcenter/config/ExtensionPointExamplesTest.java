package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route files that {@code docs/extension-points.md} shows do what the page says, in the real application. */
class ExtensionPointExamplesTest {
    private static final Path PAGE = Path.of("docs", "extension-points.md");
    private static final Pattern BLOCK = Pattern.compile("```(yaml|xml)\n(.*?)```", Pattern.DOTALL);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static final List<String> EVENTS = new CopyOnWriteArrayList<>();
    private static StartedApplication application;

    @BeforeAll
    static void start() throws Exception {
        try (StartedApplication before = StartedApplication.in(folder, Map.of())) {
            before.sql(
                    "insert into cc_flows (flowid, skill, message_queue) values ('sales', 'talk', 'sip:music@127.0.0.1:1'),"
                            + " ('night', 'watch', 'sip:music@127.0.0.1:1')",
                    "insert into cc_agents (agentid, location, skills, logstate) values ('ann', 'sip:ann@127.0.0.1:1', 'talk', 0),"
                            + " ('noa', 'sip:noa@127.0.0.1:1', 'watch', 0)");
        }
        Path routes = Files.createDirectory(folder.resolve("routes"));
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        for (int number = 1; block.find(); number++) {
            Files.writeString(routes.resolve("example-" + number + "." + block.group(1)), block.group(2));
        }
        application = StartedApplication.in(folder, Map.of());
        application.application().context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:cc-notify?multipleConsumers=true")
                        .process(exchange -> EVENTS.add(exchange.getMessage().getBody(String.class)));
            }
        });
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
    }

    private static int login(String agent) {
        return application
                .application()
                .context()
                .createFluentProducerTemplate()
                .to("direct:shift-begin")
                .withBody(agent)
                .request(Exchange.class)
                .getMessage()
                .getHeader("CcReturnCode", Integer.class);
    }

    private static void invites(DatagramSocket phone, String from) throws IOException {
        String[] address = application.application().sip().get(0).split(":");
        String sdp =
                "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n";
        String here = "127.0.0.1:" + phone.getLocalPort();
        String invite = String.join(
                "\r\n",
                "INVITE sip:4711@127.0.0.1 SIP/2.0",
                "Via: SIP/2.0/UDP " + here + ";branch=z9hG4bK-" + from,
                "From: <sip:" + from + "@127.0.0.1>;tag=1",
                "To: <sip:4711@127.0.0.1>",
                "Call-ID: " + from,
                "CSeq: 1 INVITE",
                "Contact: <sip:" + from + "@" + here + ">",
                "Max-Forwards: 70",
                "Content-Type: application/sdp",
                "Content-Length: " + sdp.length(),
                "",
                sdp);
        byte[] bytes = invite.getBytes(StandardCharsets.US_ASCII);
        phone.send(new DatagramPacket(
                bytes, bytes.length, new InetSocketAddress(address[1], Integer.parseInt(address[2]))));
    }

    /** The first line of the first answer but 100. */
    private static String answer(DatagramSocket phone) throws IOException {
        phone.setSoTimeout((int) PATIENCE.toMillis());
        DatagramPacket got = new DatagramPacket(new byte[4096], 4096);
        String text;
        do {
            phone.receive(got);
            text = new String(got.getData(), 0, got.getLength(), StandardCharsets.US_ASCII);
        } while (text.startsWith("SIP/2.0 100"));
        return text.lines().findFirst().orElse("");
    }

    @Test
    void thePageShowsYamlAndXmlAndAllOfItRuns() {
        assertThat(List.of("vip-choose", "sip-ingress-invite", "shift-begin"))
                .allMatch(id -> application.application().context().getRoute(id) != null);
        assertThat(application
                        .application()
                        .context()
                        .getRoute("sip-ingress-invite")
                        .getDescription())
                .isEqualTo("Offers each call to sales, then to night");
    }

    @Test
    void anXmlRouteLogsAgentsInAndHearsThatOneIsUnknown() throws Exception {
        assertThat(login("ann")).isEqualTo(1);
        assertThat(application.command("cc_list_agents", "{\"agent_id\":\"ann\"}"))
                .contains("\"YES\"");
        assertThat(login("nobody")).isEqualTo(-3);
        application.command("cc_agent_login", "[\"ann\",0]");
    }

    @Test
    void aYamlRouteOffersACallToAnotherFlowWithItsOpaqueValue() throws Exception {
        application.command("cc_agent_login", "[\"ann\",0]");
        application.command("cc_agent_login", "[\"noa\",0]");
        try (DatagramSocket phone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            invites(phone, "early");
            assertThat(answer(phone)).startsWith("SIP/2.0 480");
            application.command("cc_agent_login", "[\"noa\",1]");
            invites(phone, "late");
        }

        await().atMost(PATIENCE)
                .until(() -> EVENTS.stream()
                        .anyMatch(event -> event.contains("\"flow_id\":\"night\"")
                                && event.contains("\"state\":\"toagent\"")
                                && event.contains("\"call_center\":\"4711\"")));
        assertThat(application.command("get_statistics", "[[\"ccf_incalls-sales\",\"ccf_incalls-night\"]]"))
                .contains("\"call_center:ccf_incalls-sales\":0", "\"call_center:ccf_incalls-night\":1");
    }
}
