package io.callcenter.demo.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class G711Test {
    @Test
    void silenceIsTheCodeThatTheStandardNames() {
        assertThat(G711.muLaw((short) 0)).isEqualTo((byte) 0xFF);
        assertThat(G711.aLaw((short) 0)).isEqualTo((byte) 0xD5);
    }

    @Test
    void theLoudestSamplesAreTheOutermostCodes() {
        assertThat(G711.muLaw(Short.MAX_VALUE)).isEqualTo((byte) 0x80);
        assertThat(G711.muLaw(Short.MIN_VALUE)).isEqualTo((byte) 0x00);
        assertThat(G711.aLaw(Short.MAX_VALUE)).isEqualTo((byte) 0xAA);
        assertThat(G711.aLaw(Short.MIN_VALUE)).isEqualTo((byte) 0x2A);
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void everySampleComesBackWithinHalfAStepOfItsSegment(Codec codec) {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample += 7) {
            int back = decode(codec, codec.encode((short) sample));
            // The widest step is 1/32 of the magnitude; near zero it is 8 (A-law 16), and the last µ-law segment is
            // clipped.
            assertThat(back).isCloseTo(sample, within(Math.max(16, Math.abs(sample) / 30 + 4)));
        }
    }

    /** The decoding tables of ITU-T G.711, as formulas. */
    private static int decode(Codec codec, byte octet) {
        return codec == Codec.PCMU ? muLaw(octet) : aLaw(octet);
    }

    private static int muLaw(byte octet) {
        int code = ~octet & 0xFF;
        int magnitude = ((code & 0x0F) << 3) + 0x84 << ((code & 0x70) >> 4);
        return (code & 0x80) != 0 ? 0x84 - magnitude : magnitude - 0x84;
    }

    private static int aLaw(byte octet) {
        int code = (octet ^ 0x55) & 0xFF;
        int segment = (code & 0x70) >> 4;
        int mantissa = (code & 0x0F) << 4;
        int magnitude = segment == 0 ? mantissa + 8 : mantissa + 0x108 << segment - 1;
        return (code & 0x80) != 0 ? magnitude : -magnitude;
    }
}
