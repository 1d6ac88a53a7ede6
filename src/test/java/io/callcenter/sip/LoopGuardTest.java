package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.SipSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The guard of the loops, seen from outside. */
class LoopGuardTest {
    private static final String NONSENSE = "INVITE nonsense\r\nwhat: ever\r\n\r\n";

    private final BlockingQueue<PlainEvent> events = new LinkedBlockingQueue<>();
    private final KeyedNames names = KeyedNames.passing("center");
    private LoopStack center;
    private int port;
    private RawPeer rude;

    @BeforeEach
    void open() throws IOException {
        open(SipSettings.on("udp:127.0.0.1:0", "tcp:127.0.0.1:0"));
    }

    private void open(SipSettings settings) throws IOException {
        center = LoopStack.open(settings, names);
        center.start(event -> events.add(Plain.of(event)));
        String point = center.listening().get(0);
        port = Integer.parseInt(point.substring(point.lastIndexOf(':') + 1));
        rude = new RawPeer("127.0.0.9", port);
    }

    @AfterEach
    void close() {
        rude.close();
        center.close();
    }

    private long guarded(String cause) {
        return center.counters().guarded().getOrDefault(cause, 0L);
    }

    private void ban() throws IOException {
        for (int i = 0; i < 150; i++) {
            rude.send(NONSENSE);
        }
        await().untilAsserted(() -> assertThat(guarded("ban")).isEqualTo(1));
        assertThat(center.state().bans()).isEqualTo(1);
    }

    private PlainEvent next() throws InterruptedException {
        PlainEvent event = events.poll(5, TimeUnit.SECONDS);
        while (event instanceof PlainEvent.LinkGone) {
            event = events.poll(5, TimeUnit.SECONDS);
        }
        return event;
    }

    @Test
    void whoSendsTooMuchNonsenseIsNotHeardButOnceASecondAndOthersAre() throws Exception {
        ban();
        for (int i = 0; i < 20; i++) {
            rude.send(rude.request("INVITE", "banned" + i));
        }
        try (RawPeer other = new RawPeer("127.0.0.10", port)) {
            other.send(other.request("INVITE", "other"));
            assertThat(other.receive()).startsWith("SIP/2.0 100");
        }
        await().untilAsserted(() -> assertThat(guarded("banned")).isGreaterThanOrEqualTo(19));
        assertThat(events).hasSizeBetween(1, 2);
    }

    @Test
    void aBanKeepsNothingOutThatIsKnown() throws Exception {
        rude.send(rude.request("INVITE", "before"));
        PlainEvent.RequestIn invite = (PlainEvent.RequestIn) next();
        assertThat(rude.receive()).startsWith("SIP/2.0 100");
        ban();
        rude.send(rude.request("OPTIONS", "takes the one of this second"));
        next();
        rude.send(rude.request("INVITE", "before"));
        assertThat(rude.receive()).startsWith("SIP/2.0 100");
        rude.send(rude.request("CANCEL", "before"));
        assertThat(next()).isInstanceOf(PlainEvent.CancelIn.class);
        rude.send(rude.request("BYE", "call")
                .replace("To: <sip:support@127.0.0.1>", "To: <sip:s@h>;tag=" + names.tag("raw-call")));
        assertThat(((PlainEvent.RequestIn) next()).request().method()).isEqualTo("BYE");
        Plain.carryOut(center, new PlainOrder.Respond(invite.transaction(), PlainResponse.of(487, "", "t")));
        assertThat(rude.receive()).startsWith("SIP/2.0 487");
    }

    @Test
    void aResponseOfWhoIsNotHeardIsHeard() throws Exception {
        ban();
        try (Phone ann = Phone.on("ann", "udp:127.0.0.9:0")) {
            PlainRequest invite = ann.invite("sip:x@127.0.0.1:" + port, PlainBody.NONE);
            PlainRequest ours = PlainRequest.of(
                            "OPTIONS",
                            "sip:ann@127.0.0.9:" + ann.port(),
                            names.callId(),
                            invite.from(),
                            invite.to(),
                            1,
                            names.branch())
                    .with(invite.headers());
            Plain.carryOut(
                    center,
                    new PlainOrder.Send(
                            ours,
                            center.locate(ours.uri()).toCompletableFuture().join()));
            ann.respond(ann.next(PlainEvent.RequestIn.class), 200);
            assertThat(((PlainEvent.ResponseIn) next()).response().code()).isEqualTo(200);
        }
    }

    private Socket connect(String address) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port), 2_000);
        socket.setSoTimeout(5_000);
        return socket;
    }

    @Test
    void aBanMadeOnAStreamClosesItAndTakesNoOtherOfThatAddress() throws Exception {
        String broken = rude.request("OPTIONS", "stream").replace("CSeq: 1", "CSeq: one");
        try (Socket socket = connect("127.0.0.9")) {
            socket.getOutputStream().write(broken.repeat(300).getBytes(StandardCharsets.UTF_8));
            await().untilAsserted(() -> assertThat(guarded("ban")).isEqualTo(1));
            assertThat(socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream()))
                    .isPositive();
        } catch (java.net.SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        try (Socket again = connect("127.0.0.9");
                Socket other = connect("127.0.0.10")) {
            assertThat(again.getInputStream().read()).isEqualTo(-1);
            other.getOutputStream().write(rude.request("OPTIONS", "other").getBytes(StandardCharsets.UTF_8));
            assertThat(next()).isInstanceOf(PlainEvent.RequestIn.class);
        }
    }

    @Test
    void aSourceHoldsAHundredConnectionsAndOthersStillGetTheirs_H4() throws Exception {
        List<Socket> held = new ArrayList<>();
        try (Socket other = connect("127.0.0.10")) {
            for (int i = 0; i < 100; i++) {
                held.add(connect("127.0.0.9"));
            }
            await().until(() -> center.state().connections().get("tcp") == 101);
            try (Socket more = connect("127.0.0.9")) {
                assertThat(more.getInputStream().read()).isEqualTo(-1);
            }
            other.getOutputStream().write(rude.request("OPTIONS", "other").getBytes(StandardCharsets.UTF_8));
            assertThat(next()).isInstanceOf(PlainEvent.RequestIn.class);
            held.remove(0).close();
            await().until(() -> center.state().connections().get("tcp") == 100);
            held.add(connect("127.0.0.9"));
            await().until(() -> center.state().connections().get("tcp") == 101);
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    @Test
    void aConnectionOnWhichNothingIsSaidIsClosed_H4() throws Exception {
        try (Socket silent = connect("127.0.0.9");
                Socket slow = connect("127.0.0.9")) {
            slow.getOutputStream().write("OPTIONS".getBytes(StandardCharsets.UTF_8));
            silent.setSoTimeout(20_000);
            slow.setSoTimeout(20_000);
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(slow.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aFloodOfQuestionsIsAnsweredAThousandTimesASecond_H2() throws Exception {
        for (int i = 0; i < 6_000; i++) {
            rude.send(rude.request("OPTIONS", "flood" + i));
        }
        await().untilAsserted(() -> assertThat(guarded("requests")).isPositive());
        assertThat(rude.receive()).startsWith("SIP/2.0 503 ").contains("Retry-After: ");
        try (RawPeer other = new RawPeer("127.0.0.10", port)) {
            other.send(other.request("INVITE", "call"));
            assertThat(other.receive()).startsWith("SIP/2.0 100");
        }
        await().untilAsserted(() -> assertThat(center.transactions()).isEqualTo(1));
    }

    @Test
    void inOneDialogAHundredRequestsASecondAreServedAndItsEndAlways() throws Exception {
        String inside = "To: <sip:s@h>;tag=" + names.tag("raw-call");
        for (int i = 0; i < 300; i++) {
            rude.send(inside(inside, "INFO", i));
        }
        assertThat(rude.receive())
                .startsWith("SIP/2.0 503 ")
                .contains("Retry-After: ")
                .contains("CSeq: ");
        await().untilAsserted(() -> assertThat(guarded("dialog")).isBetween(50L, 200L));
        assertThat(center.transactions()).isLessThanOrEqualTo(200);
        rude.send(inside(inside, "BYE", 400));
        await().until(() -> events.stream()
                .anyMatch(e -> e instanceof PlainEvent.RequestIn in
                        && in.request().method().equals("BYE")));
    }

    private String inside(String to, String method, int cseq) {
        return rude.request(method, "call")
                .replace("To: <sip:support@127.0.0.1>", to)
                .replace("branch=z9hG4bKcall", "branch=z9hG4bKcall" + cseq)
                .replace("CSeq: 1 ", "CSeq: " + cseq + " ");
    }

    @Test
    void aSourceThatAlwaysClosesMakesUsOpenTenConnectionsASecond() throws Exception {
        List<java.net.ServerSocket> servers = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                servers.add(RawStream.server());
                try (RawStream caller = RawStream.to(port)) {
                    caller.send(RawStream.request(
                            "INVITE", "closing" + i, servers.get(i).getLocalPort()));
                    caller.receive();
                }
            }
            await().until(() -> center.state().connections().isEmpty());
            for (int i = 0; i < 40; i++) {
                PlainEvent.RequestIn in = (PlainEvent.RequestIn) next();
                Plain.carryOut(center, new PlainOrder.Respond(in.transaction(), PlainResponse.of(486, "", "t" + i)));
            }
            await().untilAsserted(() -> assertThat(guarded("answers")).isBetween(15L, 30L));
            await().until(() -> center.state().connections().getOrDefault("tcp", 0) == 40 - guarded("answers"));
        } finally {
            for (java.net.ServerSocket server : servers) {
                server.close();
            }
        }
    }

    @Test
    void aStrangerMaySendAMebibyteASecond() throws Exception {
        close();
        open(SipSettings.on("udp:127.0.0.1:0").withTrusted(List.of("127.0.0.53")));
        String large = rude.request("INVITE", "large").replace("Content-Length: 0", "Content-Length: 15000")
                + "x".repeat(15_000);
        for (int i = 0; i < 150; i++) {
            rude.send(large);
        }
        await().untilAsserted(() -> assertThat(guarded("bytes")).isPositive());
        try (RawPeer trusted = new RawPeer("127.0.0.53", port)) {
            trusted.send(trusted.request("OPTIONS", "trusted"));
            await().until(() -> events.stream()
                    .anyMatch(e -> e instanceof PlainEvent.RequestIn in
                            && in.request().method().equals("OPTIONS")));
        }
    }

    @Test
    void messagesOfOneCallKeepTheirOrder() throws Exception {
        for (int i = 0; i < 200; i++) {
            rude.send(rude.request("INVITE", "ordered" + i));
            rude.send(rude.request("CANCEL", "ordered" + i));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(((PlainEvent.RequestIn) next()).request().callId()).isEqualTo("raw-ordered" + i);
            assertThat(((PlainEvent.CancelIn) next()).cancel().callId()).isEqualTo("raw-ordered" + i);
        }
    }

    @Test
    void aLoopThatIsNotThereIsSeen() throws Exception {
        assertThat(center.isLate()).isFalse();
        close();
        java.util.concurrent.CountDownLatch free = new java.util.concurrent.CountDownLatch(1);
        center = LoopStack.open(SipSettings.on("udp:127.0.0.1:0"), names);
        center.start(event -> {
            try {
                free.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        String point = center.listening().get(0);
        try (RawPeer peer = new RawPeer("127.0.0.1", Integer.parseInt(point.substring(point.lastIndexOf(':') + 1)))) {
            peer.send(peer.request("OPTIONS", "blocking"));
            await().until(() -> center.isLate());
            assertThat(center.state().delay()).isGreaterThan(java.time.Duration.ofMillis(900));
            await().until(() -> center.state().stuck());
        } finally {
            free.countDown();
        }
        await().until(() -> !center.isLate() && !center.state().stuck());
    }
}
