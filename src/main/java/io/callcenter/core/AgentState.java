package io.callcenter.core;

/** What an agent who is logged in does (docs/design/behaviour.md 5.2). */
public enum AgentState {
    /** Idle: may get a call. */
    FREE("free"),
    /** In their wrap-up after an audio call or a refusal. */
    WRAPUP("wrapup"),
    /** Bound to an audio call. */
    INCALL("incall"),
    /** Bound to chats, or in the wrap-up of one. */
    INCHAT("inchat");

    private final String label;

    AgentState(String label) {
        this.label = label;
    }

    /** The name in listings and events. */
    public String label() {
        return label;
    }
}
