package io.callcenter.phone;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The one thread on which phones live, so that none of them needs a lock. */
public final class PhoneThread implements AutoCloseable {
    private final Consumer<Throwable> trouble;
    private final ScheduledExecutorService executor;
    private final AtomicLong latest = new AtomicLong();

    /** Starts a thread of that name; what a task throws goes to {@code trouble}. */
    public PhoneThread(String name, Consumer<Throwable> trouble) {
        this.trouble = trouble;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs the task after those that came before it; not at all when the lane is closed. */
    public void run(Runnable task) {
        after(Duration.ZERO, task);
    }

    /** Runs the task after that time; the future takes it back. */
    public Future<?> after(Duration delay, Runnable task) {
        long due = System.nanoTime() + delay.toNanos();
        try {
            return executor.schedule(() -> guarded(task, due), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed: the demo is over, and so is whatever the task was about.
            return CompletableFuture.completedFuture(Boolean.FALSE);
        }
    }

    /** How late a task began at most, because the machine was busy. */
    public Duration lateness() {
        return Duration.ofNanos(latest.get());
    }

    private void guarded(Runnable task, long due) {
        latest.accumulateAndGet(System.nanoTime() - due, Math::max);
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            trouble.accept(e);
        }
    }

    /** Stops the thread; tasks not yet run are dropped. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
