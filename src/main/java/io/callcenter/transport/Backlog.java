package io.callcenter.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Bounds the bytes that all of them hold together. Over the bound those that hold most are given up until an eighth is free again, the trusted ones
 * last. Any thread.
 *
 * @param <C> who holds bytes
 */
final class Backlog<C> {
    /**
     * What it asks of them.
     *
     * @param held the bytes that one holds now; any thread
     * @param isTrusted who is given up last
     * @param giveUp closes one; called once for each, by any thread
     */
    record Asked<C>(ToLongFunction<C> held, Predicate<C> isTrusted, Consumer<C> giveUp) {}

    private final long most;
    private final Asked<C> asked;
    private final Map<C, Long> seen = new ConcurrentHashMap<>();
    private final AtomicLong sum = new AtomicLong();

    /** One that nobody is in yet. */
    Backlog(long most, Asked<C> asked) {
        this.most = most;
        this.asked = asked;
    }

    /** What it holds may have changed: told when it grows, and now and then. */
    void look(C holder) {
        look(holder, asked.held().applyAsLong(holder));
        if (sum.get() > most) {
            relieve();
        }
    }

    private void look(C holder, long bytes) {
        Long before = bytes == 0 ? seen.remove(holder) : seen.put(holder, bytes);
        sum.addAndGet(bytes - (before == null ? 0 : before));
    }

    /** It holds nothing any more. */
    void gone(C holder) {
        look(holder, 0);
    }

    /** What was seen may be less by now, so all are asked first. */
    private synchronized void relieve() {
        if (sum.get() <= most) {
            return;
        }
        seen.keySet().forEach(holder -> look(holder, asked.held().applyAsLong(holder)));
        while (sum.get() > most - most / 8) {
            C largest = largest();
            if (largest == null) {
                return;
            }
            gone(largest);
            asked.giveUp().accept(largest);
        }
    }

    private C largest() {
        C largest = null;
        long bytes = 0;
        boolean trusted = true;
        for (Map.Entry<C, Long> each : seen.entrySet()) {
            boolean named = asked.isTrusted().test(each.getKey());
            if (largest == null || trusted && !named || trusted == named && each.getValue() > bytes) {
                largest = each.getKey();
                bytes = each.getValue();
                trusted = named;
            }
        }
        return largest;
    }

    /** All bytes, as they were seen last. */
    long bytes() {
        return sum.get();
    }
}
