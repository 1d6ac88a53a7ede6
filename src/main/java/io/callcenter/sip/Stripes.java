package io.callcenter.sip;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few threads, each with its own queue: work of one call always takes the same one, so it runs in order and never twice at once. */
final class Stripes implements AutoCloseable {
    private static final Duration LONGEST_STEP = Duration.ofSeconds(2);

    private final ThreadPoolExecutor[] threads;

    Stripes(int count) {
        threads = new ThreadPoolExecutor[count];
        for (int i = 0; i < count; i++) {
            threads[i] = new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    CallLanes.daemon("sip-lane-" + i),
                    new ThreadPoolExecutor.DiscardPolicy());
        }
    }

    /** The thread for that call. */
    Executor of(Object call) {
        return threads[Math.floorMod(call.hashCode(), threads.length)];
    }

    /** Inputs that wait in all queues. */
    int depth() {
        int depth = 0;
        for (ThreadPoolExecutor each : threads) {
            depth += each.getQueue().size();
        }
        return depth;
    }

    /** Drops what waits and what comes from now on without a word; returns when the steps that run are through, or after two seconds. */
    @Override
    public void close() {
        for (ThreadPoolExecutor each : threads) {
            each.shutdown();
            each.getQueue().clear();
        }
        long until = System.nanoTime() + LONGEST_STEP.toNanos();
        try {
            for (ThreadPoolExecutor each : threads) {
                each.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                each.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
