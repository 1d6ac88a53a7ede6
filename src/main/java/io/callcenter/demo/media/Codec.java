package io.callcenter.demo.media;

import java.util.Optional;

/** The two laws of ITU-T G.711, each with its static RTP payload type (RFC 3551 §6). */
enum Codec {
    /** A-law. */
    PCMA(8) {
        @Override
        byte encode(short sample) {
            return G711.aLaw(sample);
        }
    },
    /** µ-law. */
    PCMU(0) {
        @Override
        byte encode(short sample) {
            return G711.muLaw(sample);
        }
    };

    private final int payloadType;

    Codec(int payloadType) {
        this.payloadType = payloadType;
    }

    /** The static RTP payload type: 8 or 0. */
    int payloadType() {
        return payloadType;
    }

    /** One linear 16-bit sample as one octet. */
    abstract byte encode(short sample);

    /** The codec of a format of an m-line, if it is one of the two. */
    static Optional<Codec> of(String format) {
        for (Codec codec : values()) {
            if (format.equals(Integer.toString(codec.payloadType))) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }
}
