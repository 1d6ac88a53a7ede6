package io.callcenter.demo;

import io.callcenter.demo.media.MediaSession;
import io.callcenter.demo.media.RtpPlayer;
import io.callcenter.demo.media.RtpStream;
import io.callcenter.demo.media.Voice;
import io.callcenter.phone.PhoneThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What all phones of the demo share.
 *
 * @param lane their thread
 * @param rtp their voice
 * @param clock their time
 * @param random their chance
 * @param sightings gets what they see, on the lane
 */
record Phones(PhoneThread lane, RtpPlayer rtp, Clock clock, Random random, Consumer<Sighting> sightings) {
    /** The address in session descriptions: all peers live on this machine. */
    private static final String LOOPBACK = "127.0.0.1";

    /** Now. */
    Instant now() {
        return clock.instant();
    }

    /** Time between two instants, never negative: the clock of the machine may step back. */
    static Duration between(Instant from, Instant to) {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }

    /** Tells what was seen. */
    void saw(Sighting sighting) {
        sightings.accept(sighting);
    }

    /** A voice for one call. */
    Voice voice() {
        try {
            RtpStream stream = rtp.open();
            return new Voice(stream, new MediaSession(LOOPBACK, stream.port(), random.nextInt(Integer.MAX_VALUE)));
        } catch (IOException e) {
            throw new UncheckedIOException("no RTP port for a call", e);
        }
    }
}
