package io.callcenter.core.rules;

import io.callcenter.ids.LegId;
import java.time.Instant;

/** A leg that was ordered for a call, when, and what is at its other end. */
record OrderedLeg(LegId id, Kind kind, Instant started) {
    /** What is at the other end of a leg. */
    enum Kind {
        WELCOME,
        QUEUE,
        DISSUADING,
        AGENT,
        OUTSIDE
    }

    boolean is(LegId other) {
        return id.equals(other);
    }
}
