package io.callcenter.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.b2b.SipEvent;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import io.callcenter.sip.Phone;
import io.callcenter.sip.RawStream;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopStackTest {
    private static final String[] LOOPBACK = {"udp:127.0.0.1:0", "tcp:127.0.0.1:0"};

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void aCallIsSetUpAndEnded(String transport) throws Exception {
        try (Phone ann = Phone.on("ann", LOOPBACK);
                Phone bob = Phone.on("bob", LOOPBACK)) {
            PlainRequest invite = ann.invite(bob.uri(transport), PlainBody.sdp(Phone.SDP));
            ann.send(invite);

            PlainEvent.RequestIn in = bob.next(PlainEvent.RequestIn.class);
            assertThat(in.request().body()).isEqualTo(PlainBody.sdp(Phone.SDP));
            assertThat(in.request().from()).isEqualTo(invite.from());
            assertThat(in.request().contact()).isEqualTo(invite.contact());
            assertThat(in.request().headers().first("x-test")).contains("yes");
            assertThat(in.request().branch()).isEqualTo(invite.branch());
            assertThat(in.hop().transport()).isEqualTo(transport);
            assertThat(in.hop().localHost()).isEqualTo("127.0.0.1");
            bob.respond(in, 180);
            bob.respond(in, 200);

            assertThat(ann.answer(100).code()).isEqualTo(100);
            assertThat(ann.answer(180).to().tag())
                    .satisfies(tag ->
                            assertThat(bob.names.ours(invite.callId(), tag)).isTrue());
            PlainEvent.ResponseIn ok = ann.next(PlainEvent.ResponseIn.class);
            assertThat(ok.matched()).isTrue();
            assertThat(ok.branch()).isEqualTo(invite.branch());
            assertThat(ok.response().body().text()).isEqualTo(Phone.SDP);
            ann.ack(invite, ok.response());
            PlainEvent.RequestIn ack = bob.next(PlainEvent.RequestIn.class);
            assertThat(ack.request().method()).isEqualTo("ACK");
            assertThat(ack.transaction()).isEmpty();

            ann.send(ann.inDialog("BYE", invite, ok.response(), 2));
            PlainEvent.RequestIn bye = bob.next(PlainEvent.RequestIn.class);
            assertThat(bye.request().to().tag())
                    .satisfies(tag ->
                            assertThat(bob.names.ours(invite.callId(), tag)).isTrue());
            bob.respond(bye, 200);
            assertThat(ann.answer(200).method()).isEqualTo("BYE");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void aRingingCallIsCancelled(String transport) throws Exception {
        try (Phone ann = Phone.on("ann", LOOPBACK);
                Phone bob = Phone.on("bob", LOOPBACK)) {
            PlainRequest invite = ann.invite(bob.uri(transport), PlainBody.NONE);
            ann.send(invite);
            PlainEvent.RequestIn in = bob.next(PlainEvent.RequestIn.class);
            bob.respond(in, 180);
            ann.answer(180);
            Plain.carryOut(ann.stack, new PlainOrder.Cancel(invite, ann.hop(invite.uri()), "SIP;cause=200"));

            PlainEvent.CancelIn cancel = bob.next(PlainEvent.CancelIn.class);
            assertThat(cancel.inviteTransaction()).isEqualTo(in.transaction());
            assertThat(cancel.cancel().headers().first("Reason")).contains("SIP;cause=200");
            Plain.carryOut(bob.stack, new PlainOrder.Respond(cancel.transaction(), PlainResponse.of(200, "", "t")));
            bob.respond(in, 487);
            assertThat(ann.answer(487).method()).isEqualTo("INVITE");
            assertThat(bob.events).isEmpty();
        }
    }

    @Test
    void aCancelGoesOutForAnInviteThatTheStackDoesNotKnow() throws Exception {
        try (Phone ann = Phone.on("ann", LOOPBACK);
                Phone bob = Phone.on("bob", LOOPBACK)) {
            PlainRequest invite = ann.invite(bob.uri("udp"), PlainBody.NONE);
            Plain.carryOut(ann.stack, new PlainOrder.Cancel(invite, ann.hop(invite.uri()), ""));
            PlainEvent.RequestIn cancel = bob.next(PlainEvent.RequestIn.class);
            assertThat(cancel.request().method()).isEqualTo("CANCEL");
            assertThat(cancel.request().branch()).isEqualTo(invite.branch());
            bob.respond(cancel, 481);
            await().pollDelay(Duration.ofMillis(200)).until(() -> ann.events.isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void anInviteOfAProcessThatDiedIsAnsweredByTheNextOne(String transport) throws Exception {
        try (Phone ann = Phone.on("ann", LOOPBACK);
                Phone bob = Phone.on("bob", LOOPBACK);
                Phone heir = Phone.on("heir", LOOPBACK)) {
            PlainRequest invite = ann.invite(bob.uri(transport), PlainBody.NONE);
            ann.send(invite);
            PlainEvent.RequestIn in = bob.next(PlainEvent.RequestIn.class);
            ann.answer(100);
            Plain.carryOut(heir.stack, new PlainOrder.RespondAnew(in.request(), bob.response(in, 503), in.hop()));

            PlainEvent.ResponseIn refusal = ann.next(PlainEvent.ResponseIn.class);
            assertThat(refusal.response().code()).isEqualTo(503);
            assertThat(refusal.matched()).isTrue();
            assertThat(refusal.response().to().tag())
                    .satisfies(tag ->
                            assertThat(bob.names.ours(invite.callId(), tag)).isTrue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void theSame200IsSentAgainByTheSameTransaction(String transport) throws Exception {
        try (Phone ann = Phone.on("ann", LOOPBACK);
                Phone bob = Phone.on("bob", LOOPBACK)) {
            PlainRequest invite = ann.invite(bob.uri(transport), PlainBody.sdp(Phone.SDP));
            ann.send(invite);
            PlainEvent.RequestIn in = bob.next(PlainEvent.RequestIn.class);
            for (int i = 0; i < 3; i++) {
                bob.respond(in, 200);
            }
            ann.answer(100);
            assertThat(ann.next(PlainEvent.ResponseIn.class).matched()).isTrue();
            for (int i = 0; i < 2; i++) {
                PlainEvent.ResponseIn again = ann.next(PlainEvent.ResponseIn.class);
                assertThat(again.matched()).isFalse();
                assertThat(again.response().code()).isEqualTo(200);
            }
            await().until(() -> bob.stack.counters().retransmitted.sum() == 2);
        }
    }

    @Test
    void aSilentPeerEndsIn408AndHisRepeatsAreCounted() throws Exception {
        try (Phone ann = Phone.on("ann", SipSettings.on(LOOPBACK).withT1(Duration.ofMillis(20)));
                DatagramSocket deaf = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            PlainRequest invite = ann.invite("sip:x@127.0.0.1:" + deaf.getLocalPort(), PlainBody.NONE);
            ann.send(invite);
            PlainEvent.Unanswered event = ann.next(PlainEvent.Unanswered.class);
            assertThat(event).isEqualTo(new PlainEvent.Unanswered(invite.branch(), 408));
            assertThat(ann.stack.counters().retransmitted.sum()).isGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void aRefusedConnectionAndAnUnknownTransportLeadNowhere_F3() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        try (Phone ann = Phone.on("ann", LOOPBACK)) {
            PlainRequest refused = ann.invite("sip:x@127.0.0.1:" + nobody + ";transport=tcp", PlainBody.NONE);
            ann.send(refused);
            assertThat(ann.next(PlainEvent.Unsent.class))
                    .isEqualTo(new PlainEvent.Unsent(refused.branch(), SipEvent.Why.NOWHERE));
            PlainRequest tls = ann.invite("sips:x@127.0.0.1:" + nobody, PlainBody.NONE);
            Plain.carryOut(ann.stack, new PlainOrder.Send(tls, ann.hop("sip:x@127.0.0.1:" + nobody)));
            assertThat(ann.next(PlainEvent.Unsent.class))
                    .isEqualTo(new PlainEvent.Unsent(tls.branch(), SipEvent.Why.NOWHERE));
        }
    }

    @Test
    void anInviteTooLargeForADatagramGoesByTcpAndFallsBackToUdp() throws Exception {
        String large = Phone.SDP + "a=x:" + "y".repeat(1_400) + "\r\n";
        try (Phone ann = Phone.on("ann", LOOPBACK);
                Phone both = Phone.on("both", LOOPBACK);
                Phone datagrams = Phone.on("datagrams", "udp:127.0.0.1:0")) {
            ann.send(ann.invite(both.uri("udp"), PlainBody.sdp(large)));
            assertThat(both.next(PlainEvent.RequestIn.class).hop().transport()).isEqualTo("tcp");
            ann.send(ann.invite(datagrams.uri("udp"), PlainBody.sdp(large)));
            PlainEvent.RequestIn in = datagrams.next(PlainEvent.RequestIn.class);
            assertThat(in.hop().transport()).isEqualTo("udp");
            assertThat(in.request().body().text()).isEqualTo(large);
        }
    }

    @Test
    void aCancelledInviteWithoutFinalIsEndedByOrder() throws Exception {
        try (Phone ann = Phone.on("ann", LOOPBACK);
                Phone bob = Phone.on("bob", LOOPBACK)) {
            PlainRequest invite = ann.invite(bob.uri("udp"), PlainBody.NONE);
            ann.send(invite);
            PlainEvent.RequestIn in = bob.next(PlainEvent.RequestIn.class);
            bob.respond(in, 180);
            ann.answer(180);
            Plain.carryOut(ann.stack, new PlainOrder.EndTransaction(invite.branch()));
            await().until(() -> ann.stack.transactions() == 0);
            // The transaction is gone: only a final answer still comes up, as a stray with our tag.
            bob.respond(in, 200);
            assertThat(ann.next(PlainEvent.ResponseIn.class).matched()).isFalse();
        }
    }

    @Test
    void listeningEverywhereShowsTheAddressOfTheRouteInViaAndContact() throws Exception {
        try (Phone ann = Phone.on("ann", "udp:0.0.0.0:0");
                Phone bob = Phone.on("bob", LOOPBACK)) {
            assertThat(ann.hop(bob.uri("udp")).localHost()).isEqualTo("127.0.0.1");
            assertThat(ann.hop("sip:x@127.0.0.1:" + ann.port()).self()).isTrue();
            assertThat(ann.hop(bob.uri("udp")).self()).isFalse();
            PlainRequest invite = ann.invite(bob.uri("udp"), PlainBody.NONE);
            ann.send(invite);
            bob.respond(bob.next(PlainEvent.RequestIn.class), 486);
            assertThat(ann.answer(486).code()).isEqualTo(486);
        }
    }

    @Test
    void aPeerThatConnectedIsShownTheAddressThatItConnectedTo() throws Exception {
        try (Phone ann = Phone.on("ann", "tcp:0.0.0.0:0");
                Socket socket = new Socket("127.0.0.5", ann.port())) {
            socket.getOutputStream()
                    .write(RawStream.request("INVITE", "there", socket.getLocalPort())
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(ann.next(PlainEvent.RequestIn.class).hop().localHost()).isEqualTo("127.0.0.5");
        }
    }

    @Test
    void theAdvertisedAddressIsShownInstead() throws Exception {
        try (Phone ann = Phone.on("ann", SipSettings.on("udp:127.0.0.1:0").withAdvertise("203.0.113.7:5070"))) {
            assertThat(ann.hop("sip:x@127.0.0.1:9")).satisfies(hop -> {
                assertThat(hop.localHost()).isEqualTo("203.0.113.7");
                assertThat(hop.localPort()).isEqualTo(5070);
            });
        }
    }

    @Test
    void aTakenPortIsToldAndLeavesNothingOpen() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            int port = taken.getLocalPort();
            String[] points = {"udp:127.0.0.1:" + port, "tcp:127.0.0.1:" + port};
            SipStack stack = LoopStack.open(SipSettings.on(points), KeyedNames.passing("n"));
            assertThatThrownBy(() -> stack.start(e -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("SIP cannot listen on tcp:127.0.0.1:" + port);
            assertThat(stack.listening()).isEmpty();
            try (DatagramSocket free = new DatagramSocket(new InetSocketAddress("127.0.0.1", port))) {
                assertThat(free.isBound()).isTrue();
            }
        }
    }

    @Test
    void aClosedStackFreesItsPortsAtOnce() throws Exception {
        Phone ann = Phone.on("ann", LOOPBACK);
        int port = ann.port();
        ann.close();
        try (Phone again = Phone.on("again", "udp:127.0.0.1:" + port, "tcp:127.0.0.1:" + port)) {
            assertThat(again.stack.listening()).containsExactly("udp:127.0.0.1:" + port, "tcp:127.0.0.1:" + port);
        }
    }

    @Test
    void localhostIsResolvedAndNonsenseIsNot() throws Exception {
        try (Phone ann = Phone.on("ann", LOOPBACK)) {
            assertThat(ann.hop("sip:x@localhost:5099").remoteHost()).isEqualTo("127.0.0.1");
            var nowhere = ann.stack.locate("sip:x@no.such.name.invalid:5060").toCompletableFuture();
            assertThatThrownBy(() -> nowhere.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
            var nonsense = ann.stack.locate("tel:+4912345").toCompletableFuture();
            assertThatThrownBy(() -> nonsense.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        }
    }
}
