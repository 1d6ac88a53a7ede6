package io.callcenter.sip;

import io.callcenter.b2b.CallEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** The facts of one call on their way to the routes: one after the other, on threads that lanes do not wait for. */
final class FactQueue {
    private final Executor threads;
    private final FactListener listener;
    private final Queue<CallEvent> waiting = new ArrayDeque<>();
    private boolean busy;

    FactQueue(Executor threads, FactListener listener) {
        this.threads = threads;
        this.listener = listener;
    }

    void add(List<CallEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        synchronized (waiting) {
            waiting.addAll(events);
            if (busy) {
                return;
            }
            busy = true;
        }
        threads.execute(this::pump);
    }

    /** Hands on facts as long as they are taken at once; the taker of a slower one comes back by itself. */
    private void pump() {
        while (true) {
            CallEvent next;
            synchronized (waiting) {
                next = waiting.poll();
                if (next == null) {
                    busy = false;
                    return;
                }
            }
            // Both sides set it: who comes second knows that the other is through.
            AtomicBoolean met = new AtomicBoolean();
            deliver(next, () -> {
                if (met.getAndSet(true)) {
                    threads.execute(this::pump);
                }
            });
            if (!met.getAndSet(true)) {
                return;
            }
        }
    }

    private void deliver(CallEvent event, Runnable done) {
        AtomicBoolean once = new AtomicBoolean();
        Runnable first = () -> {
            if (once.compareAndSet(false, true)) {
                done.run();
            }
        };
        try {
            listener.accept(event, first);
        } catch (RuntimeException e) {
            first.run();
        }
    }
}
