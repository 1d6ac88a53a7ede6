package io.callcenter.core;

/** How a call ended: its final record's type and the reason in its last report (docs/design/behaviour.md 9, docs/design/interfaces.md 2). */
enum Finish {
    ANSWERED(0, "answered"),
    ABANDONED(1, "abandoned"),
    DISSUADED(1, "dissuaded"),
    TIMEOUT(1, "timeout"),
    FAILED(-1, "failed");

    private final int type;
    private final String reason;

    Finish(int type, String reason) {
        this.type = type;
        this.reason = reason;
    }

    int type() {
        return type;
    }

    String reason() {
        return reason;
    }
}
