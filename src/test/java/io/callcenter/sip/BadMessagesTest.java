package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainRequest;
import io.callcenter.sip.stack.SipSettings;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadMessagesTest {
    private static final String INVITE = String.join(
            "\r\n",
            "INVITE sip:support@127.0.0.1 SIP/2.0",
            "Via: SIP/2.0/UDP 127.0.0.1:PORT;branch=z9hG4bKBRANCH;rport",
            "From: \"Ann\" <sip:ann@127.0.0.1>;tag=f1",
            "To: <sip:support@127.0.0.1>",
            "Call-ID: raw-BRANCH",
            "CSeq: 1 INVITE",
            "Max-Forwards: 70",
            "Contact: <sip:ann@127.0.0.1:PORT>",
            "Content-Type: application/sdp",
            "Content-Length: 0",
            "",
            "");

    private Phone center;
    private DatagramSocket raw;

    @BeforeEach
    void open() throws IOException {
        center = Phone.on(
                "center",
                SipSettings.on("udp:127.0.0.1:0", "tcp:127.0.0.1:0")
                        .withT1(Duration.ofMillis(100))
                        .withTrusted(List.of("127.0.0.1")));
        raw = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        raw.setSoTimeout(5_000);
    }

    @AfterEach
    void close() {
        raw.close();
        center.close();
    }

    private String invite(String branch) {
        return INVITE.replace("PORT", Integer.toString(raw.getLocalPort())).replace("BRANCH", branch);
    }

    private void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    private void send(byte[] bytes) throws IOException {
        raw.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), center.port()));
    }

    private String receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[16_384], 16_384);
        raw.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private void assertThatACallWorks(String transport) throws Exception {
        try (Phone ann = Phone.on("ann", "udp:127.0.0.1:0", "tcp:127.0.0.1:0")) {
            center.events.clear();
            PlainRequest invite = ann.invite(center.uri(transport), PlainBody.sdp(Phone.SDP));
            ann.send(invite);
            center.respond(nextRequest(invite.callId()), 200);
            ann.ack(invite, ann.answer(200));
            assertThat(nextRequest(invite.callId()).request().method()).isEqualTo("ACK");
        }
    }

    /** What the bad messages left behind may come before it. */
    private PlainEvent.RequestIn nextRequest(String callId) throws InterruptedException {
        PlainEvent event = center.next(PlainEvent.class);
        while (!(event instanceof PlainEvent.RequestIn in
                && in.request().callId().equals(callId))) {
            event = center.next(PlainEvent.class);
        }
        return (PlainEvent.RequestIn) event;
    }

    @Test
    void aGoodInviteFromABareSocketGets100AndItsEventCarriesItsFacts() throws Exception {
        send(invite("good"));
        assertThat(receive()).startsWith("SIP/2.0 100").contains("rport=" + raw.getLocalPort(), "received=127.0.0.1");
        PlainEvent.RequestIn in = center.next(PlainEvent.RequestIn.class);
        assertThat(in.hop().remotePort()).isEqualTo(raw.getLocalPort());
        assertThat(in.request().from().display()).isEqualTo("Ann");
    }

    @Test
    void anotherSipVersionGets505() throws Exception {
        send(invite("v7").replace("SIP/2.0\r\nVia", "SIP/7.0\r\nVia"));
        assertThat(receive()).startsWith("SIP/2.0 505");
        assertThat(center.events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"From: <sip:b@h>;tag=2", "To: <sip:b@h>", "Call-ID: 2", "CSeq: 2 INVITE", "l: 0", "i: 2"})
    void aDoubledSingleHeaderGets400(String header) throws Exception {
        send(invite("twice").replace("Max-Forwards", header + "\r\nMax-Forwards"));
        assertThat(receive()).startsWith("SIP/2.0 400");
        assertThat(center.events).isEmpty();
    }

    @Test
    void aBrokenHeaderGets400() throws Exception {
        send(invite("broken").replace("CSeq: 1 INVITE", "CSeq: one INVITE"));
        assertThat(receive()).startsWith("SIP/2.0 400");
    }

    @Test
    void aBranchWithoutTheMagicCookieIsAnswered() throws Exception {
        send(invite("old").replace("z9hG4bK", "old"));
        assertThat(receive()).startsWith("SIP/2.0 100");
    }

    @Test
    void aMissingHeaderOfTheMethodGets400AndMissingMaxForwardsIsNoFault() throws Exception {
        send(invite("contactless").replaceFirst("Contact: [^\r]*\r\n", ""));
        assertThat(receive()).startsWith("SIP/2.0 400");
        send(invite("old-peer").replace("Max-Forwards: 70\r\n", ""));
        assertThat(receive()).startsWith("SIP/2.0 100");
        assertThat(center.next(PlainEvent.RequestIn.class).request().maxForwards())
                .isEqualTo(-1);
    }

    @Test
    void aBodyWithoutALengthReachesToTheEndOfItsDatagram() throws Exception {
        send(invite("long").replace("Content-Length: 0\r\n", "") + Phone.SDP);
        assertThat(center.next(PlainEvent.RequestIn.class).request().body()).isEqualTo(PlainBody.sdp(Phone.SDP));
    }

    @Test
    void anInviteSentTwiceComesUpOnceAndIsAnsweredAgain() throws Exception {
        send(invite("again"));
        PlainEvent.RequestIn in = center.next(PlainEvent.RequestIn.class);
        center.respond(in, 180);
        assertThat(receive()).startsWith("SIP/2.0 100");
        assertThat(receive()).startsWith("SIP/2.0 180");
        send(invite("again"));
        assertThat(receive()).startsWith("SIP/2.0 180");
        assertThat(center.events).isEmpty();
    }

    @Test
    void strayResponsesAreDroppedUnlessTheyEndAnInviteOfOurs() throws Exception {
        String stray = String.join(
                "\r\n",
                "SIP/2.0 200 OK",
                "Via: SIP/2.0/UDP 127.0.0.1:" + center.port() + ";branch=z9hG4bKnone",
                "From: <sip:a@127.0.0.1>;tag=TAG",
                "To: <sip:b@127.0.0.1>;tag=9",
                "Call-ID: c1",
                "CSeq: 1 METHOD",
                "Contact: <sip:b@127.0.0.1:9>",
                "Content-Length: 0",
                "",
                "");
        for (int i = 0; i < 100; i++) {
            send(stray.replace("TAG", "forged-" + i).replace("METHOD", "INVITE"));
        }
        String tag = center.names.tag("c1");
        send(stray.replace("TAG", tag).replace("METHOD", "BYE"));
        send(stray.replace("TAG", tag).replace("METHOD", "INVITE"));
        PlainEvent.ResponseIn in = center.next(PlainEvent.ResponseIn.class);
        assertThat(in.matched()).isFalse();
        assertThat(in.response().from().tag()).isEqualTo(tag);
        assertThat(center.events).isEmpty();
        assertThat(center.stack.counters().straysDropped.sum()).isEqualTo(101);
    }

    private static final String OK = String.join(
            "\r\n",
            "SIP/2.0 200 OK",
            "Via: SIP/2.0/UDP 127.0.0.1:PORT;branch=z9hG4bKBRANCH",
            "From: <sip:a@127.0.0.1>;tag=TAG",
            "To: <sip:b@127.0.0.1>;tag=9",
            "Call-ID: c1",
            "CSeq: 1 INVITE",
            "Contact: <sip:b@127.0.0.1:9>",
            "Record-Route: <sip:p@127.0.0.1;lr>",
            "Content-Length: 0",
            "",
            "");

    private String ok(String branch) {
        return OK.replace("PORT", Integer.toString(center.port()))
                .replace("BRANCH", branch)
                .replace("TAG", center.names.tag("c1"));
    }

    @Test
    void aResponseWithoutABranchIsNoFaultOfThisProgram_L4() throws Exception {
        send(ok("x").replace(";branch=z9hG4bKx", ""));
        assertThat(center.next(PlainEvent.ResponseIn.class).branch()).isEmpty();
        send(ok("x").replace(";branch=z9hG4bKx", ";branch="));
        send(ok("x").replace(";branch=z9hG4bKx", "").replace("200 OK", "180 Ringing"));
        send(ok("x").replace(";branch=z9hG4bKx", "").replace("200 OK", "486 Busy"));
        assertThatACallWorks("udp");
        assertThat(center.stack.counters().faults.sum()).isZero();
    }

    @Test
    void noMutatedResponseWithATagOfOursIsAFaultOfThisProgram_L4() throws Exception {
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = mutated(ok("m" + i).getBytes(StandardCharsets.UTF_8), random);
            send(bytes);
            if (i % 50 == 49) {
                int sent = i;
                await().atMost(Duration.ofSeconds(10))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> answered("between" + sent));
            }
        }
        assertThatACallWorks("udp");
        assertThat(center.stack.counters().faults.sum()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contact: *",
                "Contact: <tel:1>",
                "From: <sip:@>;tag=f1",
                "From: <sip:a@h>;tag=[a]",
                "From: <sip:a@h>;tag=\"q\"",
                "To: \"x\\\u0001\" <sip:b@h>",
                "Record-Route: <sip:p\u0001>",
                "RAck: x"
            })
    void anOddHeaderIsNoFaultOfThisProgram_L4(String header) throws Exception {
        String name = header.substring(0, header.indexOf(':'));
        String text = invite("odd" + Math.abs(header.hashCode())).replaceFirst(name + ": [^\r]*\r\n", "");
        send(text.replace("Max-Forwards", java.util.regex.Matcher.quoteReplacement(header) + "\r\nMax-Forwards"));
        assertThatACallWorks("udp");
        assertThat(center.stack.counters().faults.sum()).isZero();
    }

    @Test
    void fiveThousandMutatedDatagramsEndNoThread() throws Exception {
        int threads = sipThreads();
        Random random = new Random(4475);
        for (int i = 0; i < 5_000; i++) {
            send(mutated(random, i));
            if (i % 50 == 49) {
                int sent = i;
                await().atMost(Duration.ofSeconds(10))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> answered("probe" + sent));
            }
        }
        assertThatACallWorks("udp");
        assertThat(sipThreads()).isGreaterThanOrEqualTo(threads);
        assertThat(center.stack.counters().malformed.sum()).isPositive();
        assertThat(center.stack.counters().faults.sum()).isZero();
    }

    /** Sends OPTIONS and looks whether it comes up: the garbage before it has been worked off then. */
    private boolean answered(String branch) throws IOException {
        String options = invite(branch).replace("INVITE", "OPTIONS");
        send(options);
        center.events.removeIf(e -> !(e instanceof PlainEvent.RequestIn in)
                || !in.request().branch().equals("z9hG4bK" + branch));
        boolean seen = !center.events.isEmpty();
        center.events.clear();
        return seen;
    }

    private byte[] mutated(Random random, int number) {
        return mutated(invite("m" + number).concat(Phone.SDP).getBytes(StandardCharsets.UTF_8), random);
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original;
        int changes = 1 + random.nextInt(12);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "\r\n:;,<>\"@ %".charAt(random.nextInt(11));
                case 2 -> bytes = java.util.Arrays.copyOf(bytes, Math.max(1, at));
                default -> System.arraycopy(bytes, 0, bytes, at, Math.min(at, bytes.length - at));
            }
        }
        return bytes;
    }

    private static int sipThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().contains("sip-udp") || t.getName().contains("MessageProcessorThread"))
                .count();
    }

    @Test
    void deepNestingIsNoWayToEndAThread() throws Exception {
        send(invite("deep").replace("Contact: <", "Contact: " + "(".repeat(12_000) + "<"));
        send(invite("comment").replace("Max-Forwards", "Server: " + "(".repeat(12_000) + "\r\nMax-Forwards"));
        assertThatACallWorks("udp");
    }

    @Test
    void aBrokenStreamEndsAndOthersGoOn() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), center.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write("HELLO there\r\nwhat: ever\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(closed(socket)).isTrue();
        }
        assertThatACallWorks("tcp");
    }

    private static boolean closed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void aMessageInPiecesIsTakenFromAStream() throws Exception {
        String text = invite("pieces").replace("SIP/2.0/UDP", "SIP/2.0/TCP");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), center.port())) {
            socket.setTcpNoDelay(true);
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                socket.getOutputStream().write(b);
                socket.getOutputStream().flush();
            }
            assertThat(center.next(PlainEvent.RequestIn.class).request().branch())
                    .isEqualTo("z9hG4bKpieces");
        }
    }
}
