package io.callcenter.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuickLookTest {
    private static QuickLook of(String text) {
        return QuickLook.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SIP/2.0 200 OK~To: <sip:a@h>;tag=1~ | RESPONSE",
                "INVITE sip:a@h SIP/2.0~To: <sip:a@h>~ | INVITE",
                "INVITE sip:a@h SIP/2.0~From: <sip:a@h>;tag=1~To: <sip:a@h>~ | INVITE",
                "INVITE sip:a@h SIP/2.0~To: <sip:a@h>;tag=1~ | INSIDE",
                "INVITE sip:a@h SIP/2.0~t: <sip:a@h>; TAG=1~ | INSIDE",
                "BYE sip:a@h SIP/2.0~TO : <sip:a@h>~ ;tag=1~ | INSIDE",
                "BYE sip:a@h SIP/2.0~To: <sip:a@h>;no-tag=1~ | OTHER",
                "OPTIONS sip:a@h SIP/2.0~Timestamp: ;tag=1~To: <sip:a@h>~ | OTHER",
                "OPTIONS sip:a@h SIP/2.0~To: <sip:a@h>~~;tag=1 | OTHER",
                "CANCEL sip:a@h SIP/2.0~To: <sip:a@h>~ | BELONGING",
                "ACK sip:a@h SIP/2.0~To: <sip:a@h>~ | BELONGING",
                "invite sip:a@h SIP/2.0~ | OTHER",
                "INVITE | OTHER",
                "To: <sip:a@h>;tag=1 | OTHER",
            })
    void aMessageIsTakenForWhatItsFirstLineAndItsToSay(String text, QuickLook expected) {
        assertThat(of(text.replace("~", "\r\n"))).isEqualTo(expected);
        assertThat(of(text.replace("~", "\n"))).isEqualTo(expected);
    }

    @Property
    void nothingRaisesAnything(@ForAll byte[] bytes) {
        assertThatCode(() -> QuickLook.of(bytes)).doesNotThrowAnyException();
    }

    @Property(tries = 300)
    void noBeginningOfAMessageRaisesAnything(@ForAll int length) {
        String text = "BYE sip:a@h SIP/2.0\r\nTo: <sip:a@h>\r\n ;tag=1\r\n\r\n";
        assertThat(of(text.substring(0, Math.floorMod(length, text.length() + 1))))
                .isIn(QuickLook.INSIDE, QuickLook.OTHER);
    }
}
