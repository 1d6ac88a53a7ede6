package io.callcenter.sip;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A few threads, each with its own queue: work of one call always takes the same one, so it runs in order and never twice at once. */
final class Stripes implements AutoCloseable {
    private static final Duration LONGEST_STEP = Duration.ofSeconds(2);

    private final Stripe[] stripes;

    Stripes(int count) {
        stripes = new Stripe[count];
        for (int i = 0; i < count; i++) {
            stripes[i] = new Stripe("sip-lane-" + i);
        }
    }

    private static final class Stripe implements CallHome {
        private final ScheduledThreadPoolExecutor thread;
        private final AtomicInteger waiting = new AtomicInteger();

        Stripe(String name) {
            thread = new ScheduledThreadPoolExecutor(
                    1, CallLanes.daemon(name), new ThreadPoolExecutor.DiscardPolicy());
            thread.setRemoveOnCancelPolicy(true);
        }

        @Override
        public void execute(Runnable task) {
            waiting.incrementAndGet();
            thread.execute(() -> {
                waiting.decrementAndGet();
                task.run();
            });
        }

        @Override
        public Alarm after(Duration delay, Runnable task) {
            try {
                Future<?> alarm = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
                return () -> alarm.cancel(false);
            } catch (RejectedExecutionException e) {
                return () -> {}; // being closed
            }
        }
    }

    /** The thread for that call. */
    CallHome of(String callId) {
        return stripes[Math.floorMod(callId.hashCode(), stripes.length)];
    }

    /** Tasks that wait in all queues. */
    int depth() {
        int depth = 0;
        for (Stripe each : stripes) {
            depth += each.waiting.get();
        }
        return depth;
    }

    /** Drops what waits and what comes from now on without a word; returns when the steps that run are through, or after two seconds. */
    @Override
    public void close() {
        for (Stripe each : stripes) {
            each.thread.shutdown();
            each.thread.getQueue().clear();
        }
        long until = System.nanoTime() + LONGEST_STEP.toNanos();
        try {
            for (Stripe each : stripes) {
                each.thread.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                each.thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
