package io.callcenter.transport;

import java.util.Comparator;
import java.util.List;
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
        for (C holder : byGuilt()) {
            if (sum.get() <= most - most / 8) {
                return;
            }
            gone(holder);
            asked.giveUp().accept(holder);
        }
    }

    private record Entry<C>(C holder, long bytes, boolean trusted) {}

    /** Who holds something: those not trusted first, of each kind the largest first. */
    private List<C> byGuilt() {
        return seen.entrySet().stream()
                .map(each -> new Entry<>(
                        each.getKey(), each.getValue(), asked.isTrusted().test(each.getKey())))
                .sorted(Comparator.comparing((Entry<C> held) -> held.trusted()).thenComparing(held -> -held.bytes()))
                .map(Entry::holder)
                .toList();
    }

    /** All bytes, as they were seen last. */
    long bytes() {
        return sum.get();
    }
}
