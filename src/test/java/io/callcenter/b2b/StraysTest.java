package io.callcenter.b2b;

import static io.callcenter.b2b.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that belong to no call: cases L57 and L59. */
class StraysTest {
    private static final Hop HOP = new Hop("udp", "192.0.2.5", 5060, "198.51.100.1", 5060, false);
    private final FakeNames names = new FakeNames("a", 1);
    private final Strays strays = new Strays(names, "product");

    private static SipRequest request(String method, String toTag) {
        return new SipRequest(
                method,
                "sip:x@198.51.100.1",
                "lost",
                new NameAddress("", "sip:bob@example.org", "b"),
                new NameAddress("", "sip:x@198.51.100.1", toTag),
                3,
                "z9hG4bK1",
                "",
                List.of(),
                List.of(),
                70,
                Headers.NONE,
                Body.NONE);
    }

    private List<SipOrder> requested(String method, String toTag) {
        return strays.handle(new SipEvent.RequestIn("tx", request(method, toTag), HOP));
    }

    private static int code(List<SipOrder> orders) {
        return ((SipOrder.Respond) orders.get(0)).response().code();
    }

    private static SipEvent.ResponseIn ok(int code, String method, String tag, Body body) {
        return new SipEvent.ResponseIn(
                "z9hG4bK-old",
                false,
                new SipResponse(
                        code,
                        "",
                        "leg-a1",
                        new NameAddress("Bob", "sips:bob@example.org", tag),
                        new NameAddress("", "sip:ann@example.net", "ann"),
                        1,
                        method,
                        "sip:ann@192.0.2.5",
                        List.of(),
                        List.of("<sip:p1;lr>", "<sip:p2;lr>"),
                        Headers.NONE,
                        body),
                HOP);
    }

    @Test
    void l57_requestsOfUnknownDialogsGetFourEightyOneAndAcksSilence() {
        assertThat(code(requested("BYE", "t"))).isEqualTo(481);
        assertThat(code(requested("INVITE", "t"))).isEqualTo(481);
        assertThat(code(requested("CANCEL", ""))).isEqualTo(481);
        assertThat(code(requested("BYE", ""))).isEqualTo(481);
        assertThat(requested("ACK", "t")).isEmpty();
        SipEvent cancel = new SipEvent.CancelIn("tx", request("CANCEL", ""), "tx-invite");
        assertThat(code(strays.handle(cancel))).isEqualTo(481);
        SipOrder.Respond answer = (SipOrder.Respond) requested("BYE", "t").get(0);
        assertThat(answer.response().to().tag()).isEqualTo("t");
        assertThat(answer.response().headers().first("Server")).contains("product");
    }

    @Test
    void outsideOfDialogsOptionsIsAnsweredAndMessageIsNot() {
        SipOrder.Respond options = (SipOrder.Respond) requested("OPTIONS", "").get(0);
        assertThat(options.response().code()).isEqualTo(200);
        assertThat(options.response().headers().first("Allow")).contains(Screening.ALLOW);
        assertThat(options.response().headers().first("Accept")).contains("application/sdp");
        assertThat(code(requested("MESSAGE", ""))).isEqualTo(405);
        assertThat(code(requested("REGISTER", ""))).isEqualTo(405);
        assertThat(requested("INVITE", "")).isEmpty();
    }

    @Test
    void l59_anAnswerToAnInviteOfAFormerProcessIsAcknowledgedAndEnded() {
        String tag = names.tag("leg-a1");
        List<SipOrder> orders = strays.handle(ok(200, "INVITE", tag, Body.sdp(sdp("audio 7000"))));
        SipRequest ack = ((SipOrder.SendAck) orders.get(0)).ack();
        SipRequest bye = ((SipOrder.Send) orders.get(1)).request();
        assertThat(ack.cseq()).isEqualTo(1);
        assertThat(Descriptions.refusesAll(ack.body().text())).isTrue();
        assertThat(ack.uri()).isEqualTo("sip:ann@192.0.2.5");
        assertThat(ack.routes()).containsExactly("<sip:p2;lr>", "<sip:p1;lr>");
        assertThat(bye.method()).isEqualTo("BYE");
        assertThat(bye.cseq()).isEqualTo(2);
        assertThat(bye.from().tag()).isEqualTo(tag);
        assertThat(bye.to().tag()).isEqualTo("ann");
        List<SipOrder> bare = strays.handle(ok(200, "INVITE", tag, Body.NONE));
        assertThat(((SipOrder.SendAck) bare.get(0)).ack().body()).isEqualTo(Body.NONE);
    }

    @Test
    void l59_aForgedTagOrAnyOtherResponseGetsNothing() {
        String tag = names.tag("leg-a1");
        assertThat(strays.handle(ok(200, "INVITE", "forged", Body.NONE))).isEmpty();
        assertThat(strays.handle(ok(200, "INVITE", names.tag("other-call"), Body.NONE)))
                .isEmpty();
        assertThat(strays.handle(ok(200, "BYE", tag, Body.NONE))).isEmpty();
        assertThat(strays.handle(ok(486, "INVITE", tag, Body.NONE))).isEmpty();
        assertThat(strays.handle(ok(180, "INVITE", tag, Body.NONE))).isEmpty();
        assertThat(strays.handle(new SipEvent.Unanswered("z9hG4bK-old", 408))).isEmpty();
        assertThat(strays.handle(new SipEvent.Wake())).isEmpty();
    }

    @Test
    void aRefusalWithoutTransactionIsAcknowledgedByHandAndEndsTheLeg() {
        Script s = new Script();
        s.party("bob").invites(sdp("audio 4000"));
        Party ann = s.agent("ann");
        s.skip();
        SipRequest invite = ann.last("INVITE");
        SipResponse busy = new SipResponse(
                486,
                "",
                invite.callId(),
                invite.from(),
                invite.to().withTag("x"),
                1,
                "INVITE",
                "",
                List.of(),
                List.of(),
                Headers.NONE,
                Body.NONE);
        s.take(new SipEvent.ResponseIn(invite.branch(), false, busy, HOP));
        s.sent("ann ACK").events("Refused(ann 486)");
        assertThat(ann.last("ACK").branch()).isEqualTo(invite.branch());
        assertThat(ann.last("ACK").to().tag()).isEqualTo("x");
        s.take(new SipEvent.ResponseIn(invite.branch(), false, busy, HOP));
        s.sent("ann ACK").events();
    }

    @Test
    void responsesThatNobodyWaitsForChangeNothing() {
        Script s = new Script();
        s.party("bob").invites(sdp("audio 4000"));
        s.skip();
        s.take(ok(200, "INVITE", "whoever", Body.NONE));
        s.take(new SipEvent.Unanswered("z9hG4bK-none", 408));
        s.take(new SipEvent.Saved(99, true));
        s.take(new SipEvent.Wake());
        s.sent().events();
    }
}
