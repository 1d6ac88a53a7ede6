package io.callcenter.core.rules;

import io.callcenter.ids.LegId;
import java.time.Instant;

/**
 * A leg that was ordered for a call, when, and what is at its other end.
 *
 * @param came whether its peer has come by themselves, from a call of theirs or to take an agent's place: they refuse nobody
 */
record OrderedLeg(LegId id, Kind kind, Instant started, boolean came) {
    OrderedLeg(LegId id, Kind kind, Instant started) {
        this(id, kind, started, false);
    }

    /** What is at the other end of a leg. */
    enum Kind {
        WELCOME,
        QUEUE,
        DISSUADING,
        AGENT,
        OUTSIDE
    }

    boolean isAnnouncement() {
        return kind != Kind.AGENT && kind != Kind.OUTSIDE;
    }

    boolean is(LegId other) {
        return id.equals(other);
    }
}
