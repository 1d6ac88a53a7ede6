package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.core.Signal;
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
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which threads run the steps of routes (docs/design/architecture.md 4): never the lane, and never a thread that carries SIP messages. */
class RouteThreadsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TIMES = 30;
    private static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n";

    /** An integrator's: a hook, a route of calls with another offer behind a refusal, a refusal, a login, a command, a listener, a failing effect. */
    private static final String ROUTES = """
            - route: {id: day-hook, routeConfigurationId: ingress, from: {uri: direct:hook-choose-flow, steps: [
                {log: {id: step-hook, message: hook}}]}}
            - route: {id: sip-ingress-invite, routeConfigurationId: ingress, from: {uri: sip:invite, steps: [
                {process: {ref: beginArrival}},
                {setHeader: {name: CcFlow, expression: {simple: "${header.SipRequestUser}"}}},
                {to: {uri: direct:hook-choose-flow}},
                {to: {uri: direct:handle-call}},
                {log: {id: step-behind-handle-call, message: behind}},
                {filter: {expression: {simple: "${header.CcReturnCode} != 1"}, steps: [
                  {to: {uri: direct:handle-call}},
                  {log: {id: step-behind-second-offer, message: behind}},
                  {to: {uri: direct:_refuse-call}}]}}]}}
            - route: {id: sip-ingress-refuse, routeConfigurationId: ingress, from: {uri: direct:_refuse-call, steps: [
                {setHeader: {id: step-refuse, name: SipStatus, expression: {constant: 480}}},
                {to: {uri: sip:refuse}}]}}
            - route: {id: day-login, routeConfigurationId: ingress, from: {uri: direct:login, steps: [
                {to: {uri: direct:agent-login}},
                {log: {id: step-behind-login, message: behind}}]}}
            - route: {id: day-signal, routeConfigurationId: ingress, from: {uri: direct:signal, steps: [
                {to: {uri: direct:_lane}},
                {log: {id: step-behind-lane, message: behind}}]}}
            - route: {id: day-command, routeConfigurationId: ingress, from: {uri: direct:command, steps: [
                {to: {uri: direct:mi}},
                {log: {id: step-behind-command, message: behind}}]}}
            - route: {id: effects-report-agent, routeConfigurationId: effect, from: {uri: direct:effect-report-agent, steps: [
                {throwException: {id: step-failing-effect, exceptionType: java.lang.IllegalStateException, message: no}}]}}
            - route: {id: day-events, routeConfigurationId: ingress, from: {uri: "seda:cc-notify?multipleConsumers=true", steps: [
                {log: {id: step-event, message: event}}]}}
            """;

    @TempDir
    private static Path folder;

    private static StartedApplication application;
    private static StepThreads steps;

    @BeforeAll
    static void start() throws Exception {
        try (StartedApplication before = StartedApplication.in(folder, Map.of())) {
            before.seed();
        }
        Files.writeString(Files.createDirectory(folder.resolve("routes")).resolve("day.yaml"), ROUTES);
        application =
                StartedApplication.in(folder, Map.of("camel.beans.steps", "#class:" + StepThreads.class.getName()));
        steps = application.application().context().getRegistry().lookupByNameAndType("steps", StepThreads.class);
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
    }

    private static Exchange ask(String endpoint, Object body, int state) {
        return application
                .application()
                .context()
                .createFluentProducerTemplate()
                .to(endpoint)
                .withBody(body)
                .withHeader("CcAgent", "ann")
                .withHeader("CcState", state)
                .request(Exchange.class);
    }

    private static String refused(DatagramSocket phone, String flow, int number) throws IOException {
        invite(phone, flow, number);
        DatagramPacket got = new DatagramPacket(new byte[4096], 4096);
        String text;
        do {
            phone.receive(got);
            text = new String(got.getData(), 0, got.getLength(), StandardCharsets.US_ASCII);
        } while (text.startsWith("SIP/2.0 100") || !text.contains("Call-ID: " + flow + number));
        return text.lines().findFirst().orElse("");
    }

    private static void invite(DatagramSocket phone, String flow, int number) throws IOException {
        String[] address = application.application().sip().get(0).split(":");
        String here = "127.0.0.1:" + phone.getLocalPort();
        String invite = String.join(
                "\r\n",
                "INVITE sip:" + flow + "@127.0.0.1 SIP/2.0",
                "Via: SIP/2.0/UDP " + here + ";branch=z9hG4bK-" + flow + number,
                "From: <sip:ada@127.0.0.1>;tag=1",
                "To: <sip:" + flow + "@127.0.0.1>",
                "Call-ID: " + flow + number,
                "CSeq: 1 INVITE",
                "Contact: <sip:ada@" + here + ">",
                "Max-Forwards: 70",
                "Content-Type: application/sdp",
                "Content-Length: " + SDP.length(),
                "",
                SDP);
        byte[] bytes = invite.getBytes(StandardCharsets.US_ASCII);
        phone.send(new DatagramPacket(
                bytes, bytes.length, new InetSocketAddress(address[1], Integer.parseInt(address[2]))));
    }

    @Test
    void noStepOfARouteRunsOnTheLaneOrOnAThreadOfSipMessages() throws Exception {
        try (DatagramSocket phone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            phone.setSoTimeout((int) PATIENCE.toMillis());
            for (int i = 0; i < TIMES; i++) {
                assertThat(refused(phone, "nowhere", i)).startsWith("SIP/2.0 480");
                assertThat(ask("direct:login", "", i < 2 ? i : 1).getMessage().getHeader("CcReturnCode"))
                        .isEqualTo(1);
                assertThat(ask("direct:signal", new Signal.ResetStatistics(), 0).getException())
                        .isNull();
                String login = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cc_agent_login\",\"params\":[\"ann\",1]}";
                assertThat(ask("direct:command", login, 0).getMessage().getBody(String.class))
                        .contains("result");
            }
            assertThat(application.command("cc_reload", "[]")).contains("result");
            invite(phone, "support", 1);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(steps.all()).containsKeys("step-event", "step-failing-effect"));
        }

        assertThat(steps.on("cc-lane")).isEmpty();
        assertThat(steps.on("sip-lane")).isEmpty();
        assertThat(steps.on("sip-udp")).isEmpty();
        assertThat(Stream.of("hook", "refuse", "failing-effect", "event").map(step -> "step-" + step))
                .allSatisfy(step -> assertThat(steps.of(step)).isNotEmpty());
        assertThat(List.of(
                        "step-behind-handle-call",
                        "step-behind-second-offer",
                        "step-refuse",
                        "step-behind-login",
                        "step-behind-lane"))
                .allSatisfy(step -> assertThat(steps.of(step)).containsExactly("cc-routes"));
        assertThat(steps.of("step-behind-command")).isNotEmpty().doesNotContain("cc-routes");
    }
}
