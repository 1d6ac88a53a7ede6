package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.app.EffectRoutes;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/extension-points.md} promises what the running program has: no name more, no name less. */
class ExtensionPointsTest {
    private static final Path PAGE = Path.of("docs/extension-points.md");
    private static final Set<String> OPERATIONS = Set.of("invite", "events", "connect", "drop", "refuse", "end");

    private static final String FAILS =
            "throwException: {exceptionType: java.lang.IllegalStateException, message: not today}";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static StartedApplication application;
    private static final Queue<Map<String, Object>> ASKED = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(folder.resolve("routes"));
        application = StartedApplication.in(folder, Map.of("cc.routes.reload", "true", "cc.sip.headers", "X-Customer"));
        context().getRegistry().bind("spy", (Processor)
                e -> ASKED.add(Map.copyOf(e.getMessage().getHeaders())));
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
    }

    @Test
    void thePageAndTheProgramHaveTheSameNames() throws IOException {
        assertThat(complaints(Files.readString(PAGE), context())).isEmpty();
    }

    @Test
    void aNameThatIsMissingOrTooManyIsNoticed() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(List.of(
                        page.replaceAll("(?m)^\\| `direct:agent-login`.*\n", ""),
                        page.replaceAll("(?m)^\\| `direct:effect-drop`.*\n", ""),
                        page.replaceAll("(?m)^\\| `sip:end`.*\n", ""),
                        page.replace("`cdr-purge`, ", ""),
                        page.replace("`sip-ingress-refuse`", "`sip-ingress-answer`"),
                        page.replace("| `direct:mi` |", "| `direct:command` |"),
                        page.replace("`Effect.WriteCdr`", "`Effect.WriteRecord`"),
                        page.replace(
                                "| `outbox` | `io.callcenter.store.records.Outbox`",
                                "| `outbox` | `io.callcenter.mi.meter.TimeHistograms`"),
                        page.replace("`recordJson` |", "`json` |"),
                        page.replaceAll("(?m)^\\| `direct:effect-sample`.*\n", "")))
                .allSatisfy(spoilt -> {
                    assertThat(spoilt).isNotEqualTo(page);
                    assertThat(complaints(spoilt, context())).isNotEmpty();
                });
    }

    @Test
    void aNewCallHasTheHeadersOfThePage() throws Exception {
        Path file = routes("spying.yaml", "hook-spy", "direct:hook-choose-flow", "process: {ref: spy}");

        await().atMost(PATIENCE)
                .until(() ->
                        invite("nowhere", "X-Customer: 17\r\nPrivacy: id\r\n").equals("404") && !ASKED.isEmpty());

        Set<String> promised = new TreeSet<>(codes(cell(row(Files.readString(PAGE), "sip:invite"), 3)));
        promised.removeAll(Set.of("cc.sip.headers", "SipHeader.<Name>"));
        promised.removeAll(Set.of("CcAgent", "beginArrival")); // of agents' calls only, by that bean
        promised.add("SipHeader.X-Customer");
        promised.add("CcFlow"); // the hook's own
        assertThat(ASKED.peek().keySet()).containsExactlyInAnyOrderElementsOf(promised);
        assertThat(ASKED.peek())
                .containsEntry("SipRequestUser", "nowhere")
                .containsEntry("SipFromUser", "ada")
                .containsEntry("SipFromDisplay", "Ada L.")
                .containsEntry("SipPrivacy", "id")
                .containsEntry("SipPrivate", true)
                .containsEntry("SipHeader.X-Customer", "17");
        Files.delete(file);
        await().atMost(PATIENCE).until(() -> context().getRoute("hook-spy") == null);
    }

    @Test
    void aHookThatFailsRefusesTheCallWith500() throws Exception {
        Path file = routes("failing.yaml", "hook-fail", "direct:hook-choose-flow", FAILS);

        await().atMost(PATIENCE).until(() -> invite("nowhere", "").equals("500"));

        Files.delete(file);
        await().atMost(PATIENCE).until(() -> invite("nowhere", "").equals("404"));
    }

    @Test
    void anEffectThatFailsIsHandledByItsRouteConfiguration() throws Exception {
        Path file =
                routes("effect.yaml", "effects-sample, routeConfigurationId: effect", "direct:effect-sample", FAILS);

        await().atMost(PATIENCE).untilAsserted(() -> {
            Exchange exchange = context().createProducerTemplate().request("direct:effect-sample", e -> {});
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(IllegalStateException.class);
        });
        Files.delete(file);
    }

    private static Path routes(String name, String id, String from, String step) throws IOException {
        return Files.writeString(
                folder.resolve("routes").resolve(name),
                "- route: {id: " + id + ", from: {uri: " + from + ", steps: [{" + step + "}]}}\n");
    }

    /** What differs between a page and a running program, one line each. */
    static List<String> complaints(String page, CamelContext context) {
        List<String> complaints = new ArrayList<>();
        Set<String> named = new TreeSet<>();
        page.lines().filter(line -> line.startsWith("| ")).forEach(line -> named.addAll(codes(line)));
        Set<String> routes = context.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> !id.startsWith("hook-") && !id.startsWith("effects-"))
                .collect(Collectors.toCollection(TreeSet::new));
        routes.stream()
                .filter(id -> !named.contains(id))
                .forEach(id -> complaints.add("route " + id + " is not named"));
        named.stream()
                .filter(
                        name -> name.matches(
                                "(handle-call|sip-ingress|mi|cdr|calls|lane|timers|recovery|provisioning|agent-reports)-[a-z-]+"))
                .filter(name -> !routes.contains(name))
                .forEach(name -> complaints.add("there is no route " + name));
        Set<String> entered = context.getRoutes().stream()
                .map(route -> route.getEndpoint().getEndpointBaseUri().replace("//", ""))
                .filter(uri -> uri.startsWith("direct:") && !uri.startsWith("direct:_"))
                .filter(uri -> !uri.startsWith("direct:hook-") && !uri.startsWith("direct:effect-"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> promised = firstCells(page, "direct:");
        entered.stream()
                .filter(uri -> !promised.contains(uri))
                .forEach(uri -> complaints.add(uri + " is not described"));
        promised.stream()
                .filter(uri ->
                        !entered.contains(uri) && !uri.startsWith("direct:hook-") && !uri.startsWith("direct:effect-"))
                .forEach(uri -> complaints.add(uri + " does not exist"));
        Set<String> operations = firstCells(page, "sip:");
        OPERATIONS.stream()
                .filter(operation -> !operations.contains("sip:" + operation))
                .forEach(operation -> complaints.add("sip:" + operation + " is not described"));
        complaints.addAll(effects(page));
        complaints.addAll(beans(page, context));
        return complaints;
    }

    private static List<String> effects(String page) {
        List<String> complaints = new ArrayList<>();
        Set<String> described = firstCells(page, "direct:effect-");
        Set<String> kinds =
                EffectRoutes.names().stream().map(name -> "direct:" + name).collect(Collectors.toSet());
        if (!described.equals(kinds)) {
            complaints.add("effects " + described + ", not " + kinds);
        }
        for (String uri : described) {
            String row = row(page, uri);
            String type = codes(cell(row, 1)).get(0).replace("Effect.", "io.callcenter.core.Effect$");
            try {
                Class.forName(type);
            } catch (ClassNotFoundException e) {
                complaints.add(uri + ": there is no " + type);
            }
        }
        return complaints;
    }

    private static List<String> beans(String page, CamelContext context) {
        List<String> complaints = new ArrayList<>();
        String section = page.replaceAll("(?s).*\n## Beans to use\n", "").replaceAll("(?s)\n## .*", "");
        List<String> rows =
                section.lines().filter(line -> line.startsWith("| `")).toList();
        for (String row : rows) {
            String type = codes(cell(row, 1)).get(0);
            for (String bean : codes(cell(row, 0))) {
                Object found = context.getRegistry().lookupByName(bean);
                try {
                    if (!Class.forName(type).isInstance(found)) {
                        complaints.add("bean " + bean + " is no " + type + ": " + found);
                    }
                } catch (ClassNotFoundException e) {
                    complaints.add("there is no " + type);
                }
            }
        }
        return rows.size() < 3 ? List.of("there is no table of beans") : complaints;
    }

    private static Set<String> firstCells(String page, String beginning) {
        return page.lines()
                .filter(line -> line.startsWith("| `" + beginning))
                .map(line -> codes(cell(line, 0)).get(0))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String row(String page, String name) {
        return page.lines()
                .filter(line -> line.startsWith("| `" + name + "` |"))
                .findFirst()
                .orElseThrow();
    }

    private static String cell(String row, int number) {
        return row.split("\\|")[number + 1];
    }

    private static List<String> codes(String text) {
        Matcher code = Pattern.compile("`([^`]+)`").matcher(text);
        return Stream.iterate(code, Matcher::find, c -> c).map(c -> c.group(1)).toList();
    }

    /** Calls that flow by UDP; answers the status code of the final answer, or nothing within five seconds. */
    private static String invite(String flow, String more) throws IOException {
        URI sip = URI.create(application.application().sip().get(0).replace("udp:", "udp://"));
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(5000);
            String branch = "z9hG4bK" + System.nanoTime();
            String sdp =
                    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n";
            String head = "Via: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort() + ";branch=" + branch + "\r\n"
                    + "From: \"Ada L.\" <sip:ada@127.0.0.1>;tag=t\r\nCall-ID: " + branch + "\r\nMax-Forwards: 70\r\n";
            send(
                    socket,
                    sip,
                    "INVITE sip:" + flow + "@127.0.0.1 SIP/2.0\r\n" + head + "To: <sip:" + flow + "@127.0.0.1>\r\n"
                            + "CSeq: 1 INVITE\r\nContact: <sip:ada@127.0.0.1:" + socket.getLocalPort() + ">\r\n" + more
                            + "Content-Type: application/sdp\r\nContent-Length: " + sdp.length() + "\r\n\r\n" + sdp);
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[8192], 8192);
                socket.receive(packet);
                String answer = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                String code = answer.split(" ")[1];
                if (code.compareTo("200") >= 0) {
                    String to = answer.lines()
                            .filter(line -> line.startsWith("To:"))
                            .findFirst()
                            .orElseThrow();
                    send(
                            socket,
                            sip,
                            "ACK sip:" + flow + "@127.0.0.1 SIP/2.0\r\n" + head + to
                                    + "\r\nCSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n");
                    return code;
                }
            }
        } catch (java.net.SocketTimeoutException e) {
            return "";
        }
    }

    private static void send(DatagramSocket socket, URI sip, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName(sip.getHost()), sip.getPort()));
    }

    private static CamelContext context() {
        return application.application().context();
    }
}
