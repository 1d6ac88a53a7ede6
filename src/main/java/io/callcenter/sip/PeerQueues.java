package io.callcenter.sip;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Work that may wait for a peer (connecting, writing on a stream): in order for each peer, peers beside each other, off everybody else's
 * threads.
 *
 * <p>A caller's Contact may name peers that never answer. So the threads for peers that have not been quick before, which may have to be connected
 * first, are bounded, and so is all waiting work. A connection that is there has a thread of its own while something is written on it: a peer that
 * does not read holds up nobody else.
 */
final class PeerQueues implements AutoCloseable {
    /** Why work is not taken. */
    static final String FULL = "too much waits for that peer";

    private static final int LONGEST = 5_000;
    private static final int MOST_WAITING = 50_000;
    private static final int THREADS_FOR_STRANGERS = 32;
    private static final int MOST_QUICK = 4_096;
    private static final long QUICK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            CallLanes.daemon("sip-peer"),
            new ThreadPoolExecutor.DiscardPolicy()); // after the end
    private final ThreadPoolExecutor strangers = forStrangers();
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

    private static ThreadPoolExecutor forStrangers() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS_FOR_STRANGERS,
                THREADS_FOR_STRANGERS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                CallLanes.daemon("sip-peer"),
                new ThreadPoolExecutor.DiscardPolicy()); // after the end
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Runs work on a connection that is there after all earlier work for that peer; {@code false} when too much is waiting already, or no thread can be
     * had.
     */
    boolean execute(String peer, Runnable work) {
        return execute(peer, work, true);
    }

    private boolean execute(String peer, Runnable work, boolean connected) {
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
            pool = connected || quick.get(peer) != null ? threads : strangers;
        }
        return begin(peer, pool);
    }

    /** Without a thread the work is not taken, and what comes later is not queued behind it. */
    private boolean begin(String peer, ThreadPoolExecutor pool) {
        boolean begun = false;
        try {
            pool.execute(() -> drain(peer));
            begun = true;
        } catch (OutOfMemoryError e) {
            // no thread can be had: told by the result
        } finally {
            if (!begun) {
                drop(peer);
            }
        }
        return begun;
    }

    private void drop(String peer) {
        synchronized (queues) {
            ArrayDeque<Runnable> queue = queues.remove(peer);
            waiting -= queue == null ? 0 : queue.size();
        }
    }

    /** As {@link #execute}; a datagram waits for nobody, so its work is done at once, on the caller's thread. */
    boolean toward(StackHop hop, Runnable work) {
        if (hop.transport().equals("udp")) {
            work.run();
            return true;
        }
        return execute(hop.host() + ":" + hop.port(), work, false);
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
            boolean ended = false;
            try {
                next.run();
                ended = true;
            } finally {
                if (!ended) {
                    drop(peer);
                }
            }
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
