package io.callcenter.sip;

import java.util.AbstractQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for one thread, served by turns: one of each source, in the order of each source, so that a source that sends too much waits for
 * itself. Sources that fall into the same of 256 shares, by a secret number, are one. Bounded: when it is full, the share that holds most loses
 * what came last; what has waited too long is dropped. Any thread.
 */
final class FairQueue<E> extends AbstractQueue<E> implements BlockingQueue<E> {
    private static final int SHARES = 256;
    private static final int SPREAD = 0x9E3779B9;

    /** What it has to know of an element. */
    interface Traits<E> {
        /** A number for its source. */
        int source(E element);

        /** What it takes of the room. */
        int bytes(E element);

        /** Whether it has waited so long that nobody needs it any more. */
        boolean stale(E element);

        /** It is handed out. */
        void served(E element);
    }

    private static final class Share<E> {
        private final Deque<E> waiting = new ArrayDeque<>();
        private long bytes;
    }

    private final Traits<E> traits;
    private final int most;
    private final long mostBytes;
    private final int secret;
    private final LongAdder dropped;
    private final Deque<Share<E>> turns = new ArrayDeque<>();
    private final List<Share<E>> shares = new ArrayList<>(SHARES);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private int size;
    private long bytes;

    /**
     * An empty queue.
     *
     * @param most elements, and {@code mostBytes} of them
     * @param secret spreads the sources
     * @param dropped counts what is lost
     */
    FairQueue(Traits<E> traits, int most, long mostBytes, int secret, LongAdder dropped) {
        this.traits = traits;
        this.most = most;
        this.mostBytes = mostBytes;
        this.secret = secret;
        this.dropped = dropped;
        for (int i = 0; i < SHARES; i++) {
            shares.add(new Share<>());
        }
    }

    /** Adds it, if need be in place of another; {@code false} when there is no room for it. */
    @Override
    public boolean offer(E element) {
        int more = traits.bytes(Objects.requireNonNull(element));
        lock.lock();
        try {
            Share<E> share = shares.get((traits.source(element) ^ secret) * SPREAD >>> 24);
            while (size >= most || bytes + more > mostBytes) {
                dropped.increment();
                Share<E> longest = longest();
                if (longest == share || longest.waiting.isEmpty()) {
                    return false;
                }
                removed(longest, longest.waiting.removeLast());
                if (longest.waiting.isEmpty()) {
                    turns.remove(longest);
                }
            }
            if (share.waiting.isEmpty()) {
                turns.add(share);
            }
            share.waiting.add(element);
            share.bytes += more;
            bytes += more;
            size++;
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Share<E> longest() {
        Share<E> longest = shares.get(0);
        for (Share<E> share : shares) {
            if (share.bytes > longest.bytes) {
                longest = share;
            }
        }
        return longest;
    }

    private void removed(Share<E> share, E element) {
        int less = traits.bytes(element);
        share.bytes -= less;
        bytes -= less;
        size--;
    }

    @Override
    public E poll() {
        lock.lock();
        try {
            while (!turns.isEmpty()) {
                Share<E> share = turns.remove();
                E element = share.waiting.remove();
                removed(share, element);
                if (!share.waiting.isEmpty()) {
                    turns.add(share);
                }
                if (!traits.stale(element)) {
                    traits.served(element);
                    return element;
                }
                dropped.increment();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public E take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            E element = poll();
            while (element == null) {
                filled.await();
                element = poll();
            }
            return element;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public E poll(long time, TimeUnit unit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = unit.toNanos(time);
            E element = poll();
            while (element == null && left > 0) {
                left = filled.awaitNanos(left);
                element = poll();
            }
            return element;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public E peek() {
        lock.lock();
        try {
            return turns.isEmpty() ? null : turns.peek().waiting.peek();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void put(E element) {
        offer(element);
    }

    @Override
    public boolean offer(E element, long time, TimeUnit unit) {
        return offer(element);
    }

    @Override
    public int remainingCapacity() {
        return most - size();
    }

    @Override
    public int drainTo(Collection<? super E> taker) {
        return drainTo(taker, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(Collection<? super E> taker, int atMost) {
        int drained = 0;
        while (drained < atMost) {
            E element = poll();
            if (element == null) {
                break;
            }
            taker.add(element);
            drained++;
        }
        return drained;
    }

    @Override
    public Iterator<E> iterator() {
        throw new UnsupportedOperationException("served by turns: there is no order to walk in");
    }
}
