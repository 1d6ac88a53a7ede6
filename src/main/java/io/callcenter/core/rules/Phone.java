package io.callcenter.core.rules;

import java.time.Instant;

/** What probes know of an agent's phone. */
final class Phone {
    private Instant lastHeard = Instant.EPOCH;
    private int misses;
    private boolean asked;
    private boolean unreachable;

    Instant lastHeard() {
        return lastHeard;
    }

    void heard(Instant at) {
        lastHeard = at;
        misses = 0;
        asked = false;
    }

    /** Whether a probe is under way. */
    boolean asked() {
        return asked;
    }

    void ask() {
        asked = true;
    }

    /** A probe was not answered; how many in a row. */
    int miss() {
        asked = false;
        return ++misses;
    }

    /** Whether too many probes were not answered; changes inside {@link Roster#change} only. */
    boolean unreachable() {
        return unreachable;
    }

    void setUnreachable(boolean now) {
        unreachable = now;
        misses = now ? misses : 0;
    }
}
