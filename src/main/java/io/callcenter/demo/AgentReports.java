package io.callcenter.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the reports about agents with what their phones saw. */
final class AgentReports {
    private final List<SeenCall> calls;
    private final List<CenterEvent.OfAgent> reports;
    private final List<String> differences = new ArrayList<>();

    /** A comparison of all calls, visitors' too, with the reports about agents among these. */
    AgentReports(List<SeenCall> calls, List<CenterEvent> reports) {
        this.calls = List.copyOf(calls);
        this.reports = reports.stream()
                .filter(CenterEvent.OfAgent.class::isInstance)
                .map(CenterEvent.OfAgent.class::cast)
                .toList();
    }

    /** The differences; empty = the reports agree. */
    List<String> differences() {
        differences.clear();
        Map<String, Integer> rung = new LinkedHashMap<>();
        Map<String, Integer> worked = new LinkedHashMap<>();
        for (SeenCall call : calls) {
            for (SeenOffer offer : call.offers()) {
                rung.merge(offer.agent(), 1, Integer::sum);
                worked.merge(offer.agent(), offer.lost() || offer.talked() ? 1 : 0, Integer::sum);
            }
        }
        rung.forEach((agent, times) -> {
            expect(agent, "incall", times);
            expect(agent, "wrapup", worked.get(agent));
            compareSequence(agent);
        });
        return List.copyOf(differences);
    }

    private void expect(String agent, String status, int seen) {
        long reported =
                of(agent).stream().filter(r -> r.status().equals(status)).count();
        if (seen != reported) {
            differences.add("agent " + agent + ": " + reported + " reports of " + status + ", the phone saw " + seen);
        }
    }

    private List<CenterEvent.OfAgent> of(String agent) {
        return reports.stream().filter(r -> r.agent().equals(agent)).toList();
    }

    private void compareSequence(String agent) {
        long last = Long.MIN_VALUE;
        for (CenterEvent.OfAgent report : of(agent)) {
            if (report.seq() <= last) {
                differences.add("agent " + agent + ": report " + report.seq() + " came after " + last);
            }
            last = report.seq();
        }
    }
}
