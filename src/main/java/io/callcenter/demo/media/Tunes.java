package io.callcenter.demo.media;

import io.callcenter.demo.media.Melody.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the announcement player can play, by the user part of the URI that is dialled, and the voice of the agents. */
public final class Tunes {
    private static final double C4 = 261.63;
    private static final double D4 = 293.66;
    private static final double E4 = 329.63;
    private static final double F4 = 349.23;
    private static final double G4 = 392.00;
    private static final double A4 = 440.00;
    private static final double C5 = 523.25;

    private final Map<String, Melody> byName = Map.of(
            "welcome", melody(250, C4, E4, G4, C5),
            "queue", new Melody(roundSong()),
            "dissuading", melody(400, G4, E4, C4),
            "announcement", melody(200, A4, 0, A4));
    private final Melody voice = melody(180, 220, 247, 0, 196, 233, 0, 0, 208, 220, 0);

    /** The tune of an announcement; empty = there is none of that name. */
    public Optional<Melody> announcement(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** What an agent says: a murmur. */
    public Melody voice() {
        return voice;
    }

    private static Melody melody(int millis, double... tones) {
        List<Note> notes = new ArrayList<>();
        for (double tone : tones) {
            notes.add(new Note(tone, millis));
        }
        return new Melody(notes);
    }

    /** "Frère Jacques", traditional. */
    private static List<Note> roundSong() {
        List<Note> notes = new ArrayList<>();
        for (int twice = 0; twice < 2; twice++) {
            add(notes, 400, C4, D4, E4, C4);
        }
        for (int twice = 0; twice < 2; twice++) {
            add(notes, 400, E4, F4);
            add(notes, 800, G4);
        }
        for (int twice = 0; twice < 2; twice++) {
            add(notes, 200, G4, A4, G4, F4);
            add(notes, 400, E4, C4);
        }
        for (int twice = 0; twice < 2; twice++) {
            add(notes, 400, C4, G4 / 2);
            add(notes, 800, C4);
        }
        return notes;
    }

    private static void add(List<Note> notes, int millis, double... tones) {
        for (double tone : tones) {
            notes.add(new Note(tone, millis));
        }
    }
}
