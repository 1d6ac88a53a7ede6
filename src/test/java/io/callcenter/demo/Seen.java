package io.callcenter.demo;

import io.callcenter.demo.Sighting.Admitted;
import io.callcenter.demo.Sighting.AgentDone;
import io.callcenter.demo.Sighting.CallerLeft;
import io.callcenter.demo.Sighting.CallerReleased;
import io.callcenter.demo.Sighting.Declined;
import io.callcenter.demo.Sighting.Dialled;
import io.callcenter.demo.Sighting.Joined;
import io.callcenter.demo.Sighting.Listened;
import io.callcenter.demo.Sighting.PickedUp;
import io.callcenter.demo.Sighting.Rings;
import io.callcenter.demo.Sighting.TurnedAway;
import io.callcenter.demo.Sighting.Withdrawn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tells what phones saw of calls, and makes the records that fit. */
final class Seen {
    static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    final Ledger ledger = new Ledger();
    final List<CdrRow> rows = new ArrayList<>();
    final List<CenterEvent> reports = new ArrayList<>();
    private long seq;

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }

    /** 1001 calls support; ann refuses, bob talks with them for three seconds and hangs up. */
    static Seen refusedThenAnswered() {
        Seen seen = new Seen();
        seen.add(new Dialled("1001", "support", at(0)), new Admitted("1001", at(0.1)));
        seen.add(new Rings("1001", "ann", "c-1", at(1)), new Declined("1001", "ann", 486, at(2)));
        seen.add(new Rings("1001", "bob", "c-1", at(2)), new PickedUp("1001", "bob", at(3)));
        seen.add(new Joined("1001", "bob", 4000, at(3)), new AgentDone("1001", "bob", true, at(6)));
        seen.add(new Listened("1001", "bob", 150, Duration.ofSeconds(3), at(6)));
        seen.add(new CallerReleased("1001", at(6)));
        seen.add(new Listened("1001", "1001", 150, Duration.ofSeconds(3), at(6)));
        seen.row("ann", -2, 0, 3, 2, 1, 0);
        seen.row("bob", 0, 1, 7, 3, 1, 3);
        seen.report("1001", "welcome", "", "").report("1001", "toagent", "ann", "");
        seen.report("1001", "queued", "", "").report("1001", "toagent", "bob", "");
        seen.report("1001", "ended", "bob", "answered");
        seen.agent("ann", "incall")
                .agent("ann", "wrapup")
                .agent("bob", "incall")
                .agent("bob", "wrapup");
        return seen;
    }

    /** 1002 calls sales and cancels while ann's phone rings. */
    static Seen cancelled() {
        Seen seen = new Seen();
        seen.add(new Dialled("1002", "sales", at(0)), new Rings("1002", "ann", "c-2", at(0.1)));
        seen.add(new CallerLeft("1002", true, at(1)), new Withdrawn("1002", "ann", at(1)));
        seen.add(new TurnedAway("1002", 487, at(1)));
        seen.rows.add(new CdrRow("1002", "sales", java.util.Optional.of("ann"), 1, 0, 11, 2, 1, 0, 0));
        seen.call("1002", "sales", "toagent", "ann", "").call("1002", "sales", "ended", "ann", "abandoned");
        seen.agent("ann", "incall").agent("ann", "free");
        return seen;
    }

    /** 1003 calls support and hangs up in the queue. */
    static Seen leftTheQueue() {
        Seen seen = new Seen();
        seen.add(new Dialled("1003", "support", at(0)), new Admitted("1003", at(0.1)));
        seen.add(new CallerLeft("1003", false, at(4)));
        seen.rows.add(new CdrRow("1003", "support", java.util.Optional.empty(), 1, 0, 9, 3, 4, 0, 0));
        seen.report("1003", "queued", "", "").report("1003", "ended", "", "abandoned");
        return seen;
    }

    /** 1004 calls support; ann lets it ring, bob answers, the caller hangs up. */
    static Seen unansweredThenAnswered() {
        Seen seen = new Seen();
        seen.add(new Dialled("1004", "support", at(0)), new Admitted("1004", at(0.1)));
        seen.add(new Rings("1004", "ann", "c-4", at(1)), new Withdrawn("1004", "ann", at(3)));
        seen.add(new Rings("1004", "bob", "c-4", at(3)), new PickedUp("1004", "bob", at(4)));
        seen.add(new Joined("1004", "bob", 4000, at(4)), new CallerLeft("1004", false, at(6)));
        seen.add(new AgentDone("1004", "bob", false, at(6)));
        seen.rows.add(new CdrRow("1004", "support", java.util.Optional.of("ann"), -2, 0, 3, 4, 3, 2, 0));
        seen.rows.add(new CdrRow("1004", "support", java.util.Optional.of("bob"), 0, 1, 7, 4, 4, 1, 2));
        seen.report("1004", "toagent", "ann", "").report("1004", "queued", "", "");
        seen.report("1004", "toagent", "bob", "").report("1004", "ended", "bob", "answered");
        seen.agent("ann", "incall")
                .agent("ann", "wrapup")
                .agent("bob", "incall")
                .agent("bob", "wrapup");
        return seen;
    }

    void add(Sighting... sightings) {
        List.of(sightings).forEach(ledger::add);
    }

    private void row(String agent, int type, int rejected, int stats, long waited, long pickUp, long talked) {
        rows.add(new CdrRow(
                "1001", "support", java.util.Optional.of(agent), type, rejected, stats, 1, waited, pickUp, talked));
    }

    Seen report(String caller, String state, String agent, String reason) {
        return call(caller, "support", state, agent, reason);
    }

    private Seen call(String caller, String flow, String state, String agent, String reason) {
        reports.add(new CenterEvent.OfCall("c-" + caller, caller, flow, state, agent, -1, reason, START));
        return this;
    }

    Seen agent(String agent, String status) {
        reports.add(new CenterEvent.OfAgent(agent, status, ++seq, START));
        return this;
    }

    List<String> differences() {
        return new Comparison(ledger, rows, reports, Duration.ZERO).differences();
    }
}
