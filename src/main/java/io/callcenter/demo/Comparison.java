package io.callcenter.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compares the contact center's records with what the phones saw, call by call; each difference is one sentence. */
final class Comparison {
    /** A voice that nobody heard for that long is a fault. */
    private static final Duration AUDIBLE = Duration.ofMillis(700);

    private final List<SeenCall> calls;
    private final List<SeenCall> visitors;
    private final List<CdrRow> rows;
    private final List<CenterEvent> reports;
    private final Duration slack;
    private final List<String> differences = new ArrayList<>();

    /**
     * A comparison of our callers' calls with all rows and reports there are; others may have called too.
     *
     * @param slack how late phones were at most, because the machine was busy
     */
    Comparison(Ledger ledger, List<CdrRow> rows, List<CenterEvent> reports, Duration slack) {
        this.slack = slack;
        this.calls = ledger.planned();
        this.visitors = ledger.visitors();
        this.rows = List.copyOf(rows);
        this.reports = List.copyOf(reports);
    }

    /** The differences, in the order of the calls; empty = the records agree. */
    List<String> differences() {
        differences.clear();
        calls.forEach(this::compare);
        compareNumbers();
        differences.addAll(new AgentReports(everybody(), reports).differences());
        return List.copyOf(differences);
    }

    private void compare(SeenCall call) {
        comparePhones(call);
        List<CdrRow> written =
                rows.stream().filter(r -> r.caller().equals(call.caller())).toList();
        List<ExpectedRow> expected = ExpectedRow.of(call);
        if (written.size() != expected.size()) {
            say(call, "cc_cdrs has " + types(written) + ", the phones saw " + expected);
        } else {
            for (int i = 0; i < expected.size(); i++) {
                for (String fault : expected.get(i).faults(written.get(i), slack)) {
                    say(call, "cc_cdrs row of type " + written.get(i).type() + ": " + fault);
                }
            }
        }
        compareReports(call);
    }

    private static String types(List<CdrRow> written) {
        return written.isEmpty()
                ? "no row"
                : "rows of type " + written.stream().map(CdrRow::type).toList();
    }

    private void comparePhones(SeenCall call) {
        call.refusal().ifPresent(code -> say(call, "was turned away with " + code));
        if (!call.over()) {
            say(call, "is not over on every phone");
        } else if (call.talk().isEmpty() && !call.abandoned() && call.refusal().isEmpty()) {
            say(call, "was hung up by the contact center without having talked to an agent");
        }
        call.deaf(AUDIBLE).forEach(ear -> say(call, ear + " heard no voice of the other side"));
    }

    private void compareReports(SeenCall call) {
        List<CenterEvent.OfCall> mine = reports.stream()
                .filter(CenterEvent.OfCall.class::isInstance)
                .map(CenterEvent.OfCall.class::cast)
                .filter(r -> r.caller().equals(call.caller()))
                .toList();
        long ends = mine.stream().filter(r -> r.state().equals("ended")).count();
        if (ends != 1 || !mine.get(mine.size() - 1).state().equals("ended")) {
            say(call, "events: " + ends + " say ended, of " + mine.size());
            return;
        }
        expect(
                call,
                "the last event's reason",
                outcome(call),
                mine.get(mine.size() - 1).reason());
        expect(call, "the events' flow", call.flow(), mine.get(0).flow());
        expect(
                call,
                "the events' agents",
                call.offers().stream().map(SeenOffer::agent).toList(),
                agents(mine));
    }

    private static String outcome(SeenCall call) {
        return call.talk().isPresent() ? "answered" : call.abandoned() ? "abandoned" : "failed";
    }

    /** The agents to whom a call went, from its reports: one for each time it was bound to one. */
    private static List<String> agents(List<CenterEvent.OfCall> mine) {
        List<String> agents = new ArrayList<>();
        String bound = "";
        for (CenterEvent.OfCall report : mine) {
            String now = report.state().equals("toagent") || report.state().equals("preagent") ? report.agent() : "";
            if (!now.isEmpty() && !now.equals(bound)) {
                agents.add(now);
            }
            bound = report.state().equals("ended") ? bound : now;
        }
        return agents;
    }

    private void compareNumbers() {
        Map<String, Set<Long>> cids = new LinkedHashMap<>();
        rows.forEach(r -> cids.computeIfAbsent(r.caller(), c -> new HashSet<>()).add(r.cid()));
        Set<Long> all = new HashSet<>();
        for (SeenCall call : calls) {
            Set<Long> own = cids.getOrDefault(call.caller(), Set.of());
            if (own.size() > 1) {
                say(call, "cc_cdrs rows of one call have the numbers " + own);
            }
            own.stream().filter(cid -> !all.add(cid)).forEach(cid -> say(call, "shares cid " + cid));
        }
        Set<String> known = new HashSet<>();
        everybody().forEach(c -> known.add(c.caller()));
        cids.keySet().stream()
                .filter(caller -> !known.contains(caller))
                .forEach(caller -> differences.add("cc_cdrs has rows of caller " + caller + ", who never called"));
    }

    private List<SeenCall> everybody() {
        return Stream.concat(calls.stream(), visitors.stream()).toList();
    }

    private void expect(SeenCall call, String what, Object seen, Object recorded) {
        if (!seen.equals(recorded)) {
            say(call, what + ": " + recorded + ", the phones saw " + seen);
        }
    }

    private void say(SeenCall call, String what) {
        Optional<String> id = call.offers().stream()
                .map(SeenOffer::callId)
                .filter(s -> !s.isEmpty())
                .findFirst();
        differences.add("caller " + call.caller() + id.map(i -> " (" + i + ")").orElse("") + ": " + what);
    }
}
