package io.callcenter.app;

import io.callcenter.core.Outcome;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import io.callcenter.core.rules.ContactCenter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single writer of the contact center: every signal passes here, one after the other (docs/design/architecture.md 2, 4).
 *
 * <p>Two doors: {@link #fact} is never refused; {@link LaneRequests} are refused above a depth. Callers are never blocked, and nothing but the
 * rules of the core runs on its thread.
 */
public final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final BiConsumer<Reply, Throwable> NOBODY = (reply, failure) -> {};

    private final ContactCenter center;
    private final InstantSource clock;
    private final Consumer<Outcome> effects;
    private final int maxDepth;
    private final AtomicInteger depth = new AtomicInteger();
    private final LaneTimes times = new LaneTimes();
    private final ThreadPoolExecutor executor;
    private volatile Instant oldest = Instant.MAX;

    /**
     * A lane over that center.
     *
     * @param clock never steps back
     * @param effects takes the effects of each signal, in order, on the lane: it must not block
     * @param maxDepth signals that may wait before requests are refused, 1 or more
     */
    public Lane(ContactCenter center, InstantSource clock, Consumer<Outcome> effects, int maxDepth) {
        this.center = center;
        this.clock = clock;
        this.effects = effects;
        this.maxDepth = maxDepth;
        this.executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "cc-lane");
            thread.setPriority(Thread.MAX_PRIORITY);
            return thread;
        });
    }

    /** Something happened: taken whatever the load. */
    public void fact(Signal signal) {
        enter(signal, NOBODY);
    }

    /** Several things happened in one step: the same in their order, handed over at once. */
    public void facts(List<Signal> signals) {
        if (signals.size() == 1) {
            enter(signals.get(0), NOBODY);
        } else if (!signals.isEmpty()) {
            enter(List.copyOf(signals));
        }
    }

    private void enter(List<Signal> signals) {
        depth.addAndGet(signals.size());
        Instant queued = clock.instant();
        long queuedNanos = System.nanoTime();
        try {
            executor.execute(() -> signals.forEach(signal -> timed(signal, queued, queuedNanos, NOBODY)));
        } catch (RejectedExecutionException stopped) {
            depth.addAndGet(-signals.size());
        }
    }

    /**
     * Somebody wants something: refused when too many signals wait.
     *
     * @param reply gets the reply or why there is none, on the lane: it must only hand it over
     * @return false when refused; nothing happens then
     */
    boolean request(Signal signal, BiConsumer<Reply, Throwable> reply) {
        if (depth.get() >= maxDepth) {
            return false;
        }
        enter(signal, reply);
        return true;
    }

    private void enter(Signal signal, BiConsumer<Reply, Throwable> reply) {
        depth.incrementAndGet();
        Instant queued = clock.instant();
        long queuedNanos = System.nanoTime();
        try {
            executor.execute(() -> timed(signal, queued, queuedNanos, reply));
        } catch (RejectedExecutionException stopped) {
            depth.decrementAndGet();
            reply.accept(null, stopped);
        }
    }

    private void timed(Signal signal, Instant queued, long queuedNanos, BiConsumer<Reply, Throwable> reply) {
        long begun = System.nanoTime();
        take(signal, queued, reply);
        times.add(signal, begun - queuedNanos, System.nanoTime() - begun);
    }

    /** Signals waiting or being handled. */
    public int depth() {
        return depth.get();
    }

    /** How long the signal now being handled has waited; zero when idle. Above {@code cc.overload.lane-delay} new calls get 503. */
    public Duration delay() {
        Instant since = oldest;
        Instant now = clock.instant();
        return since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
    }

    /** What its signals took. */
    LaneTimes times() {
        return times;
    }

    private void take(Signal signal, Instant queued, BiConsumer<Reply, Throwable> reply) {
        oldest = queued;
        try {
            Outcome outcome = center.handle(signal, clock.instant());
            effects.accept(outcome);
            if (LOG.isDebugEnabled()) {
                LOG.debug("{} -> {} {}", signal, outcome.reply(), outcome.effects());
            }
            reply.accept(outcome.reply(), null);
        } catch (RuntimeException | Error broken) { // who asked must not wait for ever
            LOG.error("Exception while handling {}", signal, broken);
            reply.accept(null, broken);
        } finally {
            oldest = Instant.MAX;
            depth.decrementAndGet();
        }
    }

    /** Handles what waits, at most five seconds long, then stops. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("Stopped with {} signals not handled", depth.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
