package io.callcenter.b2b.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.LegOutput;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One call under test: parties talk to it, what it sends and reports is logged in a short form; time moves only by {@link #after}.
 *
 * <p>A sent message reads {@code "ann INVITE(-)"}, {@code "bob 200(s)"}, {@code "ann ACK(0)"}: (o) an offer, (-) an INVITE without SDP, (s) some
 * SDP, (0) SDP that refuses everything.
 */
public final class Script {
    static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    static final CallId CALL = new CallId("call-1");

    private final List<String> sent = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<CallEvent> allEvents = new ArrayList<>();
    private final List<PlainOrder> allOrders = new ArrayList<>();
    private final Map<String, Party> byCallId = new LinkedHashMap<>();
    private final Map<String, Party> parties = new LinkedHashMap<>();
    private final Map<String, Party> byTransaction = new LinkedHashMap<>();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final List<PlainOrder.Save> heldSaves = new ArrayList<>();
    private final FreshNames names;
    private CallLegs legs;
    private final LegSettings settings;
    private Instant now = START;
    private boolean holdSaves;
    private long branches;
    private int crashes;
    private int beforeCrash;
    private boolean busy;

    public Script() {
        this(LegSettings.defaults());
    }

    public Script(LegSettings settings) {
        this(settings, "a");
    }

    /** One whose names begin with that word, beside another one. */
    Script(LegSettings settings, String word) {
        this.settings = settings;
        names = new FakeNames(word, 1);
        legs = new CallLegs(CALL, settings, names);
    }

    CallLegs legs() {
        return legs;
    }

    Instant now() {
        return now;
    }

    String branch() {
        return "z9hG4bK-peer" + ++branches;
    }

    /** The leg to that party goes over to another call, under the same name. */
    void hands(String name, Script other) {
        wantsToHand(name);
        passesOn(name, other);
    }

    void wantsToHand(String name) {
        LegId leg = new LegId(name);
        take(new CallOrder.Hand(CALL, leg, CALL, leg));
    }

    boolean hasHanded() {
        return allOrders.stream().anyMatch(Script::hands);
    }

    private static boolean hands(PlainOrder order) {
        return order instanceof PlainOrder.HandOver over && over.order() instanceof CallOrder.Adopt;
    }

    /** What came of that is told to the other call. */
    void passesOn(String name, Script other) {
        CallOrder.Adopt order = allOrders.stream()
                .filter(Script::hands)
                .map(one -> (CallOrder.Adopt) ((PlainOrder.HandOver) one).order())
                .reduce((first, second) -> second)
                .orElseThrow();
        Party party = party(name);
        if (order.from().isPresent()) {
            party.goesTo(other);
            other.parties.put(name, party);
            other.byCallId.put(party.callId(), party);
        }
        other.take(order);
        if (order.from().isPresent()) {
            take(order.done());
        }
    }

    /** A leg that has come from the other call goes back there, or that one hears that it is over. */
    void givesBack(String name, Script other) {
        CallOrder.GiveBack order = allOrders.stream()
                .filter(PlainOrder.HandOver.class::isInstance)
                .map(one -> ((PlainOrder.HandOver) one).order())
                .filter(CallOrder.GiveBack.class::isInstance)
                .map(CallOrder.GiveBack.class::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
        if (order.from().isPresent()) {
            party(name).goesTo(other);
        }
        other.take(order);
        if (order.from().isPresent()) {
            take(order.done());
        }
    }

    boolean hasGivenBack() {
        return allOrders.stream()
                .anyMatch(one -> one instanceof PlainOrder.HandOver over && over.order() instanceof CallOrder.GiveBack);
    }

    /** What was saved last. */
    SavedLegs onDisk() {
        return allOrders.stream()
                .filter(PlainOrder.Save.class::isInstance)
                .map(order -> ((PlainOrder.Save) order).saved())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** The party of that name: the caller, or the target {@code sip:<name>@example.net}. */
    public Party party(String name) {
        return parties.computeIfAbsent(name, n -> new Party(this, n));
    }

    // Orders.

    Party announcement(String name) {
        take(connect(name, CallOrder.Purpose.ANNOUNCEMENT, Optional.empty()));
        return party(name);
    }

    public Party agent(String name) {
        take(connect(name, CallOrder.Purpose.AGENT, Optional.empty()));
        return party(name);
    }

    Party agentHearing(String name, String announcement) {
        take(connect(name, CallOrder.Purpose.AGENT, Optional.of(target(announcement))));
        return party(name);
    }

    public CallOrder.Connect connect(String name, CallOrder.Purpose purpose, Optional<CallOrder.Target> announcement) {
        return new CallOrder.Connect(
                CALL, new LegId(name), purpose, target(name), "Sales Bob", List.of(), announcement);
    }

    CallOrder.Target target(String name) {
        return new CallOrder.Target(
                "sip:" + name + "@example.net", Optional.of(party(name).hop()));
    }

    void drop(String name) {
        take(new CallOrder.Drop(CALL, new LegId(name)));
    }

    void refuse(int code) {
        take(new CallOrder.Refuse(CALL, code, "", List.of()));
    }

    /** Answers the REFER of that leg. */
    void answerRefer(String leg, int code) {
        take(new CallOrder.AnswerRefer(CALL, new LegId(leg), code));
    }

    /** Whoever asked last for an agent's place gets it. */
    LegId takes(CallOrder.Purpose as) {
        LegId taker = lastFact(CallEvent.TakeAsked.class).taker();
        take(new CallOrder.Take(CALL, taker, as, 200));
        return taker;
    }

    /** Whoever asked last for an agent's place does not get it. */
    void refusesTaker(int code) {
        LegId taker = lastFact(CallEvent.TakeAsked.class).taker();
        take(new CallOrder.Take(CALL, taker, CallOrder.Purpose.OUTSIDE, code));
    }

    /** Tells that leg how its transfer ended. */
    void tell(String leg, int code) {
        take(new CallOrder.Notify(CALL, new LegId(leg), code));
    }

    /** The queue announcement of the flow that the caller is transferred to. */
    Party music(String name) {
        take(connect(name, CallOrder.Purpose.MUSIC, Optional.empty()));
        return party(name);
    }

    /** The peer of that leg is told something. */
    void inform(String leg, String body) {
        take(new CallOrder.Inform(CALL, new LegId(leg), "text/parameters", body));
    }

    /** Somebody who is no agent. */
    Party outside(String name) {
        take(connect(name, CallOrder.Purpose.OUTSIDE, Optional.empty()));
        return party(name);
    }

    void end() {
        end("");
    }

    void end(String why) {
        take(new CallOrder.End(CALL, why));
    }

    // Time and disk.

    /** Saves that are waited for stay without an answer until {@link #saved}. */
    void holdSaves() {
        holdSaves = true;
    }

    /** What is held is on the disk, but nobody was told. */
    void saveReached() {
        heldSaves.clear();
    }

    void saved(boolean ok) {
        holdSaves = false;
        List<PlainOrder.Save> held = List.copyOf(heldSaves);
        heldSaves.clear();
        held.forEach(save -> take(new PlainEvent.Saved(save.token(), ok)));
    }

    /** Lets time pass; each deadline is met when it is due. */
    void after(Duration time) {
        Instant end = now.plus(time);
        Optional<Instant> next = legs.nextDeadline();
        while (next.isPresent() && !next.get().isAfter(end)) {
            now = next.get().isAfter(now) ? next.get() : now;
            take(new PlainEvent.Wake());
            next = legs.nextDeadline();
        }
        now = end;
    }

    void after(double seconds) {
        after(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    /** The process dies; after that time another one takes up what is on the disk. Transactions and their timers are gone. */
    void crash(double secondsAway) {
        CallLegs.Restored restored = restored(secondsAway);
        carryOut(restored.output());
    }

    CallLegs.Restored restored(double secondsAway) {
        PlainOrder.Save last = allOrders.stream()
                .filter(PlainOrder.Save.class::isInstance)
                .map(PlainOrder.Save.class::cast)
                .filter(save -> !heldSaves.contains(save))
                .reduce((first, second) -> second)
                .orElseThrow();
        now = now.plus(Duration.ofMillis(Math.round(secondsAway * 1000)));
        heldSaves.clear();
        holdSaves = false;
        byTransaction.clear();
        beforeCrash = allOrders.size();
        SavedLegs saved = SavedJson.throughJson(last.saved());
        CallLegs.Restored restored = CallLegs.restore(saved, settings, new FakeNames("b" + ++crashes + "x", 2), now);
        legs = restored.legs();
        return restored;
    }

    private void carryOut(LegOutput output) {
        Plain.of(output.orders()).forEach(this::carryOut);
        output.events().forEach(this::note);
        if (!busy) {
            busy = true;
            while (!later.isEmpty()) {
                later.poll().run();
            }
            busy = false;
        }
    }

    // Traffic.

    /** Something that a party does after the input at hand. */
    void later(Runnable what) {
        later.add(what);
    }

    public void take(CallOrder order) {
        carryOut(legs.handle(order, now));
    }

    void take(PlainEvent input) {
        if (input instanceof PlainEvent.RequestIn in) {
            Party party = byCallId.get(in.request().callId());
            byTransaction.put(in.transaction(), party == null ? caller(in) : party);
        }
        if (input instanceof PlainEvent.CancelIn in) {
            byTransaction.put(in.transaction(), byCallId.get(in.cancel().callId()));
        }
        carryOut(legs.handle(Plain.in(input), now));
    }

    private Party caller(PlainEvent.RequestIn in) {
        Party party = parties.values().stream()
                .filter(p -> p.callId().equals(in.request().callId()))
                .findFirst()
                .orElseThrow();
        byCallId.put(in.request().callId(), party);
        return party;
    }

    private void carryOut(PlainOrder order) {
        allOrders.add(order);
        if (order instanceof PlainOrder.Send o) {
            Party party = partyOf(o.request());
            sent.add(party.name() + " " + brief(o.request()));
            party.got(o.request());
        } else if (order instanceof PlainOrder.SendAck o) {
            Party party = partyOf(o.ack());
            sent.add(party.name() + " " + brief(o.ack()));
            party.got(o.ack());
        } else if (order instanceof PlainOrder.Cancel o) {
            sent.add(partyOf(o.invite()).name() + " CANCEL");
        } else if (order instanceof PlainOrder.EndTransaction o) {
            sent.add("end " + o.branch());
        } else if (order instanceof PlainOrder.Respond o) {
            response(byTransaction.get(o.transaction()), o.response());
        } else if (order instanceof PlainOrder.RespondAnew o) {
            response(byCallId.get(o.invite().callId()), o.response());
        } else if (order instanceof PlainOrder.Save o && o.waited()) {
            heldSaves.add(o);
            if (!holdSaves) {
                later(() -> saved(true));
            }
        }
    }

    private void response(Party party, PlainResponse response) {
        sent.add(party.name() + " " + response.code() + (response.body().isEmpty() ? "" : "(s)"));
        party.got(response);
    }

    private Party partyOf(PlainRequest request) {
        return byCallId.computeIfAbsent(request.callId(), id -> {
            String user = request.uri().replaceAll("sips?:", "").replaceAll("@.*", "");
            return party(user);
        });
    }

    private static String brief(PlainRequest request) {
        boolean invite = request.method().equals("INVITE");
        if (request.body().isEmpty()) {
            return request.method() + (invite ? "(-)" : "");
        }
        if (request.method().equals("NOTIFY")) {
            return "NOTIFY(" + request.body().text().split(" ")[1] + ")";
        }
        if (!request.body().type().equals("application/sdp")) {
            return request.method() + "(" + request.body().text() + ")";
        }
        boolean refuses = Descriptions.refusesAll(request.body().text());
        return request.method() + (refuses ? "(0)" : invite ? "(o)" : "(s)");
    }

    private void note(CallEvent event) {
        allEvents.add(event);
        events.add(brief(event));
    }

    private static String brief(CallEvent event) {
        if (event instanceof CallEvent.Arrived) {
            return "Arrived";
        } else if (event instanceof CallEvent.Progress e) {
            return "Progress(" + e.leg() + " " + e.code() + ")";
        } else if (event instanceof CallEvent.Answered e) {
            return "Answered(" + e.leg() + ")";
        } else if (event instanceof CallEvent.LateOfferRefused e) {
            return "LateOfferRefused(" + e.leg() + ")";
        } else if (event instanceof CallEvent.Connected e) {
            return "Connected(" + e.leg() + ")";
        } else if (event instanceof CallEvent.Refused e) {
            return "Refused(" + e.leg() + " " + e.code() + ")";
        } else if (event instanceof CallEvent.ConnectFailed e) {
            return "ConnectFailed(" + e.leg() + " " + e.side() + " " + e.code() + " " + e.hears() + ")";
        } else if (event instanceof CallEvent.Dropped e) {
            return "Dropped(" + e.leg() + ")";
        } else if (event instanceof CallEvent.LegEnded e) {
            return "LegEnded(" + e.leg() + " " + e.by() + ")";
        } else if (event instanceof CallEvent.Referred e) {
            return "Referred(" + e.leg() + " " + e.target() + ")";
        } else if (event instanceof CallEvent.Returned e) {
            return "Returned(" + e.leg() + ")";
        } else if (event instanceof CallEvent.TakeAsked e) {
            return "TakeAsked(" + e.leg() + ")";
        } else if (event instanceof CallEvent.TakenBack e) {
            return "TakenBack(" + e.leg() + ")";
        } else if (event instanceof CallEvent.CallerGone e) {
            return "CallerGone(" + e.how() + ")";
        }
        return "CallEnded(" + ((CallEvent.CallEnded) event).cause() + ")";
    }

    // What is expected.

    /** Exactly this was sent since the last look, in this order. */
    Script sent(String... messages) {
        assertThat(sent).containsExactly(messages);
        sent.clear();
        return this;
    }

    /** Exactly this was reported since the last look, in this order. */
    Script events(String... facts) {
        assertThat(events).containsExactly(facts);
        events.clear();
        return this;
    }

    /** What was sent and reported so far does not matter. */
    Script skip() {
        sent.clear();
        events.clear();
        return this;
    }

    List<PlainOrder> orders() {
        return allOrders;
    }

    List<CallEvent> facts() {
        return allEvents;
    }

    <T extends CallEvent> T lastFact(Class<T> kind) {
        List<T> all =
                allEvents.stream().filter(kind::isInstance).map(kind::cast).toList();
        return all.get(all.size() - 1);
    }

    long count(String message) {
        return sent.stream().filter(message::equals).count();
    }

    /** In the end nothing is left: no deadline, no binding, no lane. */
    void over() {
        after(Duration.ofMinutes(10));
        assertThat(legs.gone()).as("gone").isTrue();
        assertThat(legs.nextDeadline()).as("deadlines").isEmpty();
        assertThat(allOrders.get(allOrders.size() - 1)).isEqualTo(new PlainOrder.Forget(CALL));
        Set<PlainOrder.Bind> bound = new HashSet<>();
        for (PlainOrder order : allOrders.subList(beforeCrash, allOrders.size())) {
            if (order instanceof PlainOrder.Bind bind) {
                bound.add(bind);
            } else if (order instanceof PlainOrder.Unbind unbind) {
                bound.remove(new PlainOrder.Bind(unbind.sipCallId(), unbind.ourTag()));
            }
        }
        assertThat(bound).as("still bound").isEmpty();
    }
}
