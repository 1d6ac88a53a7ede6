package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import io.callcenter.sip.stack.CallLimits;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipUriText;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What odd but real peers send, from their sockets up to the events of a call and back. */
class FieldRowsTest {
    private static final int HEAD = 500;

    private Phone center;
    private RawPeer peer;

    @BeforeEach
    void open() throws IOException {
        center = Phone.on(
                "center",
                SipSettings.on("udp:127.0.0.1:0", "tcp:127.0.0.1:0")
                        .withT1(Duration.ofMillis(100))
                        .withLimits(new CallLimits(1_000, 32, 1_000, 0, 0, 64 << 10)));
        peer = new RawPeer("127.0.0.1", center.port());
    }

    @AfterEach
    void close() {
        peer.close();
        center.close();
    }

    private PlainRequest taken(String text) throws Exception {
        peer.send(text);
        return center.next(PlainEvent.RequestIn.class).request();
    }

    private static String with(String request, String body) {
        return request.replace("Content-Length: 0", "Content-Type: application/sdp\r\nContent-Length: " + body.length())
                + body;
    }

    private static String set(String message, String name, String value) {
        return message.replaceFirst(
                "(?m)^" + name + ": [^\r]*", java.util.regex.Matcher.quoteReplacement(name + ": " + value));
    }

    /** An INVITE of ours has come to the peer. */
    private String called(String uri) throws IOException {
        center.send(center.invite(uri, PlainBody.NONE));
        return peer.receive();
    }

    private String uri() {
        return "sip:x@127.0.0.1:" + peer.port();
    }

    private PlainResponse answered(String text) throws Exception {
        peer.send(text);
        PlainEvent.ResponseIn in = center.next(PlainEvent.ResponseIn.class);
        assertThat(in.matched()).isTrue();
        return in.response();
    }

    @Test
    void surplusBehindBody_F04() throws Exception {
        for (String method : new String[] {"INVITE", "MESSAGE"}) {
            String text = with(peer.request(method, "surplus" + method), Phone.SDP);
            assertThat(taken(text + "zzzz").body()).isEqualTo(PlainBody.sdp(Phone.SDP));
        }
        assertThat(peer.receive()).startsWith("SIP/2.0 100");
        String ok = with(RawStream.answer(called(uri()), "200 OK", ""), Phone.SDP);
        assertThat(answered(ok + "\0\0\0").body()).isEqualTo(PlainBody.sdp(Phone.SDP));
    }

    @Test
    void oddFromTag_F05() throws Exception {
        peer.send(set(peer.request("INVITE", "tag"), "From", "<sip:ann@127.0.0.1>;tag=[a]"));
        PlainEvent.RequestIn in = center.next(PlainEvent.RequestIn.class);
        assertThat(peer.receive()).startsWith("SIP/2.0 100").contains("From: <sip:ann@127.0.0.1>;tag=[a]\r\n");
        assertThat(in.request().from().tag()).isEqualTo("[a]");
        PlainRequest bye = center.back("BYE", in.request());
        Plain.carryOut(center.stack, new PlainOrder.Send(bye, in.hop()));
        assertThat(RawPeer.field(peer.receive(), "To")).endsWith(";tag=[a]");
        peer.send(set(peer.request("INVITE", "quoted"), "From", "<sip:ann@127.0.0.1>;tag=\"a\""));
        assertThat(peer.receive()).startsWith("SIP/2.0 400");
        assertThat(center.stack.counters().faults.sum()).isZero();
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
    void brokenOptionalHeader_F07(String name, String value) throws Exception {
        String line = name + ": " + value + "\r\n";
        String invite =
                with(peer.request("INVITE", "broken"), Phone.SDP).replace("Content-Type", line + "Content-Type");
        assertThat(taken(invite).body()).isEqualTo(PlainBody.sdp(Phone.SDP));
        assertThat(peer.receive()).startsWith("SIP/2.0 100");
        String ok = with(RawStream.answer(called(uri()), "200 OK", line), Phone.SDP);
        assertThat(answered(ok).body()).isEqualTo(PlainBody.sdp(Phone.SDP));
        assertThat(center.stack.counters().faults.sum()).isZero();
    }

    @Test
    void badFieldKeepsConnection_F08() throws Exception {
        try (RawStream stream = RawStream.to(center.port())) {
            stream.send(set(RawStream.request("OPTIONS", "bad", 1), "CSeq", "one OPTIONS"));
            assertThat(stream.receive()).startsWith("SIP/2.0 400");
            stream.send(RawStream.request("OPTIONS", "good", 1));
            center.respond(center.next(PlainEvent.RequestIn.class), 200);
            assertThat(stream.receive()).startsWith("SIP/2.0 200").contains("raw-good");
        }
    }

    @Test
    void emptyUser_F09() throws Exception {
        String contact = "sip:@127.0.0.1:" + peer.port();
        String text = set(peer.request("INVITE", "nobody"), "From", "<sip:@127.0.0.1>;tag=1");
        peer.send(set(text, "Contact", "<" + contact + ">"));
        PlainEvent.RequestIn in = center.next(PlainEvent.RequestIn.class);
        assertThat(peer.receive()).contains("From: <sip:@127.0.0.1>;tag=1\r\n");
        assertThat(SipUriText.parse(in.request().from().uri()).user()).isEmpty();
        assertThat(in.request().contact()).isEqualTo(contact);
        assertThat(called(in.request().contact())).startsWith("INVITE " + contact + " SIP/2.0\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"who?", "a?b=c&d", "a;b/c?"})
    void questionMarkInUser_F14(String user) throws Exception {
        String odd = "sip:" + user + "@127.0.0.1:" + peer.port();
        PlainRequest invite = center.invite(odd, PlainBody.NONE);
        center.send(invite);
        String came = peer.receive();
        assertThat(came).startsWith("INVITE " + odd + " SIP/2.0\r\n");
        PlainResponse ok = answered(RawStream.answer(came, "200 OK", "Contact: <" + odd + ";x=y>\r\n"));
        center.ack(invite, ok);
        assertThat(peer.receive()).startsWith("ACK " + odd + ";x=y SIP/2.0\r\n");
        PlainRequest in = taken(set(peer.request("INVITE", "odd"), "Contact", "<" + odd + ">"));
        assertThat(peer.receive()).startsWith("SIP/2.0 100");
        assertThat(called(in.contact())).startsWith("INVITE " + odd + " SIP/2.0\r\n");
    }

    @Test
    void locationWithHeaders_F15() throws Exception {
        assertThat(called(uri() + "?Subject=hello&Priority=urgent"))
                .startsWith("INVITE " + uri() + " SIP/2.0\r\n")
                .doesNotContain("Subject");
    }

    @Test
    void foldedNameAndVia_F16() throws Exception {
        String text = peer.request("INVITE", "folded")
                .replace("From: <sip:ann", "From: \"Fay\r\n Caller\" <sip:ann")
                .replace("SIP/2.0/UDP ", "SIP/2.0/UDP\r\n ");
        assertThat(taken(text).from().display()).isEqualTo("Fay Caller");
        assertThat(peer.receive()).startsWith("SIP/2.0 100").contains("From: \"Fay Caller\" ");
    }

    @Test
    void versionInLowerCase_F17() throws Exception {
        assertThat(taken(peer.request("INVITE", "lower").replaceFirst(" SIP/2.0\r", " sip/2.0\r"))
                        .method())
                .isEqualTo("INVITE");
        assertThat(peer.receive()).startsWith("SIP/2.0 100");
        String ok = RawStream.answer(called(uri()), "200 OK", "").replaceFirst("SIP", "Sip");
        assertThat(answered(ok).code()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 65_507 - HEAD})
    void largeDatagram_F20(int size) throws Exception {
        String body = "x".repeat(size);
        assertThat(taken(with(peer.request("INVITE", "large"), body)).body().text())
                .isEqualTo(body);
        assertThat(peer.receive()).startsWith("SIP/2.0 100");
    }

    @Test
    void requestOnConnectionOpenedForAResponse_F21() throws Exception {
        try (ServerSocket caller = RawStream.server()) {
            String invite = RawStream.request("INVITE", "back", caller.getLocalPort());
            try (RawStream first = RawStream.to(center.port())) {
                first.send(invite);
                assertThat(first.receive()).startsWith("SIP/2.0 100");
            }
            PlainEvent.RequestIn in = center.next(PlainEvent.RequestIn.class);
            center.next(PlainEvent.LinkGone.class);
            center.respond(in, 200);
            try (RawStream second = RawStream.taken(caller)) {
                String ok = second.receive();
                assertThat(ok).startsWith("SIP/2.0 200");
                second.send(RawPeer.ack(invite, ok));
                assertThat(center.next(PlainEvent.RequestIn.class).request().method())
                        .isEqualTo("ACK");
                String bye =
                        set(set(RawStream.request("BYE", "back", 1), "To", RawPeer.field(ok, "To")), "CSeq", "2 BYE");
                second.send(bye.replace("z9hG4bKback", "z9hG4bKbye"));
                center.respond(center.next(PlainEvent.RequestIn.class), 200);
                assertThat(second.receive()).startsWith("SIP/2.0 200").contains("CSeq: 2 BYE");
            }
        }
    }

    @Test
    void twoContentLengthsEndTheStreamAndTheBodyIsNoMessage_M5() throws Exception {
        try (RawStream stream = RawStream.to(center.port())) {
            String hidden = RawStream.request("OPTIONS", "hidden", 1);
            String text = RawStream.request("OPTIONS", "two", 1)
                    .replace("Content-Length: 0", "Content-Length: 0\r\nContent-Length: " + hidden.length());
            stream.send(text + hidden);
            assertThat(stream.receive()).startsWith("SIP/2.0 400");
            assertThat(stream.isClosed()).isTrue();
        }
        assertThat(center.next(PlainEvent.LinkGone.class).transport()).isEqualTo("tcp");
        assertThat(center.events).isEmpty();
    }

    @Test
    void whatHasBeenSettled() throws Exception {
        assertThat(taken(set(peer.request("OPTIONS", "hops"), "Max-Forwards", "0"))
                        .maxForwards())
                .isZero();
        assertThat(taken(peer.request("INVITE", "none").replace("z9hG4bK", "old"))
                        .method())
                .isEqualTo("INVITE");
        assertThat(peer.receive()).startsWith("SIP/2.0 100");
        peer.send(set(peer.request("INVITE", "star"), "Contact", "*"));
        assertThat(peer.receive()).startsWith("SIP/2.0 400");
        try (RawStream stream = RawStream.to(center.port())) {
            stream.send("\r\n\r\n");
            assertThat(stream.in().readNBytes(2)).containsExactly('\r', '\n');
            stream.send("\0" + RawStream.request("OPTIONS", "nul", 1));
            center.respond(center.next(PlainEvent.RequestIn.class), 200);
            assertThat(stream.receive()).startsWith("SIP/2.0 200").contains("raw-nul");
        }
    }
}
