package io.callcenter.b2b;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Text from outside that goes into messages of ours. */
class SendableTextTest {
    private static final String CONTROLS = IntStream.concat(
                    IntStream.concat(IntStream.range(0, 32), IntStream.rangeClosed(0x7F, 0x9F)),
                    IntStream.of(0x2028, 0x2029))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();

    @Test
    void eachControlCharacterOfADisplayNameBecomesABlankAndARunOfThemOne_F1() {
        for (char c : CONTROLS.toCharArray()) {
            assertThat(SendableText.display("Fay" + c + "Caller")).isEqualTo("Fay Caller");
        }
        assertThat(SendableText.display("Fay" + CONTROLS + "Caller")).isEqualTo("Fay Caller");
        assertThat(SendableText.display(CONTROLS)).isEmpty();
        assertThat(SendableText.display("\n Müller 顧客 \u0000")).isEqualTo("Müller 顧客");
        assertThat(new NameAddress("A\r\nVia: x", "sip:a@h", "").display()).isEqualTo("A Via: x");
    }

    @Test
    void aDisplayNameIsCutAt256CharactersAndNeverInsideOne() {
        assertThat(SendableText.display("x".repeat(300))).hasSize(256);
        assertThat(SendableText.display("x".repeat(255) + "\uD83D\uDE00")).isEqualTo("x".repeat(255));
        assertThat(SendableText.display("x".repeat(254) + "\uD83D\uDE00yy")).endsWith("\uD83D\uDE00");
    }

    @Test
    void theFoldsAndControlsOfAFieldBecomeBlanksAndNoEscapeIsLeftOpen_F2() {
        assertThat(SendableText.fieldValue("Q.850;cause=16;\r\n text=\"a\tb\u0001\""))
                .isEqualTo("Q.850;cause=16;  text=\"a b \"");
        assertThat(SendableText.fieldValue("SIP;text=\"a\\\u0001\"")).isEqualTo("SIP;text=\"a \"");
        assertThat(SendableText.fieldValue("SIP;text=\"a\\\\\u0001\"")).isEqualTo("SIP;text=\"a\\\\ \"");
        assertThat(SendableText.fieldValue("SIP;text=\"a\\\"b\u0001\"")).isEqualTo("SIP;text=\"a\\\"b \"");
        assertThat(SendableText.fieldValue("end\\")).isEqualTo("end\\");
        assertThat(Headers.NONE.with("Reason", "a\r\nInjected: 1").first("Reason"))
                .contains("a Injected: 1");
        assertThatThrownBy(() -> new Headers.Field("X\r\nY", "1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aUriKeepsItsEscapesAndIsSendableUnlessSomethingInItEndsIt() {
        assertThat(SendableText.isUri("sip:%00%0a@host;x=%22?y")).isTrue();
        assertThat(SendableText.isUri("")).isFalse();
        for (String bad : new String[] {" ", "<", ">", "\"", "\u0000", "\r", "\u0085", "\u2028", "\u007F"}) {
            assertThat(SendableText.isUri("sip:a" + bad + "b@host")).isFalse();
        }
    }

    @Property
    void whatComesOutHoldsNoControlsAndStaysAsItIs(@ForAll String text) {
        String value = SendableText.fieldValue(text);
        assertThat(SendableText.holdsControl(value)).isFalse();
        assertThat(SendableText.fieldValue(value)).isEqualTo(value);
        String name = SendableText.display(text);
        assertThat(SendableText.holdsControl(name)).isFalse();
        assertThat(name.length()).isLessThanOrEqualTo(256);
        assertThat(SendableText.display(name)).isEqualTo(name);
    }
}
