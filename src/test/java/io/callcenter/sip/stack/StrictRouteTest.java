package io.callcenter.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.Credentials;
import io.callcenter.message.Draft;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Response;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainHeaders;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import io.callcenter.sip.Phone;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request goes to the first router, and is what that router understands. */
class StrictRouteTest {
    private static final String[] LOOPBACK = {"udp:127.0.0.1:0", "tcp:127.0.0.1:0"};
    /** Nobody is there. */
    private static final String TARGET = "sip:x@192.0.2.1;transport=udp";

    private static final String LOOSE = "<sip:192.0.2.7;lr>";

    private static PlainRequest along(PlainRequest request, String... routes) {
        return PlainRequest.of(
                        request.method(),
                        TARGET,
                        request.callId(),
                        request.from(),
                        request.to(),
                        request.cseq(),
                        request.branch())
                .withContact(request.contact())
                .withRoutes(List.of(routes))
                .withMaxForwards(request.maxForwards())
                .with(request.headers())
                .with(request.body());
    }

    /** Takes a message as it is. */
    private static DatagramPacket taken(DatagramSocket router) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
        router.setSoTimeout(5_000);
        router.receive(packet);
        return packet;
    }

    private static List<String> lines(DatagramPacket packet) {
        return List.of(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8).split("\r\n"));
    }

    private static List<String> routes(DatagramPacket packet) {
        return lines(packet).stream().filter(line -> line.startsWith("Route: ")).toList();
    }

    private static void ring(DatagramSocket router, DatagramPacket invite) throws IOException {
        StringBuilder ringing = new StringBuilder("SIP/2.0 180 Ringing\r\n");
        for (String line : lines(invite)) {
            if (line.matches("(Via|From|To|Call-ID|CSeq): .*")) {
                ringing.append(line).append(line.startsWith("To: ") ? ";tag=t\r\n" : "\r\n");
            }
        }
        byte[] bytes = ringing.append("Content-Length: 0\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
        router.send(new DatagramPacket(bytes, bytes.length, invite.getSocketAddress()));
    }

    @Test
    void strictRoute_F06() throws Exception {
        try (Phone ann = Phone.on("ann", LOOPBACK);
                DatagramSocket router = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            String strict = "sip:127.0.0.1:" + router.getLocalPort();
            PlainRequest invite = along(ann.invite(TARGET, PlainBody.NONE), "<" + strict + ">", LOOSE);
            Plain.carryOut(ann.stack, new PlainOrder.Send(invite, ann.hop(TARGET)));
            DatagramPacket in = taken(router);
            assertThat(lines(in)).startsWith("INVITE " + strict + " SIP/2.0");
            assertThat(routes(in)).containsExactly("Route: " + LOOSE, "Route: <" + TARGET + ">");

            ring(router, in);
            ann.answer(180);
            Plain.carryOut(ann.stack, new PlainOrder.Cancel(invite, ann.hop(TARGET), ""));
            DatagramPacket cancel = taken(router);
            assertThat(lines(cancel)).startsWith("CANCEL " + strict + " SIP/2.0");
            assertThat(routes(cancel)).isEqualTo(routes(in));
        }
    }

    @Test
    void looseRoute() throws Exception {
        try (Phone ann = Phone.on("ann", LOOPBACK);
                DatagramSocket router = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            String loose = "<sip:127.0.0.1:" + router.getLocalPort() + ";lr>";
            PlainRequest ack = along(ann.invite(TARGET, PlainBody.NONE), loose, "<sip:192.0.2.7>");
            Plain.carryOut(ann.stack, new PlainOrder.SendAck(ack, ann.hop(TARGET)));
            DatagramPacket in = taken(router);
            assertThat(lines(in)).startsWith("INVITE " + TARGET + " SIP/2.0");
            assertThat(routes(in)).containsExactly("Route: " + loose, "Route: <sip:192.0.2.7>");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <sip:p>               | sip:p                 | <sip:x@192.0.2.1;transport=udp>
            <sip:p;lrx=1>         | sip:p;lrx=1           | <sip:x@192.0.2.1;transport=udp>
            <sip:;lr@p?Subject=x> | sip:;lr@p             | <sip:x@192.0.2.1;transport=udp>
            <sip:p>;lr            | sip:p                 | <sip:x@192.0.2.1;transport=udp>
            <sip:p;LR>            | sip:x@192.0.2.1;transport=udp | <sip:p;LR>
            <sip:p;lr=on>         | sip:x@192.0.2.1;transport=udp | <sip:p;lr=on>
            """)
    void onlyItsOwnParameterMakesARouterALooseOne(String route, String uri, String last) throws Exception {
        try (Phone ann = Phone.on("ann", "udp:127.0.0.1:0")) {
            Draft sent = StrictRoute.applied(
                    Plain.out(along(ann.invite(TARGET, PlainBody.NONE), route)).draft());
            assertThat(sent.uri()).hasToString(uri);
            assertThat(sent.values(HeaderName.ROUTE)).containsExactly(FieldValue.of(last));
        }
    }

    @Test
    void credentialsAreForTheRouterAndForWhatItIsAskedFor() throws Exception {
        DigestSettings settings = new DigestSettings("u", "p", "r", List.of("127.0.0.1"), true);
        DigestCredentials credentials =
                new DigestCredentials(settings, new DigestTargets(settings.targets(), uri -> List.of()), () -> "n");
        try (Phone ann = Phone.on("ann", "udp:127.0.0.1:0")) {
            PlainRequest invite = along(ann.invite(TARGET, PlainBody.NONE), "<sip:127.0.0.1>", LOOSE);
            assertThat(credentials.mayBeCarriedBy(Plain.out(invite).draft())).isTrue();
            assertThat(credentials.mayBeCarriedBy(
                            Plain.out(along(invite, LOOSE, "<sip:127.0.0.1>")).draft()))
                    .isFalse();
            String challenge = "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"";
            Response asks = Plain.in(
                    PlainResponse.of(401, invite.callId(), invite.from(), invite.to(), 1, "INVITE")
                            .with(PlainHeaders.NONE.with("WWW-Authenticate", challenge)),
                    invite.branch());
            Credentials.Asked who = new Credentials.Asked(Credentials.Role.FIRST_INVITE, Optional.empty(), 0);
            assertThat(credentials.answer(who, asks, Plain.out(invite).draft()))
                    .hasValueSatisfying(answer ->
                            assertThat(answer.field().value().toString()).contains(" uri=\"sip:127.0.0.1\","));
        }
    }
}
