package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.SetupRules;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.message.IntakeResult;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainHeaders;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused without a call: case L10 and docs/design/legs.md 4.2. */
class ScreeningTest {
    private static PlainRequest request(
            String method, String uri, int maxForwards, PlainHeaders headers, PlainBody body) {
        return new PlainRequest(
                method,
                uri,
                "c",
                new PlainAddress("", "sip:bob@example.org", "b"),
                new PlainAddress("", uri, ""),
                1,
                "z9hG4bK1",
                "sip:bob@192.0.2.1",
                List.of(),
                List.of(),
                maxForwards,
                headers,
                body);
    }

    private static Optional<PlainResponse> of(String method, PlainHeaders headers, PlainBody body) {
        return refusal(request(method, "sip:support@example.org", 70, headers, body));
    }

    private static Optional<PlainResponse> refusal(PlainRequest request) {
        return Screening.refusal(Plain.in(request), SetupRules.DEFAULT).map(Plain::of);
    }

    private static int code(Optional<PlainResponse> refusal) {
        return refusal.map(PlainResponse::code).orElse(0);
    }

    private static PlainHeaders header(String name, String value) {
        return PlainHeaders.NONE.with(name, value);
    }

    @Test
    void l10_whatIsRequiredBesideTheSessionTimerIsUnsupported() {
        PlainResponse refusal = of(
                        "INVITE", header("Require", "bar, timer, 100rel").with("Require", "foo"), PlainBody.NONE)
                .orElseThrow();
        assertThat(refusal.code()).isEqualTo(420);
        assertThat(refusal.headers().first("Unsupported")).contains("bar, foo");
        assertThat(of("INVITE", header("Require", "Timer"), PlainBody.NONE)).isEmpty();
    }

    @Test
    void t48_100relIsUnsupportedWhereItIsSwitchedOff() {
        PlainRequest invite =
                request("INVITE", "sip:support@example.org", 70, header("Require", "100rel"), PlainBody.NONE);
        SetupRules off = new SetupRules(SetupRules.Reliable.OFF, SetupRules.LateOffer.RETRY, false);
        assertThat(code(refusal(invite))).isZero();
        assertThat(code(Screening.refusal(Plain.in(invite), off).map(Plain::of)))
                .isEqualTo(420);
    }

    @Test
    void aSessionTimerThatIsTooShortOrNoneIsRefused() {
        PlainHeaders able = header("Supported", "replaces, timer");
        PlainResponse refusal = of("UPDATE", able.with("Session-Expires", "89;refresher=uac"), PlainBody.NONE)
                .orElseThrow();
        assertThat(refusal.code()).isEqualTo(422);
        assertThat(refusal.headers().first("Min-SE")).contains("90");
        assertThat(of("INVITE", able.with("Session-Expires", "90"), PlainBody.NONE))
                .isEmpty();
        assertThat(of("INVITE", header("Session-Expires", "60"), PlainBody.NONE))
                .isEmpty();
        assertThat(code(of("INVITE", able.with("Session-Expires", "soon"), PlainBody.NONE)))
                .isEqualTo(400);
        assertThat(code(of("INVITE", able.with("Session-Expires", "99999999999"), PlainBody.NONE)))
                .isEqualTo(400);
    }

    @Test
    void anOfferBeyondAllMeasureIsNotAcceptable() {
        PlainBody offer = PlainBody.sdp(sdp("audio 4000") + "m=audio 4000 RTP/AVP 8\r\n".repeat(32));
        assertThat(code(of("INVITE", PlainHeaders.NONE, offer))).isEqualTo(488);
        assertThat(code(of("UPDATE", PlainHeaders.NONE, offer))).isEqualTo(488);
    }

    @Test
    void goodRequestsPass() {
        PlainBody offer = PlainBody.sdp(sdp("audio 4000"));
        assertThat(of("INVITE", PlainHeaders.NONE, offer)).isEmpty();
        assertThat(of("INVITE", header("Content-Encoding", "identity"), offer)).isEmpty();
        assertThat(of("INVITE", PlainHeaders.NONE, PlainBody.NONE)).isEmpty();
        assertThat(of("INFO", header("Content-Encoding", "gzip"), new PlainBody("text/plain", "1")))
                .isEmpty();
        assertThat(of("ACK", header("Require", "foo"), PlainBody.NONE)).isEmpty();
        assertThat(of("CANCEL", header("Require", "foo"), PlainBody.NONE)).isEmpty();
        assertThat(refusal(request("INVITE", "SIPS:x@y", -1, PlainHeaders.NONE, offer)))
                .isEmpty();
    }

    @Test
    void theOrderOfTheChecksIsFixed() {
        PlainHeaders bad = header("Require", "foo").with("Content-Encoding", "gzip");
        PlainBody text = new PlainBody("text/plain", "x");
        assertThat(code(refusal(request("FLY", "tel:1", 0, bad, text)))).isEqualTo(501);
        assertThat(code(refusal(request("SUBSCRIBE", "tel:1", 0, bad, text)))).isEqualTo(405);
        assertThat(code(refusal(request("REFER", "tel:1", 0, bad, text)))).isEqualTo(403);
        assertThat(code(refusal(request("INVITE", "tel:1", 0, bad, text)))).isEqualTo(483);
        assertThat(code(refusal(request("INVITE", "tel:1", 70, bad, text)))).isEqualTo(416);
        assertThat(code(refusal(request("INVITE", "sip:x@y", 70, bad, text)))).isEqualTo(420);
        assertThat(code(of("INVITE", header("Content-Encoding", "gzip"), text))).isEqualTo(415);
        assertThat(code(of("INVITE", PlainHeaders.NONE, PlainBody.sdp("hello"))))
                .isEqualTo(400);
    }

    @Test
    void refusalsSayWhatWouldBeTaken() {
        assertThat(of("SUBSCRIBE", PlainHeaders.NONE, PlainBody.NONE)
                        .orElseThrow()
                        .headers()
                        .first("Allow"))
                .contains(Screening.ALLOW);
        assertThat(of("INVITE", PlainHeaders.NONE, new PlainBody("text/plain", "x"))
                        .orElseThrow()
                        .headers()
                        .first("Accept"))
                .contains("application/sdp");
        assertThat(of("INVITE", header("Content-Encoding", "gzip"), PlainBody.sdp(sdp("audio 1")))
                        .orElseThrow()
                        .headers()
                        .first("Accept-Encoding"))
                .contains("identity");
    }

    @Test
    void anOptionalBodyOfAnotherTypeIsIgnored() {
        PlainBody text = new PlainBody("text/plain", "x");
        assertThat(of("INVITE", header("Content-Disposition", "render; handling=optional"), text))
                .isEmpty();
    }

    private static PlainBody parts(String... parts) {
        StringBuilder text = new StringBuilder("preamble\r\n");
        for (String part : parts) {
            text.append("--b1\r\n").append(part).append("\r\n");
        }
        return new PlainBody("multipart/mixed; boundary=\"b1\"", text + "--b1--\r\n");
    }

    @Test
    void ofSeveralPartsTheSessionDescriptionCounts() {
        String offer = "Content-Type: application/sdp\r\n\r\n" + sdp("audio 4000");
        String text = "Content-Type: text/plain\r\n\r\nhello";
        String required = "Content-Type: text/plain\r\nContent-Disposition: render;handling=required\r\n\r\nhello";
        assertThat(of("INVITE", PlainHeaders.NONE, parts(text, offer))).isEmpty();
        assertThat(Bodies.sdp(Plain.out(parts(text, offer))).orElseThrow().media())
                .hasSize(1);
        assertThat(code(of("INVITE", PlainHeaders.NONE, parts(required, offer))))
                .isEqualTo(415);
        assertThat(code(of("INVITE", PlainHeaders.NONE, parts(text)))).isEqualTo(415);
        assertThat(code(of("INVITE", PlainHeaders.NONE, new PlainBody("multipart/mixed", "x"))))
                .isEqualTo(415);
        assertThat(code(of("INVITE", PlainHeaders.NONE, parts("\r\nno type")))).isEqualTo(415);
        assertThat(code(of("INVITE", PlainHeaders.NONE, parts("Content-Type: application/sdp\r\n\r\nrubbish"))))
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

    private static PlainRequest inside(String method, String uri, int maxForwards, PlainHeaders headers) {
        PlainRequest r = request(method, uri, maxForwards, headers, PlainBody.NONE);
        return new PlainRequest(
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
        assertThat(refusal(inside(method, "tel:1", 0, PlainHeaders.NONE))).isEmpty();
    }

    @Test
    void onlyANewInviteIsRefusedForMaxForwards0_F18() {
        assertThat(refusal(request("OPTIONS", "sip:h", 0, PlainHeaders.NONE, PlainBody.NONE)))
                .isEmpty();
        assertThat(code(refusal(request("INVITE", "sip:h", 0, PlainHeaders.NONE, PlainBody.NONE))))
                .isEqualTo(483);
    }

    @Test
    void aByeIsTakenWhateverElseItSays_F18() {
        PlainHeaders odd =
                header("Require", "foo").with("Session-Expires", "soon").with("Content-Encoding", "gzip");
        assertThat(refusal(inside("BYE", "sip:us@h", 0, odd))).isEmpty();
        assertThat(code(refusal(inside("INFO", "sip:us@h", 70, odd)))).isEqualTo(420);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:a\u0001@h", "sip:a b@h", "sip:a\"@h", "sip:a<b@h", "sip:a\u0085@h", ""})
    void anInviteThatNoRequestOfOursCouldAnswerToIsRefusedAtTheDoor_F1(String uri) {
        PlainRequest good = request("INVITE", "sip:support@example.org", 70, PlainHeaders.NONE, PlainBody.NONE);
        PlainAddress bad = new PlainAddress("", uri, "b");
        assertThat(atTheDoor(request("INVITE", uri, 70, PlainHeaders.NONE, PlainBody.NONE)))
                .isNotZero();
        assertThat(atTheDoor(with(good, bad, good.contact(), List.of(), "c"))).isEqualTo(400);
        String contact = uri.isEmpty() ? "sip:\n@h" : uri;
        assertThat(atTheDoor(with(good, good.from(), contact, List.of(), "c"))).isEqualTo(400);
        assertThat(atTheDoor(with(good, good.from(), "", List.of("<sip:p\u0007;lr>"), "c")))
                .isEqualTo(400);
        assertThat(atTheDoor(with(good, good.from(), "", List.of("<sip:p\u0085;lr>"), "c")))
                .isEqualTo(400);
        assertThat(atTheDoor(with(good, good.from(), "", List.of(), "c\u0000"))).isEqualTo(400);
        assertThat(atTheDoor(with(good, good.from(), "", List.of("<sip:p;lr>"), "c")))
                .isZero();
    }

    /** What becomes of it: the code of the door's refusal or of ours, -1 = dropped, 0 = taken. */
    private static int atTheDoor(PlainRequest request) {
        IntakeResult entry = Plain.entry(request);
        if (entry instanceof IntakeResult.Answer answer) {
            return answer.code();
        }
        return entry instanceof IntakeResult.Taken ? code(refusal(request)) : -1;
    }

    private static PlainRequest with(
            PlainRequest r, PlainAddress from, String contact, List<String> recordRoutes, String callId) {
        return new PlainRequest(
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
