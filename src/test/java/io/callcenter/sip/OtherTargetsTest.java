package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.Hop;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.transport.dns.NameServer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3263 §4.3 from the order to the second server of a domain. */
class OtherTargetsTest {
    private static final String[] LOOPBACK = {"udp:127.0.0.1:0", "tcp:127.0.0.1:0"};

    private NameServer dns;
    private Phone ann;
    private Phone good;

    @BeforeEach
    void open() throws IOException {
        dns = NameServer.open().address("a.example.com", "127.0.0.1");
        System.setProperty("sip.name-servers", dns.address());
        ann = Phone.on("ann", SipSettings.on(LOOPBACK).withT1(Duration.ofMillis(500)));
        good = Phone.on("good", LOOPBACK);
    }

    @AfterEach
    void close() throws IOException {
        System.clearProperty("sip.name-servers");
        ann.close();
        good.close();
        dns.close();
    }

    private void servers(String transport, int first, int second) {
        dns.service("_sip._" + transport + ".example.com", 1, 1, first, "a.example.com")
                .service("_sip._" + transport + ".example.com", 2, 1, second, "a.example.com");
    }

    private PlainRequest call(String transport, PlainBody body) {
        PlainRequest invite = ann.invite("sip:x@example.com;transport=" + transport, body);
        ann.send(invite);
        return invite;
    }

    private void answeredBy(Phone server, PlainRequest invite) throws Exception {
        PlainEvent.RequestIn in = (PlainEvent.RequestIn) server.events.poll(8, TimeUnit.SECONDS);
        assertThat(in).isNotNull();
        assertThat(in.request().callId()).isEqualTo(invite.callId());
        server.respond(in, 200);
        while (true) {
            PlainEvent.ResponseIn response = ann.next(PlainEvent.ResponseIn.class);
            assertThat(response.branch()).isEqualTo(invite.branch());
            if (response.response().code() == 200) {
                assertThat(response.matched()).isTrue();
                ann.ack(invite, response.response());
                assertThat(server.next(PlainEvent.RequestIn.class).request().method())
                        .isEqualTo("ACK");
                return;
            }
        }
    }

    @Test
    void anInviteThatIsCanceledWhileItsNameIsLookedUpIsCanceledAndNobodyIsBlamed() throws Exception {
        dns.silent(true);
        PlainRequest invite = ann.invite("sip:x@slow.example.com:5060", PlainBody.NONE);
        Hop hop = ann.hop(good.uri("udp"));
        Plain.carryOut(ann.stack, new PlainOrder.Send(invite, hop));
        Plain.carryOut(ann.stack, new PlainOrder.Cancel(invite, hop, ""));
        assertThat(ann.next(PlainEvent.Unanswered.class)).isEqualTo(new PlainEvent.Unanswered(invite.branch(), 487));
        assertThat(ann.stack.counters().unsent.sum()).isZero();
    }

    private static int nobody() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    @Test
    void aServerThatRefusesTheConnectionIsFollowedByTheNextOneAndThenRests() throws Exception {
        int port = nobody();
        servers("tcp", port, good.port());
        answeredBy(good, call("tcp", PlainBody.NONE));
        try (Phone back = Phone.on("back", "tcp:127.0.0.1:" + port)) {
            answeredBy(good, call("tcp", PlainBody.NONE));
            assertThat(back.events).as("it rests").isEmpty();
        }
    }

    @Test
    void aServerThatAnswers503IsFollowedByTheNextOneAndThenRests() throws Exception {
        try (Phone busy = Phone.on("busy", LOOPBACK)) {
            servers("udp", busy.port(), good.port());
            PlainRequest invite = call("udp", PlainBody.NONE);
            busy.respond(busy.next(PlainEvent.RequestIn.class), 503);
            answeredBy(good, invite);
            answeredBy(good, call("udp", PlainBody.NONE));
            assertThat(busy.events)
                    .as("its refusal is acknowledged, and it rests")
                    .isEmpty();
        }
    }

    @Test
    void aServerThatIsSilentIsFollowedByTheNextOneAfterFiveSecondsAndThenRests() throws Exception {
        try (DatagramSocket deaf = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            servers("udp", deaf.getLocalPort(), good.port());
            long start = System.nanoTime();
            answeredBy(good, call("udp", PlainBody.NONE));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(4_900), Duration.ofSeconds(7));
            start = System.nanoTime();
            answeredBy(good, call("udp", PlainBody.NONE));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void whenAllHaveFailedTheLastRefusalIsTheAnswerAndTheFirstIsStillTried() throws Exception {
        try (Phone busy = Phone.on("busy", LOOPBACK)) {
            servers("udp", busy.port(), good.port());
            for (int call = 0; call < 2; call++) {
                PlainRequest invite = call("udp", PlainBody.NONE);
                Phone first = call == 0 ? busy : good;
                Phone second = call == 0 ? good : busy;
                first.respond(first.next(PlainEvent.RequestIn.class), 503);
                second.respond(second.next(PlainEvent.RequestIn.class), 503);
                assertThat(ann.answer(503).callId()).isEqualTo(invite.callId());
            }
        }
    }

    /** The phones have their datagrams and their streams at the same port: what matters is where each server is. */
    @ParameterizedTest
    @CsvSource({"true, udp", "false, tcp"})
    void eachServerGetsLargeRequestsByStreamFirst(boolean refusing, String expected) throws Exception {
        String large = Phone.SDP + "a=x:" + "y".repeat(1_400) + "\r\n";
        try (Phone busy = Phone.on("busy", LOOPBACK);
                Phone datagrams = Phone.on("datagrams", "udp:127.0.0.1:0")) {
            Phone second = refusing ? datagrams : good;
            servers("udp", busy.port(), second.port());
            PlainRequest invite = ann.invite("sip:x@example.com", PlainBody.sdp(large));
            Plain.carryOut(ann.stack, new PlainOrder.Send(invite, ann.hop("sip:x@127.0.0.1:9")));
            for (String transport : new String[] {"tcp", "udp"}) {
                PlainEvent.RequestIn in = busy.next(PlainEvent.RequestIn.class);
                assertThat(in.hop().transport()).isEqualTo(transport);
                busy.respond(in, 503);
            }
            PlainEvent.RequestIn in = second.next(PlainEvent.RequestIn.class);
            assertThat(in.hop().transport()).isEqualTo(expected);
            second.respond(in, 486);
            assertThat(ann.answer(486).callId()).isEqualTo(invite.callId());
        }
    }
}
