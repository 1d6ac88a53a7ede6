package io.callcenter.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/** What a projection still has to do, in order; a newer value of a key takes the place of the older one. Any thread may use it. */
final class Pending<K, V> {
    /** One item, with when its key came in and how often it failed alone. */
    static final class Item<K, V> {
        private final K key;
        private final V value;
        private final Instant since;
        private int failures;

        Item(K key, V value, Instant since) {
            this.key = key;
            this.value = value;
            this.since = since;
        }

        K key() {
            return key;
        }

        V value() {
            return value;
        }

        int failedAgain() {
            return ++failures;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<K, Item<K, V>> items = new LinkedHashMap<>();
    private boolean urgent;

    /** Adds a value, or replaces the one of that key; answers the replaced one. */
    Optional<V> put(K key, V value, Instant now) {
        lock.lock();
        try {
            Item<K, V> former = items.get(key);
            items.put(key, new Item<>(key, value, former == null ? now : former.since));
            if (items.size() == 1 || urgent) {
                changed.signalAll();
            }
            return Optional.ofNullable(former).map(Item::value);
        } finally {
            lock.unlock();
        }
    }

    /** The first items, which stay until they are {@link #done}; waits for one, then {@code linger} for more. */
    List<Item<K, V>> await(int most, Duration linger) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (items.isEmpty() && !urgent) {
                changed.await();
            }
            long nanos = linger.toNanos();
            while (items.size() < most && !urgent && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            List<Item<K, V>> first = new ArrayList<>(Math.min(most, items.size()));
            Iterator<Item<K, V>> all = items.values().iterator();
            while (first.size() < most && all.hasNext()) {
                first.add(all.next());
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Waits that long, or less when it gets urgent. */
    void pause(Duration time) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = time.toNanos();
            while (!urgent && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** From now on nobody lingers or waits: the process is about to stop. */
    void hurry() {
        lock.lock();
        try {
            urgent = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Removes items that are done, unless a newer value came meanwhile. */
    void done(List<Item<K, V>> batch) {
        lock.lock();
        try {
            batch.forEach(item -> items.remove(item.key, item));
        } finally {
            lock.unlock();
        }
    }

    /** Removes what is older than that moment, or what is in excess of {@code most}; oldest first. */
    List<V> dropOld(Instant oldest, int most) {
        lock.lock();
        try {
            List<V> dropped = new ArrayList<>();
            Iterator<Item<K, V>> all = items.values().iterator();
            while (all.hasNext()) {
                Item<K, V> item = all.next();
                if (!item.since.isBefore(oldest) && items.size() <= most) {
                    break;
                }
                dropped.add(item.value);
                all.remove();
            }
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return items.size();
        } finally {
            lock.unlock();
        }
    }

    /** When the oldest came in; empty when nothing is pending. */
    Optional<Instant> oldest() {
        lock.lock();
        try {
            Iterator<Item<K, V>> all = items.values().iterator();
            return all.hasNext() ? Optional.of(all.next().since) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Goes over all items, in order. */
    void forEach(BiConsumer<K, V> action) {
        lock.lock();
        try {
            items.forEach((key, item) -> action.accept(key, item.value));
        } finally {
            lock.unlock();
        }
    }
}
