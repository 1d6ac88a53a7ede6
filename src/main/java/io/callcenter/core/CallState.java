package io.callcenter.core;

/** States of a call with the numbers that {@code cc_calls.state} stores and the names that listings show (docs/design/behaviour.md 3.1). */
public enum CallState {
    /** Not admitted yet. */
    NONE(0, "none"),
    /** Hears the welcome announcement. */
    WELCOME(1, "welcome"),
    /** Hears the dissuading announcement and comes back to the queue. */
    DISSUADING1(2, "dissuading1"),
    /** Hears the dissuading announcement and is hung up after it. */
    DISSUADING2(3, "dissuading2"),
    /** Waits in the queue. */
    QUEUED(4, "queued"),
    /** An agent is bound and rung or hears the flow announcement; the caller still hears the queue. */
    PREAGENT(5, "preagent"),
    /** With an agent: ringing or talking. */
    TOAGENT(6, "toagent"),
    /** Over. */
    ENDED(7, "ended");

    private final int number;
    private final String label;

    CallState(int number, String label) {
        this.number = number;
        this.label = label;
    }

    /** The number in {@code cc_calls.state}, 0 to 7. */
    public int number() {
        return number;
    }

    /** The name in listings, events and {@code CcState}. */
    public String label() {
        return label;
    }

    /** The state with that {@code cc_calls.state} number; {@link IllegalArgumentException} outside 0 to 7. */
    public static CallState of(int number) {
        for (CallState state : values()) {
            if (state.number == number) {
                return state;
            }
        }
        throw new IllegalArgumentException("call state " + number);
    }
}
