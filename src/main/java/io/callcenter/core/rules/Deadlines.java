package io.callcenter.core.rules;

import java.time.Instant;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Everything that has to happen at a time, in one ordered set: a tick touches only what is due. */
final class Deadlines {
    private final TreeSet<Deadline> pending = new TreeSet<>();
    private long numbers;

    /** Something that happens at a time; equal times keep the order in which they were set. */
    record Deadline(Instant at, long number, Consumer<Instant> action) implements Comparable<Deadline> {
        @Override
        public int compareTo(Deadline other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    Deadline set(Instant at, Consumer<Instant> action) {
        Deadline deadline = new Deadline(at, ++numbers, action);
        pending.add(deadline);
        return deadline;
    }

    void cancel(Deadline deadline) {
        pending.remove(deadline);
    }

    /** Runs what is due, earliest first; what an action sets for a time that has passed runs at the next tick. */
    void run(Instant now) {
        long last = numbers;
        Deadline from = null;
        while (true) {
            Deadline due = from == null ? (pending.isEmpty() ? null : pending.first()) : pending.higher(from);
            if (due == null || due.at().isAfter(now)) {
                return;
            }
            from = due;
            if (due.number() <= last) {
                pending.remove(due);
                due.action().accept(now);
            }
        }
    }
}
