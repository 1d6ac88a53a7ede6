package io.callcenter.message;

import static io.callcenter.message.MessageSamples.bytes;
import static io.callcenter.message.MessageSamples.invite;
import static io.callcenter.message.MessageSamples.ok;
import static io.callcenter.message.MessageSamples.request;
import static io.callcenter.message.MessageSamples.set;
import static io.callcenter.message.MessageSamples.with;
import static io.callcenter.message.MessageSamples.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a stream is cut into messages. */
class FramingTest {
    private static final Limits SMALL = new Limits(1_000, 256, 64, 500, 4_000);

    private final Framing framing = new Framing(SMALL);
    private final MessageIntake door = new MessageIntake(SMALL);

    private List<String> feed(String text) {
        byte[] bytes = bytes(text);
        framing.add(bytes, 0, bytes.length);
        List<String> found = new ArrayList<>();
        for (Optional<Frame> next = framing.next(); next.isPresent(); next = framing.next()) {
            found.add(word(next.get()));
        }
        return found;
    }

    private String word(Frame frame) {
        if (frame instanceof Frame.Whole whole) {
            return MessageSamples.reaction(door.read(whole.bytes(), Carrier.STREAM)) + " "
                    + new String(whole.bytes(), StandardCharsets.UTF_8).split(" ")[0];
        }
        if (frame instanceof Frame.TooLarge large) {
            return MessageSamples.reaction(door.refuse(large.head(), large.why())) + " and on";
        }
        if (frame instanceof Frame.Lost lost) {
            return MessageSamples.reaction(door.refuse(lost.head(), lost.why())) + " and close";
        }
        return "ping";
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 1_000, 10_000})
    void messagesAreFoundHoweverTheStreamIsCut(int size) {
        String stream = invite() + "\r\n\u0000\r\n\n" + ok() + request("BYE").replace("\r\n", "\n")
                + without(request("ACK"), "Content-Length");
        List<String> found = new ArrayList<>();
        for (int at = 0; at < stream.length(); at += size) {
            found.addAll(feed(stream.substring(at, Math.min(stream.length(), at + size))));
        }
        assertThat(found).containsExactly("taken INVITE", "taken SIP/2.0", "taken BYE", "taken ACK");
        assertThat(framing.isIdle()).isTrue();
    }

    @Test
    void aBadFieldInAWholeMessageCostsOnlyThatMessage_F8() {
        assertThat(feed(set(invite(), "CSeq", "x") + request("BYE"))).containsExactly("400 INVITE", "taken BYE");
        assertThat(feed(invite().replaceFirst("SIP/2.0", "SIP/9.0") + request("BYE")))
                .containsExactly("505 INVITE", "taken BYE");
    }

    @Test
    void twoDifferentLengthsLoseTheFrameAndTheBodyIsNoMessage_M5() {
        String hidden = request("BYE");
        String two = with(set(invite(), "Content-Length", "0"), "l: " + hidden.length());
        assertThat(feed(two.replace(MessageSamples.SDP, "") + hidden)).containsExactly("400 and close");
        assertThat(feed(request("BYE"))).isEmpty();
        assertThat(framing.isIdle()).isFalse();
    }

    @Test
    void twoEqualLengthsCostOnlyThatMessage_M5() {
        String two = with(request("OPTIONS"), "l: 0");
        assertThat(feed(two + request("BYE"))).containsExactly("400 OPTIONS", "taken BYE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1 2", "", "0x10", "4294967296", "+5", "5;x"})
    void aLengthThatIsNoNumberLosesTheFrame(String length) {
        assertThat(feed(set(invite(), "Content-Length", length))).containsExactly("400 and close");
    }

    @Test
    void aResponseOrAnAckThatLosesTheFrameIsNotAnswered() {
        assertThat(feed(set(ok(), "Content-Length", "x"))).containsExactly("dropped and close");
        assertThat(new Framing(SMALL).next()).isEmpty();
    }

    @Test
    void aFirstLineOfNeitherKindLosesTheFrame() {
        assertThat(feed("GET / HTTP/1.1\r\nHost: x\r\n\r\n")).containsExactly("dropped and close");
        Framing other = new Framing(SMALL);
        byte[] noise = new byte[1_100];
        java.util.Arrays.fill(noise, (byte) 'x');
        other.add(noise, 0, noise.length);
        assertThat(other.next().orElseThrow()).isInstanceOf(Frame.Lost.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 5_000})
    void aLargeBodyIsReadPastAndTheStreamGoesOn(int size) {
        String large =
                set(invite(), "Content-Length", "600").replace(MessageSamples.SDP, "INVITE x\r\n\r\n".repeat(50));
        String stream = large + request("BYE");
        List<String> found = new ArrayList<>();
        for (int at = 0; at < stream.length(); at += size) {
            found.addAll(feed(stream.substring(at, Math.min(stream.length(), at + size))));
        }
        assertThat(found).containsExactly("413 and on", "taken BYE");
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "13, 300", "5000, 0", "5000, 300", "100, 300"})
    void aLargeHeadIsReadPastWithItsBody(int size, int body) {
        String filler = ("X: " + "y".repeat(80) + "\r\n").repeat(20);
        String head = set(invite().replace("Contact:", filler + "Contact:"), "Content-Length", Integer.toString(body));
        String stream = head.replace(MessageSamples.SDP, "b".repeat(body)) + request("BYE");
        List<String> found = new ArrayList<>();
        for (int at = 0; at < stream.length(); at += size) {
            found.addAll(feed(stream.substring(at, Math.min(stream.length(), at + size))));
        }
        assertThat(found).containsExactly("513 and on", "taken BYE");
        assertThat(framing.isIdle()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1\r\nl: 2", "Content-Length: x", "l: 3900", "l:\r\n 5"})
    void aLargeHeadWithoutALengthToTrustClosesInTheEnd(String lines) {
        String head = MessageSamples.without(invite(), "Content-Length");
        String start = head.substring(0, head.indexOf("\r\nContact")) + "\r\nX: " + "y".repeat(1_000);
        assertThat(feed(start)).containsExactly("513 and on");
        assertThat(feed("\r\n" + lines + "\r\n\r\n")).containsExactly("dropped and close");
    }

    @Test
    void aHeadWithoutEndIsReadPastOnlySoFar() {
        assertThat(feed(with(invite(), "X: " + "y".repeat(900)).substring(0, 1_100)))
                .containsExactly("513 and on");
        List<String> found = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            found.addAll(feed("z".repeat(100)));
        }
        assertThat(found).containsExactly("dropped and close");
    }

    @Test
    void whatIsTooLargeToBeReadPastCloses() {
        assertThat(feed(set(invite(), "Content-Length", "3900"))).containsExactly("413 and close");
    }

    @Test
    void onlyAReadOfTwoLineEndsBetweenMessagesIsAPing() {
        assertThat(feed("\r\n\r\n")).containsExactly("ping");
        assertThat(feed("\r\n")).isEmpty();
        assertThat(feed("\r\n")).isEmpty();
        assertThat(feed("\r\n\r\n\r\n\r\n")).isEmpty();
        assertThat(feed("\n\n\n\n")).isEmpty();
        assertThat(feed("\r\n\r\n" + request("BYE"))).containsExactly("taken BYE");
        String body = set(request("INFO"), "Content-Length", "4");
        assertThat(feed(body)).isEmpty();
        assertThat(feed("\r\n\r\n")).containsExactly("taken INFO");
        assertThat(feed("\r\n\r\n")).containsExactly("ping");
        assertThat(framing.isIdle()).isTrue();
    }
}
