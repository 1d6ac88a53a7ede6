package io.callcenter.store.journal;

import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that may wait for the disk: what it puts into the journal it appends by itself, all together at {@link #append}, so that no other thread is
 * woken for each record. It must not hold a lock then that a call's loop or the lane may want, and must not be interrupted.
 */
public final class WriterThread extends Thread {
    private static final Logger LOG = LoggerFactory.getLogger(WriterThread.class);

    private final Queue<Runnable> turns = new ArrayDeque<>(2);
    private boolean appending;

    public WriterThread(Runnable work, String name) {
        super(work, name);
    }

    /** Keeps a turn of the journal for {@link #append}; false = this is another thread, or what an append itself wants from others. */
    static boolean keeps(Runnable turn) {
        if (!(Thread.currentThread() instanceof WriterThread mine) || mine.appending) {
            return false;
        }
        if (!mine.turns.contains(turn)) {
            mine.turns.add(turn);
        }
        return true;
    }

    /** Appends what this thread has put into the journal since the last time, a turn that fails apart; any other thread has nothing to append. */
    public static void append() {
        if (Thread.currentThread() instanceof WriterThread mine) {
            mine.appending = true;
            try {
                for (Runnable turn = mine.turns.poll(); turn != null; turn = mine.turns.poll()) {
                    run(turn);
                }
            } finally {
                mine.appending = false;
            }
        }
    }

    private static void run(Runnable turn) {
        try {
            turn.run();
        } catch (RuntimeException e) {
            LOG.error("Failed to append to the journal", e);
        }
    }
}
