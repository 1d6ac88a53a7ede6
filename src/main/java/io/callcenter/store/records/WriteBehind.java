package io.callcenter.store.records;

import io.callcenter.store.journal.WriterThread;
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
    /** Longest wait of a close for what is just being written. */
    private static final Duration LAST_WRITE = Duration.ofSeconds(5);

    private final Duration delay;
    private final Duration little;
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicBoolean pressing = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, task -> new WriterThread(task, "cc-journal-writer"));
    private volatile List<Runnable> works = List.of();

    /**
     * Writes at most that long after it was asked to.
     *
     * @param little the same for what is more pressing
     */
    public WriteBehind(Duration delay, Duration little) {
        this.delay = delay;
        this.little = little;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** What is done each time, in this order. */
    public void does(List<Runnable> inOrder) {
        works = List.copyOf(inOrder);
    }

    /** There is something to write. */
    public void soon() {
        within(delay, due);
    }

    /** There is something more pressing to write: all that waits is written with it. */
    public void sooner() {
        within(little, pressing);
    }

    private void within(Duration time, AtomicBoolean asked) {
        if (asked.compareAndSet(false, true)) {
            try {
                thread.schedule(this::writeAndAppend, time.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException closed) {
                write();
            }
        }
    }

    /** The lock is not held while the disk is waited for. */
    private void writeAndAppend() {
        try {
            write();
        } finally {
            append();
        }
    }

    private static void append() {
        try {
            WriterThread.append();
        } catch (RuntimeException | Error e) { // the executor would keep silent about it
            LOG.error("Failed to append to the journal what was written", e);
        }
    }

    /** Writes what there is. */
    public synchronized void write() {
        due.set(false);
        pressing.set(false);
        for (Runnable work : works) {
            try {
                work.run();
            } catch (RuntimeException | Error e) { // the other works are due all the same
                LOG.error("Failed to write what was waiting for the journal", e);
            }
        }
    }

    /**
     * Writes what there is; what comes later is written at once. What is just being written is waited for and never interrupted: the journal takes an
     * interrupted write for a failed disk.
     */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_WRITE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The journal has been written to for longer than {} s", LAST_WRITE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        write();
    }
}
