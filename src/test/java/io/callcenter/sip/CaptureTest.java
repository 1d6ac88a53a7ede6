package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.LegSettings;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
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
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of messages at a capture server. */
class CaptureTest {
    private static final String[] LOOPBACK = {"udp:127.0.0.1:0", "tcp:127.0.0.1:0"};

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private SipStack stack;
    private LiveCalls lanes;

    private record Copy(Map<Integer, byte[]> chunks) {
        static Copy read(ByteBuffer packet) {
            Map<Integer, byte[]> chunks = new HashMap<>();
            assertThat(packet.getInt()).isEqualTo(0x48455033);
            assertThat(packet.getShort() & 0xffff).isEqualTo(packet.limit());
            while (packet.hasRemaining()) {
                packet.getShort();
                int type = packet.getShort();
                byte[] value = new byte[(packet.getShort() & 0xffff) - 6];
                packet.get(value);
                chunks.put(type, value);
            }
            return new Copy(chunks);
        }

        String text(int type) {
            return new String(chunks.get(type), StandardCharsets.UTF_8);
        }

        int port(int type) {
            return ByteBuffer.wrap(chunks.get(type)).getShort() & 0xffff;
        }

        /** Method or code. */
        String kind() {
            String[] start = text(15).split(" ", 3);
            return start[0].startsWith("SIP/") ? start[1] : start[0];
        }
    }

    private static List<Copy> copies(DatagramSocket collector) throws IOException {
        List<Copy> all = new ArrayList<>();
        collector.setSoTimeout(1_000);
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
                collector.receive(packet);
                all.add(Copy.read(ByteBuffer.wrap(packet.getData(), 0, packet.getLength())));
            }
        } catch (SocketTimeoutException e) {
            return all;
        }
    }

    private void start(int collector, String music) throws Exception {
        SipSettings settings =
                SipSettings.on(LOOPBACK).withCapture(new SipSettings.Capture("udp:127.0.0.1:" + collector, 7, "pw"));
        KeyedNames names = KeyedNames.passing("center");
        stack = LoopStack.open(settings, names);
        lanes = new LiveCalls(
                new LiveCalls.Needs(
                        settings,
                        LegSettings.defaults(),
                        names,
                        stack,
                        LegStore.none(),
                        InstantSource.system(),
                        () -> false),
                stack.counters());
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
                                        new CallOrder.Target(music, Optional.empty()),
                                        "Support",
                                        List.of(),
                                        Optional.empty())))
                        .to("sip:connect");
                from("sip:events").process(e -> {});
            }
        });
        context.start();
    }

    @AfterEach
    void close() {
        context.stop();
    }

    private int port() {
        String point = lanes.listening().get(0);
        return Integer.parseInt(point.substring(point.lastIndexOf(':') + 1));
    }

    private void aCall(Phone caller, Phone music, String transport) throws Exception {
        String center = "sip:support@127.0.0.1:" + port() + (transport.equals("udp") ? "" : ";transport=tcp");
        PlainRequest invite = caller.invite(center, PlainBody.sdp(Phone.SDP));
        caller.send(invite);
        PlainEvent.RequestIn ringing = music.next(PlainEvent.RequestIn.class);
        music.respond(ringing, 200);
        PlainResponse ok = caller.answer(200);
        caller.ack(invite, ok);
        assertThat(music.next(PlainEvent.RequestIn.class).request().method()).isEqualTo("ACK");
        caller.send(caller.inDialog("BYE", invite, ok, 2));
        caller.answer(200);
        music.respond(music.next(PlainEvent.RequestIn.class), 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void allMessagesOfACallArriveUnderItsId(String transport) throws Exception {
        try (DatagramSocket collector = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
                Phone caller = Phone.on("caller", LOOPBACK);
                Phone music = Phone.on("music", LOOPBACK)) {
            start(collector.getLocalPort(), music.uri(transport));
            aCall(caller, music, transport);
            List<Copy> copies = copies(collector);
            String call = calls.poll(1, TimeUnit.SECONDS);
            assertThat(copies).allSatisfy(copy -> {
                assertThat(copy.text(17)).isEqualTo(call);
                assertThat(copy.text(14)).isEqualTo("pw");
                assertThat(copy.chunks().get(2)).containsExactly(transport.equals("udp") ? 17 : 6);
                assertThat(copy.port(7) == port() || copy.port(8) == port() || transport.equals("tcp"))
                        .isTrue();
            });
            assertThat(copies.stream().map(Copy::kind).toList())
                    .contains("INVITE", "100", "200", "ACK", "BYE")
                    .filteredOn("INVITE"::equals)
                    .hasSize(2);
            assertThat(copies.stream().filter(c -> c.kind().equals("BYE"))).hasSize(2);
            assertThat(stack.counters().captureLost.sum()).isZero();
            assertThat(stack.counters().captured.sum()).isEqualTo(copies.size());
        }
    }

    @Test
    void whatBelongsToNoCallArrivesUnderItsCallId() throws Exception {
        try (DatagramSocket collector = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            start(collector.getLocalPort(), "sip:nobody@127.0.0.1:9");
            try (RawPeer peer = new RawPeer("127.0.0.1", port())) {
                peer.send(peer.request("OPTIONS", "stray"));
                assertThat(peer.receive()).startsWith("SIP/2.0 200");
                peer.send("nonsense\r\n\r\n");
            }
            List<Copy> copies = copies(collector);
            assertThat(copies.stream().map(Copy::kind)).containsExactlyInAnyOrder("OPTIONS", "200");
            assertThat(copies).allSatisfy(copy -> assertThat(copy.text(17)).isEqualTo("raw-stray"));
        }
    }

    @Test
    void aServerThatIsGoneCostsACallNothing_andLossIsCounted() throws Exception {
        int nobody;
        try (DatagramSocket free = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            nobody = free.getLocalPort();
        }
        try (Phone caller = Phone.on("caller", LOOPBACK);
                Phone music = Phone.on("music", LOOPBACK)) {
            start(nobody, music.uri("udp"));
            aCall(caller, music, "udp");
            aCall(caller, music, "udp");
            await().until(() -> stack.counters().captureLost.sum() > 0);
            assertThat(stack.counters().faults.sum()).isZero();
        }
    }
}
