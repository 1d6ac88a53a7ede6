package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainHeaders;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainResponse;
import io.callcenter.sip.stack.CallLimits;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.NewCallScreen;
import io.callcenter.sip.stack.SipSettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is refused or dropped before anything is kept of it. */
class LoopScreenTest {
    private final BlockingQueue<PlainEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<NewCallScreen.NewCall> asked = new LinkedBlockingQueue<>();
    private final KeyedNames names = KeyedNames.passing("center");
    private LoopStack center;
    private RawPeer peer;

    @AfterEach
    void close() {
        peer.close();
        center.close();
    }

    private void open(NewCallScreen.Verdict verdict) throws IOException {
        open(SipSettings.on("udp:127.0.0.1:0"), verdict);
    }

    private void open(SipSettings settings, NewCallScreen.Verdict verdict) throws IOException {
        center = LoopStack.open(settings, names);
        center.start(event -> events.add(Plain.of(event)), call -> {
            asked.add(call);
            return verdict;
        });
        peer = peer("127.0.0.1");
    }

    private RawPeer peer(String address) throws IOException {
        String point = center.listening().get(0);
        return new RawPeer(address, Integer.parseInt(point.substring(point.lastIndexOf(':') + 1)));
    }

    private PlainEvent.RequestIn next() throws InterruptedException {
        return (PlainEvent.RequestIn) events.poll(5, TimeUnit.SECONDS);
    }

    private static NewCallScreen.Verdict refused(int code) {
        PlainHeaders headers = PlainHeaders.NONE.with("Retry-After", "7").with("Server", "test");
        return NewCallScreen.Verdict.refused(
                Plain.out(PlainResponse.of(code, "", "t1").with(headers)));
    }

    @Test
    void aRefusedCallLeavesNothingBehind_C1() throws Exception {
        open(refused(503));
        String invite = peer.request("INVITE", "refused");
        peer.send(invite);
        String answer = peer.receive();
        assertThat(answer).startsWith("SIP/2.0 503").contains("Retry-After: 7\r\n", "Server: test\r\n", ";rport=");
        peer.send(RawPeer.ack(invite, answer));
        assertThat(peer.rest()).isEmpty();
        assertThat(events).isEmpty();
        assertThat(center.transactions()).isZero();
        assertThat(asked.poll()).satisfies(call -> {
            assertThat(call.callId()).isEqualTo("raw-refused");
            assertThat(call.fromTag()).isEqualTo("f1");
            assertThat(call.host()).isEqualTo("127.0.0.1");
        });
        assertThat(center.counters().refusals()).containsEntry(503, 1L);
    }

    @Test
    void eachCopyOfARefusedCallGetsTheSameTagAndAnAckThatBelongsToNothingIsDropped() throws Exception {
        open(refused(403));
        String invite = peer.request("INVITE", "twice");
        peer.send(invite);
        String first = peer.receive();
        peer.send(invite);
        assertThat(RawPeer.field(peer.receive(), "To")).isEqualTo(RawPeer.field(first, "To"));
        peer.send(RawPeer.ack(invite, first).replaceFirst("(?m)^Call-ID: .*", "Call-ID: another\r"));
        assertThat(peer.rest()).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void aDroppedCallGetsNoWord() throws Exception {
        open(NewCallScreen.Verdict.DROPPED);
        peer.send(peer.request("INVITE", "dropped"));
        assertThat(peer.rest()).isEmpty();
        assertThat(asked).hasSize(1);
        assertThat(center.transactions()).isZero();
        assertThat(events).isEmpty();
    }

    @Test
    void aTakenCallIsAskedAboutOnce() throws Exception {
        open(NewCallScreen.Verdict.TAKEN);
        String invite = peer.request("INVITE", "taken");
        peer.send(invite);
        peer.send(invite);
        assertThat(peer.receive()).startsWith("SIP/2.0 100");
        assertThat(peer.receive()).startsWith("SIP/2.0 100");
        assertThat(events).hasSize(1);
        assertThat(asked).hasSize(1);
        peer.send(peer.request("CANCEL", "taken"));
        next();
        assertThat(events.poll(5, TimeUnit.SECONDS)).isInstanceOf(PlainEvent.CancelIn.class);
    }

    @Test
    void strangersAreNotHeardOutsideOfDialogs_H2() throws Exception {
        open(SipSettings.on("udp:127.0.0.1:0").withTrusted(List.of("127.0.0.53", "10.0.0.0/8")), refused(403));
        for (String method : List.of("OPTIONS", "REGISTER", "MESSAGE", "SUBSCRIBE", "BYE", "CANCEL")) {
            peer.send(peer.request(method, method));
            peer.send(peer.request(method, "in" + method)
                    .replace("To: <sip:support@127.0.0.1>", "To: <sip:s@h>;tag=made-up"));
        }
        assertThat(peer.rest()).isEmpty();
        assertThat(events).isEmpty();
        assertThat(center.transactions()).isZero();
        assertThat(center.counters().untrusted.sum()).isEqualTo(12);
        peer.send(peer.request("INVITE", "stranger"));
        assertThat(peer.receive()).startsWith("SIP/2.0 403");
    }

    @Test
    void strangersAreHeardInTheirCalls_H2() throws Exception {
        open(SipSettings.on("udp:127.0.0.1:0").withTrusted(List.of("127.0.0.53")), refused(403));
        String bye = peer.request("BYE", "agent");
        peer.send(bye.replace("To: <sip:support@127.0.0.1>", "To: <sip:s@h>;tag=" + names.tag("raw-agent")));
        PlainEvent.RequestIn in = next();
        Plain.carryOut(center, new PlainOrder.Respond(in.transaction(), PlainResponse.of(200, "", "")));
        assertThat(peer.receive()).startsWith("SIP/2.0 200");
        try (RawPeer trusted = peer("127.0.0.53")) {
            trusted.send(trusted.request("OPTIONS", "trunk"));
            assertThat(next().request().method()).isEqualTo("OPTIONS");
        }
    }

    @Test
    void anAnswerToAStrangersQuestionIsHardlyLongerThanItAndNothingIsKept_H2() throws Exception {
        open(NewCallScreen.Verdict.TAKEN);
        String options = peer.request("OPTIONS", "amplify");
        peer.send(options);
        PlainResponse large = PlainResponse.of(200, "", "t").with(PlainHeaders.NONE.with("Server", "x".repeat(300)));
        Plain.carryOut(center, new PlainOrder.Respond(next().transaction(), large));
        assertThat(peer.receive())
                .startsWith("SIP/2.0 200")
                .doesNotContain("Server")
                .hasSizeLessThanOrEqualTo(options.length() + 200);
        assertThat(center.transactions()).isZero();
    }

    @Test
    void cancelsOfNothingAreAnsweredWithoutState_H1() throws Exception {
        open(NewCallScreen.Verdict.TAKEN);
        for (int i = 0; i < 50; i++) {
            peer.send(peer.request("CANCEL", "nothing" + i));
            PlainEvent.RequestIn in = next();
            Plain.carryOut(center, new PlainOrder.Respond(in.transaction(), PlainResponse.of(481, "", "t")));
            assertThat(peer.receive()).startsWith("SIP/2.0 481");
        }
        assertThat(center.transactions()).isZero();
    }

    @Test
    void oneBranchWithTwoMethodsIsTwoRequests_L5() throws Exception {
        open(NewCallScreen.Verdict.TAKEN);
        peer.send(peer.request("INVITE", "shared"));
        assertThat(peer.receive()).startsWith("SIP/2.0 100");
        peer.send(peer.request("OPTIONS", "shared"));
        assertThat(next().request().method()).isEqualTo("INVITE");
        PlainEvent.RequestIn options = next();
        assertThat(options.request().method()).isEqualTo("OPTIONS");
        Plain.carryOut(center, new PlainOrder.Respond(options.transaction(), PlainResponse.of(200, "", "t")));
        assertThat(peer.receive()).startsWith("SIP/2.0 200");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedButNoObstacleToTheEndOfACall() throws Exception {
        SipSettings settings = SipSettings.on("udp:127.0.0.1:0");
        CallLimits usual = settings.limits();
        open(settings.withLimits(new CallLimits(usual.calls(), 32, 1_000, 1_000, 0, 100)), NewCallScreen.Verdict.TAKEN);
        String body = "x".repeat(101);
        for (String method : List.of("INVITE", "MESSAGE")) {
            peer.send(
                    peer.request(method, "large" + method).replace("Content-Length: 0", "Content-Length: 101") + body);
            assertThat(peer.receive()).startsWith("SIP/2.0 413");
        }
        assertThat(asked).isEmpty();
        for (String method : List.of("BYE", "CANCEL")) {
            peer.send(
                    peer.request(method, "large" + method).replace("Content-Length: 0", "Content-Length: 101") + body);
            PlainEvent.RequestIn in = next();
            assertThat(in.request().method()).isEqualTo(method);
            assertThat(in.request().body().isEmpty()).isTrue();
        }
    }
}
