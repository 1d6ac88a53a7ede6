package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.DialogName;
import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.LegInput;
import io.callcenter.b2b.LegOutput;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SipEvent;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
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

/**
 * A call among peers over a network that loses, repeats and reorders: what happens next is what the given choices say, and when there are no more
 * of them everything comes to its end in a friendly way. A {@link Referee} watches.
 */
final class World {
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final CallId CALL = new CallId("call-1");
    private static final Duration TIMEOUT = Duration.ofSeconds(32);
    private static final Duration LAG = Duration.ofMillis(50);
    private static final Duration JOURNEY = Duration.ofSeconds(5);
    private static final long[] STEPS = {
        1, 10, 10, 50, 100, 200, 500, 500, 1_000, 2_000, 2_000, 4_000, 9_000, 11_000, 31_000, 61_000
    };

    /** Something on its way; what may be lost, and what is not lost for good. */
    private record Flying(String what, Runnable arrival, boolean losable, Instant since) {}

    /** A record that may be on the disk. */
    private record Written(SavedLegs legs, Instant at) {}

    /** A client transaction of the call. */
    private static final class Pending {
        private final PlainRequest request;
        private final Instant since;
        private boolean heard;

        Pending(PlainRequest request, Instant since) {
            this.request = request;
            this.since = since;
        }
    }

    private final List<Integer> choices;
    private final List<Flying> wire = new ArrayList<>();
    private final Map<String, Peer> peers = new LinkedHashMap<>();
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private final Map<String, PlainRequest> requests = new LinkedHashMap<>();
    private final Map<String, Peer> senders = new LinkedHashMap<>();
    private final List<Object> log = new ArrayList<>();
    private final Referee referee = new Referee("caller-call", "caller-tag");
    private final Set<String> bound = new HashSet<>();
    private final List<Written> onDisk = new ArrayList<>();
    /** Transfers that are under way, by the leg that was ordered for them: which leg is to be told. */
    private final Map<LegId, LegId> transfers = new LinkedHashMap<>();

    private CallLegs legs;
    private StrayMessages strays;
    private Instant now = START;
    private int used;
    private int branches;
    private int legNumber;
    private int takers;
    private int epoch;

    World(List<Integer> choices) {
        this.choices = choices;
        FreshNames names = new FakeNames("a", choices.hashCode());
        this.legs = new CallLegs(CALL, LegSettings.defaults(), names);
        this.strays = new StrayMessages(names, "test");
    }

    /** Plays the whole history; throws an {@link AssertionError} with the log when a rule is broken. */
    void play() {
        play(-1);
    }

    /** The same, with a crash after so many choices. */
    void play(int crashAfter) {
        try {
            Peer caller = new Peer(this, "caller", "caller-call");
            peers.put("caller-call", caller);
            caller.call();
            wire.remove(0).arrival().run();
            if (chance(80)) {
                inPeace(CallOrder.Purpose.ANNOUNCEMENT);
                if (chance(50)) {
                    inPeace(CallOrder.Purpose.AGENT);
                    if (chance(50)) {
                        transferBegins();
                    }
                }
            }
            boolean crashed = crashAfter < 0;
            while (used < choices.size()) {
                if (!crashed && used >= crashAfter) {
                    crashed = true;
                    crash();
                }
                step();
            }
            finish();
            referee.closes();
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError(broken + "\n" + story(), broken);
        }
    }

    /** What happened, a line each. */
    String story() {
        return log.stream().map(World::brief).collect(Collectors.joining("\n"));
    }

    /** The next choice, from 0 to {@code bound} - 1; 0 when there are no more. */
    int next(int bound) {
        return used < choices.size() ? Math.floorMod(choices.get(used++), bound) : 0;
    }

    boolean chance(int percent) {
        return next(100) < percent;
    }

    int oneOf(int[] values) {
        return values[next(values.length)];
    }

    String branch() {
        return "z9hG4bK-peer" + ++branches;
    }

    // The course of things.

    /** The caller is joined to somebody without any trouble. */
    private void inPeace(CallOrder.Purpose purpose) {
        connect(purpose, false);
        int from = used;
        used = choices.size();
        for (int i = 0; i < 4; i++) {
            while (!wire.isEmpty()) {
                arrive(0);
            }
            List.copyOf(peers.values()).forEach(Peer::settle);
        }
        used = from;
    }

    /** The agent has asked for a transfer, the target rings, and the caller hears music. */
    private void transferBegins() {
        int from = used;
        used = choices.size();
        Peer agent = List.copyOf(peers.values()).get(peers.size() - 1);
        agent.refer();
        for (int i = 0; i < 6; i++) {
            while (!wire.isEmpty()) {
                arrive(0);
            }
            List<Peer> all = List.copyOf(peers.values());
            Peer target = all.get(all.size() - 2);
            all.stream().filter(peer -> peer != target).forEach(Peer::settle);
        }
        used = from;
    }

    /** The process dies, at some time after the last save that it knew to be on the disk, and another one takes the call up. */
    void crash() {
        while (onDisk.size() > 1 && onDisk.get(1).at().plus(LAG).isBefore(now)) {
            onDisk.remove(0);
        }
        if (onDisk.isEmpty()) {
            return;
        }
        SavedLegs saved = onDisk.get(next(onDisk.size())).legs();
        log.add("crash, taken up from version " + saved.version());
        pending.clear();
        bound.clear();
        onDisk.clear();
        epoch++;
        peers.values().forEach(Peer::forgotten);
        referee.crashed(saved);
        FreshNames names = new FakeNames("b" + epoch, choices.hashCode());
        strays = new StrayMessages(names, "test");
        now = now.plusMillis(STEPS[next(STEPS.length)]);
        CallLegs.Restored restored = CallLegs.restore(saved, LegSettings.defaults(), names, now);
        legs = restored.legs();
        follow(restored.output());
        // What was saved of a transfer is not known to have ended.
        saved.legs().stream().filter(leg -> leg.referral().isPresent()).forEach(leg -> tell(leg.id(), 503));
        transfers.clear();
    }

    private void step() {
        int what = next(100);
        if (what < 50 && !wire.isEmpty()) {
            arrive(next(wire.size()));
        } else if (what < 74) {
            idea();
        } else if (what < 84) {
            order();
        } else if (what == 84) {
            take(new PlainEvent.LinkGone("udp", "192.0.2.7", 5060));
        } else if (what < 97) {
            pass(Duration.ofMillis(STEPS[next(STEPS.length)]));
        } else if (!wire.isEmpty()) {
            lose(next(wire.size()));
        }
    }

    private void arrive(int index) {
        wire.remove(index).arrival().run();
    }

    private void lose(int index) {
        if (wire.get(index).losable()) {
            log.add("lost: " + wire.remove(index).what());
        }
    }

    private void idea() {
        List<Peer> all = List.copyOf(peers.values());
        if (chance(6)) {
            somebodyWants(all.get(next(all.size())));
            return;
        }
        all.get(next(all.size())).act();
    }

    /** Somebody calls in to take the place of that peer. */
    private void somebodyWants(Peer replaced) {
        String name = "taker" + ++takers;
        Peer taker = new Peer(this, name, name + "-call");
        peers.put(name + "-call", taker);
        taker.takesThePlaceOf(replaced);
    }

    private void order() {
        int what = next(100);
        List<LegId> known = referee.legs();
        if (what < 50) {
            connect(CallOrder.Purpose.AGENT, chance(40));
        } else if (what < 93) {
            connect(CallOrder.Purpose.ANNOUNCEMENT, false);
        } else if (what < 98 && !known.isEmpty()) {
            take(new CallOrder.Drop(CALL, known.get(next(known.size()))));
        } else if (what == 98 && chance(20)) {
            take(new CallOrder.Refuse(CALL, 486, "", List.of()));
        } else if (what == 99 && chance(20)) {
            take(new CallOrder.End(CALL, ""));
        }
    }

    private void connect(CallOrder.Purpose purpose, boolean announced) {
        String name = "leg" + ++legNumber;
        Optional<CallOrder.Target> announcement = announced ? Optional.of(target(name + "-p")) : Optional.empty();
        take(new CallOrder.Connect(CALL, new LegId(name), purpose, target(name), "Bob", List.of(), announcement));
    }

    /** What the contact center orders because of that, a moment later. */
    private void decide(CallEvent event) {
        if (event instanceof CallEvent.Referred e) {
            int code = oneOf(new int[] {202, 202, 202, 202, 403, 486});
            fly("the center answers a REFER " + code, false, () -> transfer(e.leg(), code));
        } else if (event instanceof CallEvent.TakenBack e) {
            tell(e.leg(), 487);
        } else if (event instanceof CallEvent.TakeAsked e) {
            int code = oneOf(new int[] {200, 200, 200, 200, 403, 486});
            CallOrder.Purpose as = chance(70) ? CallOrder.Purpose.AGENT : CallOrder.Purpose.OUTSIDE;
            fly("the center answers a taker " + code, false, () -> take(new CallOrder.Take(CALL, e.taker(), as, code)));
        } else if (event instanceof CallEvent.Connected e && transfers.containsKey(e.leg())) {
            tell(transfers.remove(e.leg()), chance(90) ? 200 : 487);
        } else if (event instanceof CallEvent.Refused e && transfers.containsKey(e.leg())) {
            tell(transfers.remove(e.leg()), 486);
        } else if (event instanceof CallEvent.ConnectFailed e && transfers.containsKey(e.leg())) {
            tell(transfers.remove(e.leg()), 488);
        } else if (event instanceof CallEvent.Dropped e && transfers.containsKey(e.leg())) {
            tell(transfers.remove(e.leg()), 503);
        }
    }

    private void transfer(LegId from, int code) {
        take(new CallOrder.AnswerRefer(CALL, from, code));
        if (code == 202) {
            transfers.put(new LegId("leg" + (legNumber + 1)), from);
            CallOrder.Purpose[] all = {CallOrder.Purpose.AGENT, CallOrder.Purpose.MUSIC, CallOrder.Purpose.OUTSIDE};
            CallOrder.Purpose purpose = all[next(all.length)];
            connect(purpose, false);
            if (purpose.talks() && chance(60)) {
                fly("the center orders music", false, () -> connect(CallOrder.Purpose.ANNOUNCEMENT, false));
            }
        }
    }

    private void tell(LegId leg, int code) {
        fly("the center tells how a transfer ended", false, () -> take(new CallOrder.Notify(CALL, leg, code)));
    }

    private static CallOrder.Target target(String name) {
        return new CallOrder.Target(
                "sip:" + name + "@example.net",
                Optional.of(new Hop("udp", "192.0.2.7", 5060, "198.51.100.1", 5060, false)));
    }

    private void finish() {
        take(new CallOrder.End(CALL, ""));
        for (int i = 0; i < 10 || i < 400 && !legs.gone(); i++) {
            while (!wire.isEmpty()) {
                arrive(0);
            }
            List.copyOf(peers.values()).forEach(Peer::settle);
            while (!wire.isEmpty()) {
                arrive(0);
            }
            if (i < 8) {
                List.copyOf(peers.values()).forEach(Peer::insist);
            }
            pass(Duration.ofSeconds(4));
        }
        if (!legs.gone() || legs.nextDeadline().isPresent()) {
            throw new AssertionError("not gone, next deadline " + legs.nextDeadline());
        }
    }

    private void pass(Duration time) {
        Instant end = now.plus(time);
        while (true) {
            Instant next = earliest(end);
            now = next.isAfter(now) ? next : now;
            boolean timedOut = timeOut();
            arriveInTime();
            boolean woken = legs.nextDeadline().filter(at -> !at.isAfter(now)).isPresent();
            if (woken) {
                take(new PlainEvent.Wake());
            }
            if (!woken && !timedOut && !now.isBefore(end)) {
                return;
            }
        }
    }

    private Instant earliest(Instant end) {
        Instant first = legs.nextDeadline().filter(at -> at.isBefore(end)).orElse(end);
        for (Flying f : wire) {
            Instant due = f.since().plus(JOURNEY);
            first = due.isBefore(first) ? due : first;
        }
        for (Pending p : pending.values()) {
            Instant due = p.since.plus(TIMEOUT);
            boolean counts = !p.heard || !p.request.method().equals("INVITE");
            first = counts && due.isBefore(first) ? due : first;
        }
        return first;
    }

    private void arriveInTime() {
        for (int i = 0; i < wire.size(); i++) {
            if (!wire.get(i).since().plus(JOURNEY).isAfter(now)) {
                arrive(i--);
            }
        }
    }

    private boolean timeOut() {
        for (Pending p : List.copyOf(pending.values())) {
            boolean counts = !p.heard || !p.request.method().equals("INVITE");
            if (counts && !p.since.plus(TIMEOUT).isAfter(now)) {
                pending.remove(p.request.branch());
                take(new PlainEvent.Unanswered(p.request.branch(), 408));
                return true;
            }
        }
        return false;
    }

    // Traffic.

    void send(Peer from, PlainRequest request) {
        String transaction = request.method().equals("ACK") ? "" : "tx-" + request.branch();
        boolean first = request.method().equals("INVITE") && request.to().tag().isEmpty();
        fly(from.tag() + " sends " + request.method() + " " + request.cseq(), !first, () -> {
            if (!transaction.isEmpty()) {
                requests.put(transaction, request);
                senders.put(transaction, from);
            }
            if (first && !namesTheCall(request)) {
                from.receive(request, 481);
                return;
            }
            take(new PlainEvent.RequestIn(transaction, request, from.hop()));
        });
    }

    /** Whether the component would bring that first INVITE before the call. */
    private boolean namesTheCall(PlainRequest invite) {
        Optional<DialogName> name = invite.headers().first("Replaces").flatMap(DialogName::read);
        boolean bound = name.filter(dialog -> this.bound.contains(dialog.callId() + " " + dialog.toTag()))
                .isPresent();
        if (bound) {
            this.bound.add(invite.callId() + " remote:" + invite.from().tag());
        }
        return bound || invite.callId().equals("caller-call");
    }

    void cancel(Peer from, PlainRequest invite) {
        String transaction = "tx-cancel-" + branch();
        fly(from.tag() + " cancels", true, () -> {
            if (requests.containsKey("tx-" + invite.branch())) {
                requests.put(transaction, invite);
                senders.put(transaction, from);
                take(new PlainEvent.CancelIn(transaction, copy(invite), "tx-" + invite.branch()));
            }
        });
    }

    private static PlainRequest copy(PlainRequest r) {
        return PlainRequest.of("CANCEL", r.uri(), r.callId(), r.from(), r.to(), r.cseq(), r.branch());
    }

    /** A response within its transaction. */
    void answer(Peer from, String branch, PlainResponse response) {
        boolean ok = response.method().equals("INVITE") && response.code() >= 200;
        fly(
                from.tag() + " answers " + response.code() + " to " + response.method(),
                !ok,
                () -> arrived(from, branch, response));
    }

    /** A 2xx once more, or of a fork. */
    void respond(Peer from, PlainResponse ok, boolean matched) {
        String branch = oksBranch(ok);
        fly(from.tag() + " repeats " + ok.to().tag(), true, () -> {
            Pending p = pending.get(branch);
            if (p == null || p.heard) {
                arrived(from, branch, ok);
            }
        });
    }

    private String oksBranch(PlainResponse ok) {
        return requests.entrySet().stream()
                .filter(e -> e.getKey().startsWith("sent-")
                        && e.getValue().method().equals("INVITE")
                        && e.getValue().callId().equals(ok.callId())
                        && e.getValue().cseq() == ok.cseq())
                .map(e -> e.getValue().branch())
                .findFirst()
                .orElseThrow();
    }

    private void arrived(Peer from, String branch, PlainResponse response) {
        Pending p = pending.get(branch);
        boolean invite = response.method().equals("INVITE");
        if (p == null && !(invite && response.code() >= 200 && response.code() < 300)) {
            return;
        }
        if (p != null && response.code() < 200) {
            p.heard = true;
        }
        if (response.code() >= 200) {
            pending.remove(branch);
        }
        take(new PlainEvent.ResponseIn(branch, p != null, response, from.hop()));
    }

    private void fly(String what, boolean losable, Runnable arrival) {
        wire.add(new Flying(what, arrival, losable, now));
    }

    private void take(Object input) {
        log.add(Duration.between(START, now).toMillis());
        log.add(input);
        referee.sees(input, now);
        if (legs.gone() && input instanceof CallOrder) {
            return;
        }
        if (!belongs(input)) {
            for (PlainOrder order : Plain.of(strays.handle(Plain.in((PlainEvent) input)))) {
                log.add("stray");
                log.add(order);
                referee.judgesStray(order);
                carryOut(order);
            }
            return;
        }
        LegInput real = input instanceof PlainEvent event ? Plain.in(event) : (CallOrder) input;
        follow(legs.handle(real, now));
    }

    private void follow(LegOutput output) {
        for (PlainOrder order : Plain.of(output.orders())) {
            log.add(order);
            referee.judges(order, now);
            carryOut(order);
        }
        for (CallEvent event : output.events()) {
            log.add(event);
            referee.hears(event);
            decide(event);
        }
    }

    /** Whether the component would give that to the call. */
    private boolean belongs(Object input) {
        if (input instanceof PlainEvent.RequestIn in) {
            String tag = in.request().to().tag();
            String remote = "remote:" + in.request().from().tag();
            return bound.contains(in.request().callId() + " " + (tag.isEmpty() ? remote : tag))
                    || bound.isEmpty() && !legs.gone();
        }
        if (input instanceof PlainEvent.ResponseIn in) {
            return in.matched()
                    || bound.contains(
                            in.response().callId() + " " + in.response().from().tag());
        }
        if (input instanceof PlainEvent.CancelIn in) {
            return bound.contains(
                    in.cancel().callId() + " remote:" + in.cancel().from().tag());
        }
        return !legs.gone();
    }

    private void carryOut(PlainOrder order) {
        if (order instanceof PlainOrder.Send o) {
            PlainRequest request = o.request();
            Peer peer = peers.computeIfAbsent(request.callId(), id -> new Peer(this, name(request), id));
            requests.put("sent-" + request.branch(), request);
            pending.put(request.branch(), new Pending(request, now));
            if (next(60) == 59) {
                SipEvent.Why why = SipEvent.Why.values()[next(SipEvent.Why.values().length)];
                fly("call cannot send " + request.method(), false, () -> {
                    if (pending.remove(request.branch()) != null) {
                        take(new PlainEvent.Unsent(request.branch(), why));
                    }
                });
                return;
            }
            fly("call sends " + request.method(), true, () -> peer.receive(request));
        } else if (order instanceof PlainOrder.SendAck o) {
            Peer peer = peers.get(o.ack().callId());
            fly("call sends ACK", true, () -> peer.receive(o.ack()));
        } else if (order instanceof PlainOrder.Cancel o) {
            Peer peer = peers.get(o.invite().callId());
            fly("call cancels", true, () -> peer.cancelled(o.invite()));
        } else if (order instanceof PlainOrder.Bind o) {
            bound.add(o.sipCallId() + " " + o.ourTag());
        } else if (order instanceof PlainOrder.Unbind o) {
            bound.remove(o.sipCallId() + " " + o.ourTag());
        } else if (order instanceof PlainOrder.EndTransaction o) {
            pending.remove(o.branch());
        } else if (order instanceof PlainOrder.Respond o) {
            PlainRequest request = requests.get(o.transaction());
            Peer peer = senders.get(o.transaction());
            if (peer != null && !o.transaction().startsWith("tx-cancel")) {
                fly("call answers " + o.response().code(), true, () -> peer.receive(request, o.response()));
            }
        } else if (order instanceof PlainOrder.Forget) {
            onDisk.clear();
        } else if (order instanceof PlainOrder.RespondAnew o) {
            Peer peer = peers.get(o.invite().callId());
            PlainRequest invite = requests.getOrDefault("tx-" + o.invite().branch(), o.invite());
            fly("call answers anew", true, () -> peer.receive(invite, o.response()));
        } else if (order instanceof PlainOrder.Save o) {
            save(o);
        }
    }

    private void save(PlainOrder.Save order) {
        onDisk.add(new Written(order.saved(), now));
        if (order.waited()) {
            int then = epoch;
            fly("disk", next(20) == 19, () -> {
                if (epoch == then) {
                    boolean ok = chance(95);
                    onDisk.removeIf(
                            w -> ok && w.legs().version() < order.saved().version());
                    take(new PlainEvent.Saved(order.token(), ok));
                }
            });
        }
    }

    private static String name(PlainRequest request) {
        return request.uri().replaceAll("sip:", "").replaceAll("@.*", "");
    }

    private static String brief(Object message) {
        if (message instanceof PlainOrder) {
            return "      < " + order(message);
        } else if (message instanceof CallEvent) {
            return "      * " + (message instanceof CallEvent.Arrived ? "Arrived" : order(message));
        }
        return message instanceof PlainEvent || message instanceof CallOrder
                ? "   > " + order(message)
                : message.toString();
    }

    private static String order(Object message) {
        if (message instanceof PlainEvent.RequestIn in) {
            return in.request().callId() + " " + in.request().method() + " "
                    + in.request().cseq() + body(in.request().body());
        } else if (message instanceof PlainEvent.ResponseIn in) {
            PlainResponse r = in.response();
            return r.callId() + " " + r.code() + " " + r.method() + " " + r.cseq() + " " + r.to().tag()
                    + (in.matched() ? "" : " stray") + body(r.body());
        } else if (message instanceof PlainOrder.Send o) {
            return o.request().callId() + " " + o.request().method() + " "
                    + o.request().cseq() + " " + o.request().branch()
                    + body(o.request().body());
        } else if (message instanceof PlainOrder.SendAck o) {
            return o.ack().callId() + " ACK " + o.ack().cseq() + " "
                    + o.ack().to().tag() + body(o.ack().body());
        } else if (message instanceof PlainOrder.Respond o) {
            return o.transaction() + " " + o.response().code()
                    + body(o.response().body());
        } else if (message instanceof PlainOrder.Cancel o) {
            return o.invite().callId() + " CANCEL";
        } else if (message instanceof PlainEvent.CancelIn in) {
            return in.cancel().callId() + " CANCEL " + in.cancel().cseq();
        } else if (message instanceof CallEvent.TakeAsked o) {
            return "TakeAsked " + o.leg() + " by " + o.taker();
        } else if (message instanceof CallOrder.Connect o) {
            return o.purpose() + " " + o.leg() + (o.announcement().isPresent() ? " announced" : "");
        } else if (message instanceof PlainOrder.Save o) {
            return "Save " + o.token() + (o.waited() ? " waited" : "");
        }
        return message.toString();
    }

    private static String body(PlainBody body) {
        return body.type().equals("application/sdp") ? " [" + Descriptions.brief(body.text()) + "]" : "";
    }
}
