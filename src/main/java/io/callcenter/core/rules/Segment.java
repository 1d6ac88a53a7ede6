package io.callcenter.core.rules;

import java.time.Duration;
import java.time.Instant;

/**
 * The part of a call from its beginning, or from the moment at which an agent asked for a transfer, until the next such moment, or the call's end:
 * what has one detail record of its own.
 */
final class Segment {
    /** What begins with the call. */
    static final String FIRST = "call";

    /** 1 for the first. */
    final int number;
    /** Waiting counts from here. */
    final Instant began;
    /** The segment in which the call came into its flow. */
    int entered;

    /** How it came about. */
    String kind = FIRST;

    Instant queuedSince;
    Instant established;
    Duration pickUp;
    int rejections;
    boolean distributed;

    Segment(int number, int entered, Instant began) {
        this.number = number;
        this.entered = entered;
        this.began = began;
    }

    /** The one that follows when an agent has transferred the caller so. */
    Segment next(Instant at, String how) {
        Segment next = new Segment(number + 1, entered, at);
        next.kind = how;
        return next;
    }

    /** The same, which counts from then on. */
    Segment since(Instant at) {
        Segment earlier = new Segment(number, entered, at);
        earlier.kind = kind;
        return earlier;
    }

    /** Whether no agent was joined to the caller before, in this flow. */
    boolean isFirstOfEntry() {
        return number == entered;
    }
}
