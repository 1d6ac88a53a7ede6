package io.callcenter.core.rules;

/** How a call ended: its final record's type and the reason in its last report (docs/design/behaviour.md 9, docs/design/interfaces.md 2). */
enum EndKind {
    ANSWERED(0, "answered"),
    ABANDONED(1, "abandoned"),
    DISSUADED(1, "dissuaded"),
    TIMEOUT(1, "timeout"),
    /** Hung up by order while it waited. */
    RELEASED(1, "released"),
    /** Hung up by order while caller and agent talked. */
    TALK_RELEASED(0, "released"),
    /** Its place went to a caller whom its own caller, an agent, transferred. */
    MERGED(1, "merged"),
    /** Whom its caller, an agent, talked to went to another caller. */
    TALK_MERGED(0, "merged"),
    FAILED(-1, "failed");

    private final int type;
    private final String reason;

    EndKind(int type, String reason) {
        this.type = type;
        this.reason = reason;
    }

    int type() {
        return type;
    }

    /** Whether caller and agent talked until then. */
    boolean talked() {
        return type == 0;
    }

    String reason() {
        return reason;
    }
}
