package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.LegSettings;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainOrder;
import io.callcenter.sip.call.CallWatcher;
import io.callcenter.sip.call.LegStore;
import io.callcenter.sip.call.LiveCalls;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipStack;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeveralPointsTest {
    private static final String[] POINTS = {
        "udp:127.0.0.2:0", "udp:127.0.0.3:0", "tcp:127.0.0.2:0", "tcp:127.0.0.3:0", "udp:[::1]:0"
    };

    private static int port(List<String> listening, String point) {
        String found =
                listening.stream().filter(p -> p.startsWith(point)).findFirst().orElseThrow();
        return Integer.parseInt(found.substring(found.lastIndexOf(':') + 1));
    }

    private record Datagram(String text, InetSocketAddress from) {}

    private static Datagram receive(DatagramSocket socket, String start) throws IOException {
        socket.setSoTimeout(5_000);
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            socket.receive(packet);
            String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            if (text.startsWith(start)) {
                return new Datagram(text, (InetSocketAddress) packet.getSocketAddress());
            }
        }
    }

    private static void send(DatagramSocket socket, String text, InetSocketAddress to) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private static String invite(int port, String id) {
        String head = String.join(
                "\r\n",
                "INVITE sip:support@127.0.0.1 SIP/2.0",
                "Via: SIP/2.0/UDP 127.0.0.1:" + port + ";branch=z9hG4bK" + id + ";rport",
                "From: <sip:ann@127.0.0.1>;tag=f1",
                "To: <sip:support@127.0.0.1>",
                "Call-ID: several-" + id,
                "CSeq: 1 INVITE",
                "Max-Forwards: 70",
                "Contact: <sip:ann@127.0.0.1:" + port + ">",
                "Content-Type: application/sdp",
                "Content-Length: " + Phone.SDP.length());
        return head + "\r\n\r\n" + Phone.SDP;
    }

    @Test
    void eachCallStaysAtThePointItCameBy() throws Exception {
        SipSettings settings = SipSettings.on(POINTS);
        KeyedNames names = KeyedNames.passing("center");
        SipStack stack = LoopStack.open(settings, names);
        LiveCalls lanes = new LiveCalls(
                new LiveCalls.Needs(
                        settings,
                        LegSettings.defaults(),
                        names,
                        stack,
                        LegStore.none(),
                        InstantSource.system(),
                        () -> false),
                stack.counters());
        DefaultCamelContext context = new DefaultCamelContext();
        BlockingQueue<String> calls = new LinkedBlockingQueue<>();
        try (Phone music = Phone.on("music", "udp:127.0.0.1:0")) {
            context.getRegistry().bind("lanes", lanes);
            context.addComponent("sip", new SipComponent(lanes, refused -> {}, CallWatcher.NONE));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("sip:invite")
                            .process(e -> calls.add(e.getMessage().getHeader("CcCallId", String.class)))
                            .process(e -> e.getMessage()
                                    .setBody(new CallOrder.Connect(
                                            new CallId(e.getMessage().getHeader("CcCallId", String.class)),
                                            new LegId("leg-1"),
                                            CallOrder.Purpose.ANNOUNCEMENT,
                                            new CallOrder.Target(music.uri("udp"), Optional.empty()),
                                            "Support",
                                            List.of(),
                                            Optional.empty())))
                            .to("sip:connect");
                    from("sip:events").process(e -> {});
                }
            });
            context.start();
            for (String host : List.of("127.0.0.3", "127.0.0.2")) {
                aCall(
                        music,
                        host,
                        port(lanes.listening(), "udp:" + host),
                        () -> context.createProducerTemplate()
                                .sendBodyAndHeader("sip:end", null, "CcCallId", calls.remove()));
            }
        } finally {
            context.stop();
        }
    }

    private static void aCall(Phone music, String host, int port, Runnable end) throws Exception {
        InetSocketAddress point = new InetSocketAddress(host, port);
        try (DatagramSocket caller = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            String invite = invite(caller.getLocalPort(), "id" + host.replace('.', '-'));
            send(caller, invite, point);
            PlainEvent.RequestIn ringing = music.next(PlainEvent.RequestIn.class);
            music.respond(ringing, 200);
            Datagram ok = receive(caller, "SIP/2.0 200");
            assertThat(ok.from()).isEqualTo(point);
            assertThat(RawPeer.field(ok.text(), "Contact")).contains("@" + host + ":" + port + ";");
            String plain = invite.substring(0, invite.indexOf("Content-Type")) + "Content-Length: 0\r\n\r\n";
            send(caller, RawPeer.ack(plain, ok.text()), point);
            assertThat(music.next(PlainEvent.RequestIn.class).request().method())
                    .isEqualTo("ACK");
            end.run();
            Datagram bye = receive(caller, "BYE ");
            assertThat(bye.from()).isEqualTo(point);
            assertThat(RawPeer.field(bye.text(), "Via")).startsWith("SIP/2.0/UDP " + host + ":" + port + ";");
            send(caller, RawStream.answer(bye.text(), "200 OK", ""), point);
            music.respond(music.next(PlainEvent.RequestIn.class), 200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "127.0.0.3"})
    void aConnectionOfADialogIsOpenedFromItsPoint(String host) throws Exception {
        try (Phone center = Phone.on("center", POINTS);
                ServerSocket contact = RawStream.server()) {
            int port = port(center.stack.listening(), "tcp:" + host);
            PlainEvent.RequestIn in;
            try (RawStream caller = new RawStream(new Socket(host, port))) {
                caller.send(RawStream.request("INVITE", "dial", contact.getLocalPort()));
                in = center.next(PlainEvent.RequestIn.class);
                assertThat(in.hop().localHost()).isEqualTo(host);
                assertThat(in.hop().localPort()).isEqualTo(port);
            }
            center.next(PlainEvent.LinkGone.class);
            Plain.carryOut(center.stack, new PlainOrder.Send(center.back("BYE", in.request()), in.hop()));
            try (Socket dialed = contact.accept();
                    RawStream stream = new RawStream(dialed)) {
                assertThat(dialed.getInetAddress().getHostAddress()).isEqualTo(host);
                String bye = stream.receive();
                assertThat(RawPeer.field(bye, "Via")).startsWith("SIP/2.0/TCP " + host + ":" + port + ";");
            }
        }
    }

    @Test
    void aNewDialogBeginsAtThePointThatTheMachineWouldSendFrom_elseAtTheFirstOfThePeersFamily() throws Exception {
        try (Phone one = Phone.on("one", "udp:[::1]:0", "udp:127.0.0.2:0", "udp:127.0.0.1:0");
                Phone other = Phone.on("other", POINTS)) {
            assertThat(one.hop("sip:x@127.0.0.9").localHost()).isEqualTo("127.0.0.1");
            assertThat(one.hop("sip:x@[::1]").localHost()).isEqualTo("::1");
            assertThat(other.hop("sip:x@127.0.0.9").localHost()).isEqualTo("127.0.0.2");
            assertThat(other.hop("sip:x@127.0.0.3:" + port(other.stack.listening(), "udp:127.0.0.3"))
                            .self())
                    .isTrue();
        }
    }

    @Test
    void aPointIsCalledAsItSays_theOthersAsAllAre() throws Exception {
        SipSettings settings = SipSettings.on("udp:127.0.0.2:0=sip.example.com:5070", "udp:127.0.0.3:0")
                .withAdvertise("all.example.com");
        try (Phone center = Phone.on("center", settings)) {
            int first = port(center.stack.listening(), "udp:127.0.0.2");
            int second = port(center.stack.listening(), "udp:127.0.0.3");
            isCalled(center, new InetSocketAddress("127.0.0.2", first), "sip.example.com", 5070);
            isCalled(center, new InetSocketAddress("127.0.0.3", second), "all.example.com", second);
        }
    }

    private static void isCalled(Phone center, InetSocketAddress point, String host, int port) throws Exception {
        try (DatagramSocket caller = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            send(caller, invite(caller.getLocalPort(), "called-" + port), point);
            PlainEvent.RequestIn in = center.next(PlainEvent.RequestIn.class);
            assertThat(in.hop().localHost()).isEqualTo(host);
            assertThat(in.hop().localPort()).isEqualTo(port);
            Plain.carryOut(center.stack, new PlainOrder.Send(center.back("BYE", in.request()), in.hop()));
            assertThat(receive(caller, "BYE ").from()).isEqualTo(point);
        }
    }

    @Test
    void pointsThatPeersCouldNotTellApartAreRefused() {
        assertThatThrownBy(() -> LoopStack.open(
                        SipSettings.on("udp:127.0.0.2:5060", "udp:127.0.0.3:5060")
                                .withAdvertise("one.example.com"),
                        KeyedNames.passing("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two udp points are called one.example.com:5060");
    }

    @Test
    void pointsOfTwoFamiliesMayHaveOneName() {
        SipSettings both =
                SipSettings.on("udp:127.0.0.2:5060", "udp:[::1]:5060").withAdvertise("one.example.com");
        assertThat(LoopStack.open(both, KeyedNames.passing("x")).listening()).isEmpty();
    }
}
