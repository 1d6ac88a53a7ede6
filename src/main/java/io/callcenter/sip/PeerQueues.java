package io.callcenter.sip;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Work that may wait for a peer (connecting, writing on a stream): in order for each peer, peers beside each other, off everybody else's
 * threads.
 *
 * <p>A caller's Contact may name peers that never answer. So threads and waiting work are bounded, and peers that have not been quick before
 * have fewer threads, of their own: they do not hold up those that have.
 */
final class PeerQueues implements AutoCloseable {
    /** Why work is not taken. */
    static final String FULL = "too much waits for that peer";

    private static final int LONGEST = 5_000;
    private static final int MOST_WAITING = 50_000;
    private static final int THREADS = 128;
    private static final int THREADS_FOR_STRANGERS = 32;
    private static final int MOST_QUICK = 4_096;
    private static final long QUICK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ThreadPoolExecutor threads = threads(THREADS);
    private final ThreadPoolExecutor strangers = threads(THREADS_FOR_STRANGERS);
    private final Map<String, ArrayDeque<Runnable>> queues = new HashMap<>();
    private final Map<String, Boolean> quick = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_QUICK;
        }
    };
    private int waiting;
    private boolean closed;

    private static ThreadPoolExecutor threads(int most) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most,
                most,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                CallLanes.daemon("sip-peer"),
                new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Runs the work after all earlier work for that peer; {@code false} when too much is waiting already. */
    boolean execute(String peer, Runnable work) {
        ThreadPoolExecutor pool;
        synchronized (queues) {
            if (closed || waiting >= MOST_WAITING) {
                return false;
            }
            ArrayDeque<Runnable> queue = queues.get(peer);
            if (queue != null && queue.size() >= LONGEST) {
                return false;
            }
            waiting++;
            if (queue != null) {
                return queue.add(work);
            }
            queue = new ArrayDeque<>();
            queue.add(work);
            queues.put(peer, queue);
            pool = quick.get(peer) == null ? strangers : threads;
        }
        pool.execute(() -> drain(peer));
        return true;
    }

    /** As {@link #execute}; a datagram waits for nobody, so its work is done at once, on the caller's thread. */
    boolean toward(StackHop hop, Runnable work) {
        if (hop.transport().equals("udp")) {
            work.run();
            return true;
        }
        return execute(hop.host() + ":" + hop.port(), work);
    }

    private void drain(String peer) {
        long began = System.nanoTime();
        while (true) {
            Runnable next;
            synchronized (queues) {
                ArrayDeque<Runnable> queue = queues.get(peer);
                next = queue == null ? null : queue.poll();
                if (next == null) {
                    queues.remove(peer);
                    return;
                }
                waiting--;
            }
            next.run();
            began = measured(peer, began);
        }
    }

    private long measured(String peer, long began) {
        long now = System.nanoTime();
        synchronized (queues) {
            if (now - began < QUICK_NANOS) {
                quick.put(peer, true);
            } else {
                quick.remove(peer);
            }
        }
        return now;
    }

    @Override
    public void close() {
        synchronized (queues) {
            closed = true;
            queues.clear();
        }
        threads.shutdownNow();
        strangers.shutdownNow();
    }
}
