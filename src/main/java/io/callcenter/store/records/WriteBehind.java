package io.callcenter.store.records;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets what need not be on the disk at once be written a little later, together: a call changes several times within a few milliseconds, and
 * only its last state counts. Any thread.
 */
public final class WriteBehind implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteBehind.class);

    private final Duration delay;
    private final AtomicBoolean due = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "cc-journal-writer"));
    private volatile List<Runnable> works = List.of();

    /** Writes at most that long after it was asked to. */
    public WriteBehind(Duration delay) {
        this.delay = delay;
    }

    /** What is done each time, in this order. */
    public void does(List<Runnable> inOrder) {
        works = List.copyOf(inOrder);
    }

    /** There is something to write. */
    public void soon() {
        if (due.compareAndSet(false, true)) {
            try {
                thread.schedule(this::write, delay.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException closed) {
                write();
            }
        }
    }

    /** Writes what there is. */
    public synchronized void write() {
        due.set(false);
        for (Runnable work : works) {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("Failed to write what was waiting for the journal", e);
            }
        }
    }

    /** Writes what there is; what comes later is written at once. */
    @Override
    public void close() {
        thread.shutdownNow();
        write();
    }
}
