package io.callcenter.ha;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From following to leading, and from leading to the end of the process; there is no way back. While it leads it renews its {@link Lease}, unless records
 * that are committed do so anyway.
 */
public final class Leadership implements ReplicatedLog.Watcher, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    /** A leader that nobody has confirmed for so long ends. */
    private static final Duration SILENT = Duration.ofSeconds(1);

    private final Duration length;
    private final Lease lease;
    private final Consumer<String> lost;
    private final AtomicBoolean over = new AtomicBoolean();
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cc-lease");
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        return thread;
    });
    private Optional<Long> elected = Optional.empty();
    private Optional<String> unreadable = Optional.empty();
    private long electedAt;
    private boolean begun;

    /**
     * One that follows.
     *
     * @param length of the lease
     * @param lost called once, with the reason, when this process led and does no more, or the engine ended: the process must end, and the lease is
     *     over already
     */
    public Leadership(Duration length, Consumer<String> lost) {
        this.length = length;
        this.lease = new Lease(length, System.nanoTime());
        this.lost = lost;
    }

    /** The lease of this process. */
    public Lease lease() {
        return lease;
    }

    /** Whether this process may speak now. */
    public boolean speaks() {
        return lease.held(System.nanoTime());
    }

    /** Begins to renew the lease whenever this member leads. */
    public void keep(ReplicatedLog log) {
        long every = length.toNanos() / 4;
        keeper.scheduleWithFixedDelay(
                () -> {
                    try {
                        renew(log);
                    } catch (RuntimeException | Error e) { // or it would never be asked again
                        LOG.warn("The lease could not be renewed: {}", e.toString());
                    }
                },
                every,
                every,
                TimeUnit.NANOSECONDS);
    }

    private void renew(ReplicatedLog log) {
        Optional<Long> term;
        boolean watched;
        synchronized (this) {
            term = elected;
            watched = begun;
        }
        long now = System.nanoTime();
        if (term.isEmpty() || lease.age(now).compareTo(length.dividedBy(3)) < 0) {
            return;
        }
        if (watched && lease.age(now).compareTo(length.plus(SILENT)) > 0) {
            over("no majority has confirmed for " + lease.age(now).toMillis() + " ms that this process leads");
            return;
        }
        log.confirm(term.get()).whenComplete((nothing, failure) -> {
            if (failure == null) {
                lease.confirmed(now);
            } else {
                LOG.debug("not confirmed", failure);
            }
        });
    }

    @Override
    public synchronized void leads(long term) {
        if (unreadable.isPresent()) {
            return;
        }
        LOG.info("Elected in term {}", term);
        elected = Optional.of(term);
        electedAt = System.nanoTime();
        notifyAll();
    }

    @Override
    public void follows() {
        synchronized (this) {
            elected = Optional.empty();
            if (!begun) {
                return;
            }
        }
        over("another process leads now");
    }

    @Override
    public void ended(String why) {
        over(why);
    }

    @Override
    public void unreadable(String why) {
        synchronized (this) {
            unreadable = Optional.of(why);
            elected = Optional.empty();
            if (!begun) {
                return;
            }
        }
        over(why);
    }

    /** Why this version cannot follow any more, and never leads; empty as long as it can. */
    public synchronized Optional<String> unreadable() {
        return unreadable;
    }

    /** This process can lead no more, for that reason. */
    public void over(String why) {
        if (over.compareAndSet(false, true)) {
            lease.end();
            lost.accept(why);
        }
    }

    /**
     * Waits until this member leads and the lease of any leader before is over.
     *
     * @param atMost waits no longer than that
     * @return the term; empty when it does not lead yet
     */
    public synchronized Optional<Long> await(Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        while (true) {
            long now = System.nanoTime();
            long silent = electedAt + lease.silence().toNanos() - now;
            if (elected.isPresent() && silent <= 0 && !over.get()) {
                return elected;
            }
            long left = until - now;
            if (left <= 0) {
                return Optional.empty();
            }
            TimeUnit.NANOSECONDS.timedWait(
                    this, Math.max(1_000_000, elected.isPresent() ? Math.min(silent, left) : left));
        }
    }

    /** The term in which it was elected, though it may have to be silent yet; empty while it follows. */
    public synchronized Optional<Long> elected() {
        return elected;
    }

    /** From now on this process leads in that term; from here there is only the end. */
    public void begin(long term) {
        boolean still;
        synchronized (this) {
            begun = true;
            still = elected.equals(Optional.of(term));
        }
        if (still) {
            lease.open();
        } else {
            over("another process leads now");
        }
    }

    /** Ends it: this process speaks no more. */
    @Override
    public void close() {
        over.set(true);
        lease.end();
        keeper.shutdownNow();
    }
}
