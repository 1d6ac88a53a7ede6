package io.callcenter.store.journal;

import io.callcenter.ha.MapChange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Writes that wait for the next entry of the log, in their order. Its lock may be held around {@link #add}. Any thread. */
final class WriteQueue {
    private static final int BATCH = 256 << 10;
    /** Deletions that nobody waits for go with the next entry, or alone after this. */
    private static final long NOT_PRESSING = TimeUnit.MILLISECONDS.toNanos(500);

    private final long gather;
    private final ArrayDeque<Write> queue = new ArrayDeque<>();
    private int pressing;
    private int bytes;
    private long oldest;
    private boolean over;
    private volatile boolean open;

    /** Changes that belong together, and who waits for them since when. */
    record Write(List<MapChange> changes, Optional<CompletableFuture<Void>> stage, long at) {
        int bytes() {
            return changes.stream().mapToInt(MapChange::bytes).sum();
        }
    }

    /** One that takes nothing yet, and in which a write waits so long for others. */
    WriteQueue(Duration gather) {
        this.gather = gather.toNanos();
    }

    /** Takes writes from now on, unless it has ended. */
    synchronized void open() {
        open = !over;
    }

    /** Whether it takes writes. */
    boolean takes() {
        return open;
    }

    /** Whether it was taken: puts a write behind the others. */
    synchronized boolean add(List<MapChange> changes, Optional<CompletableFuture<Void>> stage) {
        if (!open) {
            return false;
        }
        Write write = new Write(changes, stage, System.nanoTime());
        if (stage.isPresent() && pressing++ == 0) {
            oldest = write.at();
        }
        queue.add(write);
        bytes += write.bytes();
        notifyAll();
        return true;
    }

    /** What goes into the next entry: waits until there is something and nothing is worth waiting for; empty at the end. */
    synchronized List<Write> next() throws InterruptedException {
        while (!over) {
            if (queue.isEmpty()) {
                wait();
                continue;
            }
            long left = (pressing > 0 ? oldest + gather : queue.peek().at() + NOT_PRESSING) - System.nanoTime();
            if (left <= 0 || bytes >= BATCH) {
                break;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(100_000, left));
        }
        return take();
    }

    private List<Write> take() {
        List<Write> batch = new ArrayList<>();
        int taken = 0;
        while (!queue.isEmpty() && (batch.isEmpty() || taken + queue.peek().bytes() <= BATCH)) {
            Write write = queue.poll();
            taken += write.bytes();
            pressing -= write.stage().isPresent() ? 1 : 0;
            batch.add(write);
        }
        bytes -= taken;
        oldest = queue.stream()
                .filter(write -> write.stage().isPresent())
                .mapToLong(Write::at)
                .findFirst()
                .orElse(0);
        return batch;
    }

    /** Takes no more; what is there goes into entries at once. */
    synchronized void end() {
        over = true;
        open = false;
        notifyAll();
    }

    /** Takes no more, and gives up what is there. */
    synchronized List<Write> fail() {
        end();
        List<Write> lost = List.copyOf(queue);
        queue.clear();
        return lost;
    }
}
