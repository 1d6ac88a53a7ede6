package io.callcenter.core;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which written call detail records somebody wants, the newest first.
 *
 * @param from received then or later
 * @param to received before
 * @param flows of one of these flows; empty = of any
 * @param type the record's type
 * @param media 1 audio, 2 chat
 * @param waited seconds that they waited at least
 * @param talked seconds that they talked at least
 * @param behind only those behind that record in the list
 */
public record CdrFilter(
        Instant from,
        Instant to,
        Optional<Set<String>> flows,
        Optional<String> agent,
        Optional<CallerText> caller,
        OptionalInt type,
        OptionalInt media,
        int waited,
        int talked,
        Optional<Place> behind) {
    /** How a text is compared. */
    public enum Match {
        /** All of it. */
        EXACT,
        /** Its beginning. */
        BEGIN,
        /** Its end. */
        END
    }

    /** What the caller's number or name is like. */
    public record CallerText(Match match, String text) {
        /** Refuses nulls. */
        public CallerText {
            Objects.requireNonNull(match);
            Objects.requireNonNull(text);
        }
    }

    /** A record's place in the list. */
    public record Place(Instant received, long id) {
        /** Refuses nulls. */
        public Place {
            Objects.requireNonNull(received);
        }
    }

    /** Copies the flows. */
    public CdrFilter {
        flows = flows.map(Set::copyOf);
    }

    /** The same, only those behind that record. */
    public CdrFilter behind(Place place) {
        return new CdrFilter(from, to, flows, agent, caller, type, media, waited, talked, Optional.of(place));
    }
}
