package io.callcenter.core;

import java.util.Locale;

/** What is counted of an agent in each quarter of an hour; times in milliseconds. The order is that of saved figures: new ones come at the end. */
public enum AgentFigure {
    OFFERED,
    ANSWERED,
    REFUSED,
    /** Offers that rang out. */
    MISSED,
    /** Time logged in: the sum of the next six. */
    LOGIN,
    FREE,
    RING,
    TALK,
    CHAT,
    WRAPUP,
    PAUSED,
    /** The part of the pauses whose reason is paid. */
    PAID;

    /** Whether it is a time, in milliseconds. */
    public boolean isTime() {
        return compareTo(LOGIN) >= 0;
    }

    /** The name of its column. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
