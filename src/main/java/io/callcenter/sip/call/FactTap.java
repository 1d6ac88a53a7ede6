package io.callcenter.sip.call;

import io.callcenter.b2b.CallEvent;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Facts on their way to one route that listens: in the order in which they happened, one at a time. Nobody waits for it: what it has not taken
 * of many is lost, the oldest first, and counted.
 */
public final class FactTap {
    private static final Logger LOG = LoggerFactory.getLogger(FactTap.class);
    static final int MOST_WAITING = 10_000;

    private final Executor threads;
    private final Consumer<CallEvent> route;
    private final LongAdder lost;
    private final Queue<CallEvent> waiting = new ArrayDeque<>();
    private boolean busy;

    /**
     * A tap for that route.
     *
     * @param route may block
     * @param lost counts what it was too slow for
     */
    FactTap(Executor threads, Consumer<CallEvent> route, LongAdder lost) {
        this.threads = threads;
        this.route = route;
        this.lost = lost;
    }

    /** Any thread; never blocks. */
    public void add(CallEvent event) {
        synchronized (waiting) {
            if (waiting.size() >= MOST_WAITING) {
                waiting.remove();
                lost.increment();
            }
            waiting.add(event);
            if (busy) {
                return;
            }
            busy = true;
        }
        threads.execute(this::pump);
    }

    private void pump() {
        for (CallEvent next = next(); next != null; next = next()) {
            try {
                route.accept(next);
            } catch (RuntimeException | Error e) { // the next fact may fare better
                LOG.error("Exception while telling a route of {}", next, e);
            }
        }
    }

    private CallEvent next() {
        synchronized (waiting) {
            CallEvent next = waiting.poll();
            busy = next != null;
            return next;
        }
    }
}
