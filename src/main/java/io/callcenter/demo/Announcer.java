package io.callcenter.demo;

import io.callcenter.demo.Sighting.Plays;
import io.callcenter.demo.media.Melody;
import io.callcenter.demo.media.Tunes;
import io.callcenter.demo.media.Voice;
import io.callcenter.phone.IncomingCall;
import io.callcenter.phone.Party;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The announcement player: plays the tune that the user part of the dialled URI names. Welcome, dissuading and flow announcements hang up at
 * their end, the queue announcement never does.
 */
final class Announcer {
    private static final Duration NOTICED = Duration.ofMillis(100);

    private final Phones phones;
    private final Tunes tunes;
    private final Duration length;
    private final Set<Integer> ports = new HashSet<>();

    /** A player whose announcements, but the queue's, last that long. */
    Announcer(Phones phones, Tunes tunes, Duration length) {
        this.phones = phones;
        this.tunes = tunes;
        this.length = length;
    }

    /** Takes a call: 404 where there is no such tune, 488 where no G.711 is offered. */
    Party take(IncomingCall call) {
        Optional<Melody> melody = tunes.announcement(call.dialled());
        Playing playing = new Playing(call, phones.voice());
        if (melody.isEmpty()) {
            playing.refuse(404);
        } else {
            playing.begin(melody.get());
        }
        return playing;
    }

    /** Whether that RTP port is playing an announcement. */
    boolean playsFrom(int port) {
        return ports.contains(port);
    }

    /** One announcement for one caller. */
    private final class Playing implements Party {
        private final IncomingCall call;
        private final Voice voice;
        private boolean playing;

        Playing(IncomingCall call, Voice voice) {
            this.call = call;
            this.voice = voice;
            ports.add(voice.port());
        }

        private void hush() {
            ports.remove(voice.port());
            voice.close();
        }

        void refuse(int code) {
            hush();
            call.refuse(code);
        }

        void begin(Melody melody) {
            voice.reply(call.offer())
                    .ifPresentOrElse(
                            body -> {
                                voice.say(melody);
                                call.accept(body);
                            },
                            () -> refuse(488));
        }

        @Override
        public void acknowledged(String answer) {
            voice.answered(answer);
            if (!playing && voice.toward() != 0) {
                playing = true;
                phones.lane().after(NOTICED, this::tell);
                hangUpAtTheEnd();
            }
        }

        /** An announcement that is given up as soon as it is there was heard by nobody. */
        private void tell() {
            if (!call.over()) {
                phones.saw(new Plays(call.caller(), call.dialled(), phones.now()));
            }
        }

        private void hangUpAtTheEnd() {
            if (!call.dialled().equals("queue")) {
                phones.lane().after(length, () -> {
                    if (!call.over()) {
                        call.hangUp();
                        hush();
                    }
                });
            }
        }

        @Override
        public Optional<String> offered(String offer) {
            return voice.reply(offer);
        }

        @Override
        public void cancelled() {
            hush();
        }

        @Override
        public void ended() {
            hush();
        }
    }
}
