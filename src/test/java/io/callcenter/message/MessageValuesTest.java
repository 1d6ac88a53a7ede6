package io.callcenter.message;

import static io.callcenter.message.MessageSamples.invite;
import static io.callcenter.message.MessageSamples.ok;
import static io.callcenter.message.MessageSamples.requestOf;
import static io.callcenter.message.MessageSamples.responseOf;
import static io.callcenter.message.MessageSamples.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single values: what they mean, and what is none. */
class MessageValuesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "sip",
                "sip:",
                "sip:a@",
                "1sip:a@h",
                "s_p:a",
                "sip:a@h:65536",
                "sip:a@h:x",
                "sip:a@h:-1",
                "sip:a@h h",
                "sip:a@<h>",
                "sip:\"a@h",
                "sip:a\u0000@h",
                "sip:a@h\u007f",
                "sip:a@[::1",
                "sip:a@[]",
                "sip:a@[::1]x",
                "sip:a@[fe80::1%25eth0]",
                "sip:a@[1.2.3.4]",
                "sip:a@b@c",
                "sip:\u00fc",
                "sip:h/x",
                "sip:a@h:1:2"
            })
    void whatIsNoUriIsRefused(String text) {
        assertThat(SipUri.read(text)).isEmpty();
        assertThatThrownBy(() -> SipUri.of(text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(NameAddress.read("<" + text + ">")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sip:h                    | udp | 5060
            sips:h                   | tls | 5061
            sip:h;transport=tls      | tls | 5061
            sip:h;transport=TCP      | tcp | 5060
            sips:h;transport=tcp     | tls | 5061
            sip:h:7;transport=ws     | ws  | 7
            sip:h:0                  | udp | 5060
            sip:h:                   | udp | 5060
            """)
    void aUriHasItsUsualTransportAndPort(String text, String transport, int port) {
        assertThat(SipUri.of(text).transportOrUsual()).isEqualTo(transport);
        assertThat(SipUri.of(text).portOrUsual()).isEqualTo(port);
    }

    @Test
    void partsOfAUriAreFound() {
        SipUri uri = SipUri.of("sip:J%C3%B6rg%20M:secret@h;lr;x=y?Subject=a");
        assertThat(uri.userName()).isEqualTo("J\u00f6rg M");
        assertThat(uri.userInfo()).isEqualTo("J%C3%B6rg%20M:secret");
        assertThat(SipUri.of("sip:50%@h").userName()).isEqualTo("50%");
        assertThat(SipUri.of("sip:a%zz@h").userName()).isEqualTo("a%zz");
        assertThat(SipUri.of("sip:a%FC@h").userName()).isEqualTo("a\u00fc");
        SipUri tel = SipUri.of("TEL:+49;x=y?z");
        assertThat(tel.scheme()).isEqualTo("tel");
        assertThat(tel.isSip()).isFalse();
        assertThat(tel.host()).isEmpty();
        assertThat(tel.user() + tel.headers() + tel.transport()).isEmpty();
        assertThat(tel.withoutHeaders()).hasToString("TEL:+49;x=y?z");
        assertThat(SipUri.of("sips:h").isSips()).isTrue();
        assertThat(uri.has("LR")).isTrue();
        assertThat(uri.parameter("lr")).contains("");
        assertThat(uri.parameter("none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1::",
                "1:::2",
                ":1",
                "1:",
                "12345::",
                "g::",
                "::1.2.3",
                "::1.2.3.256",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3.4.5",
                "fe80::1%eth0",
                "a b",
                "",
                "[::1",
                "[1.2.3.4]",
                "\u00e4"
            })
    void whatIsNoHostIsRefused(String text) {
        assertThat(Host.read(text)).isEmpty();
        assertThatThrownBy(() -> new Host(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hostsAreComparedByTheirAddresses() {
        assertThat(new Host("::ffff:1.2.3.4").matches(new Host("0:0:0:0:0:FFFF:102:304")))
                .isTrue();
        assertThat(new Host("Example.com").matches(new Host("example.COM"))).isTrue();
        assertThat(new Host("1.2.3.4").matches(new Host("1.2.3.5"))).isFalse();
        assertThat(new Host("1.2.3.4").address()).containsExactly(1, 2, 3, 4);
        assertThat(new Host("1::").address()).hasSize(16);
        assertThat(new Host("1:2:3:4:5:6:1.2.3.4").isLiteral()).isTrue();
        assertThat(new Host("999.1.1.1").isLiteral()).isFalse();
        assertThat(Host.read("[::1]").orElseThrow()).hasToString("::1");
        assertThat(new Host("::1").written()).isEqualTo("[::1]");
    }

    @Test
    void aViaKnowsItsSentByAndItsUsualPort() {
        Via via = Via.read("SIP/2.0/TLS Example.com ; branch=Z9HG4BKa").orElseThrow();
        assertThat(via.isSentBy(new Host("example.com"), 5061)).isTrue();
        assertThat(via.isSentBy(new Host("example.com"), 5060)).isFalse();
        assertThat(via.isSentBy(new Host("example.org"), 5061)).isFalse();
        assertThat(via.hasCookie()).isTrue();
        assertThat(via.wantsPort()).isFalse();
        assertThat(Via.read("SIP/2.0/WSS h").orElseThrow().portOrUsual()).isEqualTo(5061);
        assertThat(Via.read("SIP/2.0/TCP h : 99").orElseThrow().portOrUsual()).isEqualTo(99);
        assertThat(Via.read("SIP/2.0/UDP h;branch=z9hG4bK").orElseThrow().hasCookie())
                .isFalse();
        assertThat(Via.read("SIP/2.0/UDP h").orElseThrow().branch()).isEmpty();
        assertThat(Via.of("ws", new Host("h"), -1, new Token("b"))).hasToString("SIP/2.0/WS h;branch=b;rport");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SIP",
                "SIP/2.0",
                "SIP/2.0/UDP",
                "SIP/2.0/UDP ",
                "SIP/2.0/UDPh",
                "SIP/2.0/UDP h;;a",
                "SIP/2.0/UDP h x",
                "SIP/2.0/UDP h:",
                "SIP/2.0/UDP [::1",
                "SIP/2.0/UDP h;a=\""
            })
    void whatIsNoViaIsRefused(String text) {
        assertThat(Via.read(text)).isEmpty();
    }

    @Test
    void aChallengeSaysWhatItWants() {
        Challenge one = Challenge.readAll(
                        "Digest realm=\"a, b\" , nonce = \"n\", qop=\"auth-int, AUTH\", algorithm=sha-256, stale=TRUE, opaque=\"\"")
                .get(0);
        assertThat(one.isDigest()).isTrue();
        assertThat(one.offers("auth")).isTrue();
        assertThat(one.offers("token")).isFalse();
        assertThat(one.isStale()).isTrue();
        assertThat(one.algorithm()).isEqualTo("SHA-256");
        assertThat(one.get("opaque")).contains("");
        Challenge two = Challenge.readAll("Basic realm=x").get(0);
        assertThat(two.isDigest()).isFalse();
        assertThat(two.isStale()).isFalse();
        assertThat(two.algorithm()).isEqualTo("MD5");
        assertThat(Challenge.readAll("Digest realm=x").get(0).isDigest()).isFalse();
        assertThat(Challenge.readAll("realm=x, =, \"")).isEmpty();
    }

    @Test
    void listsOfAMessageAreReadOverAllItsFields() {
        Request invite = requestOf(
                with(
                        invite(),
                        "Supported: a, timer\r\nk: b\r\nRoute: <sip:p;lr>, , <sip:q;lr>\r\nReason: SIP;text=\"a, b\" (c, d), Q.850"));
        assertThat(invite.items(HeaderName.SUPPORTED)).containsExactly("a", "timer", "b");
        assertThat(invite.lists(HeaderName.SUPPORTED, "TIMER")).isTrue();
        assertThat(invite.lists(HeaderName.SUPPORTED, "b")).isTrue();
        assertThat(invite.lists(HeaderName.SUPPORTED, "tim")).isFalse();
        assertThat(invite.lists(HeaderName.ALLOW, "a")).isFalse();
        assertThat(invite.addresses(HeaderName.ROUTE))
                .extracting(a -> a.uri().toString())
                .containsExactly("sip:p;lr", "sip:q;lr");
        assertThat(invite.items(HeaderName.REASON)).containsExactly("SIP;text=\"a, b\" (c, d)", "Q.850");
        assertThat(invite.first(HeaderName.CONTENT_TYPE)).contains("application/sdp");
        assertThat(invite.first(HeaderName.SUBJECT)).isEmpty();
        assertThat(invite.contacts()).hasSize(1);
        assertThat(invite).hasToString("1 INVITE c1@192.0.2.5");
        Response moved = responseOf(with(ok(), "m: <sip:a@x>;q=0.5, <sip:b@x>, *"));
        assertThat(moved.contacts()).hasSize(3);
        assertThat(moved).hasToString("200 1 INVITE c1@192.0.2.5");
        assertThat(responseOf(ok().replace("200 OK", "183")).isFinal()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1800, 1800",
        "1800;refresher=uac, 1800",
        "5 (busy), 5",
        "x, -1",
        "'', -1",
        "-1, -1",
        "2147483648, -1",
        "18x, -1"
    })
    void theNumberOfAFieldIsReadUpToItsParameters(String value, long number) {
        assertThat(requestOf(with(invite(), "Session-Expires: " + value)).number(HeaderName.SESSION_EXPIRES))
                .isEqualTo(number);
        assertThat(requestOf(invite()).number(HeaderName.SESSION_EXPIRES)).isEqualTo(-1);
    }

    @Test
    void bodiesAndFieldsAreComparedByTheirBytes() {
        Body body = Body.of(FieldValue.of("a/b"), new byte[] {1, 2});
        assertThat(body)
                .isEqualTo(Body.of(FieldValue.of("a/b"), new byte[] {1, 2}))
                .hasToString("a/b, 2 bytes");
        assertThat(body.hashCode())
                .isEqualTo(Body.of(FieldValue.of("a/b"), body.bytes()).hashCode());
        assertThat(body).isNotEqualTo(Body.of(FieldValue.of("a/c"), new byte[] {1, 2}));
        assertThat(body)
                .isNotEqualTo(Body.of(FieldValue.of("a/b"), new byte[] {1, 3}))
                .isNotEqualTo("x");
        assertThat(Body.sdp("")).isSameAs(Body.NONE);
        assertThat(Body.of(FieldValue.NONE, new byte[0])).isSameAs(Body.NONE);
        Field field = Field.of(new Token("K"), FieldValue.of("timer"));
        assertThat(field)
                .isEqualTo(Field.of(HeaderName.SUPPORTED, FieldValue.of("timer")))
                .hasToString("Supported: timer");
        assertThat(field.hashCode()).isEqualTo(FieldValue.of("timer").hashCode());
        assertThat(Field.of(new Token("x-Y"), FieldValue.NONE))
                .isEqualTo(Field.of(new Token("X-y"), FieldValue.NONE))
                .isNotEqualTo(field)
                .isNotEqualTo("x");
        assertThat(FieldValue.of("a")).isNotEqualTo("a");
        assertThat(FieldValue.of(" a\r\n b ").alone()).isEqualTo(FieldValue.of("a b"));
        assertThat(Parameters.read(";a").orElseThrow())
                .isNotEqualTo(Parameters.NONE)
                .hasSameHashCodeAs(Parameters.read(";a").orElseThrow());
    }

    @Test
    void valuesThatCannotBeSentCannotBeMade() {
        List<ThrowingCallable> wrong = List.of(
                () -> new Token(""),
                () -> new Token("a b"),
                () -> new Tag("a b"),
                () -> new Tag("a;b"),
                () -> new Tag("a,b"),
                () -> new Tag("\""),
                () -> new SipCallId(""),
                () -> new SipCallId("a b"),
                () -> new CSeq(-1, Methods.BYE),
                () -> new CSeq(1L << 31, Methods.BYE),
                () -> new Via("U D", new Host("h"), 1, Parameters.NONE),
                () -> new Via("UDP", new Host("h"), 65_536, Parameters.NONE),
                () -> new Via("UDP", new Host("h"), -2, Parameters.NONE),
                () -> new Limits(0, 1, 1, 1, 9),
                () -> new Limits(1, 0, 1, 1, 9),
                () -> new Limits(1, 1, 0, 1, 9),
                () -> new Limits(1, 1, 1, -1, 9),
                () -> new Limits(5, 1, 1, 5, 9));
        for (ThrowingCallable each : wrong) {
            assertThatThrownBy(each).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Limits.ofBody(2 << 20).skipped()).isGreaterThan(2 << 20);
        assertThat(Tag.read("a b")).isEmpty();
        assertThat(SipCallId.read("a b")).isEmpty();
        assertThat(Token.read("a b")).isEmpty();
        assertThat(CSeq.read("1")).isEmpty();
        assertThat(Parameters.read("a")).isEmpty();
        assertThat(Parameters.read(";a=\"")).isEmpty();
        assertThat(Parameters.read(";=a")).isEmpty();
        assertThat(Parameters.read("; ;a")).isEmpty();
        assertThat(Parameters.read(";a;")).isPresent();
        assertThat(HeaderName.of("k")).contains(HeaderName.SUPPORTED);
        assertThat(HeaderName.of("zz")).isEmpty();
        assertThat(HeaderName.of("Call-Xy")).isEmpty();
        assertThat(HeaderName.of("x".repeat(40))).isEmpty();
        assertThat(HeaderName.CALL_ID).hasToString("Call-ID");
        assertThat(new Token("a")).hasToString("a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a, ,b,,          | a/b
            "a,b",c          | "a,b"/c
            <a,b>,c          | <a,b>/c
            (a,(b,c)),d      | (a,(b,c))/d
            (a\\),b),c       | (a\\),b)/c
            (a,b             | (a,b
            <a,b             | <a,b
            a"b,c            | a"b,c
            """)
    void listsAreSplitAtTheirOwnCommasOnly(String text, String items) {
        assertThat(Lists.split(text)).isEqualTo(List.of(items.split("/")));
    }

    @Test
    void aNameIsCutBetweenCharactersNotWithinOne() {
        String name = "x".repeat(255) + "\ud83d\ude00";
        assertThat(Display.of(name).text()).isEqualTo("x".repeat(255));
        assertThat(Display.of("a\ud83d b \ude00")).hasToString("a  b");
        assertThat(Display.of("\ud83d\ude00")).hasToString("\ud83d\ude00");
        assertThat(Display.of("")).isSameAs(Display.NONE);
    }
}
