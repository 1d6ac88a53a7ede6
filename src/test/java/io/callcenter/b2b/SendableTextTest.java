package io.callcenter.b2b;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Text from outside that is shown or sent. */
class SendableTextTest {
    private static final String CONTROLS = "\u0000\t\r\n\u007F\u0085\u2028\u2029";

    @Test
    void aRunOfControlCharactersIsOneBlank_F1() {
        for (char c : CONTROLS.toCharArray()) {
            assertThat(SendableText.plain("Fay" + c + "Caller")).isEqualTo("Fay Caller");
        }
        assertThat(SendableText.plain("Fay" + CONTROLS + "Caller")).isEqualTo("Fay Caller");
        assertThat(SendableText.plain(CONTROLS)).isEmpty();
        assertThat(SendableText.plain(" as it is ")).isEqualTo(" as it is ");
    }

    @Property(tries = 1_000)
    void whateverComesInHasNoControlCharactersAfterwards(@ForAll String text) {
        String plain = SendableText.plain(text);
        assertThat(SendableText.holdsControl(plain)).isFalse();
        assertThat(SendableText.plain(plain)).isEqualTo(plain);
    }
}
