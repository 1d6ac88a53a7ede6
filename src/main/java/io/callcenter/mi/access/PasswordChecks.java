package io.callcenter.mi.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Checks names and passwords, over HTTP and at the built-in broker, and slows down whoever guesses, without holding up anybody else: what was
 * proven from the same source before is known at once, all hashing is done by one thread of its own, and no thread waits for a delay. Any thread.
 *
 * <p>One attempt of a source with a name is looked at at a time, and one of a source from which many were wrong; equal ones beside it share its outcome. At most {@value #MOST_DELAYED} attempts wait for
 * their delay and {@value #MOST_FRESH} of sources without a wrong one for the hash; others are told to come back later.
 */
public final class PasswordChecks implements AutoCloseable {
    /** The broker's role of who sees a part of the contact center: commands and their answers, no events. */
    public static final String SCOPED = "scoped";

    static final int MOST_DELAYED = 8;
    static final int MOST_FRESH = 16;
    private static final int MOST_SHARING = 32;
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Users users;
    private final Audit audit;
    private final GuessingBrake brake;
    private final ProvenLogins proofs = new ProvenLogins();
    private final Map<String, Attempt> attempts = new HashMap<>();
    private int delayed;
    private final ScheduledThreadPoolExecutor hashing = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "cc-passwords");
        thread.setDaemon(true);
        return thread;
    });

    /** What came of an attempt. */
    public sealed interface Outcome {
        /** Name and password fit. */
        record In(Role role) implements Outcome {}

        /** They do not. */
        record Wrong() implements Outcome {}

        /** They were not looked at, and will not be before that time has passed. */
        record Later(Duration delay) implements Outcome {}
    }

    /** Where an attempt comes from: {@code http}, {@code web} or {@code jms}, and the address. */
    public record Origin(String transport, String address) {
        @Override
        public String toString() {
            return transport + " " + address;
        }
    }

    private static final class Attempt {
        private final NameAndPassword given;
        private final boolean waits;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private int sharing;

        Attempt(NameAndPassword given, boolean waits) {
            this.given = given;
            this.waits = waits;
        }
    }

    /** Lets those users in. */
    public PasswordChecks(Users users, Audit audit, InstantSource clock) {
        this.users = users;
        this.audit = audit;
        this.brake = new GuessingBrake(clock);
    }

    /** Whether nobody is asked for a password. */
    public boolean open() {
        return users.isEmpty();
    }

    /** The part of the contact center that is there for that user. */
    public UserScope scope(String name) {
        return users.scope(name);
    }

    /** Checks them, after the delay that the source has to wait. */
    public CompletableFuture<Outcome> check(Origin from, NameAndPassword given) {
        return check(from, given, true);
    }

    /**
     * The name of the role of a user of the broker; empty for a wrong name or password, and for a source that has to wait. Blocks as long as
     * the hashes take that are waited for, two seconds at most.
     */
    public Optional<String> brokerRole(String address, String name, String password) {
        Outcome outcome = check(new Origin("jms", address), new NameAndPassword(name, password), false)
                .completeOnTimeout(new Outcome.Later(SHORTEST), 2, TimeUnit.SECONDS)
                .join();
        // The broker knows no scopes: who has one may send commands, but reads no events.
        return outcome instanceof Outcome.In in
                ? Optional.of(
                        users.scope(name).isAll() || !in.role().covers(Role.VIEWER)
                                ? in.role().label()
                                : SCOPED)
                : Optional.empty();
    }

    /**
     * Whether an attempt at the broker that was found to be right or wrong by somebody else may have that effect: a right one may not while
     * its source has to wait, unless it was proven from there before.
     */
    public boolean brokerAdmits(String address, String name, boolean right) {
        Origin from = new Origin("jms", address);
        String source = GuessingBrake.source(address);
        if (proofs.holds(source, name) && right) {
            return true;
        }
        proofs.wrong(source, name);
        if (!brake.remaining(source, name).isZero()) {
            return false;
        }
        tried(from, name, right);
        return right;
    }

    private CompletableFuture<Outcome> check(Origin from, NameAndPassword given, boolean patient) {
        String source = GuessingBrake.source(from.address());
        if (proofs.holds(source, given.name())) {
            if (users.known(given.name(), given.password())) {
                Optional<Role> role = users.role(given.name());
                if (role.isPresent()) {
                    return CompletableFuture.completedFuture(new Outcome.In(role.get()));
                }
            }
            proofs.wrong(source, given.name());
        }
        synchronized (this) {
            // Within, or attempts that came while one was looked at would not wait.
            Duration wait = brake.remaining(source, given.name());
            String place = brake.slowsAll(source) ? source : source + ' ' + given.name();
            Attempt running = attempts.get(place);
            if (running != null && running.given.equals(given) && running.sharing < MOST_SHARING) {
                running.sharing++;
                return running.outcome.copy();
            }
            if (running != null || full(wait) || !patient && !wait.isZero()) {
                return CompletableFuture.completedFuture(later(wait));
            }
            return begin(from, place, new Attempt(given, !wait.isZero()), wait);
        }
    }

    private boolean full(Duration wait) {
        return wait.isZero() ? attempts.size() - delayed >= MOST_FRESH : delayed >= MOST_DELAYED;
    }

    private static Outcome later(Duration wait) {
        return new Outcome.Later(wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait);
    }

    private CompletableFuture<Outcome> begin(Origin from, String place, Attempt attempt, Duration wait) {
        try {
            hashing.schedule(() -> look(from, place, attempt), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(later(wait));
        }
        attempts.put(place, attempt);
        delayed += attempt.waits ? 1 : 0;
        return attempt.outcome.copy();
    }

    private void look(Origin from, String place, Attempt attempt) {
        Outcome outcome = new Outcome.Wrong();
        try {
            Optional<Role> role = users.check(attempt.given.name(), attempt.given.password());
            tried(from, attempt.given.name(), role.isPresent());
            if (role.isPresent()) {
                outcome = new Outcome.In(role.get());
            }
        } finally {
            synchronized (this) {
                attempts.remove(place);
                delayed -= attempt.waits ? 1 : 0;
            }
            attempt.outcome.complete(outcome);
        }
    }

    private void tried(Origin from, String name, boolean right) {
        String source = GuessingBrake.source(from.address());
        if (right) {
            proofs.proven(source, name);
            brake.right(source, name);
        } else {
            brake.wrong(source, name);
            audit.turnedAway(name, from.toString(), "wrong name or password");
        }
    }

    @Override
    public void close() {
        hashing.shutdownNow();
    }
}
