package io.callcenter.sip;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few threads, each with its own queue: work of one call always takes the same one, so it runs in order and never twice at once. */
final class Stripes implements AutoCloseable {
    private final ThreadPoolExecutor[] threads;

    Stripes(int count) {
        threads = new ThreadPoolExecutor[count];
        for (int i = 0; i < count; i++) {
            String name = "sip-lane-" + i;
            threads[i] = new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    task -> {
                        Thread thread = new Thread(task, name);
                        thread.setDaemon(true);
                        return thread;
                    },
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

    /** Drops what waits and what comes from now on without a word; returns when the steps that run are through, two seconds later at most. */
    @Override
    public void close() {
        for (ThreadPoolExecutor each : threads) {
            each.shutdown();
            each.getQueue().clear();
        }
        try {
            for (ThreadPoolExecutor each : threads) {
                each.awaitTermination(2, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
