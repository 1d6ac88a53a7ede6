package io.callcenter.message;

import static io.callcenter.message.MessageSamples.bytes;
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

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the door takes, refuses and drops (each row of its two tables). */
class MessageIntakeTest {
    @Test
    void aGoodInviteIsTakenWithAllItsValues() {
        Request invite = requestOf(invite());
        assertThat(invite.method()).isEqualTo(Methods.INVITE);
        assertThat(invite.uri()).hasToString("sip:support@192.0.2.1");
        assertThat(invite.via().branch()).isEqualTo("z9hG4bKabc");
        assertThat(invite.from().display()).isEqualTo(new Display("Ann"));
        assertThat(invite.from().tag()).isEqualTo(new Tag("f1"));
        assertThat(invite.to().tag().isEmpty()).isTrue();
        assertThat(invite.callId()).isEqualTo(new SipCallId("c1@192.0.2.5"));
        assertThat(invite.cseq()).isEqualTo(new CSeq(1, Methods.INVITE));
        assertThat(invite.contact().orElseThrow().uri()).hasToString("sip:ann@192.0.2.5:5062");
        assertThat(invite.maxForwards()).isEqualTo(70);
        assertThat(invite.body()).isEqualTo(Body.sdp(MessageSamples.SDP));
    }

    @Test
    void aGoodResponseIsTaken() {
        Response ok = responseOf(ok());
        assertThat(ok.code()).isEqualTo(200);
        assertThat(ok.phrase()).isEqualTo("OK");
        assertThat(ok.isFinal()).isTrue();
        assertThat(ok.to().tag()).isEqualTo(new Tag("t1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"From", "To", "Call-ID", "CSeq"})
    void aMissingFieldIs400AndAnsweredWithWhatIsThere(String name) {
        IntakeResult entry = read(without(invite(), name));
        assertThat(reaction(entry)).isEqualTo("400");
        String answer = MessageSamples.text(((IntakeResult.Answer) entry).head().answer(400, Tag.NONE));
        assertThat(answer).startsWith("SIP/2.0 400 Bad Request\r\nVia: ").doesNotContain("\r\n" + name + ":");
        assertThat(reaction(read(without(ok(), name)))).isEqualTo("dropped");
        assertThat(reaction(read(without(request("ACK"), name)))).isEqualTo("dropped");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: <sip:b@h>;tag=2",
                "f: <sip:b@h>;tag=2",
                "To: <sip:b@h>",
                "Call-ID: 2",
                "i: 2",
                "CSeq: 2 INVITE",
                "Max-Forwards: 70",
                "l: 0",
                "Content-Type: text/plain"
            })
    void aDoubledFieldIs400(String line) {
        assertThat(read(with(invite(), line))).isInstanceOf(IntakeResult.Answer.class);
        assertThat(((IntakeResult.Answer) read(with(invite(), line))).why()).isEqualTo(MessageFault.DOUBLED);
        assertThat(reaction(read(with(with(ok(), "Max-Forwards: 70"), line)))).isEqualTo("dropped");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Via          | SIP/2.0/UDP 192.0.2.5:65536;branch=z9hG4bKa | VIA
            Via          | SIP/2.0/UDP [fe80::1%eth0];branch=z9hG4bKa  | VIA
            Via          | SIP/2.0/UDP 192.0.2.5;branch="z9hG4bK       | VIA
            CSeq         | 1 ACK                                       | CSEQ
            CSeq         | one INVITE                                  | CSEQ
            CSeq         | 2147483648 INVITE                           | CSEQ
            CSeq         | 1INVITE                                     | CSEQ
            CSeq         | 1 invite                                    | CSEQ
            Max-Forwards | 256                                         | MAX_FORWARDS
            Max-Forwards | -1                                          | MAX_FORWARDS
            Max-Forwards | many                                        | MAX_FORWARDS
            Max-Forwards | ''                                          | MAX_FORWARDS
            From         | <sip:a@h:65536>;tag=1                       | FROM
            From         | "Ann <sip:a@h>;tag=1                        | FROM
            From         | <sip:a b@h>;tag=1                           | FROM
            From         | <sip:a@h;tag=1                              | FROM
            From         | <sip:a@h>;tag="1"                           | FROM
            From         | <sip:a@h>;tag=1 2                           | FROM
            From         | <sip:a@h> tag=1                             | FROM
            To           | <sip:a"b@h>                                 | TO
            To           | sip:                                        | TO
            Call-ID      | a b                                         | CALL_ID
            Call-ID      | ''                                          | CALL_ID
            Contact      | *                                           | CONTACT
            Contact      | <tel:+4930>                                 | CONTACT
            Contact      | <sip:a@h                                    | CONTACT
            Contact      | <sip:a@>                                    | CONTACT
            Content-Length | 9999                                      | CONTENT_LENGTH
            Content-Length | -1                                        | CONTENT_LENGTH
            Content-Length | many                                      | CONTENT_LENGTH
            """)
    void aBrokenNeededFieldIs400(String name, String value, MessageFault why) {
        IntakeResult entry = read(set(invite(), name, value));
        assertThat(entry).isInstanceOf(IntakeResult.Answer.class);
        assertThat(((IntakeResult.Answer) entry).why()).isEqualTo(why);
        assertThat(((IntakeResult.Answer) entry).code()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INVITE sip:a@h SIP/1.0          | 505
            INVITE sip:a@h SIP/3            | 505
            INVITE <sip:a@h> SIP/2.0        | 400
            INVITE sip:a b@h SIP/2.0        | 400
            INVITE sip:a@h:70000 SIP/2.0    | 400
            INVITE sip:a@[fe80::1%25e] SIP/2.0 | 400
            INVITE support SIP/2.0          | 400
            INV<ITE sip:a@h SIP/2.0         | 400
            INVITE sip:a@h HTTP/1.1         | dropped
            GET / HTTP/1.1                  | dropped
            INVITE                          | dropped
            INVITE sip:a@h                  | dropped
            """)
    void theStartLineDecidesFirst(String line, String reaction) {
        assertThat(reaction(read(line + invite().substring(invite().indexOf("\r\n")))))
                .isEqualTo(reaction);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIP/2.0 99 Low", "SIP/2.0 700 High", "SIP/2.0 2000 OK", "SIP/2.0 OK", "SIP/3.0 200 OK"})
    void aResponseWithAFaultIsDropped(String line) {
        assertThat(reaction(read(ok().replace("SIP/2.0 200 OK", line)))).isEqualTo("dropped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Via: nonsense", "Via: SIP/2.0/UDP", "Via: SIP/2.0/UDP ;branch=z9hG4bKa", "Via: UDP h"})
    void withoutAWayBackNothingIsAnswered(String via) {
        String message = invite().replaceFirst("Via:.*\r\n", via.isEmpty() ? "" : via + "\r\n");
        assertThat(read(message)).isEqualTo(new IntakeResult.Drop(MessageFault.NO_VIA));
    }

    @Test
    void anInviteWithoutContactIs400ButAByeNeedsNone() {
        assertThat(reaction(read(without(invite(), "Contact")))).isEqualTo("400");
        assertThat(reaction(read(request("BYE")))).isEqualTo("taken");
        assertThat(reaction(read(with(request("REGISTER"), "Contact: *")))).isEqualTo("taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Via", "From", "To", "Call-ID", "CSeq", "Contact", "Route", "Record-Route"})
    void aControlCharacterInWhatIsGivenBackIs400(String name) {
        String line = name.contains("Route") ? name + ": <sip:h;lr>\u0001" : "X: y";
        String broken = with(invite(), line).replaceFirst("(?m)^(" + name + ": .*)$", "$1\u0001");
        assertThat(((IntakeResult.Answer) read(broken)).why()).isEqualTo(MessageFault.CONTROL_CHARACTER);
        assertThat(reaction(read(invite().replace("support@192", "supp\u0002ort@192"))))
                .isEqualTo("400");
    }

    @Test
    void largeBodiesAre413AndLargeHeads513() {
        MessageIntake door = new MessageIntake(new Limits(1_000, 12, 3, 200, 2_000));
        String large = MessageSamples.set(invite(), "Content-Length", "300") + "x".repeat(300);
        assertThat(reaction(door.read(bytes(large), Carrier.DATAGRAM))).isEqualTo("413");
        String head = with(invite(), "X: " + "y".repeat(1_000));
        assertThat(reaction(door.read(bytes(head), Carrier.DATAGRAM))).isEqualTo("513");
        String fields = with(invite(), "X: 1\r\nX: 2\r\nX: 3\r\nX: 4");
        assertThat(reaction(door.read(bytes(fields), Carrier.DATAGRAM))).isEqualTo("513");
        String vias = with(invite(), "Via: SIP/2.0/UDP a;branch=1, SIP/2.0/UDP b;branch=2\r\nVia: SIP/2.0/UDP c");
        assertThat(reaction(door.read(bytes(vias), Carrier.DATAGRAM))).isEqualTo("513");
    }

    @Test
    void aKeepAliveAndWhatIsNoSipAreDropped() {
        assertThat(read("\r\n\r\n")).isEqualTo(new IntakeResult.Drop(MessageFault.KEEP_ALIVE));
        assertThat(read("\r\n\r\n\r\n\r\n")).isEqualTo(new IntakeResult.Drop(MessageFault.NOT_SIP));
        byte[] stun = {0, 1, 0, 0, 0x21, 0x12, (byte) 0xa4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        assertThat(read(stun)).isEqualTo(new IntakeResult.Drop(MessageFault.NOT_SIP));
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void withoutALengthADatagramReachesToItsEndAndAStreamHasNoBody(Carrier carrier) {
        byte[] bytes = bytes(without(invite(), "Content-Length"));
        Message message = MessageSamples.taken(new MessageIntake(Limits.USUAL).read(bytes, carrier));
        assertThat(message.body().length()).isEqualTo(carrier == Carrier.STREAM ? 0 : MessageSamples.SDP.length());
    }

    @Test
    void theCallIdIsFoundWithoutReadingMore() {
        MessageIntake door = new MessageIntake(Limits.USUAL);
        assertThat(door.callId(bytes(invite()))).isEqualTo(Optional.of("c1@192.0.2.5"));
        assertThat(door.callId(bytes("x\ni :\r\n  folded \r\n\r\n"))).isEqualTo(Optional.of("folded"));
        assertThat(door.callId(bytes("x\nCall-ID: a b\n\n"))).isEmpty();
        assertThat(door.callId(bytes("x\nCall-Info: a\n\nCall-ID: b"))).isEmpty();
        assertThat(door.callId(new byte[0])).isEmpty();
    }
}
