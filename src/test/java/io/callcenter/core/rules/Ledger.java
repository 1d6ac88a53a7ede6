package io.callcenter.core.rules;

import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.Cdr;
import io.callcenter.core.Effect;
import io.callcenter.core.SavedCall;
import io.callcenter.core.SavedLogin;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads effects as the world does, and remembers what must not happen twice, or not yet. */
final class Ledger {
    private static final int ANSWERED = 4;
    private static final int ABANDONED = 8;
    private final List<String> faults;
    private final Map<CallId, Integer> records = new HashMap<>();
    private final Set<CallId> closed = new HashSet<>();
    private final Set<CallId> forgotten = new HashSet<>();
    private final Set<CallId> logged = new HashSet<>();
    private final Set<CallId> transferring = new HashSet<>();
    private final Map<CallId, Integer> versions = new HashMap<>();
    private final Set<Object> legs = new HashSet<>();
    private final Map<AgentId, Instant> wrapUps = new HashMap<>();
    private final Map<AgentId, Long> reports = new HashMap<>();
    private final Map<String, Long> counted = new HashMap<>();
    final Map<CallId, SavedCall> savedCalls = new LinkedHashMap<>();
    final Map<AgentId, SavedLogin> savedLogins = new LinkedHashMap<>();

    Ledger(List<String> faults) {
        this.faults = faults;
    }

    /** A process that starts anew begins its agents' report numbers, and its statistics, anew. */
    void restarted() {
        reports.clear();
        counted.clear();
    }

    void admitted() {
        count("arrived");
    }

    /** Statistics are what was seen: one admission, one dispatch, one establishment, one departure each. */
    void counted(Board board) {
        Board.Totals totals = board.totals();
        List<Long> all = totals.sinceStart();
        same("arrived", all.get(0));
        same("distributed", all.get(1));
        same("abandoned", all.get(4));
        if (!logged.equals(forgotten)) {
            faults.add("not every call that ended is in the log: " + logged + " of " + forgotten);
        }
        long moved = counted.getOrDefault("moved", 0L);
        if (board.flows().stream().mapToLong(flow -> flow.totals().get(0)).sum() > all.get(0) + moved) {
            faults.add("flows have more arrivals than all together");
        }
    }

    private void same(String name, long shown) {
        long seen = counted.getOrDefault(name, 0L);
        if (shown != seen) {
            faults.add(name + ": shown " + shown + ", seen " + seen);
        }
    }

    private void count(String name) {
        counted.merge(name, 1L, Long::sum);
    }

    Instant wrapUp(AgentId agent) {
        return wrapUps.getOrDefault(agent, Instant.MIN);
    }

    boolean closed(CallId call) {
        return closed.contains(call);
    }

    void read(Effect effect, Instant now) {
        effect.about()
                .filter(forgotten::contains)
                .filter(call -> !(effect instanceof Effect.ReportCall) && !(effect instanceof Effect.LogCall))
                .filter(call ->
                        !(effect instanceof Effect.Notify told && told.leg().equals(LegId.CALLER)))
                .ifPresent(call -> faults.add("after it was forgotten: " + effect));
        if (effect instanceof Effect.WriteCdr write) {
            record(write.cdr());
        } else if (effect instanceof Effect.WriteConsultation write) {
            between(write.part());
        } else if (effect instanceof Effect.SaveCall save) {
            saved(save.saved());
        } else if (effect instanceof Effect.ForgetCall forget) {
            forget(forget.call());
        } else if (effect instanceof Effect.Connect connect && !legs.add(connect.leg())) {
            faults.add("a leg's name was used twice: " + connect.leg());
        } else if (effect instanceof Effect.SaveWrapUp wrapUp) {
            wrapUps.put(wrapUp.agent(), wrapUp.end());
        } else if (effect instanceof Effect.SaveLogin login) {
            savedLogins.put(login.login().agent(), login.login());
        } else if (effect instanceof Effect.ReportAgent report) {
            report(report, now);
        } else if (effect instanceof Effect.ReportCall report) {
            transfer(report);
        } else if (effect instanceof Effect.LogCall line) {
            logged(line);
        }
    }

    private void record(Cdr cdr) {
        int number = records.merge(cdr.call(), 1, Integer::sum);
        if (cdr.number() != number) {
            faults.add("record " + cdr.number() + " of " + cdr.call() + " comes as number " + number);
        }
        if (cdr.waited().isNegative()
                || cdr.talked().isNegative()
                || cdr.pickUp().isNegative()) {
            faults.add("negative time: " + cdr);
        }
        if (closed.contains(cdr.call())) {
            faults.add("a record after the last one: " + cdr);
        }
        if (cdr.last()) {
            closed.add(cdr.call());
        }
        if ((cdr.stats() & ABANDONED) != 0) {
            count("abandoned");
        }
        if ((cdr.type() == 0) != ((cdr.stats() & ANSWERED) != 0) && cdr.type() != -1) {
            faults.add("answered or not: " + cdr);
        }
    }

    /** A call from agent to agent has one record, which no other call has, and no line in the log. */
    private void between(Cdr part) {
        if (!part.betweenAgents()
                || !part.last()
                || part.waited().isNegative()
                || part.talked().isNegative()) {
            faults.add("no record of a consultation: " + part);
        }
        if (!closed.add(part.call()) || !logged.add(part.call())) {
            faults.add("a second record: " + part);
        }
    }

    private void saved(SavedCall saved) {
        Integer before = versions.put(saved.call(), saved.version());
        if (before != null && before >= saved.version()) {
            faults.add("version " + saved.version() + " of " + saved.call() + " after " + before);
        }
        savedCalls.put(saved.call(), saved);
    }

    private void forget(CallId call) {
        if (!closed.contains(call)) {
            faults.add(call + " was forgotten before its last record");
        }
        if (!forgotten.add(call)) {
            faults.add(call + " was forgotten twice");
        }
        savedCalls.remove(call);
    }

    private void logged(Effect.LogCall line) {
        if (!forgotten.contains(line.call()) || !logged.add(line.call())) {
            faults.add("a line of the log too early or twice: " + line);
        }
        if (line.waited().isNegative()
                || line.talked().isNegative()
                || line.why().isBlank()) {
            faults.add("a line of the log that cannot be: " + line);
        }
    }

    /** A transfer that has begun is decided by the next report of the call. */
    private void transfer(Effect.ReportCall report) {
        boolean open = transferring.remove(report.call());
        boolean decides =
                report.state() == CallState.ENDED || report.transfer().by().isPresent();
        if (open && !decides) {
            faults.add("a transfer without an outcome: " + report);
        }
        if (report.state() == CallState.TRANSFERRING) {
            transferring.add(report.call());
        }
        if (report.reason().equals("transferred") && report.state() == CallState.QUEUED) {
            count("moved");
        }
    }

    private void report(Effect.ReportAgent report, Instant now) {
        long before = reports.getOrDefault(report.agent(), 0L);
        if (report.seq() != before + 1) {
            faults.add("report " + report.seq() + " of " + report.agent() + " after " + before);
        }
        reports.put(report.agent(), report.seq());
        if (report.flow().isPresent()) {
            count("distributed");
        }
        boolean given = report.flow().isPresent();
        if (given
                && report.status().equals("incall")
                && report.sessions().isEmpty()
                && wrapUp(report.agent()).isAfter(now)) {
            faults.add(report.agent() + " got a call in their wrap-up");
        }
    }
}
