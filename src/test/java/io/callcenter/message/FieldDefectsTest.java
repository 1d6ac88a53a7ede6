package io.callcenter.message;

import static io.callcenter.message.MessageSamples.invite;
import static io.callcenter.message.MessageSamples.ok;
import static io.callcenter.message.MessageSamples.reaction;
import static io.callcenter.message.MessageSamples.read;
import static io.callcenter.message.MessageSamples.request;
import static io.callcenter.message.MessageSamples.requestOf;
import static io.callcenter.message.MessageSamples.responseOf;
import static io.callcenter.message.MessageSamples.set;
import static io.callcenter.message.MessageSamples.with;
import static io.callcenter.message.MessageSamples.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What odd but real peers send, read as they mean it. */
class FieldDefectsTest {
    private static final String CONTROL_NAMES = "\"Ann\\\u0001 \u000b\\\u001bLee\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann\u0001Lee",
                "Ann\u000b\u001bLee",
                "Ann\r\nLee",
                "Ann\u0000\nLee",
                "Ann\u007fLee",
                "Ann\u0085Lee"
            })
    void aNameWithControlCharactersIsSentWithABlank_F1(String name) {
        assertThat(Display.of(name)).hasToString("Ann Lee");
        String out = MessageSamples.text(outgoing(Display.of(name)));
        assertThat(requestOf(out).from().display()).hasToString("Ann Lee");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%00b", "a%0Ab", "a%0d%0ab", "a%7Fb"})
    void aNameTakenFromAnEscapedUserCanBeSent_F1(String user) {
        SipUri uri = requestOf(set(invite(), "From", "<sip:" + user + "@h>;tag=1"))
                .from()
                .uri();
        assertThat(Display.of(uri.userName())).hasToString("a b");
        assertThat(requestOf(MessageSamples.text(outgoing(Display.of(uri.userName()))))
                        .from()
                        .display())
                .hasToString("a b");
    }

    private static Draft outgoing(Display display) {
        NameAddress from = NameAddress.of(display, SipUri.of("sip:ann@192.0.2.5"), new Tag("o1"));
        NameAddress to = NameAddress.of(Display.NONE, SipUri.of("sip:bob@192.0.2.9"), Tag.NONE);
        Addressing addressing = new Addressing(from, to, new SipCallId("x@n"), new CSeq(1, Methods.BYE));
        Via via = Via.of("udp", new Host("192.0.2.1"), 5060, new Token("z9hG4bKx"));
        return Draft.request(SipUri.of("sip:bob@192.0.2.9"), addressing).under(via);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Q.850;cause=16;text=\"a\\\u0001b\"", "Q.850;text=\"a\u0001b\"", "Q.850;text=\"a\r\n b\""})
    void aReasonWithControlCharactersLeavesWithItsByeAndItsCancel_F2(String reason) {
        FieldValue value = FieldValue.of(reason);
        assertThat(value).hasToString("Q.850;" + (reason.contains("cause") ? "cause=16;" : "") + "text=\"a b\"");
        Request bye = requestOf(MessageSamples.text(outgoing(Display.NONE).with(HeaderName.REASON, value)));
        assertThat(bye.values(HeaderName.REASON)).containsExactly(value);
        Request cancel = requestOf(MessageSamples.text(requestOf(invite()).cancel(value)));
        assertThat(cancel.values(HeaderName.REASON)).containsExactly(value);
        Request in = requestOf(with(request("BYE"), "Reason: " + reason));
        assertThat(in.values(HeaderName.REASON)).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource({"invite, 200", "ok, 200", "message, 1"})
    void bytesBehindTheBodyOfADatagramAreCutOff_F4(String which, int surplus) {
        String message = which.equals("ok") ? ok() : which.equals("invite") ? invite() : text();
        Message taken = MessageSamples.taken(read(message + "z".repeat(surplus)));
        assertThat(taken.body()).isEqualTo(MessageSamples.taken(read(message)).body());
        assertThat(taken.body().text()).doesNotContain("z");
    }

    private static String text() {
        String message = with(set(request("MESSAGE"), "Content-Length", "5"), "Content-Type: text/plain");
        return message + "hello";
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a]", "a:b", "a/b=c", "{x}", "a(b)", "<x>", "a?b", "1.2.3", "a\\b"})
    void anOddTagIsGivenBackAsItCame_F5(String tag) {
        Request invite = requestOf(set(invite(), "From", "<sip:ann@h>;tag=" + tag));
        assertThat(invite.from().tag()).hasToString(tag);
        for (int code : new int[] {100, 180, 200, 486}) {
            assertThat(MessageSamples.text(invite.answer(code, new Tag("t"))))
                    .contains("From: <sip:ann@h>;tag=" + tag + "\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "a b", "\"", "a\"b"})
    void aTagThatIsQuotedOrHasBlanksIsAnswered400_F5(String tag) {
        assertThat(reaction(read(set(invite(), "From", "<sip:ann@h>;tag=" + tag))))
                .isEqualTo("400");
        assertThat(reaction(read(set(invite(), "To", "<sip:ann@h>;tag=" + tag))))
                .isEqualTo("400");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MIME-Version | ''
            MIME-Version | 1.O
            RSeq | a
            RAck | x
            Min-Expires | x
            Expires | soon
            Retry-After | later
            Session-Expires | x
            Min-SE | -1
            Timestamp | now
            Date | yesterday
            Event | ''
            Subscription-State | ;;
            Allow | ,,
            Supported | ;
            Reason | ;cause
            Warning | 3
            Accept | x
            Content-Disposition | ;
            Content-Encoding | ;
            Content-Language | ==
            Alert-Info | <
            Call-Info | <http
            In-Reply-To | @
            Priority | ""
            Organization | "
            Refer-To | <
            Referred-By | <<
            Replaces | ;;
            P-Asserted-Identity | <sip:
            Proxy-Require | ;
            Authorization | Digest
            WWW-Authenticate | "
            User-Agent | (
            """)
    void aBrokenFieldThatNobodyNeedsIsAnAbsentValue_F7(String name, String value) {
        for (String message : List.of(invite(), ok())) {
            Message taken = MessageSamples.taken(read(with(message, name + ": " + value)));
            HeaderName header = HeaderName.of(name).orElseThrow();
            assertThat(taken.has(header)).isTrue();
            assertThat(taken.number(header)).isLessThanOrEqualTo(3);
            assertThat(taken.addresses(header)).isEmpty();
            assertThat(taken.body().isEmpty()).isFalse();
            if (taken instanceof Request invite) {
                assertThat(MessageSamples.text(invite.answer(200, new Tag("t"))))
                        .startsWith("SIP/2.0 200 OK\r\n");
            }
        }
    }

    @Test
    void anEmptyUserIsNobodyAndIsGivenBackAsItCame_F9() {
        String message = set(set(invite(), "From", "<sip:@host>;tag=1"), "Contact", "<sip:@192.0.2.5:5062>");
        Request invite = requestOf(message);
        assertThat(invite.from().uri().user()).isEmpty();
        assertThat(invite.from().uri().host()).contains(new Host("host"));
        assertThat(invite.contact().orElseThrow().uri()).hasToString("sip:@192.0.2.5:5062");
        assertThat(MessageSamples.text(invite.answer(180, new Tag("t")))).contains("From: <sip:@host>;tag=1\r\n");
        Draft bye = Draft.request(
                invite.contact().orElseThrow().uri(),
                new Addressing(invite.to(), invite.from(), invite.callId(), new CSeq(2, Methods.BYE)));
        assertThat(bye).hasToString("BYE sip:@192.0.2.5:5062 SIP/2.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"who?", "a?b=c&d", "a;b/c", "+49;phone-context=x", "a,b&c=$+", "who?:pw"})
    void aQuestionMarkInAUserPartIsNoStartOfHeaders_F14(String user) {
        Request invite = requestOf(set(invite(), "Contact", "<sip:" + user + "@192.0.2.5:5062;transport=tcp>"));
        SipUri uri = invite.contact().orElseThrow().uri();
        assertThat(uri.userInfo()).isEqualTo(user);
        assertThat(uri.host()).contains(new Host("192.0.2.5"));
        assertThat(uri.port()).isEqualTo(5062);
        assertThat(uri.transport()).isEqualTo("tcp");
        assertThat(uri.headers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sip:a;b@h;tag=1         | a;b | 1
            sip:a?b@h;tag=1         | a?b | 1
            sip:h;x="a@b";tag=1     | ''  | 1
            sip:h;tag=1             | ''  | 1
            """)
    void withoutBracketsAnAtSignEndsTheUserPartToo_F14(String from, String user, String tag) {
        NameAddress read = requestOf(set(invite(), "From", from)).from();
        assertThat(read.uri().user()).isEqualTo(user);
        assertThat(read.uri().host()).contains(new Host("h"));
        assertThat(read.tag()).hasToString(tag);
    }

    @Test
    void headersOfAUriAreCutFromRequestUriAndFrom_F15() {
        SipUri from = requestOf(set(invite(), "From", "<sip:ann@h?Subject=x>;tag=1"))
                .from()
                .uri();
        assertThat(NameAddress.of(Display.NONE, from, Tag.NONE)).hasToString("<sip:ann@h>");
        Request given = requestOf(invite());
        Addressing addressing = new Addressing(given.from(), given.to(), given.callId(), given.cseq());
        Draft draft = Draft.request(SipUri.of("sip:who?@h;transport=tcp?Subject=x&Priority=urgent"), addressing);
        assertThat(draft).hasToString("INVITE sip:who?@h;transport=tcp SIP/2.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n ", "\r\n\t", "\n ", " \r\n  ", "\r\n \r\n "})
    void aFoldIsOneBlank_F16(String fold) {
        Request name = requestOf(set(invite(), "From", "\"Fay" + fold + "Caller\" <sip:fay@h>" + fold + ";tag=1"));
        assertThat(name.from().display()).hasToString("Fay Caller");
        assertThat(name.from().tag()).hasToString("1");
        Request via =
                requestOf(set(invite(), "Via", "SIP/2.0/UDP" + fold + "192.0.2.5:5062" + fold + ";branch=z9hG4bKabc"));
        assertThat(via.via().branch()).isEqualTo("z9hG4bKabc");
        assertThat(via.via().host()).isEqualTo(new Host("192.0.2.5"));
        Request bare = requestOf(set(invite(), "Subject", "x").replace("To: ", "To:" + fold));
        assertThat(bare.to().uri()).hasToString("sip:support@192.0.2.1");
        assertThat(MessageSamples.text(name.answer(180, Tag.NONE)))
                .contains("From: \"Fay Caller\" <sip:fay@h> ;tag=1\r\n");
    }

    @Test
    void theVersionIsComparedWithoutCase_F17() {
        assertThat(requestOf(invite().replaceFirst("SIP/2.0", "sip/2.0")).method())
                .isEqualTo(Methods.INVITE);
        assertThat(responseOf(ok().replaceFirst("SIP/2.0", "Sip/2.0")).code()).isEqualTo(200);
        assertThat(requestOf(invite().replace("SIP/2.0/UDP", "sip/2.0/udp"))
                        .via()
                        .transport())
                .isEqualTo("udp");
        assertThat(reaction(read(invite().replaceFirst("SIP/2.0", "sip/2.1")))).isEqualTo("505");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BYE", "OPTIONS", "ACK", "CANCEL", "UPDATE", "INFO"})
    void aRequestWithoutHopsIsTaken_F18(String method) {
        Request request = requestOf(set(request(method), "Max-Forwards", "0"));
        assertThat(request.maxForwards()).isZero();
        assertThat(requestOf(without(request(method), "Max-Forwards")).maxForwards())
                .isEqualTo(70);
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 65_000})
    void aLargeDatagramIsReadWhole_F20(int size) {
        String body = "x".repeat(size);
        String message = set(invite(), "Content-Length", Integer.toString(size)).replace(MessageSamples.SDP, body);
        assertThat(requestOf(message).body().length()).isEqualTo(size);
        assertThat(((IntakeResult.Answer) read(message.substring(0, 16_384))).why())
                .isEqualTo(MessageFault.CONTENT_LENGTH);
        assertThat(reaction(read(with(invite(), "X: " + "y".repeat(33_000))))).isEqualTo("513");
    }

    @Test
    void eachRegisteredCodeHasItsPhrase_D2() {
        assertThat(Draft.response(422)).hasToString("SIP/2.0 422 Session Interval Too Small");
        assertThat(Reasons.phrase(481)).isEqualTo("Call/Transaction Does Not Exist");
        assertThat(Reasons.phrase(513)).isEqualTo("Message Too Large");
        assertThat(List.of(150, 250, 350, 450, 550, 650, 700).stream().map(Reasons::phrase))
                .containsExactly(
                        "Progress",
                        "Success",
                        "Redirection",
                        "Client Error",
                        "Server Error",
                        "Global Failure",
                        "Global Failure");
        assertThat(Draft.response(486).because("Busy\r\nX: y")).hasToString("SIP/2.0 486 Busy X: y");
    }

    @Test
    void oneFieldThatIsNotUtf8IsReadAsIso88591() {
        byte[] bytes = invite().replace("Ann", "M\u00fcller")
                .replace("support@", "m\u00fcller@")
                .getBytes(StandardCharsets.ISO_8859_1);
        Request latin = MessageSamples.request(bytes);
        assertThat(latin.from().display()).hasToString("M\u00fcller");
        assertThat(requestOf(invite().replace("Ann", "M\u00fcller \u260e"))
                        .from()
                        .display())
                .hasToString("M\u00fcller \u260e");
        byte[] answer = latin.answer(180, Tag.NONE).bytes();
        assertThat(new String(answer, StandardCharsets.ISO_8859_1)).contains("From: \"M\u00fcller\" <sip:ann@");
        assertThat(requestOf(set(
                                invite(),
                                "From",
                                CONTROL_NAMES.replaceAll("[\u0001\u000b\u001b]", "") + "<sip:a@h>;tag=1"))
                        .from()
                        .display()
                        .text())
                .contains("Ann");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ""x"" <sip:a@h>            | x
            "Sam\\ " <sip:a@h>         | Sam
            "a \\"b\\" \\\\" <sip:a@h> | a "b" \\
            Bob the "B" <sip:a@h>      | Bob the B
            "" <sip:a@h>               | ''
            <sip:a@h>                  | ''
            sip:a@h                    | ''
            """)
    void namesAreReadWithoutQuotesAndEscapes(String value, String name) {
        assertThat(NameAddress.read(value).orElseThrow().display()).hasToString(name);
    }
}
