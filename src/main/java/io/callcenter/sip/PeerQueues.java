package io.callcenter.sip;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Work that may wait for a peer (connecting, writing on a stream): in order for each peer, peers beside each other, off everybody else's
 * threads.
 */
final class PeerQueues implements AutoCloseable {
    /** Why work is not taken. */
    static final String FULL = "too much waits for that peer";

    private static final int LONGEST = 5_000;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "sip-peer");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, ArrayDeque<Runnable>> queues = new HashMap<>();
    private boolean closed;

    /** Runs the work after all earlier work for that peer; {@code false} when too much is waiting already. */
    boolean execute(String peer, Runnable work) {
        synchronized (queues) {
            if (closed) {
                return false;
            }
            ArrayDeque<Runnable> queue = queues.get(peer);
            if (queue != null) {
                return queue.size() < LONGEST && queue.add(work);
            }
            queue = new ArrayDeque<>();
            queue.add(work);
            queues.put(peer, queue);
        }
        threads.execute(() -> drain(peer));
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
        while (true) {
            Runnable next;
            synchronized (queues) {
                ArrayDeque<Runnable> queue = queues.get(peer);
                next = queue == null ? null : queue.poll();
                if (next == null) {
                    queues.remove(peer);
                    return;
                }
            }
            next.run();
        }
    }

    @Override
    public void close() {
        synchronized (queues) {
            closed = true;
            queues.clear();
        }
        threads.shutdownNow();
    }
}
