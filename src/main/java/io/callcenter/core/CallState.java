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
    ENDED(7, "ended"),
    /** Somebody moves the caller to a flow, an agent or outside, and it is not decided yet; an agent may still be with them. */
    TRANSFERRING(8, "transferring"),
    /** Transferred to somebody who is no agent, with whom the caller talks. */
    OUTSIDE(9, "outside");

    private final int number;
    private final String label;

    CallState(int number, String label) {
        this.number = number;
        this.label = label;
    }

    /** 0 to 9. */
    public int number() {
        return number;
    }

    /** The state in {@code cc_calls.state} and {@code cc_list_calls}: for what the reference does not know, {@link #TOAGENT}. */
    public CallState listed() {
        return this == TRANSFERRING || this == OUTSIDE ? TOAGENT : this;
    }

    /** The name in listings, events and {@code CcState}. */
    public String label() {
        return label;
    }

    /** The state with that number; {@link IllegalArgumentException} outside 0 to 9. */
    public static CallState of(int number) {
        for (CallState state : values()) {
            if (state.number == number) {
                return state;
            }
        }
        throw new IllegalArgumentException("call state " + number);
    }
}
