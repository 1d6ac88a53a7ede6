package io.callcenter.demo.media;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A tune as G.711 frames of 20 ms, 160 octets each, ready to be sent; the same for every listener. */
public final class Melody {
    /** Samples a second (RFC 3551 §4.5.14). */
    static final int RATE = 8000;
    /** Samples, and octets, of a frame. */
    static final int FRAME = 160;
    /** How long a frame plays. */
    static final Duration FRAME_TIME = Duration.ofMillis(20);

    private static final double LOUDNESS = 7000;
    private static final int FADE = 80;

    private final Map<Codec, byte[][]> frames = new EnumMap<>(Codec.class);

    /**
     * One tone of a tune.
     *
     * @param hertz frequency, 0 = silence
     * @param millis length
     */
    record Note(double hertz, int millis) {}

    /** Makes the frames of a tune; its end is filled up with silence to a whole frame. */
    Melody(List<Note> notes) {
        short[] samples = samples(notes);
        for (Codec codec : Codec.values()) {
            frames.put(codec, encode(samples, codec));
        }
    }

    private static short[] samples(List<Note> notes) {
        int total = notes.stream().mapToInt(n -> n.millis() * RATE / 1000).sum();
        short[] samples = new short[(total + FRAME - 1) / FRAME * FRAME];
        int at = 0;
        for (Note note : notes) {
            int length = note.millis() * RATE / 1000;
            for (int i = 0; i < length; i++) {
                samples[at + i] = sample(note.hertz(), i, length);
            }
            at += length;
        }
        return samples;
    }

    private static short sample(double hertz, int i, int length) {
        // A fade at both ends of each note: a tone cut hard clicks in the ear.
        double fade = Math.min(1.0, Math.min(i, length - 1 - i) / (double) FADE);
        return (short) (LOUDNESS * fade * Math.sin(2 * Math.PI * hertz * i / RATE));
    }

    private static byte[][] encode(short[] samples, Codec codec) {
        byte[][] all = new byte[samples.length / FRAME][FRAME];
        for (int i = 0; i < samples.length; i++) {
            all[i / FRAME][i % FRAME] = codec.encode(samples[i]);
        }
        return all;
    }

    /** The frame of that number; after the last one the tune begins anew. The array must not be changed. */
    byte[] frame(Codec codec, long number) {
        byte[][] all = frames.get(codec);
        return all[(int) (number % all.length)];
    }

    /** Number of frames. */
    int length() {
        return frames.get(Codec.PCMA).length;
    }
}
