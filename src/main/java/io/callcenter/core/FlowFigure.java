package io.callcenter.core;

import java.util.Locale;

/** What is counted of a flow in each quarter of an hour; times in milliseconds. The order is that of saved figures: new ones come at the end. */
public enum FlowFigure {
    ARRIVED,
    ANSWERED,
    /** Answered within the flow's threshold. */
    IN_TIME,
    ABANDONED,
    /** Abandoned within the flow's threshold. */
    ABANDONED_IN_TIME,
    /** Abandoned so soon that it counts as a wrong number. */
    SHORT_ABANDONED,
    DISSUADED,
    TIMED_OUT,
    /** Ended by a failure before they were answered. */
    FAILED,
    /** Offers that an agent refused or left unanswered. */
    REJECTED,
    WAIT_ANSWERED(true),
    WAIT_ABANDONED(true),
    WAIT_LONGEST(true),
    /** The most calls that stood in the queue at a time. */
    QUEUE_LONGEST,
    TALK(true),
    /** How long agents' phones rang. */
    RING(true),
    WRAPUP(true);

    private final boolean time;

    FlowFigure() {
        this(false);
    }

    FlowFigure(boolean time) {
        this.time = time;
    }

    /** Whether it is a time, in milliseconds. */
    public boolean isTime() {
        return time;
    }

    /** Whether two of them make their larger one, not their sum. */
    public boolean isMost() {
        return this == WAIT_LONGEST || this == QUEUE_LONGEST;
    }

    /** The name of its column. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
