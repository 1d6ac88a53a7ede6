package io.callcenter.mi.meter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells whether this process takes calls: each check is asked by ourselves, at most once in two seconds, and one that does not answer in
 * three seconds has failed. Any thread.
 */
public final class Health implements AutoCloseable {
    private static final Duration FRESH = Duration.ofSeconds(2);
    /** What was found so long ago says nothing about now. */
    private static final Duration STALE = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Map<String, Check> checks = new LinkedHashMap<>();
    private final Map<String, Check> notes = new LinkedHashMap<>();
    private final List<Check> vitals = new ArrayList<>();
    private final ExecutorService pool = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "cc-health");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Question> running = new ConcurrentHashMap<>();
    private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();

    /** Something that must work for calls to be taken: empty, or what is wrong, in words without secrets. */
    @FunctionalInterface
    public interface Check extends Supplier<Optional<String>> {}

    private record Verdict(Optional<String> trouble, long at) {
        boolean within(Duration time) {
            return System.nanoTime() - at < time.toNanos();
        }
    }

    private record Question(CompletableFuture<Optional<String>> answer, long at) {
        boolean hangs() {
            return System.nanoTime() - at > PATIENCE.toNanos();
        }
    }

    /**
     * What is known now.
     *
     * @param up whether nothing is wrong
     * @param checks each check with {@code UP} or what is wrong
     * @param notes what some callers are refused although calls are taken
     */
    public record Report(boolean up, Map<String, String> checks, Map<String, String> notes) {
        public Report {
            checks = java.util.Collections.unmodifiableMap(new TreeMap<>(checks));
            notes = java.util.Collections.unmodifiableMap(new TreeMap<>(notes));
        }
    }

    /** Adds a check; call before the first report. */
    public void add(String name, Check check) {
        checks.put(name, check);
    }

    /** Adds something to be told beside the checks, whose answer comes at once: empty where there is nothing to tell. Call before the first report. */
    public void note(String name, Check note) {
        notes.put(name, note);
    }

    /** Adds something without which the process is as good as dead: empty, or what is wrong, at once. Call before the first report. */
    public void vital(Check check) {
        vitals.add(check);
    }

    /** Empty, or why the process is as good as dead. Never blocks. */
    public Optional<String> dead() {
        for (Check vital : vitals) {
            Optional<String> trouble = vital.get();
            if (trouble.isPresent()) {
                return trouble;
            }
        }
        return Optional.empty();
    }

    /** Names of the checks. */
    Set<String> names() {
        return Set.copyOf(checks.keySet());
    }

    /**
     * Whether a check was fine when it was last asked, and has not been silent for three seconds since; empty where that is not known. Never
     * blocks; asks anew where the last answer is old.
     */
    Optional<Boolean> lately(String name) {
        Optional<Verdict> last = Optional.ofNullable(verdicts.get(name)).filter(verdict -> verdict.within(STALE));
        ask(name);
        if (Optional.ofNullable(running.get(name)).filter(Question::hangs).isPresent()) {
            return Optional.of(false);
        }
        return last.map(verdict -> verdict.trouble().isEmpty());
    }

    /** Asks all checks, in parallel; known after three seconds at most, and never with a failure. */
    public CompletableFuture<Report> ready() {
        checks.keySet().forEach(this::ask);
        Map<String, CompletableFuture<Optional<String>>> troubles = new LinkedHashMap<>();
        checks.keySet().forEach(name -> troubles.put(name, trouble(name)));
        return CompletableFuture.allOf(troubles.values().toArray(CompletableFuture[]::new))
                .handle((nothing, failure) -> report(troubles));
    }

    private Report report(Map<String, CompletableFuture<Optional<String>>> troubles) {
        Map<String, String> found = new LinkedHashMap<>();
        boolean up = true;
        for (Map.Entry<String, CompletableFuture<Optional<String>>> asked : troubles.entrySet()) {
            Optional<String> trouble = known(asked.getValue());
            up &= trouble.isEmpty();
            found.put(asked.getKey(), trouble.orElse("UP"));
        }
        Map<String, String> told = new LinkedHashMap<>();
        notes.forEach((name, note) -> note.get().ifPresent(text -> told.put(name, text)));
        return new Report(up, found, told);
    }

    private static Optional<String> known(CompletableFuture<Optional<String>> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            return Optional.of(String.valueOf(e.getCause().getMessage()));
        }
    }

    private void ask(String name) {
        Verdict known = verdicts.get(name);
        if (known == null || !known.within(FRESH)) {
            running.computeIfAbsent(
                    name, n -> new Question(CompletableFuture.supplyAsync(() -> run(n), pool), System.nanoTime()));
        }
    }

    private Optional<String> run(String name) {
        Optional<String> trouble;
        try {
            trouble = checks.get(name).get();
        } catch (RuntimeException e) {
            trouble = Optional.of(String.valueOf(e.getMessage()));
        }
        verdicts.put(name, new Verdict(trouble, System.nanoTime()));
        running.remove(name);
        return trouble;
    }

    private CompletableFuture<Optional<String>> trouble(String name) {
        Question asked = running.get(name);
        if (asked == null) {
            Verdict known = verdicts.get(name);
            return CompletableFuture.completedFuture(known == null ? Optional.of("not asked") : known.trouble());
        }
        return asked.answer().completeOnTimeout(Optional.of("no answer"), PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
