package io.callcenter.app;

import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to the lane whose replies are taken on a few threads of its own, so that no step of a route and no code of an integrator ever runs on
 * the lane (docs/design/architecture.md 4).
 *
 * <p>Bounded: a request takes a place and keeps it until what follows its reply has returned. Without a free place the request is refused before
 * it reaches the lane, so handing a reply over never fails and never blocks.
 *
 * <p>What follows a reply may itself make a request and block until that is answered. The reply to such a request must not wait for the blocked
 * thread, so it is taken on threads of the next level; three levels deep this cannot deadlock.
 */
public final class LaneRequests implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneRequests.class);
    private static final int LEVELS = 3;

    private final Lane lane;
    private final int most;
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private final ThreadPoolExecutor[] levels;

    /**
     * Requests to that lane.
     *
     * @param name of the threads
     * @param threads of each level; started when needed, ended after half a minute without work
     * @param most requests that may be open: waiting for the lane, for a thread, or for what follows their reply
     */
    public LaneRequests(Lane lane, String name, int threads, int most) {
        this.lane = lane;
        this.most = most;
        this.levels = IntStream.range(0, LEVELS)
                .mapToObj(level -> pool(threads, task -> new LevelThread(this, level, task, name)))
                .toArray(ThreadPoolExecutor[]::new);
    }

    private static ThreadPoolExecutor pool(int threads, ThreadFactory factory) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                factory,
                new ThreadPoolExecutor.DiscardPolicy()); // after the end
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Puts a signal that wants a reply into the lane.
     *
     * @param then gets the reply, or why the lane has none, on a thread of this pool
     * @return false when too many requests wait: the lane does not get the signal, and {@code then} nothing
     */
    public boolean ask(Signal signal, BiConsumer<Reply, Throwable> then) {
        if (open.incrementAndGet() > most) {
            return refuse();
        }
        Executor threads = levels[nextLevel()];
        boolean taken = lane.request(
                signal, (reply, failure) -> threads.execute(() -> follow(() -> then.accept(reply, failure))));
        return taken || refuse();
    }

    private boolean refuse() {
        open.decrementAndGet();
        refused.increment();
        return false;
    }

    private void follow(Runnable then) {
        try {
            then.run();
        } catch (RuntimeException | Error e) { // the thread has others to serve
            LOG.error("Exception while continuing a route or command after the contact center's reply", e);
        } finally {
            open.decrementAndGet();
        }
    }

    private int nextLevel() {
        if (Thread.currentThread() instanceof LevelThread thread && thread.owner == this) {
            return Math.min(thread.level + 1, LEVELS - 1);
        }
        return 0;
    }

    /** Runs other work for an answer on these threads; it has no bound here. */
    @Override
    public void execute(Runnable task) {
        levels[0].execute(task);
    }

    /** Requests waiting for the lane, for a thread, or for what follows their reply. */
    public int open() {
        return open.get();
    }

    /** Requests refused since the start. */
    public long refused() {
        return refused.sum();
    }

    /** Interrupts what runs and drops what waits. */
    @Override
    public void close() {
        for (ThreadPoolExecutor level : levels) {
            level.shutdownNow();
        }
    }

    private static final class LevelThread extends Thread {
        private final LaneRequests owner;
        private final int level;

        LevelThread(LaneRequests owner, int level, Runnable task, String name) {
            super(task, name);
            this.owner = owner;
            this.level = level;
            setDaemon(true);
        }
    }
}
