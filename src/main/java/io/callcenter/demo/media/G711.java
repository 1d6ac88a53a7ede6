package io.callcenter.demo.media;

/** Compresses linear 16-bit samples to octets (ITU-T G.711). */
final class G711 {
    private static final int MU_BIAS = 132;
    private static final int MU_CLIP = 32_635;
    private static final int A_EVEN_BITS = 0x55;

    private G711() {}

    /** A-law: 13-bit magnitudes in eight segments, even bits inverted; 0 becomes 0xD5. */
    static byte aLaw(short sample) {
        // The negative half is mirrored one step lower (one's complement), so that -1 falls into the first negative
        // step.
        int magnitude = (sample >= 0 ? sample : ~sample) >> 4;
        int code = magnitude < 32 ? magnitude : segment(magnitude);
        int sign = sample >= 0 ? 0x80 : 0;
        return (byte) ((sign | code) ^ A_EVEN_BITS);
    }

    private static int segment(int magnitude) {
        int exponent = 28 - Integer.numberOfLeadingZeros(magnitude);
        return exponent << 4 | magnitude >> exponent - 1 & 0x0F;
    }

    /** µ-law: 14-bit magnitudes with a bias of 33 quarter steps, all bits inverted; 0 becomes 0xFF. */
    static byte muLaw(short sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int biased = Math.min(Math.abs((int) sample), MU_CLIP) + MU_BIAS;
        int exponent = 31 - Integer.numberOfLeadingZeros(biased) - 7;
        int mantissa = biased >> exponent + 3 & 0x0F;
        return (byte) ~(sign | exponent << 4 | mantissa);
    }
}
