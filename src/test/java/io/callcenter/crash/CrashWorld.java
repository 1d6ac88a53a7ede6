package io.callcenter.crash;

import io.callcenter.app.Arrivals;
import io.callcenter.app.CallFacts;
import io.callcenter.app.EffectOrders;
import io.callcenter.app.TransferTargets;
import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.DialogName;
import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.LegInput;
import io.callcenter.b2b.LegOutput;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.leg.CallLegs;
import io.callcenter.b2b.leg.StrayMessages;
import io.callcenter.core.Caller;
import io.callcenter.core.Effect;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Outcome;
import io.callcenter.core.Policy;
import io.callcenter.core.RecoveredLegs;
import io.callcenter.core.Reply;
import io.callcenter.core.SavedCall;
import io.callcenter.core.Signal;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A whole contact center among phones, in one thread: the rules, the legs of each call, the queues between them, and the disk. Every queue moves when
 * the dice say so, so that a crash finds any state that threads can make; then another process takes up what had reached the disk.
 */
final class CrashWorld {

    /** The legs of one call in a process. */
    private static final class Lane {
        private final CallLegs legs;
        private final Deque<LegInput> inputs = new ArrayDeque<>();
        private final Deque<CallEvent> facts = new ArrayDeque<>();

        Lane(CallLegs legs) {
            this.legs = legs;
        }
    }

    private static final Duration LEASE = Duration.ofMillis(250);

    private record Asked(CrashPhone phone, PlainRequest request) {}

    private final Random dice;
    private final boolean transfers;
    private final boolean told;
    private final Shop shop;
    private final Policy policy;
    private final List<String> log = new ArrayList<>();
    final List<String> faults = new ArrayList<>();
    final Map<String, CrashPhone> phones = new LinkedHashMap<>();
    final Map<CallId, CrashPhone> callers = new LinkedHashMap<>();
    private final Disk disk = new Disk();
    private final EffectOrders effectOrders = new EffectOrders();

    // Of one process.
    private ContactCenter center;
    private CallFacts facts;
    private FreshNames names;
    private StrayMessages strays;
    private final Map<CallId, Lane> lanes = new LinkedHashMap<>();
    private final Map<Object, Deque<Effect>> stripes = new LinkedHashMap<>();
    private final Map<String, CallId> bound = new HashMap<>();
    private final Map<String, CallId> branches = new HashMap<>();
    private final Map<String, Asked> asked = new HashMap<>();

    private final Deque<Runnable> wire = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-03-02T08:00:00Z");
    private Instant settled = now;
    private int sure;
    private int reachable = Integer.MAX_VALUE;
    private Instant leaseEnds = Instant.MAX;
    private boolean silent;
    private int epoch;
    private int branch;
    private int calls;
    private int takers;

    /**
     * A world of that seed.
     *
     * @param transfers whether agents transfer their callers
     * @param told whether {@link #story} is kept
     */
    CrashWorld(long seed, boolean transfers, boolean told) {
        this.transfers = transfers;
        this.told = told;
        dice = new Random(seed);
        shop = new Shop(dice);
        policy = shop.policy();
        begin();
        handle(new Signal.Reload(shop.provisioning(Map.of(), now)));
    }

    private void begin() {
        names = new CountingNames("e" + ++epoch, dice);
        strays = new StrayMessages(names, "test");
        center = new ContactCenter(policy);
        facts = new CallFacts(
                new Arrivals(),
                new TransferTargets(false, "cc"::equals, List.of(), ""),
                value -> DialogName.read(value)
                        .flatMap(name -> named(name).map(call -> new Signal.Replaced(call, isCaller(name, call)))),
                this::agent);
        lanes.clear();
        stripes.clear();
        bound.clear();
        branches.clear();
        asked.clear();
    }

    /** The call of that dialog. */
    private Optional<CallId> named(DialogName name) {
        return Optional.ofNullable(bound.get(name.callId() + " " + name.toTag()))
                .or(() -> Optional.ofNullable(bound.get(name.callId() + " " + name.fromTag())));
    }

    private boolean isCaller(DialogName name, CallId call) {
        return call.equals(bound.get(name.callId() + " remote:" + name.fromTag()))
                && callers.get(call).callId.equals(name.callId());
    }

    private Optional<AgentId> agent(String uri) {
        String name = uri.replaceAll("^sip:|@a$", "");
        return Optional.of(name).filter(shop::isAgent).map(AgentId::new);
    }

    // The course of things.

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    private void step() {
        int what = dice.nextInt(100);
        if (what < 30 && !wire.isEmpty()) {
            wire.poll().run();
        } else if (what < 75) {
            inside();
        } else if (what < 78 && calls < 4) {
            callIn();
        } else if (what < 92) {
            anyPhone().ifPresent(this::idea);
        } else {
            pass(Duration.ofMillis(dice.nextInt(3) == 0 ? 2_500 : 100));
        }
    }

    /** One queue inside the process moves by one. */
    private boolean inside() {
        List<Runnable> ready = new ArrayList<>();
        stripes.forEach((key, stripe) -> {
            if (!stripe.isEmpty()) {
                ready.add(() -> carryOut(stripe.poll()));
            }
        });
        lanes.forEach((call, lane) -> {
            if (!lane.inputs.isEmpty()) {
                ready.add(() -> follow(call, lane, lane.legs.handle(lane.inputs.poll(), now)));
            }
            if (!lane.facts.isEmpty()) {
                ready.add(() -> hear(lane.facts.poll()));
            }
        });
        if (ready.isEmpty()) {
            return false;
        }
        ready.get(dice.nextInt(ready.size())).run();
        return true;
    }

    private void settle() {
        settled = now;
        boolean moved = true;
        while (moved) {
            moved = false;
            while (!wire.isEmpty()) {
                wire.poll().run();
                moved = true;
            }
            while (inside()) {
                moved = true;
            }
        }
    }

    private void callIn() {
        CallId call = new CallId("c" + ++calls);
        CrashPhone caller = CrashPhone.caller(this, "bob" + calls, call);
        callers.put(call, caller);
        phones.put(caller.callId, caller);
        caller.call();
    }

    private Optional<CrashPhone> anyPhone() {
        List<CrashPhone> awake =
                phones.values().stream().filter(p -> p.rings() || p.talks()).toList();
        return awake.isEmpty() ? Optional.empty() : Optional.of(awake.get(dice.nextInt(awake.size())));
    }

    private void idea(CrashPhone phone) {
        boolean agent = shop.isAgent(phone.name);
        if (phone.rings()) {
            if (agent && dice.nextInt(4) == 0) {
                phone.refuse(486);
            } else {
                phone.answer();
            }
        } else if (transfers && agent && dice.nextInt(3) > 0) {
            moves(phone);
        } else if (dice.nextInt(callers.containsValue(phone) ? 12 : 6) == 0) {
            phone.hangUp();
        } else {
            phone.insist();
        }
    }

    /** The agent transfers the caller, to whom another caller has if they are one of those, or somebody takes them. */
    private void moves(CrashPhone agent) {
        int how = dice.nextInt(8);
        List<CrashPhone> others = callers.values().stream()
                .filter(other -> other.talks() && !other.call.equals(agent.call) && !other.takes)
                .toList();
        if (how < 2) {
            String name = dice.nextInt(3) == 0 ? "eve" : agent.name.equals("ann") ? "joe" : "ann";
            CrashPhone taker = CrashPhone.taker(this, name, "taker-" + ++takers, agent);
            phones.put(taker.callId, taker);
            taker.takesThePlaceOf(agent);
        } else if (how < 5 && !others.isEmpty()) {
            CrashPhone other = others.get(dice.nextInt(others.size()));
            other.consults = true;
            agent.attends(other);
        } else {
            agent.refer(List.of("ann", "joe", "F", "G").get(dice.nextInt(4)));
        }
    }

    /** No message and no thread takes longer than four seconds: a peer is given up after ten (docs/design/legs.md 5). */
    private void pass(Duration time) {
        if (now.isAfter(settled.plusSeconds(4))) {
            settle();
        }
        Instant then = now.plus(time);
        now = then.isBefore(leaseEnds) ? then : leaseEnds;
        handle(new Signal.Tick());
        List.copyOf(lanes.keySet()).forEach(this::wake);
    }

    private void wake(CallId call) {
        Lane lane = lanes.get(call);
        if (lane != null
                && lane.legs.nextDeadline().filter(at -> !at.isAfter(now)).isPresent()) {
            lane.inputs.add(Plain.in(new PlainEvent.Wake()));
        }
    }

    /** Everything comes to its end in a friendly way. */
    void finish() {
        for (int i = 0; i < 40; i++) {
            settle();
            if (i == 12) {
                dropped().forEach(caller -> faults.add(caller + " was sent away"));
                callers.values().stream().filter(CrashPhone::talks).forEach(CrashPhone::hangUp);
            }
            phones.values().stream().filter(CrashPhone::rings).toList().forEach(CrashPhone::answer);
            phones.values().forEach(CrashPhone::insist);
            pass(Duration.ofSeconds(i < 12 ? 3 : 20));
        }
        settle();
        judge();
    }

    /** Callers who were answered and did not hang up, and whose agent did not either. */
    private List<CrashPhone> dropped() {
        return callers.values().stream()
                .filter(caller -> caller.answered && caller.sentAway && !caller.hungUp && !caller.consults)
                .filter(caller -> phones.values().stream()
                        .noneMatch(p -> p.call.equals(caller.call) && (shop.isAgent(p.name) || p.takes) && p.hungUp))
                .toList();
    }

    private void judge() {
        Disk.Content content = disk.after(disk.size());
        faults.addAll(content.twice);
        content.calls.keySet().forEach(call -> faults.add(call + " is still on the disk"));
        lanes.keySet().forEach(call -> faults.add(call + " still has legs"));
        phones.values().stream()
                .filter(CrashPhone::talks)
                .filter(phone -> !phone.unknown)
                .forEach(p -> faults.add(p + " was never told of the end"));
        phones.values().stream().filter(CrashPhone::rings).forEach(p -> faults.add(p + " rings for ever"));
        if (center.board().totals().ongoing() != 0) {
            faults.add("calls go on: " + center.board().totals());
        }
        center.board().agents().stream().filter(row -> shop.isBusy(row)).forEach(row -> faults.add("stuck: " + row));
        for (CrashPhone caller : callers.values()) {
            long finals = content.cdrs.values().stream()
                    .filter(cdr -> cdr.call().equals(caller.call) && cdr.last())
                    .count();
            if (finals > 1 || finals == 0 && caller.answered) {
                faults.add(caller + " has " + finals + " final records");
            }
        }
    }

    // The end of one process and the begin of the next.

    void crash() {
        int lag = dice.nextInt(3) == 0 ? dice.nextInt(12) : dice.nextInt(3);
        next(Math.max(sure, disk.size() - lag), inLine());
    }

    /**
     * The leader of several machines is cut off from the others: nothing that it writes from now on is ever committed, and it is told so of nothing. It goes
     * on as long as its lease allows, by steps and by the clock, then for some steps more without a word, while messages to it are lost and repeated; then
     * another one takes up what a majority had.
     */
    void changeOfLeader() {
        List<CallId> line = inLine();
        reachable = disk.size();
        leaseEnds = now.plus(LEASE);
        tell(() -> "cut off");
        run(dice.nextInt(30));
        silent = true;
        tell(() -> "silent");
        for (int i = dice.nextInt(20); i > 0 && inside(); i--) {
            tell(() -> "   (another step)");
        }
        int had = Math.max(sure, reachable - dice.nextInt(3));
        silent = false;
        leaseEnds = Instant.MAX;
        reachable = Integer.MAX_VALUE;
        next(had, line);
    }

    private void next(int reached, List<CallId> line) {
        Disk.Content left = disk.cutAt(reached);
        sure = disk.size();
        Duration away = Duration.ofMillis(dice.nextInt(8) * 1_000L + 200);
        tell(() -> "crash, away for " + away);
        now = now.plus(away);
        begin();
        handle(new Signal.Reload(shop.provisioning(left.wrapUps, now)));
        takeUp(left);
        stillInLine(line, left);
    }

    private List<CallId> inLine() {
        return center.board().queue().stream().map(row -> row.call()).toList();
    }

    /** Nobody who waited before and after has been overtaken; the head may be taken by who came back from an agent. */
    private void stillInLine(List<CallId> before, Disk.Content left) {
        Set<CallId> known = left.calls.keySet();
        List<CallId> after = inLine().stream()
                .filter(before::contains)
                .filter(call -> left.calls
                        .get(call)
                        .core()
                        .filter(core -> core.entry() != 0)
                        .isPresent())
                .toList();
        List<CallId> expected =
                before.stream().filter(known::contains).filter(after::contains).toList();
        if (!after.equals(expected)) {
            faults.add("the line was " + expected + " and is " + after);
        }
    }

    private void takeUp(Disk.Content left) {
        Map<CallId, RecoveredLegs> standings = new HashMap<>();
        Map<CallId, LegOutput> steps = new LinkedHashMap<>();
        List<SavedLegs> records = left.calls.values().stream()
                .flatMap(record -> record.legs().stream())
                .toList();
        SavedLegs.owned(records).forEach(saved -> {
            CallId call = saved.call();
            CallLegs.Restored restored = CallLegs.restore(saved, LegSettings.defaults(), names, now);
            tell(() -> call + " restored: " + restored.currentLeg() + restored.underWay() + restored.facts());
            lanes.put(call, new Lane(restored.legs()));
            steps.put(call, restored.output());
            List<Signal> signals = restored.facts().stream()
                    .flatMap(fact -> facts.signal(fact).stream())
                    .toList();
            standings.put(call, new RecoveredLegs(signals, restored.currentLeg(), Set.copyOf(restored.underWay())));
        });
        steps.forEach(
                (call, output) -> Plain.of(output.orders()).forEach(order -> carryOut(call, lanes.get(call), order)));
        List<SavedCall> cores =
                left.calls.values().stream().flatMap(c -> c.core().stream()).toList();
        cores.forEach(core -> standings.computeIfAbsent(core.call(), call -> lost(call)));
        standings.keySet().retainAll(cores.stream().map(SavedCall::call).toList());
        handle(new Signal.Restore(List.of(), cores, standings, List.of()));
        lanes.forEach((call, lane) -> {
            if (left.calls.get(call).core().isEmpty()) {
                lane.inputs.add(new CallOrder.End(call, ""));
            }
        });
        left.calls.forEach((call, record) -> {
            if (record.legs().isEmpty() && record.core().isEmpty()) {
                disk.forgetLegs(call);
            }
        });
    }

    private RecoveredLegs lost(CallId call) {
        return new RecoveredLegs(List.of(new Signal.CallEnded(call, "LOST", now)), Optional.empty(), Set.of());
    }

    // Rules and effects.

    private Reply handle(Signal signal) {
        if (!(signal instanceof Signal.Tick)) {
            tell(() -> "   > " + signal);
        }
        Outcome outcome = center.handle(signal, now);
        for (Effect effect : outcome.effects()) {
            // As in the program: records of calls and orders at once, in their order; the rest a moment later.
            if (effect instanceof Effect.SaveCall
                    || effect instanceof Effect.WriteCdr
                    || effect instanceof Effect.ForgetCall
                    || order(effect).isPresent()) {
                carryOut(effect);
            } else {
                stripes.computeIfAbsent("all", any -> new ArrayDeque<>()).add(effect);
            }
        }
        return outcome.reply();
    }

    private void carryOut(Effect effect) {
        Optional<CallOrder> order = order(effect);
        if (order.isPresent()) {
            tell(() -> "   ! " + effect);
            order(order.get());
        } else {
            disk.append(effect);
        }
    }

    private void order(CallOrder order) {
        Lane lane = lanes.get(order.call());
        if (lane != null) {
            lane.inputs.add(order);
        } else {
            lost(order);
        }
    }

    /** As the program does. */
    private void lost(CallOrder order) {
        if (order instanceof CallOrder.Hand hand) {
            order(hand.failed());
        } else if (order instanceof CallOrder.Adopt adopt && adopt.from().isPresent()) {
            send(Optional.empty(), Plain.of(CallLegs.bye(adopt.from().get(), LegSettings.defaults(), names)));
            order(adopt.done());
            order(adopt.by().back(Optional.empty()));
        } else if (order instanceof CallOrder.GiveBack back && back.from().isPresent()) {
            send(Optional.empty(), Plain.of(CallLegs.bye(back.from().get(), LegSettings.defaults(), names)));
            order(back.done());
        }
    }

    private Optional<CallOrder> order(Effect effect) {
        if (effect instanceof Effect.Connect connect) {
            CallOrder.Connect plain = (CallOrder.Connect) effectOrders.connect(connect);
            return Optional.of(new CallOrder.Connect(
                    plain.call(),
                    plain.leg(),
                    plain.purpose(),
                    located(plain.target()),
                    plain.display(),
                    plain.headers(),
                    plain.announcement().map(CrashWorld::located),
                    plain.offer()));
        } else if (effect instanceof Effect.Drop drop) {
            return Optional.of(effectOrders.drop(drop));
        } else if (effect instanceof Effect.Refuse refuse) {
            return Optional.of(effectOrders.refuse(refuse));
        } else if (effect instanceof Effect.AnswerRefer answer) {
            return Optional.of(effectOrders.answerRefer(answer));
        } else if (effect instanceof Effect.Notify told) {
            return Optional.of(effectOrders.notify(told));
        } else if (effect instanceof Effect.Take take) {
            return Optional.of(effectOrders.take(take));
        } else if (effect instanceof Effect.Hand hand) {
            return Optional.of(effectOrders.hand(hand));
        }
        return effect instanceof Effect.End end ? Optional.of(effectOrders.end(end)) : Optional.empty();
    }

    private static CallOrder.Target located(CallOrder.Target target) {
        return new CallOrder.Target(target.uri(), Optional.of(CrashPhone.HOP));
    }

    private void hear(CallEvent fact) {
        if (fact instanceof CallEvent.Arrived arrived) {
            Reply reply = handle(new Signal.CallArrived(
                    arrived.call(),
                    Long.parseLong(arrived.call().value().substring(1)),
                    new FlowId(shop.flowOf(arrived.call())),
                    new Caller("bob", "", "sip:bob@h"),
                    MediaOffer.AUDIO,
                    ""));
            if (reply instanceof Reply.NotAdmitted) {
                faults.add(arrived.call() + " was not let in: " + reply);
            }
        } else {
            facts.signal(fact).ifPresent(this::handle);
        }
    }

    // The legs' side.

    private void follow(CallId call, Lane lane, LegOutput output) {
        Plain.of(output.orders()).forEach(order -> carryOut(call, lane, order));
        lane.facts.addAll(output.events());
    }

    private void carryOut(CallId call, Lane lane, PlainOrder order) {
        if (order instanceof PlainOrder.Save save) {
            disk.save(save.saved());
            int reached = disk.size();
            if (save.waited()) {
                int then = epoch;
                wire.add(() -> {
                    if (then == epoch && reached <= reachable) {
                        sure = Math.max(sure, reached);
                        lane.inputs.add(Plain.in(new PlainEvent.Saved(save.token(), true)));
                    }
                });
            }
            return;
        }
        if (order instanceof PlainOrder.Bind bind) {
            bound.put(bind.sipCallId() + " " + bind.ourTag(), call);
        } else if (order instanceof PlainOrder.Unbind unbind) {
            bound.remove(unbind.sipCallId() + " " + unbind.ourTag(), call);
        } else if (order instanceof PlainOrder.HandOver over) {
            if (over.order() instanceof CallOrder.Adopt adopt) {
                adopt.from().ifPresent(leg -> phones.get(leg.dialog().callId()).call = adopt.call());
            } else if (over.order() instanceof CallOrder.GiveBack back) {
                back.from().ifPresent(leg -> phones.get(leg.dialog().callId()).call = back.call());
            }
            order(over.order());
        } else if (order instanceof PlainOrder.Forget) {
            lanes.remove(call);
            disk.forgetLegs(call);
            lane.inputs.stream()
                    .filter(CallOrder.class::isInstance)
                    .map(CallOrder.class::cast)
                    .forEach(this::lost);
        } else {
            tell(() -> "      < " + call + " " + brief(order));
            send(Optional.of(call), order);
        }
    }

    private void send(Optional<CallId> call, PlainOrder order) {
        if (silent) {
            return;
        }
        if (order instanceof PlainOrder.Send o) {
            PlainRequest request = o.request();
            call.ifPresent(id -> {
                branches.put(request.branch(), id);
                phones.computeIfAbsent(request.callId(), any -> CrashPhone.called(this, request, id));
            });
            CrashPhone phone = phones.get(request.callId());
            wire.add(() -> phone.receive(request));
        } else if (order instanceof PlainOrder.SendAck o) {
            CrashPhone phone = phones.get(o.ack().callId());
            phone.unknown |= reachable < Integer.MAX_VALUE && phone.name.equals(Shop.HINT);
            wire.add(() -> phone.receive(o.ack()));
        } else if (order instanceof PlainOrder.Cancel o) {
            CrashPhone phone = phones.get(o.invite().callId());
            wire.add(() -> phone.cancelled(o.invite()));
        } else if (order instanceof PlainOrder.Respond o) {
            Asked by = asked.get(o.transaction());
            wire.add(() -> by.phone().receive(by.request(), o.response()));
        } else if (order instanceof PlainOrder.RespondAnew o) {
            CrashPhone phone = phones.get(o.invite().callId());
            wire.add(() -> phone.receive(o.invite(), o.response()));
        }
    }

    // The phones' side.

    String branch() {
        return "z9hG4bK-phone" + ++branch;
    }

    void request(CrashPhone from, PlainRequest request) {
        wire.add(() -> {
            if (asked.containsKey(request.branch())) {
                return; // the stack knows it already
            }
            asked.put(request.branch(), new Asked(from, request));
            tell(() -> "   ? " + from + " " + request.method() + " " + request.cseq());
            PlainEvent in = new PlainEvent.RequestIn(request.branch(), request, CrashPhone.HOP);
            boolean first = request.to().tag().isEmpty();
            String tag = first ? "remote:" + request.from().tag() : request.to().tag();
            CallId call = bound.get(request.callId() + " " + tag);
            if (call == null && first && from.takes) {
                Optional<CallId> other = request.headers()
                        .first("Replaces")
                        .flatMap(DialogName::read)
                        .flatMap(this::named);
                other.ifPresent(found -> bound.put(request.callId() + " " + tag, found));
                other.ifPresentOrElse(found -> give(other, in), from::unknown);
            } else if (call == null && first) {
                CallId fresh = from.call;
                Lane lane = new Lane(new CallLegs(fresh, LegSettings.defaults(), names));
                lanes.put(fresh, lane);
                lane.inputs.add(Plain.in(in));
            } else {
                give(Optional.ofNullable(call), in);
            }
        });
    }

    void acknowledge(CrashPhone from, PlainRequest invite, PlainAddress to, PlainBody answer) {
        PlainRequest ack = PlainRequest.of(
                        "ACK", invite.uri(), invite.callId(), invite.from(), to, invite.cseq(), branch())
                .with(answer);
        wire.add(() -> give(
                Optional.ofNullable(bound.get(ack.callId() + " " + to.tag())),
                new PlainEvent.RequestIn("", ack, CrashPhone.HOP)));
    }

    /** A response to a request of the contact center. */
    void answer(CrashPhone from, PlainRequest request, PlainResponse response) {
        wire.add(() -> respond(from, request.branch(), response, false));
    }

    void repeat(CrashPhone from, String branchOfInvite, PlainResponse ok) {
        wire.add(() -> respond(from, branchOfInvite, ok, true));
    }

    private void respond(CrashPhone from, String of, PlainResponse response, boolean again) {
        boolean matched = branches.containsKey(of) && !again;
        boolean ends = response.method().equals("INVITE") && response.code() >= 200;
        if (!matched && !ends) {
            return;
        }
        tell(() -> "   ? " + from + " answers " + response.code() + " " + response.method() + " " + response.cseq());
        CallId call = Optional.ofNullable(branches.get(of))
                .orElse(bound.get(response.callId() + " " + response.from().tag()));
        give(Optional.ofNullable(call), new PlainEvent.ResponseIn(of, matched, response, CrashPhone.HOP));
    }

    private void give(Optional<CallId> call, PlainEvent event) {
        Optional<Lane> lane = call.map(lanes::get);
        if (lane.isPresent()) {
            lane.get().inputs.add(Plain.in(event));
        } else {
            Plain.of(strays.handle(Plain.in(event))).forEach(order -> {
                tell(() -> "      < stray " + brief(order));
                send(Optional.empty(), order);
            });
        }
    }

    private static String brief(PlainOrder order) {
        if (order instanceof PlainOrder.Send o) {
            return o.request().method() + " " + o.request().cseq() + " to "
                    + o.request().uri();
        } else if (order instanceof PlainOrder.SendAck o) {
            return "ACK " + o.ack().cseq() + " to " + o.ack().uri();
        } else if (order instanceof PlainOrder.Cancel o) {
            return "CANCEL to " + o.invite().uri();
        } else if (order instanceof PlainOrder.Respond o) {
            return o.response().code() + " to " + o.transaction();
        } else if (order instanceof PlainOrder.RespondAnew o) {
            return o.response().code() + " anew to " + o.invite().from().uri();
        }
        return order.toString();
    }

    /** Words cost more than what happens: they are made where somebody reads them. */
    private void tell(Supplier<String> line) {
        if (told) {
            log.add(line.get());
        }
    }

    /** What happened, a line each. */
    String story() {
        return String.join("\n", log);
    }
}
