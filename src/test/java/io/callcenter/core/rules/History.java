package io.callcenter.core.rules;

import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.Caller;
import io.callcenter.core.Effect;
import io.callcenter.core.Media;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Outcome;
import io.callcenter.core.Policy;
import io.callcenter.core.Reply;
import io.callcenter.core.SavedCall;
import io.callcenter.core.SavedLogin;
import io.callcenter.core.Signal;
import io.callcenter.core.TransferTarget;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One random history of a contact center: each number is a deed, chosen and filled in by what is there at that moment, so that a list of
 * numbers is the whole history and shrinks like one.
 */
final class History {
    private static final Duration[] STEPS = {
        Duration.ofMillis(250),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(31)
    };
    private static final int[] CODES = {486, 408, 603, 480, 503, 407, 404, 0, 1, 483};

    final List<String> faults = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();
    private final Ledger ledger = new Ledger(faults);
    private final Map<CallId, SimLegs> legs = new LinkedHashMap<>();
    private final RandomRows rows;
    private final Policy policy;
    private ContactCenter center;
    private Instant now = Instant.parse("2026-03-02T08:00:00Z");
    private long sequence;
    private final boolean recount;
    private final boolean transfers;
    private final Set<CallId> offered = new HashSet<>();
    /** Last words about legs, which mean nothing when they are said again. */
    private final List<Signal> told = new ArrayList<>();

    private int dice;

    History(int seed, boolean recount) {
        this(seed, recount, false);
    }

    /** One in which callers are transferred, too: the same numbers stand for other deeds. */
    History(int seed, boolean recount, boolean transfers) {
        this.recount = recount;
        this.transfers = transfers;
        dice = seed;
        Policy usual = RandomRows.policy(this::roll);
        policy = transfers ? usual.with(RandomRows.transfers(this::roll)) : usual;
        rows = new RandomRows(this::roll);
        center = new ContactCenter(policy);
        send(new Signal.Reload(rows.provisioning()));
    }

    /** Whether the number stands for a restart, which begins statistics anew. */
    static boolean isRestart(int number) {
        return Math.floorMod((number * 1_103_515_245 + 12_345) >>> 8, 100) >= 99;
    }

    ContactCenter center() {
        return center;
    }

    Instant now() {
        return now;
    }

    /** Time passes. */
    void pass(Duration time) {
        now = now.plus(time);
        send(new Signal.Tick());
    }

    /** Does what the number stands for. */
    void step(int number) {
        dice = number;
        int deed = roll(100);
        if (transfers && roll(4) == 0) {
            anyTalk().ifPresent(this::transferDeed);
        } else if (deed < 16) {
            arrive();
        } else if (deed < 34) {
            anyLegs().ifPresent(call -> call.takeOrder(now));
        } else if (deed < 52) {
            anyFact().ifPresent(this::send);
        } else if (deed < 72) {
            anyLegs().ifPresent(this::legDeed);
        } else if (deed < 77) {
            anyLegs().ifPresent(this::endDeed);
        } else if (deed < 90) {
            tick();
        } else {
            operatorDeed(deed);
        }
    }

    /** Lets everything come to its end: all callers hang up, all facts are told, all wrap-ups end. */
    void drain() {
        settleTransfers();
        for (int round = 0; round < 3; round++) {
            for (SimLegs call : List.copyOf(legs.values())) {
                call.takeOrders(now);
                if (!call.over()) {
                    call.callerGoes(Signal.Gone.BYE, now);
                }
                while (!call.facts.isEmpty()) {
                    send(call.facts.poll());
                }
            }
        }
        for (int minute = 0; minute < 5; minute++) {
            now = now.plusSeconds(60);
            send(new Signal.Tick());
        }
        ledger.counted(center.board());
        if (center.board().totals().ongoing() != 0 || !ledger.savedCalls.isEmpty()) {
            faults.add("still there in the end: " + center.calls().keySet() + ledger.savedCalls.keySet());
        }
        legs.keySet().stream()
                .filter(call -> !ledger.closed(call))
                .forEach(call -> faults.add(call + " has no record"));
    }

    /** All that was asked for is answered, once the targets have fallen. */
    private void settleTransfers() {
        for (int round = 0; transfers && round < 6; round++) {
            for (SimLegs call : List.copyOf(legs.values())) {
                call.takeOrders(now);
                List.copyOf(call.pending).forEach(leg -> call.refuse(leg, 486, now));
                while (!call.facts.isEmpty()) {
                    send(call.facts.poll());
                }
                call.takeOrders(now);
            }
            now = now.plusSeconds(2);
            send(new Signal.Tick());
        }
        if (transfers) {
            legs.values().forEach(SimLegs::judge);
        }
    }

    private void arrive() {
        CallId call = new CallId("c" + ++sequence);
        if (transfers && roll(3) == 0) {
            agentCalls(call);
            return;
        }
        FlowId flow = new FlowId("F" + roll(4));
        MediaOffer media = MediaOffer.values()[Math.max(0, roll(12) - 8)];
        MediaOffer offer = roll(3) == 0 ? MediaOffer.CHAT : media;
        Caller caller = new Caller("1", "Bob", roll(20) == 0 ? "" : "sip:1@h");
        arrived(call, send(new Signal.CallArrived(call, sequence, flow, caller, offer, "")));
    }

    /** An agent calls a colleague, or a flow. */
    private void agentCalls(CallId call) {
        FlowId called = new FlowId(roll(4) == 0 ? "F" + roll(4) : "A" + roll(5));
        Caller caller = new Caller("7", "", "sip:7@h");
        Signal.CallArrived arrived = new Signal.CallArrived(call, sequence, called, caller, MediaOffer.AUDIO, "")
                .by(new AgentId("A" + roll(5)));
        arrived(call, send(arrived));
    }

    private void arrived(CallId call, Outcome outcome) {
        if (outcome.reply() instanceof Reply.NotAdmitted) {
            legs.remove(call);
            if (!outcome.effects().isEmpty()) {
                faults.add("a refused call led to " + outcome.effects());
            }
        } else {
            sim(call);
        }
    }

    private void legDeed(SimLegs call) {
        if (call.takesBack() && roll(2) == 0) {
            askedBack(call);
            return;
        }
        if (call.pending.isEmpty()) {
            Signal.EndedBy by = roll(6) == 0 ? Signal.EndedBy.RETURN_FAILED : Signal.EndedBy.PEER;
            call.rightEnds(by, now);
            return;
        }
        SimLegs.SimLeg leg = call.pending.get(roll(call.pending.size()));
        switch (roll(9)) {
            case 0 -> call.progress(leg);
            case 1 -> call.answer(leg, now);
            case 2, 3, 4, 5 -> call.join(leg, now);
            case 6 -> call.refuse(leg, CODES[roll(CODES.length)], now);
            case 7 -> call.failJoin(leg, now);
            default -> call.rightEnds(Signal.EndedBy.PEER, now);
        }
    }

    private void askedBack(SimLegs call) {
        if (roll(3) == 0) {
            call.asideEnds(Signal.EndedBy.RETURN_FAILED, now);
        } else {
            call.comesBack(now);
        }
    }

    private void transferDeed(SimLegs call) {
        switch (roll(12)) {
            case 10 -> call.wantsPlace(anyAgent(2), anyAgent(3), now);
            case 11 -> call.rightEnds(Signal.EndedBy.NO_ACK, now);
            case 0 -> send(new Signal.Transfer(call.call, target(), Optional.empty()));
            case 1 -> call.takeBack(now);
            case 2 -> call.rightEnds(Signal.EndedBy.PEER, now);
            case 3 -> call.pending.stream().findFirst().ifPresent(call::lose);
            case 5 -> call.asideEnds(Signal.EndedBy.PEER, now);
            case 4 -> send(new Signal.ReleaseAgent(new AgentId("A" + roll(5)), "stuck"));
            case 7 -> ownCall(call);
            case 6 -> call.refer(target(), anyLegs().map(other -> new Signal.Replaced(other.call, roll(3) > 0)), now);
            default -> call.refer(target(), Optional.empty(), now);
        }
    }

    /** An agent asks in a call that they have made that a caller of theirs gets whom they talk to there. */
    private void ownCall(SimLegs call) {
        Call talk = center.calls().get(call.call);
        if (talk == null || talk.agent().isEmpty()) {
            return;
        }
        talk.agent().orElseThrow().consultations.stream()
                .map(legs::get)
                .filter(own -> own != null && !own.over() && own.callerAnswered())
                .findFirst()
                .ifPresent(own -> own.referByCaller(new Signal.Replaced(call.call, roll(5) == 0), now));
    }

    private Optional<AgentId> anyAgent(int odds) {
        return roll(odds) == 0 ? Optional.empty() : Optional.of(new AgentId("A" + roll(5)));
    }

    private TransferTarget target() {
        int number = roll(11);
        if (number == 10) {
            return new TransferTarget(TransferTarget.Kind.ANY, "", "sip:9@out", "sip:9@out", 0);
        }
        String name = number < 4 ? "F" + number : "A" + (number - 4);
        return new TransferTarget(TransferTarget.Kind.ANY, name, "sip:" + name + "@center", "", 404);
    }

    /** A call whose caller talks to somebody or hears something, if there is one. */
    private Optional<SimLegs> anyTalk() {
        List<SimLegs> talking = legs.values().stream()
                .filter(call -> !call.over() && call.right().isPresent())
                .toList();
        return talking.isEmpty() ? anyLegs() : Optional.of(talking.get(roll(talking.size())));
    }

    private void endDeed(SimLegs call) {
        switch (roll(5)) {
            case 0 -> call.end(call.callerAnswered() ? "LIMIT" : "SETUP_TIMEOUT", now);
            case 1 -> call.callerGoes(Signal.Gone.values()[roll(5)], now);
            case 2 -> call.pending.stream().findFirst().ifPresent(call::lose);
            default -> call.callerGoes(call.callerAnswered() ? Signal.Gone.BYE : Signal.Gone.CANCEL, now);
        }
    }

    private void operatorDeed(int deed) {
        AgentId agent = new AgentId("A" + roll(5));
        switch (deed) {
            case 90, 91 -> send(new Signal.AgentLogin(agent, roll(2) == 0));
            case 92 -> {
                rows.change(now);
                send(new Signal.Reload(rows.provisioning()));
            }
            case 93 -> anyLegs().ifPresent(call -> send(new Signal.DispatchToAgent(call.call, agent)));
            case 94 -> send(new Signal.InternalDispatching(Optional.of(roll(3) > 0)));
            case 95 -> send(new Signal.ReleaseAgent(agent, "stuck"));
            case 96 -> anyLegs().ifPresent(call -> send(new Signal.Explain(call.call)));
            case 97 -> late();
            case 98 -> resetOrHangUp();
            default -> restart();
        }
    }

    private void resetOrHangUp() {
        if (roll(2) == 0) {
            send(new Signal.ResetStatistics());
        } else {
            anyLegs().ifPresent(call -> send(new Signal.HangUp(call.call, "")));
        }
    }

    private void tick() {
        now = now.plus(STEPS[roll(STEPS.length)]);
        send(new Signal.Tick());
    }

    /** A signal about nothing that is there changes nothing, neither outside nor inside. */
    private void late() {
        CallId call = anyLegs().map(c -> c.call).orElse(new CallId("ghost"));
        LegId leg = new LegId("old-" + roll(3));
        AgentId nobody = new AgentId("nobody");
        Signal fact =
                switch (roll(13)) {
                    case 0 -> new Signal.LegConnected(call, leg, now);
                    case 1 -> new Signal.LegRefused(call, leg, 486, now);
                    case 2 -> new Signal.LegEnded(call, leg, Signal.EndedBy.PEER, now);
                    case 3 -> new Signal.LegNotJoined(call, leg, true, 488, false, now);
                    case 4 -> new Signal.CallerGone(new CallId("ghost"), Signal.Gone.BYE, now);
                    case 5 -> new Signal.CallEnded(new CallId("ghost"), "LIMIT", now);
                    case 6 -> new Signal.LegDropped(call, leg);
                    case 7 -> new Signal.LegAnswered(call, leg, now);
                    case 8 -> new Signal.AgentLogin(nobody, roll(2) == 0);
                    case 9 -> new Signal.ReleaseAgent(nobody, "");
                    case 10 -> new Signal.DispatchToAgent(call, nobody);
                    case 11 -> new Signal.HangUp(new CallId("ghost"), "");
                    default -> told.isEmpty() ? new Signal.LegDropped(call, leg) : told.get(roll(told.size()));
                };
        String before = everything();
        Outcome outcome = send(fact);
        if (!outcome.effects().isEmpty()) {
            faults.add(fact + " led to " + outcome.effects());
        }
        if (!everything().equals(before)) {
            faults.add(fact + " changed something: " + before + " became " + everything());
        }
    }

    private String everything() {
        Board board = center.board();
        return "" + board.totals() + board.flows() + board.agents() + board.calls() + board.queue();
    }

    private void restart() {
        rows.wrapUps(ledger::wrapUp);
        List<SavedCall> calls = List.copyOf(ledger.savedCalls.values());
        List<SavedLogin> logins = List.copyOf(ledger.savedLogins.values());
        center = new ContactCenter(policy);
        ledger.restarted();
        Set<CallId> living = calls.stream().map(SavedCall::call).collect(Collectors.toSet());
        legs.keySet().removeIf(call -> !living.contains(call) && ledger.closed(call));
        send(new Signal.Reload(rows.provisioning()));
        send(new Signal.Restore(logins, calls, Map.of(), List.of()));
        legs.values().forEach(call -> call.restart(roll(4) == 0, now));
    }

    Outcome send(Signal signal) {
        Map<CallId, Board.QueueKey> before = center.calls().values().stream()
                .filter(call -> call.key().isPresent())
                .collect(Collectors.toMap(Call::id, call -> call.key().orElseThrow()));
        Map<CallId, Set<AgentId>> ready =
                center.calls().values().stream().filter(Call::ready).collect(Collectors.toMap(Call::id, this::avoided));
        Outcome outcome = center.handle(signal, now);
        if (signal instanceof Signal.LegRefused
                || signal instanceof Signal.LegNotJoined
                || signal instanceof Signal.LegDropped
                || signal instanceof Signal.LegEnded) {
            told.add(signal);
        }
        if (outcome.reply() instanceof Reply.Done
                && signal instanceof Signal.CallArrived arrived
                && center.calls().containsKey(arrived.call())) {
            ledger.admitted();
        }
        for (Effect effect : outcome.effects()) {
            effects.add(effect);
            ledger.read(effect, now);
            if (effect instanceof Effect.ReportAgent report) {
                chatsFit(report, outcome.effects());
            }
            if (isOrder(effect)) {
                sim(effect.about().orElseThrow()).orders.add(effect);
            }
            boolean byHand = signal instanceof Signal.DispatchToAgent || signal instanceof Signal.Transfer;
            if (effect instanceof Effect.Connect connect && !byHand) {
                overtakesNobody(connect, before, ready, outcome.effects());
            }
        }
        if (recount) {
            Recount.faults(center).forEach(fault -> faults.add(fault + " after " + signal));
        }
        return outcome;
    }

    /** The agents who are not asked for the call before its rest is over. */
    private Set<AgentId> avoided(Call call) {
        return IntStream.range(0, 5)
                .mapToObj(number -> new AgentId("A" + number))
                .filter(agent -> center.state()
                        .roster()
                        .anyone(agent)
                        .filter(call::avoids)
                        .isPresent())
                .collect(Collectors.toSet());
    }

    /**
     * At a chat's dispatch they have no more than they can, one less while their wrap-up runs. Who is given the chat for which they were consulted has both
     * until the consultation has ended, in the same step.
     */
    private void chatsFit(Effect.ReportAgent report, List<Effect> step) {
        Optional<LiveAgent> seat = center.state().roster().anyone(report.agent());
        if (report.sessions().isPresent() && seat.isPresent()) {
            int held = report.wrapUpEnds().isPresent() ? 1 : 0;
            long merged = step.stream()
                    .filter(effect ->
                            effect instanceof Effect.End end && end.reason().equals("merged")
                                    || effect instanceof Effect.Hand)
                    .count();
            if (report.sessions().getAsInt() + held - merged > room(report, seat.orElseThrow())) {
                faults.add("too many chats: " + report);
            }
        }
    }

    private static int room(Effect.ReportAgent report, LiveAgent liveAgent) {
        return report.status().equals("incall") ? liveAgent.row().settings().maxCalls() : liveAgent.maxChats();
    }

    /**
     * Nobody who waits, may be given away and comes before this call could have had its agent. A call that had an agent before was put back
     * at the head and may come first.
     */
    private void overtakesNobody(
            Effect.Connect connect,
            Map<CallId, Board.QueueKey> before,
            Map<CallId, Set<AgentId>> ready,
            List<Effect> all) {
        Call given = center.calls().get(connect.call());
        if (connect.agent().isEmpty()
                || !offered.add(connect.call())
                || given == null
                || given.agent().isEmpty()
                // Whoever they are with gives them to another agent.
                || !given.agent().orElseThrow().id().equals(connect.agent().get())) {
            return;
        }
        LiveAgent liveAgent = given.agent().orElseThrow();
        long priority = given.flow().row().priority();
        Board.QueueKey place = before.getOrDefault(given.id(), new Board.QueueKey(1, priority, Long.MAX_VALUE));
        center.calls().values().stream()
                .filter(call -> call.state() == CallState.QUEUED && call.ready() && !call.avoids(liveAgent))
                .filter(call -> call.media() == given.media() || audioFirst(liveAgent, given, call, all))
                .filter(call -> before.containsKey(call.id()))
                // A rest that ends in this very moment may end after another call was given away.
                .filter(call ->
                        ready.containsKey(call.id()) && !ready.get(call.id()).contains(liveAgent.id()))
                .filter(call ->
                        liveAgent.row().skills().contains(call.flow().row().skill()))
                .filter(call -> call.key().orElseThrow().compareTo(place) < 0 || call.media() != given.media())
                .forEach(call -> faults.add(given.id() + " overtook " + call.id()));
    }

    /**
     * An agent who was free for both gets audio before chats, whatever their order (B53). Whether they were free stands in what was reported then: in
     * the end of a signal a chat that they had may be gone.
     */
    private static boolean audioFirst(LiveAgent liveAgent, Call given, Call other, List<Effect> all) {
        boolean wasFree = all.stream()
                .filter(Effect.ReportAgent.class::isInstance)
                .map(Effect.ReportAgent.class::cast)
                .filter(report -> report.agent().equals(liveAgent.id())
                        && report.flow().equals(Optional.of(given.flow().row().id()))
                        && report.sessions().isPresent())
                .findFirst()
                .filter(report ->
                        report.sessions().getAsInt() == 1 && report.wrapUpEnds().isEmpty())
                .isPresent();
        return given.media() == Media.CHAT
                && other.media() == Media.AUDIO
                && wasFree
                && !liveAgent.row().location().isEmpty();
    }

    private static boolean isOrder(Effect effect) {
        return effect instanceof Effect.Connect
                || effect instanceof Effect.Drop
                || effect instanceof Effect.AnswerRefer
                || effect instanceof Effect.Notify
                || effect instanceof Effect.Hand
                || effect instanceof Effect.Take
                || effect instanceof Effect.Refuse
                || effect instanceof Effect.End;
    }

    private SimLegs sim(CallId call) {
        return legs.computeIfAbsent(call, id -> new SimLegs(id, faults, legs::get));
    }

    private Optional<SimLegs> anyLegs() {
        List<SimLegs> alive =
                legs.values().stream().filter(call -> !call.over()).toList();
        return alive.isEmpty() ? Optional.empty() : Optional.of(alive.get(roll(alive.size())));
    }

    private Optional<Signal> anyFact() {
        List<SimLegs> telling =
                legs.values().stream().filter(call -> !call.facts.isEmpty()).toList();
        return telling.isEmpty()
                ? Optional.empty()
                : Optional.of(telling.get(roll(telling.size())).facts.poll());
    }

    /** A number below the bound that follows from the step's number alone. */
    private int roll(int bound) {
        dice = dice * 1_103_515_245 + 12_345;
        return Math.floorMod(dice >>> 8, bound);
    }
}
