package io.callcenter.b2b;

import static io.callcenter.b2b.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused without a call: case L10 and legs 4.2. */
class ScreeningTest {
    private static SipRequest request(String method, String uri, int maxForwards, Headers headers, Body body) {
        return new SipRequest(
                method,
                uri,
                "c",
                new NameAddress("", "sip:bob@example.org", "b"),
                new NameAddress("", uri, ""),
                1,
                "z9hG4bK1",
                "sip:bob@192.0.2.1",
                List.of(),
                List.of(),
                maxForwards,
                headers,
                body);
    }

    private static Optional<SipResponse> of(String method, Headers headers, Body body) {
        return Screening.refusal(request(method, "sip:support@example.org", 70, headers, body));
    }

    private static int code(Optional<SipResponse> refusal) {
        return refusal.map(SipResponse::code).orElse(0);
    }

    private static Headers header(String name, String value) {
        return Headers.NONE.with(name, value);
    }

    @Test
    void l10_whatIsRequiredBesideTheSessionTimerIsUnsupported() {
        SipResponse refusal = of("INVITE", header("Require", "100rel, timer").with("Require", "foo"), Body.NONE)
                .orElseThrow();
        assertThat(refusal.code()).isEqualTo(420);
        assertThat(refusal.headers().first("Unsupported")).contains("100rel, foo");
        assertThat(of("INVITE", header("Require", "Timer"), Body.NONE)).isEmpty();
    }

    @Test
    void aSessionTimerThatIsTooShortOrNoneIsRefused() {
        Headers able = header("Supported", "replaces, timer");
        SipResponse refusal = of("UPDATE", able.with("Session-Expires", "89;refresher=uac"), Body.NONE)
                .orElseThrow();
        assertThat(refusal.code()).isEqualTo(422);
        assertThat(refusal.headers().first("Min-SE")).contains("90");
        assertThat(of("INVITE", able.with("Session-Expires", "90"), Body.NONE)).isEmpty();
        assertThat(of("INVITE", header("Session-Expires", "60"), Body.NONE)).isEmpty();
        assertThat(code(of("INVITE", able.with("Session-Expires", "soon"), Body.NONE)))
                .isEqualTo(400);
        assertThat(code(of("INVITE", able.with("Session-Expires", "99999999999"), Body.NONE)))
                .isEqualTo(400);
    }

    @Test
    void anOfferBeyondAllMeasureIsNotAcceptable() {
        Body offer = Body.sdp(sdp("audio 4000") + "m=audio 4000 RTP/AVP 8\r\n".repeat(32));
        assertThat(code(of("INVITE", Headers.NONE, offer))).isEqualTo(488);
        assertThat(code(of("UPDATE", Headers.NONE, offer))).isEqualTo(488);
    }

    @Test
    void goodRequestsPass() {
        Body offer = Body.sdp(sdp("audio 4000"));
        assertThat(of("INVITE", Headers.NONE, offer)).isEmpty();
        assertThat(of("INVITE", header("Content-Encoding", "identity"), offer)).isEmpty();
        assertThat(of("INVITE", Headers.NONE, Body.NONE)).isEmpty();
        assertThat(of("INFO", header("Content-Encoding", "gzip"), new Body("text/plain", "1")))
                .isEmpty();
        assertThat(of("ACK", header("Require", "foo"), Body.NONE)).isEmpty();
        assertThat(of("CANCEL", header("Require", "foo"), Body.NONE)).isEmpty();
        assertThat(Screening.refusal(request("INVITE", "SIPS:x@y", -1, Headers.NONE, offer)))
                .isEmpty();
    }

    @Test
    void theOrderOfTheChecksIsFixed() {
        Headers bad = header("Require", "foo").with("Content-Encoding", "gzip");
        Body text = new Body("text/plain", "x");
        assertThat(code(Screening.refusal(request("FLY", "tel:1", 0, bad, text))))
                .isEqualTo(501);
        assertThat(code(Screening.refusal(request("REFER", "tel:1", 0, bad, text))))
                .isEqualTo(405);
        assertThat(code(Screening.refusal(request("INVITE", "tel:1", 0, bad, text))))
                .isEqualTo(483);
        assertThat(code(Screening.refusal(request("INVITE", "tel:1", 70, bad, text))))
                .isEqualTo(416);
        assertThat(code(Screening.refusal(request("INVITE", "sip:x@y", 70, bad, text))))
                .isEqualTo(420);
        assertThat(code(of("INVITE", header("Content-Encoding", "gzip"), text))).isEqualTo(415);
        assertThat(code(of("INVITE", Headers.NONE, Body.sdp("hello")))).isEqualTo(400);
    }

    @Test
    void refusalsSayWhatWouldBeTaken() {
        assertThat(of("PRACK", Headers.NONE, Body.NONE).orElseThrow().headers().first("Allow"))
                .contains(Screening.ALLOW);
        assertThat(of("INVITE", Headers.NONE, new Body("text/plain", "x"))
                        .orElseThrow()
                        .headers()
                        .first("Accept"))
                .contains("application/sdp");
        assertThat(of("INVITE", header("Content-Encoding", "gzip"), Body.sdp(sdp("audio 1")))
                        .orElseThrow()
                        .headers()
                        .first("Accept-Encoding"))
                .contains("identity");
    }

    @Test
    void anOptionalBodyOfAnotherTypeIsIgnored() {
        Body text = new Body("text/plain", "x");
        assertThat(of("INVITE", header("Content-Disposition", "render; handling=optional"), text))
                .isEmpty();
    }

    private static Body parts(String... parts) {
        StringBuilder text = new StringBuilder("preamble\r\n");
        for (String part : parts) {
            text.append("--b1\r\n").append(part).append("\r\n");
        }
        return new Body("multipart/mixed; boundary=\"b1\"", text + "--b1--\r\n");
    }

    @Test
    void ofSeveralPartsTheSessionDescriptionCounts() {
        String offer = "Content-Type: application/sdp\r\n\r\n" + sdp("audio 4000");
        String text = "Content-Type: text/plain\r\n\r\nhello";
        String required = "Content-Type: text/plain\r\nContent-Disposition: render;handling=required\r\n\r\nhello";
        assertThat(of("INVITE", Headers.NONE, parts(text, offer))).isEmpty();
        assertThat(Bodies.sdp(parts(text, offer)).orElseThrow().media()).hasSize(1);
        assertThat(code(of("INVITE", Headers.NONE, parts(required, offer)))).isEqualTo(415);
        assertThat(code(of("INVITE", Headers.NONE, parts(text)))).isEqualTo(415);
        assertThat(code(of("INVITE", Headers.NONE, new Body("multipart/mixed", "x"))))
                .isEqualTo(415);
        assertThat(code(of("INVITE", Headers.NONE, parts("\r\nno type")))).isEqualTo(415);
        assertThat(code(of("INVITE", Headers.NONE, parts("Content-Type: application/sdp\r\n\r\nrubbish"))))
                .isEqualTo(400);
    }

    @Test
    void relayedRefusalsKeepTheOtherDialogAlive() {
        assertThat(Refusals.relayed("INVITE", 200)).isEqualTo(200);
        assertThat(Refusals.relayed("INVITE", 488)).isEqualTo(488);
        assertThat(Refusals.relayed("INVITE", 503)).isEqualTo(500);
        assertThat(Refusals.relayed("INVITE", 504)).isEqualTo(504);
        assertThat(Refusals.relayed("UPDATE", 502)).isEqualTo(488);
        assertThat(Refusals.relayed("INFO", 404)).isEqualTo(500);
        assertThat(Refusals.relayed("INVITE", 401)).isEqualTo(488);
        assertThat(Refusals.relayed("INVITE", 606)).isEqualTo(606);
        assertThat(Refusals.shownToCaller(486)).isEqualTo(486);
        assertThat(Refusals.shownToCaller(503)).isEqualTo(500);
        assertThat(Refusals.shownToCaller(302)).isEqualTo(480);
        assertThat(Refusals.shownToCaller(407)).isEqualTo(480);
    }

    private static SipRequest inside(String method, String uri, int maxForwards, Headers headers) {
        SipRequest r = request(method, uri, maxForwards, headers, Body.NONE);
        return new SipRequest(
                r.method(),
                r.uri(),
                r.callId(),
                r.from(),
                r.to().withTag("ours"),
                r.cseq(),
                r.branch(),
                r.contact(),
                r.routes(),
                r.recordRoutes(),
                r.maxForwards(),
                r.headers(),
                r.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"BYE", "INVITE", "UPDATE", "INFO", "MESSAGE", "OPTIONS"})
    void maxForwards0AndAStrangeRequestUriAreNoReasonToRefuseARequestInsideADialog_F18(String method) {
        assertThat(Screening.refusal(inside(method, "tel:1", 0, Headers.NONE))).isEmpty();
    }

    @Test
    void onlyANewInviteIsRefusedForMaxForwards0_F18() {
        assertThat(Screening.refusal(request("OPTIONS", "sip:h", 0, Headers.NONE, Body.NONE)))
                .isEmpty();
        assertThat(code(Screening.refusal(request("INVITE", "sip:h", 0, Headers.NONE, Body.NONE))))
                .isEqualTo(483);
    }

    @Test
    void aByeIsTakenWhateverElseItSays_F18() {
        Headers odd = header("Require", "foo").with("Session-Expires", "soon").with("Content-Encoding", "gzip");
        assertThat(Screening.refusal(inside("BYE", "sip:us@h", 0, odd))).isEmpty();
        assertThat(code(Screening.refusal(inside("INFO", "sip:us@h", 70, odd)))).isEqualTo(420);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:a\u0001@h", "sip:a b@h", "sip:a\"@h", "sip:a<b@h", "sip:a\u0085@h", ""})
    void anInviteThatNoRequestOfOursCouldAnswerToIsRefusedAtTheDoor_F1(String uri) {
        SipRequest good = request("INVITE", "sip:support@example.org", 70, Headers.NONE, Body.NONE);
        NameAddress bad = new NameAddress("", uri, "b");
        assertThat(code(Screening.refusal(request("INVITE", uri, 70, Headers.NONE, Body.NONE))))
                .isEqualTo(400);
        assertThat(code(Screening.refusal(with(good, bad, good.contact(), List.of(), "c"))))
                .isEqualTo(400);
        String contact = uri.isEmpty() ? "sip:\n@h" : uri;
        assertThat(code(Screening.refusal(with(good, good.from(), contact, List.of(), "c"))))
                .isEqualTo(400);
        assertThat(code(Screening.refusal(with(good, good.from(), "", List.of("<sip:p\u0007;lr>"), "c"))))
                .isEqualTo(400);
        assertThat(code(Screening.refusal(with(good, good.from(), "", List.of(), "c\u0000"))))
                .isEqualTo(400);
        assertThat(Screening.refusal(with(good, good.from(), "", List.of("<sip:p;lr>"), "c")))
                .isEmpty();
    }

    private static SipRequest with(
            SipRequest r, NameAddress from, String contact, List<String> recordRoutes, String callId) {
        return new SipRequest(
                r.method(),
                r.uri(),
                callId,
                from,
                r.to(),
                r.cseq(),
                r.branch(),
                contact,
                r.routes(),
                recordRoutes,
                r.maxForwards(),
                r.headers(),
                r.body());
    }
}
