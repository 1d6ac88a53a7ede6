package io.callcenter.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How the demo ended: counts of what the phones saw, and whether the records agree. */
final class Summary {
    private static final Duration NOTABLE = Duration.ofMillis(500);

    private final List<SeenCall> calls;
    private final int rows;
    private final int events;
    private final List<String> differences;
    private final boolean compared;
    private final Duration lateness;

    /** A summary of our callers' calls; {@code compared} = whether anybody looked for differences. */
    Summary(List<SeenCall> calls, int rows, int events, List<String> differences, boolean compared, Duration lateness) {
        this.lateness = lateness;
        this.calls = List.copyOf(calls);
        this.rows = rows;
        this.events = events;
        this.compared = compared;
        this.differences = List.copyOf(differences);
    }

    /** The summary's lines. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(calls.size() + " calls: " + answered() + " answered, " + abandoned() + " abandoned; " + lost(true)
                + " refused and " + lost(false) + " unanswered offers to agents");
        lines.add("recorded: " + rows + " CDR rows, " + events + " events");
        if (compared) {
            verdict(lines);
        }
        return lines;
    }

    private void verdict(List<String> lines) {
        if (lateness.compareTo(NOTABLE) > 0) {
            lines.add("the machine was busy: phones were up to " + lateness.toMillis() / 1000.0 + " s late");
        }
        if (differences.isEmpty()) {
            lines.add("the records agree with what the phones saw, call by call");
        } else {
            lines.add("the records differ from what the phones saw, " + differences.size() + " times:");
            differences.forEach(difference -> lines.add("  " + difference));
        }
    }

    private long answered() {
        return calls.stream().filter(c -> c.talk().isPresent()).count();
    }

    private long abandoned() {
        return calls.stream().filter(SeenCall::abandoned).count();
    }

    private long lost(boolean refused) {
        return calls.stream()
                .flatMap(c -> c.lost().stream())
                .filter(offer -> offer.refused() == refused)
                .count();
    }
}
