package io.callcenter.store.records;

import io.callcenter.store.journal.WriterThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets what need not be on the disk at once be written a little later, together: a call changes several times within a few milliseconds, and
 * only its last state counts. Any thread.
 *
 * <p>Under load its thread looks by itself whether something is due and nobody wakes it; without load it sleeps until it is woken.
 */
public final class WriteBehind implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteBehind.class);
    /** Longest wait of a close for what is just being written. */
    private static final Duration LAST_WRITE = Duration.ofSeconds(5);
    /** In place of a time. */
    private static final long NONE = Long.MIN_VALUE;
    /** Looks in vain before it sleeps. */
    private static final int IDLE_LOOKS = 10;

    private final long delay;
    private final long little;
    /** When what waits is written, by {@link #time}; {@link #NONE} = nothing waits. */
    private final AtomicLong due = new AtomicLong(NONE);

    private final long zero = System.nanoTime();
    private final Thread thread = new WriterThread(this::run, "cc-journal-writer");
    private volatile List<Runnable> works = List.of();
    private volatile boolean asleep;
    private volatile boolean closed;

    /**
     * Writes at most that long after it was asked to.
     *
     * @param little the same for what is more pressing
     */
    public WriteBehind(Duration delay, Duration little) {
        this.delay = delay.toNanos();
        this.little = little.toNanos();
    }

    /** What is done each time, in this order; once, before anything is written. */
    public void does(List<Runnable> inOrder) {
        works = List.copyOf(inOrder);
        thread.start();
    }

    /** There is something to write. */
    public void soon() {
        within(delay);
    }

    /** There is something more pressing to write: all that waits is written with it. */
    public void sooner() {
        within(little);
    }

    private void within(long nanos) {
        long wanted = time() + nanos;
        long at = due.get();
        while ((at == NONE || at > wanted) && !due.compareAndSet(at, wanted)) {
            at = due.get();
        }
        if (asleep) {
            LockSupport.unpark(thread);
        }
        if (closed) {
            write();
        }
    }

    /** Nanoseconds since the start. */
    private long time() {
        return System.nanoTime() - zero;
    }

    /** It looks every {@code little}: what is asked for meanwhile is not due before. */
    private void run() {
        int idle = 0;
        while (!closed) {
            long at = due.get();
            long left = at - time();
            if (at == NONE && idle++ > IDLE_LOOKS) {
                sleep();
                idle = 0;
            } else if (at == NONE || left > 0) {
                LockSupport.parkNanos(this, at == NONE ? little : Math.min(left, little));
            } else {
                writeAndAppend();
                idle = 0;
            }
        }
    }

    /** Who asks for something sees that it is asleep, or it sees what was asked for. */
    private void sleep() {
        asleep = true;
        while (due.get() == NONE && !closed) {
            LockSupport.park(this);
        }
        asleep = false;
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
        } catch (RuntimeException | Error e) { // the thread has more to write
            LOG.error("Failed to append to the journal what was written", e);
        }
    }

    /** Writes what there is. */
    public synchronized void write() {
        due.set(NONE);
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
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(LAST_WRITE.toMillis());
            if (thread.isAlive()) {
                LOG.warn("The journal has been written to for longer than {} s", LAST_WRITE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        write();
    }
}
