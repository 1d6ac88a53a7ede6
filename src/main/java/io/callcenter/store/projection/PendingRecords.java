package io.callcenter.store.projection;

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
import java.util.function.ToIntFunction;

/**
 * What a projection still has to do, in order; a newer value of a key takes the place of the older one. Any thread may use it.
 *
 * <p>Bounds count weights: an item that bundles many records weighs as much as they do.
 */
final class PendingRecords<K, V> {
    /** One item, with when its key came in and how often it failed alone. */
    static final class Item<K, V> {
        private final K key;
        private final V value;
        private final Instant since;
        private final long at;
        private final int weight;
        private int failures;
        private boolean underWay;

        Item(K key, V value, Instant since, long at, int weight) {
            this.key = key;
            this.value = value;
            this.since = since;
            this.at = at;
            this.weight = weight;
        }

        K key() {
            return key;
        }

        V value() {
            return value;
        }

        int weight() {
            return weight;
        }

        private long age() {
            return System.nanoTime() - at;
        }

        int failedAgain() {
            return ++failures;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<K, Item<K, V>> items = new LinkedHashMap<>();
    private final ToIntFunction<V> weigher;
    private long weight;
    private boolean urgent;

    /**
     * Nothing pending yet.
     *
     * @param weigher how many records a value stands for, 1 or more; always the same for the same value
     */
    PendingRecords(ToIntFunction<V> weigher) {
        this.weigher = weigher;
    }

    /** Adds a value, or replaces the one of that key; answers the replaced one. */
    Optional<V> put(K key, V value, Instant now) {
        lock.lock();
        try {
            Item<K, V> former = items.get(key);
            Instant since = former == null ? now : former.since;
            long at = former == null ? System.nanoTime() : former.at;
            Item<K, V> item = new Item<>(key, value, since, at, weigher.applyAsInt(value));
            items.put(key, item);
            weight += item.weight - (former == null ? 0 : former.weight);
            if (items.size() == 1 || urgent) {
                changed.signalAll();
            }
            return Optional.ofNullable(former).map(Item::value);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The first items, which are under way then and stay until they are {@link #done}; waits for one, then {@code linger} for more.
     *
     * @param most what they weigh together at most; the first comes even when it is heavier
     * @param age items stay here so long at least: what is over by then has one value, its last
     */
    List<Item<K, V>> await(int most, Duration linger, Duration age) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (items.isEmpty() && !urgent) {
                changed.await();
            }
            if (age.isZero()) {
                linger(most, linger);
            } else {
                awaitAge(age.plus(linger).toNanos());
            }
            return first(most, urgent ? Long.MIN_VALUE : age.toNanos());
        } finally {
            lock.unlock();
        }
    }

    private void linger(int most, Duration linger) throws InterruptedException {
        long nanos = linger.toNanos();
        while (weight < most && !urgent && nanos > 0) {
            nanos = changed.awaitNanos(nanos);
        }
    }

    /** Until the first item is that old. */
    private void awaitAge(long age) throws InterruptedException {
        while (!items.isEmpty() && !urgent) {
            long nanos = age - items.values().iterator().next().age();
            if (nanos <= 0) {
                return;
            }
            changed.awaitNanos(nanos);
        }
    }

    private List<Item<K, V>> first(int most, long age) {
        List<Item<K, V>> first = new ArrayList<>();
        long room = most;
        for (Item<K, V> item : items.values()) {
            room -= item.weight;
            if (room < 0 && !first.isEmpty() || item.age() < age) {
                break;
            }
            item.underWay = true;
            first.add(item);
        }
        return first;
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

    /** Items that are not done are no longer under way. */
    void back(List<Item<K, V>> batch) {
        lock.lock();
        try {
            batch.forEach(item -> item.underWay = false);
        } finally {
            lock.unlock();
        }
    }

    /** Removes items that are done, unless a newer value came meanwhile. */
    void done(List<Item<K, V>> batch) {
        lock.lock();
        try {
            for (Item<K, V> item : batch) {
                if (items.remove(item.key, item)) {
                    weight -= item.weight;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes what is older than that moment, or what weighs in excess of {@code most}; oldest first, and nothing that is under way.
     *
     * <p>Cheap where nothing is to be removed: it may be called for each item that comes.
     */
    List<Item<K, V>> dropOld(Instant oldest, int most) {
        lock.lock();
        try {
            List<Item<K, V>> dropped = new ArrayList<>();
            Iterator<Item<K, V>> all = items.values().iterator();
            while (all.hasNext()) {
                Item<K, V> item = all.next();
                if (!item.since.isBefore(oldest) && weight <= most) {
                    break;
                }
                if (!item.underWay) {
                    dropped.add(item);
                    all.remove();
                    weight -= item.weight;
                }
            }
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** All items as they are now, in order. */
    List<Item<K, V>> all() {
        lock.lock();
        try {
            return List.copyOf(items.values());
        } finally {
            lock.unlock();
        }
    }

    /** What all items weigh together; 0 = nothing is pending. */
    long weight() {
        lock.lock();
        try {
            return weight;
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
}
