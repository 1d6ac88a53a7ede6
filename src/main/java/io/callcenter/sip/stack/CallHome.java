package io.callcenter.sip.stack;

import java.time.Duration;

/** Where everything of one call happens: tasks run in their order, one at a time, never within one another. */
public interface CallHome {
    /** Runs the task in its turn; nothing happens when the stack is closed. Any thread. */
    void execute(Runnable task);

    /** Runs the task after that time, at most 20 ms late; nothing happens when the stack is closed. At home. */
    Alarm after(Duration delay, Runnable task);

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Alarm {
        /** It shall not run any more; no more than that when it has run. At home. */
        void cancel();
    }
}
