package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.Hop;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainHeaders;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that belong to no call: cases L57 and L59. */
class StrayMessagesTest {
    private static final Hop HOP = new Hop("udp", "192.0.2.5", 5060, "198.51.100.1", 5060, false);
    private final FakeNames names = new FakeNames("a", 1);
    private final StrayMessages strays = new StrayMessages(names, "product");

    private static PlainRequest request(String method, String toTag) {
        return new PlainRequest(
                method,
                "sip:x@198.51.100.1",
                "lost",
                new PlainAddress("", "sip:bob@example.org", "b"),
                new PlainAddress("", "sip:x@198.51.100.1", toTag),
                3,
                "z9hG4bK1",
                "",
                List.of(),
                List.of(),
                70,
                PlainHeaders.NONE,
                PlainBody.NONE);
    }

    private List<PlainOrder> requested(String method, String toTag) {
        return told(new PlainEvent.RequestIn("tx", request(method, toTag), HOP));
    }

    private List<PlainOrder> told(PlainEvent event) {
        return Plain.of(strays.handle(Plain.in(event)));
    }

    private static int code(List<PlainOrder> orders) {
        return ((PlainOrder.Respond) orders.get(0)).response().code();
    }

    private static PlainEvent.ResponseIn ok(int code, String method, String tag, PlainBody body) {
        return new PlainEvent.ResponseIn(
                "z9hG4bK-old",
                false,
                new PlainResponse(
                        code,
                        "",
                        "leg-a1",
                        new PlainAddress("Bob", "sips:bob@example.org", tag),
                        new PlainAddress("", "sip:ann@example.net", "ann"),
                        1,
                        method,
                        "sip:ann@192.0.2.5",
                        List.of(),
                        List.of("<sip:p1;lr>", "<sip:p2;lr>"),
                        PlainHeaders.NONE,
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
        PlainEvent cancel = new PlainEvent.CancelIn("tx", request("CANCEL", ""), "tx-invite");
        assertThat(code(told(cancel))).isEqualTo(481);
        PlainOrder.Respond answer = (PlainOrder.Respond) requested("BYE", "t").get(0);
        assertThat(answer.response().to().tag()).isEqualTo("t");
        assertThat(answer.response().headers().first("Server")).contains("product");
    }

    @Test
    void outsideOfDialogsOptionsIsAnsweredAndMessageIsNot() {
        PlainOrder.Respond options =
                (PlainOrder.Respond) requested("OPTIONS", "").get(0);
        assertThat(options.response().code()).isEqualTo(200);
        assertThat(options.response().headers().first("Allow")).contains(Screening.ALLOW);
        assertThat(options.response().headers().first("Accept")).contains("application/sdp");
        assertThat(code(requested("MESSAGE", ""))).isEqualTo(405);
        assertThat(code(requested("REGISTER", ""))).isEqualTo(405);
        assertThat(requested("INVITE", "")).isEmpty();
    }

    @Test
    void outsideOfDialogsNobodySubscribesToAnything() {
        for (String method : List.of("SUBSCRIBE", "NOTIFY", "PUBLISH")) {
            PlainOrder.Respond refused =
                    (PlainOrder.Respond) requested(method, "").get(0);
            assertThat(refused.response().code()).isEqualTo(405);
            assertThat(refused.response().headers().first("Allow")).contains(Screening.ALLOW);
        }
        assertThat(code(requested("NOTIFY", "t"))).isEqualTo(481);
    }

    @Test
    void l59_anAnswerToAnInviteOfAFormerProcessIsAcknowledgedAndEnded() {
        String tag = names.tag("leg-a1");
        List<PlainOrder> orders = told(ok(200, "INVITE", tag, PlainBody.sdp(sdp("audio 7000"))));
        PlainRequest ack = ((PlainOrder.SendAck) orders.get(0)).ack();
        PlainRequest bye = ((PlainOrder.Send) orders.get(1)).request();
        assertThat(ack.cseq()).isEqualTo(1);
        assertThat(Descriptions.refusesAll(ack.body().text())).isTrue();
        assertThat(ack.uri()).isEqualTo("sip:ann@192.0.2.5");
        assertThat(ack.routes()).containsExactly("<sip:p2;lr>", "<sip:p1;lr>");
        assertThat(bye.method()).isEqualTo("BYE");
        assertThat(bye.cseq()).isEqualTo(2);
        assertThat(bye.from().tag()).isEqualTo(tag);
        assertThat(bye.to().tag()).isEqualTo("ann");
        List<PlainOrder> bare = told(ok(200, "INVITE", tag, PlainBody.NONE));
        assertThat(((PlainOrder.SendAck) bare.get(0)).ack().body()).isEqualTo(PlainBody.NONE);
    }

    @Test
    void l59_aForgedTagOrAnyOtherResponseGetsNothing() {
        String tag = names.tag("leg-a1");
        assertThat(told(ok(200, "INVITE", "forged", PlainBody.NONE))).isEmpty();
        assertThat(told(ok(200, "INVITE", names.tag("other-call"), PlainBody.NONE)))
                .isEmpty();
        assertThat(told(ok(200, "BYE", tag, PlainBody.NONE))).isEmpty();
        assertThat(told(ok(486, "INVITE", tag, PlainBody.NONE))).isEmpty();
        assertThat(told(ok(180, "INVITE", tag, PlainBody.NONE))).isEmpty();
        assertThat(told(new PlainEvent.Unanswered("z9hG4bK-old", 408))).isEmpty();
        assertThat(told(new PlainEvent.Wake())).isEmpty();
    }

    @Test
    void aRefusalWithoutTransactionIsAcknowledgedByHandAndEndsTheLeg() {
        Script s = new Script();
        s.party("bob").invites(sdp("audio 4000"));
        Party ann = s.agent("ann");
        s.skip();
        PlainRequest invite = ann.last("INVITE");
        PlainResponse busy = new PlainResponse(
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
                PlainHeaders.NONE,
                PlainBody.NONE);
        s.take(new PlainEvent.ResponseIn(invite.branch(), false, busy, HOP));
        s.sent("ann ACK").events("Refused(ann 486)");
        assertThat(ann.last("ACK").branch()).isEqualTo(invite.branch());
        assertThat(ann.last("ACK").to().tag()).isEqualTo("x");
        s.take(new PlainEvent.ResponseIn(invite.branch(), false, busy, HOP));
        s.sent("ann ACK").events();
    }

    @Test
    void responsesThatNobodyWaitsForChangeNothing() {
        Script s = new Script();
        s.party("bob").invites(sdp("audio 4000"));
        s.skip();
        s.take(ok(200, "INVITE", "whoever", PlainBody.NONE));
        s.take(new PlainEvent.Unanswered("z9hG4bK-none", 408));
        s.take(new PlainEvent.Saved(99, true));
        s.take(new PlainEvent.Wake());
        s.sent().events();
    }
}
