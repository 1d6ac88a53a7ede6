package io.callcenter.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Responses that are made apart from their request, and what is kept of both. */
class HeadTest {
    private static final String ROUTED =
            MessageSamples.invite().replace("To: ", "Record-Route: <sip:p2;lr>, <sip:p1;lr>\r\nTo: ");

    private static Request request(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return (Request) MessageSamples.taken(new MessageIntake(Limits.USUAL).read(bytes, Carrier.DATAGRAM));
    }

    private static String written(Draft response) {
        return new String(response.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aResponseIsCompletedWithWhatItsRequestSaysAndKeepsItsOwn() {
        Draft ringing = Draft.response(180, new Tag("ours")).with(HeaderName.SERVER, "s");
        assertThat(written(request(ROUTED).head().complete(ringing)))
                .startsWith("SIP/2.0 180 Ringing\r\nVia: SIP/2.0/UDP 192.0.2.5:5062;branch=z9hG4bKabc;rport\r\n")
                .contains(
                        "Record-Route: <sip:p2;lr>, <sip:p1;lr>\r\n",
                        "To: <sip:support@192.0.2.1>;tag=ours\r\n",
                        "CSeq: 1 INVITE\r\n",
                        "Server: s\r\n");
    }

    @Test
    void theWayIsRecordedInWhatMakesADialogOnly() {
        Head inside = request(ROUTED.replace("192.0.2.1>\r\nCall", "192.0.2.1>;tag=t\r\nCall"))
                .head();
        assertThat(written(inside.complete(Draft.response(200, new Tag("other")))))
                .contains(";tag=t\r\n")
                .doesNotContain("Record-Route", "other");
        assertThat(written(request(ROUTED).head().complete(Draft.response(486))))
                .doesNotContain("Record-Route");
    }

    @Test
    void aHeadAloneAnswersAsTheWholeRequestDoes() {
        Host seen = new Host("198.51.100.9");
        Head whole = request(ROUTED).seen(seen, 4_711).head();
        Head alone = whole.alone();
        Draft ok = Draft.response(200, new Tag("ours")).with(Body.sdp(MessageSamples.SDP));
        assertThat(written(alone.complete(ok))).isEqualTo(written(whole.complete(ok)));
        assertThat(Head.read(alone.text())).isEqualTo(alone).isEqualTo(whole);
        assertThat(alone.via().parameters().get("rport")).contains("4711");
        assertThat(alone.cseq().number()).isEqualTo(1);
        assertThat(alone.callId()).isEqualTo("c1@192.0.2.5");
        assertThatThrownBy(() -> Head.read("INVITE\r\nTo: <sip:a@b>\r\n\r\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDraftIsReadAsItWasWritten() {
        Request r = request(MessageSamples.invite());
        Addressing addressing = new Addressing(r.from(), r.to(), r.callId(), new CSeq(7, Methods.INVITE));
        Draft draft = Draft.request(SipUri.of("sip:bob@h;x=y"), addressing)
                .with(HeaderName.ROUTE, "<sip:p;lr>")
                .with(Field.of("X-Odd", "Müller"))
                .with(Body.sdp(MessageSamples.SDP));
        Draft read = Draft.read(draft.text());
        assertThat(read).isEqualTo(draft);
        assertThat(draft.written()).isEqualTo(draft.text().getBytes(UTF_8));
        Draft mixed = draft.with(Body.of(FieldValue.of("text/plain"), "Grüße".getBytes(ISO_8859_1)));
        assertThat(mixed.text()).contains("X-Odd: Müller\r\n").endsWith("\r\n\r\nGrüße");
        assertThat(mixed.written()).isEqualTo(mixed.text().getBytes(UTF_8));
        assertThat(r.head().written()).isEqualTo(r.head().text().getBytes(UTF_8));
        assertThat(read.addressing()).isEqualTo(addressing);
        assertThat(read.uri()).isEqualTo(draft.uri());
        Draft busy = Draft.response(486).because("Out to lunch").with(HeaderName.RETRY_AFTER, "5");
        assertThat(Draft.read(busy.text())).isEqualTo(busy).hasToString("SIP/2.0 486 Out to lunch");
        for (String bad :
                new String[] {"", "SIP/2.0 99 x\r\n\r\n", "INVITE sip:a@b SIP/2.0\r\n\r\n", "hello\r\n\r\n"}) {
            assertThatThrownBy(() -> Draft.read(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anotherNumberAndTargetAreInTheFieldsToo() {
        Request r = request(MessageSamples.invite());
        Addressing addressing = new Addressing(r.from(), r.to(), r.callId(), new CSeq(1, Methods.BYE));
        Draft bye = Draft.request(SipUri.of("sip:bob@h"), addressing)
                .with(HeaderName.AUTHORIZATION, "old")
                .with(HeaderName.CONTACT, "<sip:us@h>;x, <sip:other@h>")
                .numbered(2)
                .toward(SipUri.of("sip:elsewhere?Subject=x"))
                .replacing(Field.of(HeaderName.AUTHORIZATION, FieldValue.of("new")));
        Via via = Via.of("udp", new Host("192.0.2.1"), 5060, new Token("z9hG4bK1"));
        Request sent = bye.request(via);
        assertThat(sent.cseq())
                .isEqualTo(new CSeq(2, Methods.BYE))
                .isEqualTo(bye.addressing().cseq());
        Request read = request(written(bye.under(via)));
        assertThat(List.of(sent.method(), sent.uri(), sent.via(), sent.from(), sent.to(), sent.callId(), sent.cseq()))
                .isEqualTo(List.of(
                        read.method(), read.uri(), read.via(), read.from(), read.to(), read.callId(), read.cseq()));
        assertThat(sent.contact()).isEqualTo(read.contact()).isPresent();
        assertThat(sent.uri()).hasToString("sip:elsewhere");
        assertThat(sent.values(HeaderName.AUTHORIZATION)).containsExactly(FieldValue.of("new"));
        assertThat(bye.size()).isEqualTo(sent.bytes().length - ("Via: " + via + "\r\n").length());
    }
}
