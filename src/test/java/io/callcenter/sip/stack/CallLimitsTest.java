package io.callcenter.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.LegSettings;
import io.callcenter.ids.LegId;
import io.callcenter.plain.PlainEvent;
import io.callcenter.sip.Phone;
import io.callcenter.sip.call.CallGuard;
import io.callcenter.sip.call.LegStore;
import io.callcenter.sip.call.LiveCalls;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers who do not behave, over real sockets: what they are refused, and that the others are served (C1). */
class CallLimitsTest {
    private static final String LOOPBACK = "udp:127.0.0.1:0";
    private static final CallLimits WIDE = new CallLimits(10_000, 32, 1_000, 0, 0, 16 << 10);

    private Phone music;
    private LiveCalls liveCalls;
    private LoopStack stack;
    private Thread answering;

    /** A center where all calls hear music at once. */
    private void start(SipSettings settings) throws IOException {
        KeyedNames names = KeyedNames.passing("center");
        stack = LoopStack.open(settings, names);
        music = Phone.on("music", LOOPBACK);
        answering = new Thread(this::answer);
        answering.setDaemon(true);
        answering.start();
        liveCalls = new LiveCalls(
                new LiveCalls.Needs(
                        settings,
                        LegSettings.defaults(),
                        names,
                        stack,
                        LegStore.none(),
                        InstantSource.system(),
                        () -> false),
                stack.counters());
        liveCalls.reportTo(event -> {
            if (event instanceof CallEvent.Arrived arrived) {
                liveCalls.order(new CallOrder.Connect(
                        arrived.call(),
                        new LegId("leg-1"),
                        CallOrder.Purpose.ANNOUNCEMENT,
                        new CallOrder.Target(music.uri("udp"), Optional.empty()),
                        "",
                        List.of(),
                        Optional.empty()));
            }
        });
        liveCalls.start();
    }

    private void answer() {
        try {
            while (true) {
                if (music.events.take() instanceof PlainEvent.RequestIn in
                        && !in.transaction().isEmpty()) {
                    music.respond(in, 200);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SipSettings limits(CallLimits limits) {
        return SipSettings.on(LOOPBACK).withT1(Duration.ofMillis(100)).withLimits(limits);
    }

    @AfterEach
    void close() {
        answering.interrupt();
        liveCalls.close();
        music.close();
    }

    /** Sends INVITEs from its own address, and may answer with ACK. */
    private final class Raw implements AutoCloseable {
        private static final Pattern CALL_ID = Pattern.compile("(?m)^Call-ID: (\\S+)");
        private static final Pattern TO = Pattern.compile("(?m)^(To: .*)$");
        private final DatagramSocket socket;
        private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
        private final Map<String, String> last = new ConcurrentHashMap<>();
        private final boolean acknowledges;

        Raw(String host, boolean acknowledges) throws IOException {
            this.socket = new DatagramSocket(new InetSocketAddress(host, 0));
            this.acknowledges = acknowledges;
            Thread reading = new Thread(this::read);
            reading.setDaemon(true);
            reading.start();
        }

        private void read() {
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            try {
                while (true) {
                    socket.receive(packet);
                    take(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                // closed
            }
        }

        private void take(String text) throws IOException {
            Matcher callId = CALL_ID.matcher(text);
            if (callId.find() && text.startsWith("SIP/2.0 ") && !text.startsWith("SIP/2.0 100")) {
                String call = callId.group(1);
                last.put(call, text);
                answers.computeIfAbsent(call, c -> new AtomicInteger()).incrementAndGet();
                Matcher to = TO.matcher(text);
                if (acknowledges && text.startsWith("SIP/2.0 200") && to.find()) {
                    send(message("ACK", call, to.group(1).strip(), ""));
                }
            }
        }

        private void send(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            String point = liveCalls.listening().get(0);
            int port = Integer.parseInt(point.substring(point.lastIndexOf(':') + 1));
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), port));
        }

        private String message(String method, String call, String to, String body) {
            String me = socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
            return method + " sip:support@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP " + me + ";branch=z9hG4bK" + method
                    + call
                    + "\r\nMax-Forwards: 70\r\nFrom: <sip:x@" + me + ">;tag=f" + call + "\r\n" + to + "\r\nCall-ID: "
                    + call + "\r\nCSeq: 1 " + method + "\r\nContact: <sip:x@" + me + ">\r\n"
                    + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        }

        void invites(String call) throws IOException {
            send(message("INVITE", call, "To: <sip:support@127.0.0.1>", Phone.SDP));
        }

        String answer(String call) {
            await().until(() -> last.containsKey(call));
            return last.get(call);
        }

        int answers(String call) {
            return answers.getOrDefault(call, new AtomicInteger()).get();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    @Test
    void aSourceThatNeverAcknowledgesIsRefusedWithoutATraceAndTheOthersAreServed_C1() throws Exception {
        start(limits(new CallLimits(10_000, 4, 1_000, 0, 0, 16 << 10)));
        try (Raw flood = new Raw("127.0.0.2", false);
                Raw good = new Raw("127.0.0.3", true)) {
            for (int i = 0; i < 4; i++) {
                flood.invites("c" + i);
                assertThat(flood.answer("c" + i)).startsWith("SIP/2.0 200");
            }
            AtomicInteger next = new AtomicInteger(4);
            await().untilAsserted(() -> {
                String call = "c" + next.incrementAndGet();
                flood.invites(call);
                assertThat(flood.answer(call)).startsWith("SIP/2.0 503");
            });
            assertThat(liveCalls.limited()).isPresent();
            assertThat(liveCalls.full()).isEmpty();
            int calls = liveCalls.calls();
            int transactions = stack.transactions();
            for (int i = 0; i < 50; i++) {
                flood.invites("more" + i);
                String refusal = flood.answer("more" + i);
                assertThat(refusal).startsWith("SIP/2.0 503").containsPattern("Retry-After: ([5-9]|1[0-5])\r\n");
                assertThat(refusal).containsPattern("To: .*;tag=").contains("Server: ");
            }
            assertThat(liveCalls.calls()).isEqualTo(calls);
            assertThat(stack.transactions()).isLessThanOrEqualTo(transactions);
            good.invites("good");
            assertThat(good.answer("good")).startsWith("SIP/2.0 200");
        }
        assertThat(liveCalls.limited(CallGuard.Cause.UNACKNOWLEDGED)).isGreaterThan(50);
    }

    @Test
    void forgedSourcesLeaveRoomForOneThatHasAcknowledged_C1() throws Exception {
        start(limits(new CallLimits(8, 32, 1_000, 0, 0, 16 << 10)));
        try (Raw good = new Raw("127.0.0.3", true);
                Raw one = new Raw("127.0.0.4", false);
                Raw two = new Raw("127.0.0.5", false);
                Raw three = new Raw("127.0.0.6", false)) {
            good.invites("first");
            assertThat(good.answer("first")).startsWith("SIP/2.0 200");
            one.invites("a");
            assertThat(one.answer("a")).startsWith("SIP/2.0 200");
            two.invites("b");
            assertThat(two.answer("b")).startsWith("SIP/2.0 200");
            three.invites("c");
            assertThat(three.answer("c")).startsWith("SIP/2.0 503");
            good.invites("second");
            assertThat(good.answer("second")).startsWith("SIP/2.0 200");
        }
    }

    @Test
    void anAnswerThatNobodyHearsIsNotRepeatedAfterThreeSuchCalls_C1() throws Exception {
        start(limits(WIDE));
        try (Raw silent = new Raw("127.0.0.2", false);
                Raw once = new Raw("127.0.0.3", false)) {
            for (String call : List.of("a", "b", "c")) {
                silent.invites(call);
            }
            await().until(() -> List.of("a", "b", "c").stream().allMatch(call -> silent.answers(call) >= 4));
            await().pollDelay(Duration.ofMillis(500)).until(() -> true);
            silent.invites("d");
            once.invites("e");
            await().until(() -> once.answers("e") >= 3);
            assertThat(silent.answers("d")).isEqualTo(1);
            assertThat(silent.answers("a")).as("of 4 repeats within 8 s").isEqualTo(4);
        }
    }

    @Test
    void aRepeatedInviteOfACallThatWasTakenIsNeverRefused_C1() throws Exception {
        start(limits(new CallLimits(10_000, 32, 1, 0, 0, 16 << 10)));
        try (Raw caller = new Raw("127.0.0.2", false)) {
            caller.invites("a");
            assertThat(caller.answer("a")).startsWith("SIP/2.0 200");
            caller.invites("b");
            caller.invites("b");
            caller.invites("c");
            caller.invites("a");
            await().until(() -> caller.answers("a") >= 2);
            assertThat(caller.answer("a")).startsWith("SIP/2.0 200");
        }
    }

    @Test
    void aBodyAboveTheLimitGets413InEveryRequest_C1() throws Exception {
        start(limits(new CallLimits(10_000, 32, 1_000, 0, 0, 2_000)));
        try (Raw caller = new Raw("127.0.0.2", false)) {
            for (String method : List.of("INVITE", "MESSAGE", "OPTIONS", "INFO")) {
                for (int size : List.of(2_001, 20_000, 64_000)) {
                    String call = method + size;
                    caller.send(caller.message(method, call, "To: <sip:x@127.0.0.1>", "x".repeat(size)));
                    assertThat(caller.answer(call)).as(call).startsWith("SIP/2.0 413");
                }
            }
            caller.send(caller.message("ACK", "ack", "To: <sip:x@127.0.0.1>", "x".repeat(20_000)));
            caller.invites("good");
            assertThat(caller.answer("good")).startsWith("SIP/2.0 200");
            assertThat(caller.answers("ack")).isZero();
        }
        assertThat(liveCalls.calls()).isEqualTo(1);
    }

    @Test
    void callsOfUntrustedSourcesAreRefusedWithoutATrace_C1() throws Exception {
        start(limits(WIDE).withTrusted(List.of("127.0.0.1")));
        try (Raw stranger = new Raw("127.0.0.2", false)) {
            stranger.invites("a");
            assertThat(stranger.answer("a")).startsWith("SIP/2.0 403");
            assertThat(stack.transactions()).isZero();
        }
    }
}
