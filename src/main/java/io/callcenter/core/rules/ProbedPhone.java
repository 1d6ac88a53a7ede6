package io.callcenter.core.rules;

import java.time.Instant;

/** What probes, and what is told of it, know of an agent's phone. */
final class ProbedPhone {
    private Instant lastHeard = Instant.EPOCH;
    private int misses;
    private boolean asked;
    private boolean unreachable;
    private boolean told;
    private boolean changed;
    private String watched = "";

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

    /** Another phone, or another login: what was known counts no more. */
    void startAnew() {
        setUnreachable(false);
        told = false;
        changed = true;
    }

    /** Whether it is followed under that address; empty = not at all. */
    boolean isWatched(String location) {
        return !changed && watched.equals(location);
    }

    void watch(String location) {
        watched = location;
        changed = false;
        told = false;
    }

    /** Whether somebody tells of it, so that it need not be asked. */
    boolean told() {
        return told;
    }

    void setTold(boolean now) {
        told = now;
    }
}
