package io.callcenter.message;

import static io.callcenter.message.MessageSamples.invite;
import static io.callcenter.message.MessageSamples.ok;
import static io.callcenter.message.MessageSamples.requestOf;
import static io.callcenter.message.MessageSamples.responseOf;
import static io.callcenter.message.MessageSamples.set;
import static io.callcenter.message.MessageSamples.text;
import static io.callcenter.message.MessageSamples.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of a message: responses, CANCEL, ACK, the same once more. */
class AnswersTest {
    private static final Host PEER = new Host("203.0.113.7");

    @Test
    void aResponseRepeatsWhatItHasToByteByByte() {
        String odd = set(invite(), "From", "\"A\\\"nn\"   < sip:ann@192.0.2.5>;tag=f1".replace("< ", "<"));
        String message =
                with(odd, "Record-Route: <sip:p2;lr>,<sip:p1;lr>\r\nTimestamp: 54\r\nv: SIP/2.0/TCP b;branch=2");
        assertThat(text(requestOf(message).answer(180, new Tag("t9"))))
                .isEqualTo(String.join(
                        "\r\n",
                        "SIP/2.0 180 Ringing",
                        "Record-Route: <sip:p2;lr>,<sip:p1;lr>",
                        "Via: SIP/2.0/TCP b;branch=2",
                        "Via: SIP/2.0/UDP 192.0.2.5:5062;branch=z9hG4bKabc;rport",
                        "From: \"A\\\"nn\"   <sip:ann@192.0.2.5>;tag=f1",
                        "To: <sip:support@192.0.2.1>;tag=t9",
                        "Call-ID: c1@192.0.2.5",
                        "CSeq: 1 INVITE",
                        "Content-Length: 0",
                        "",
                        ""));
        assertThat(text(requestOf(message).answer(100, Tag.NONE)))
                .contains("Timestamp: 54\r\n", "To: <sip:support@192.0.2.1>\r\n")
                .doesNotContain("Record-Route");
        assertThat(text(requestOf(message).answer(486, new Tag("t")))).doesNotContain("Record-Route", "Timestamp");
    }

    @Test
    void aTagIsNotPutBesideAnother() {
        assertThat(text(requestOf(MessageSamples.request("BYE")).answer(200, new Tag("other"))))
                .contains(";tag=t1\r\n")
                .doesNotContain("other");
    }

    @Test
    void theTopViaSaysWhereTheRequestCameFromWhateverTheClientFilledIn() {
        Request asked = requestOf(
                        set(
                                invite(),
                                "Via",
                                "SIP/2.0/UDP h:5062;rport=9;received=1.1.1.1;branch=z9hG4bKa;x=\"y;z\", SIP/2.0/TCP second;branch=b"))
                .seen(PEER, 4242);
        assertThat(asked.via().parameters().get("received")).contains("203.0.113.7");
        assertThat(text(asked.answer(200, Tag.NONE)))
                .contains(
                        "Via: SIP/2.0/UDP h:5062;branch=z9hG4bKa;x=\"y;z\";received=203.0.113.7;rport=4242\r\nVia: SIP/2.0/TCP second;branch=b\r\n");
        Request old = requestOf(set(invite(), "Via", "SIP/2.0/UDP h;maddr=1.2.3.4;branch=old"))
                .seen(new Host("2001:db8::1"), 4242);
        assertThat(old.via()).hasToString("SIP/2.0/UDP h;maddr=1.2.3.4;branch=old;received=2001:db8::1");
        assertThat(old.via().hasCookie()).isFalse();
    }

    @Test
    void aLastSemicolonIsForgivenAndNotDoubled() {
        String message = set(set(invite(), "Via", "SIP/2.0/UDP h;branch=z9hG4bKa; "), "To", "<sip:b@h>;");
        Request invite = requestOf(set(message, "From", "sip:a@h;tag=1;"));
        assertThat(text(invite.seen(PEER, 9).answer(180, new Tag("t"))))
                .contains("Via: SIP/2.0/UDP h;branch=z9hG4bKa;received=203.0.113.7\r\n", "To: <sip:b@h>;tag=t\r\n");
        assertThat(invite.to().withTag(new Tag("t"))).hasToString("<sip:b@h>;tag=t");
        assertThat(invite.from().withTag(Tag.NONE)).hasToString("sip:a@h;");
    }

    @Test
    void aRefusalOfABrokenRequestSaysWhereItCameFromToo() {
        IntakeResult.Answer refused =
                (IntakeResult.Answer) MessageSamples.read(MessageSamples.without(invite(), "Contact"));
        String answer = text(refused.head().seen(PEER, 99).answer(refused.code(), new Tag("t")));
        assertThat(answer).contains("rport=99", "To: <sip:support@192.0.2.1>;tag=t\r\n");
        IntakeResult.Answer open = (IntakeResult.Answer) MessageSamples.read(set(invite(), "To", "\"open <sip:a@h>"));
        assertThat(text(open.head().answer(400, new Tag("t")))).contains("To: \"open <sip:a@h>\r\n");
        assertThat(open.head().via().branch()).isEqualTo("z9hG4bKabc");
    }

    @Test
    void aCancelIsTheInviteWithoutWhatItDoesNotNeed() {
        String message = with(invite(), "Route: <sip:p;lr>\r\nRoute: <sip:q;lr>\r\nAuthorization: Digest x");
        assertThat(text(requestOf(message).cancel(FieldValue.of("SIP;cause=200"))))
                .isEqualTo(String.join(
                        "\r\n",
                        "CANCEL sip:support@192.0.2.1 SIP/2.0",
                        "Via: SIP/2.0/UDP 192.0.2.5:5062;branch=z9hG4bKabc;rport",
                        "Max-Forwards: 70",
                        "From: \"Ann\" <sip:ann@192.0.2.5>;tag=f1",
                        "To: <sip:support@192.0.2.1>",
                        "Call-ID: c1@192.0.2.5",
                        "CSeq: 1 CANCEL",
                        "Route: <sip:p;lr>",
                        "Route: <sip:q;lr>",
                        "Reason: SIP;cause=200",
                        "Content-Length: 0",
                        "",
                        ""));
        assertThat(text(requestOf(invite()).cancel(FieldValue.NONE))).doesNotContain("Reason");
    }

    @Test
    void anAckOfARefusalHasItsToAndTheBranchOfTheInvite() {
        Response refusal = responseOf(ok().replace("200 OK", "486 Busy Here"));
        String ack = text(requestOf(invite()).ackOf(refusal));
        assertThat(ack)
                .startsWith(
                        "ACK sip:support@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.5:5062;branch=z9hG4bKabc;rport\r\n")
                .contains("To: <sip:support@192.0.2.1>;tag=t1\r\n", "CSeq: 1 ACK\r\n");
    }

    @Test
    void theSameRequestOnceMoreHasTheNextNumberAndItsCredentials() {
        Request first = requestOf(with(invite(), "Authorization: Digest old\r\nX-Own: 1"));
        Draft again = first.again(Field.of(HeaderName.AUTHORIZATION, FieldValue.of("Digest new")));
        assertThatThrownBy(again::bytes).isInstanceOf(IllegalStateException.class);
        Request second = again.request(Via.of("tcp", new Host("2001:db8::1"), 5060, new Token("z9hG4bKnext")));
        assertThat(second.cseq()).isEqualTo(new CSeq(2, Methods.INVITE));
        assertThat(second.values(HeaderName.AUTHORIZATION)).containsExactly(FieldValue.of("Digest new"));
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.via()).hasToString("SIP/2.0/TCP [2001:db8::1]:5060;branch=z9hG4bKnext;rport");
        assertThat(second.fields()).contains(Field.of(new Token("X-Own"), FieldValue.of("1")));
        assertThat(second.toString()).isEqualTo("2 INVITE c1@192.0.2.5");
    }

    @Test
    void anotherTargetGetsTheSameRequestUnderAnotherBranch() {
        Request first = requestOf(invite());
        String other = text(first.toward(new Token("z9hG4bKabc.1")));
        assertThat(other.replace(";rport;branch=z9hG4bKabc.1", ";branch=z9hG4bKabc;rport"))
                .isEqualTo(invite());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "l", "Content-Type", "c"})
    void lengthAndTypeAreWhatTheBodySays(String name) {
        Draft draft = Draft.response(200)
                .with(Field.of(new Token(name), FieldValue.of("17")))
                .with(Body.of(FieldValue.of("text/plain"), "hi".getBytes()));
        assertThat(text(draft)).isEqualTo("SIP/2.0 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi");
    }

    @Test
    void whatMayStandOnceIsReplacedAndTheRestIsAdded() {
        Draft draft = Draft.response(200)
                .with(HeaderName.TO, FieldValue.of("a"))
                .with(HeaderName.TO, FieldValue.of("b"))
                .with(HeaderName.ALLOW, FieldValue.of("a"))
                .with(HeaderName.ALLOW, FieldValue.of("b"));
        assertThat(draft.fields()).hasSize(3);
        assertThat(draft.without(HeaderName.ALLOW).fields())
                .containsExactly(Field.of(HeaderName.TO, FieldValue.of("b")));
        assertThat(draft.isRequest()).isFalse();
        assertThat(draft.body()).isEqualTo(Body.NONE);
        assertThatThrownBy(() -> Draft.response(99)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Draft.response(700)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> draft.request(requestOf(invite()).via())).isInstanceOf(IllegalStateException.class);
        assertThat(requestOf(invite()).cancel(FieldValue.NONE).because("x"))
                .hasToString("CANCEL sip:support@192.0.2.1 SIP/2.0");
    }
}
