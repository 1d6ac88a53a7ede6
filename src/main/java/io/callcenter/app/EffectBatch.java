package io.callcenter.app;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does small tasks a moment later, together and in their order, on one thread. Under load the thread looks for them every few milliseconds and
 * nobody wakes it; without load it sleeps until it is woken.
 */
final class EffectBatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EffectBatch.class);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    /** Looks in vain before it sleeps: the next task within that time wakes nobody. */
    private static final int IDLE_LOOKS = 10;

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closing;

    /** Begins at once. */
    EffectBatch(String name) {
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Does the task within some 10 ms. Any thread. */
    void add(Runnable task) {
        waiting.add(task);
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        int idle = 0;
        while (!closing) {
            idle = drain() ? 0 : idle + 1;
            if (idle < IDLE_LOOKS) {
                LockSupport.parkNanos(this, PAUSE);
            } else {
                sleep();
                idle = 0;
            }
        }
        drain();
    }

    private boolean drain() {
        boolean any = false;
        for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
            any = true;
            try {
                task.run();
            } catch (RuntimeException | Error e) { // whatever fails, the others go on
                LOG.error("Exception while carrying out effects", e);
            }
        }
        return any;
    }

    /** Who adds sees that it is asleep, or it sees what was added. */
    private void sleep() {
        asleep = true;
        while (waiting.isEmpty() && !closing) {
            LockSupport.park(this);
        }
        asleep = false;
        LockSupport.parkNanos(this, PAUSE);
    }

    /** Does what waits, at most ten seconds long, then stops. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
            if (thread.isAlive()) {
                LOG.error("Stopped with effects not carried out");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
