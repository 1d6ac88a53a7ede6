package io.callcenter.transaction;

import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * Timers of one event loop: a hashed wheel of 512 slots of 20 ms. A timer never fires early, and at most one slot late after the time that {@link
 * #advance} is given. Setting and cancelling cost O(1); an idle wheel costs nothing, since only slots in use are visited. Times are nanoseconds
 * of a clock that never steps back. One thread.
 */
public final class TimerWheel {
    /** Width of a slot in nanoseconds. */
    public static final long TICK_NANOS = 20_000_000L;

    private static final int SLOTS = 512;
    private static final int MASK = SLOTS - 1;

    private final Timer[] slots = new Timer[SLOTS];
    private final long[] used = new long[SLOTS / Long.SIZE];
    private final Timer due = new Timer(-1);
    private final long origin;
    private long tick;
    private int size;

    /** An empty wheel; {@code now} is the earliest time that it will be given. */
    public TimerWheel(long now) {
        origin = now;
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Timer(i);
        }
    }

    /** Something that happens at a time; it is in at most one wheel. Its owner extends it or hands it a task. */
    public static class Timer {
        private final int head;
        private final LongConsumer task;
        private Timer before = this;
        private Timer after = this;
        private long at;
        private boolean armed;

        private Timer(int head) {
            this.head = head;
            this.task = now -> {};
        }

        /** Hands the time to that task when it fires, on the wheel's thread. */
        public Timer(LongConsumer task) {
            this.head = -1;
            this.task = Objects.requireNonNull(task);
        }

        /** Whether it is set and has not fired. */
        public final boolean armed() {
            return armed;
        }

        private void unlink() {
            before.after = after;
            after.before = before;
            before = this;
            after = this;
        }

        private void linkBefore(Timer head) {
            before = head.before;
            after = head;
            before.after = this;
            head.before = this;
        }
    }

    /** Sets the timer to that time, instead of any other that it was set to. */
    public void set(Timer timer, long at) {
        cancel(timer);
        long ticks = Math.floorDiv(at - origin + TICK_NANOS - 1, TICK_NANOS);
        timer.at = Math.max(ticks, tick + 1);
        timer.armed = true;
        size++;
        link(timer);
    }

    private void link(Timer timer) {
        int slot = (int) (timer.at & MASK);
        timer.linkBefore(slots[slot]);
        used[slot >>> 6] |= 1L << slot;
    }

    /** The timer will not fire. */
    public void cancel(Timer timer) {
        if (!timer.armed) {
            return;
        }
        timer.armed = false;
        size--;
        Timer next = timer.after;
        timer.unlink();
        if (next.head >= 0 && next.after == next) {
            used[next.head >>> 6] &= ~(1L << next.head);
        }
    }

    /** Fires what is due, the earlier slot first, within a slot in the order of setting. */
    public void advance(long now) {
        long target = Math.floorDiv(now - origin, TICK_NANOS);
        while (tick < target) {
            int ahead = ahead();
            if (ahead > target - tick) {
                tick = target;
                return;
            }
            tick += ahead;
            fire((int) (tick & MASK), now);
        }
    }

    private void fire(int slot, long now) {
        Timer head = slots[slot];
        for (Timer timer = head.after; timer != head; ) {
            Timer next = timer.after;
            if (timer.at <= tick) {
                timer.unlink();
                timer.linkBefore(due);
            }
            timer = next;
        }
        if (head.after == head) {
            used[slot >>> 6] &= ~(1L << slot);
        }
        while (due.after != due) {
            Timer timer = due.after;
            timer.unlink();
            timer.armed = false;
            size--;
            timer.task.accept(now);
        }
    }

    /** Ticks to the next slot in use, 1 to 512; more where none is. */
    private int ahead() {
        int start = (int) ((tick + 1) & MASK);
        for (int passed = 0; passed < SLOTS; ) {
            int slot = (start + passed) & MASK;
            long rest = used[slot >>> 6] >>> slot;
            if (rest != 0) {
                return passed + Long.numberOfTrailingZeros(rest) + 1;
            }
            passed += Long.SIZE - (slot & 63);
        }
        return SLOTS + 1;
    }

    /** When {@link #advance} has something to look at, at the latest; {@link Long#MAX_VALUE} where nothing is set. */
    public long next() {
        return size == 0 ? Long.MAX_VALUE : origin + (tick + ahead()) * TICK_NANOS;
    }

    /** Timers that are set. */
    public int size() {
        return size;
    }
}
