package io.callcenter.app;

import io.callcenter.b2b.CallOrder;
import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.Signal;
import io.callcenter.ids.CallId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares, every ten seconds, the calls of the contact center with the calls that have legs, and ends those that only one of both knows: a
 * fact or an order was lost then, which is a fault of the program. Says so in the log, and says there, too, what the contact center's own
 * watch had to repair.
 *
 * <p>A call without legs has {@value #NO_LEGS_SECONDS} s, as its last fact may be under way; legs without a call have as long as a route may
 * take to decide and peers to say good-bye.
 */
public final class GhostWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GhostWatch.class);
    private static final long EVERY_SECONDS = 10;
    private static final long NO_LEGS_SECONDS = 30;
    private static final Duration NO_CALL = Duration.ofMinutes(5);

    private final Board board;
    private final Supplier<Set<CallId>> withLegs;
    private final Orders orders;
    private final InstantSource clock;
    private final Duration legsAlone;
    private final Map<CallId, Instant> noLegs = new HashMap<>();
    private final Map<CallId, Instant> noCall = new HashMap<>();
    private final AtomicLong repairs = new AtomicLong();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "cc-ghost-watch"));
    private long said;

    /**
     * How ghosts are ended.
     *
     * @param core takes a signal about a call without legs
     * @param legs takes an order about legs without a call
     */
    public record Orders(Consumer<Signal> core, Consumer<CallOrder> legs) {}

    /**
     * A watch that does not look yet.
     *
     * @param withLegs the calls that have legs now
     * @param longestSetup the longest time that a call may have legs before it is let in, or after it is over
     * @param clock never steps back
     */
    public GhostWatch(
            Board board, Supplier<Set<CallId>> withLegs, Orders orders, Duration longestSetup, InstantSource clock) {
        this.board = board;
        this.withLegs = withLegs;
        this.orders = orders;
        this.clock = clock;
        this.legsAlone = longestSetup.plus(NO_CALL);
    }

    /** Looks from now on. */
    public void start() {
        thread.scheduleWithFixedDelay(this::lookSafely, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** Calls and legs that were ended because the other side did not know them. */
    public long repairs() {
        return repairs.get();
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException | Error e) { // or it would never look again
            LOG.warn("Failed to compare calls with legs", e);
        }
    }

    void look() {
        Instant now = clock.instant();
        Set<CallId> known = new HashSet<>();
        Set<CallId> legsBefore = withLegs.get();
        board.calls().stream().filter(row -> row.state() != CallState.ENDED).forEach(row -> known.add(row.call()));
        known.addAll(board.consultations());
        Set<CallId> legsAfter = withLegs.get();

        for (CallId call : lasting(without(known, legsAfter), noLegs, now, Duration.ofSeconds(NO_LEGS_SECONDS))) {
            LOG.error("call {}: ending it, because it has had no leg for {} s", call, NO_LEGS_SECONDS);
            orders.core().accept(new Signal.CallEnded(call, "NO_LEGS", noLegs.remove(call)));
        }
        for (CallId call : lasting(without(legsBefore, known), noCall, now, legsAlone)) {
            LOG.error(
                    "call {}: ending its legs, because they have belonged to no call for {} s",
                    call,
                    legsAlone.toSeconds());
            noCall.remove(call);
            orders.legs().accept(new CallOrder.End(call, "unknown to the contact center"));
        }
        sayRepairs();
    }

    private static Set<CallId> without(Set<CallId> some, Set<CallId> others) {
        Set<CallId> rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    /** Those that have been alone for so long; remembers since when the others are. */
    private Set<CallId> lasting(Set<CallId> alone, Map<CallId, Instant> since, Instant now, Duration longest) {
        since.keySet().retainAll(alone);
        Set<CallId> lasting = new HashSet<>();
        for (CallId call : alone) {
            if (!since.computeIfAbsent(call, c -> now).plus(longest).isAfter(now)) {
                lasting.add(call);
            }
        }
        repairs.addAndGet(lasting.size());
        return lasting;
    }

    private void sayRepairs() {
        long repaired = board.repairs();
        if (repaired > said) {
            LOG.error("{} inconsistencies repaired so far, the last one: {}", repaired, board.lastRepair());
            said = repaired;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
