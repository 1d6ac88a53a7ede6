package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.Identity;
import io.callcenter.b2b.LegOutput;
import io.callcenter.b2b.SipOrder;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.message.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What the input at hand leads to: collects orders and events in order, numbers the events, knows the time. */
final class OutputBuilder {
    /** So many facts of one call are under way to the contact center at the very most. */
    private static final int UNHEARD = 8;

    private final CallId call;
    private final List<SipOrder> orders = new ArrayList<>();
    private final List<CallEvent> events = new ArrayList<>();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final Deque<CallEvent> lately = new ArrayDeque<>();
    private Instant now = Instant.MIN;
    private long seq;

    OutputBuilder(CallId call, long seq) {
        this.call = call;
        this.seq = seq;
    }

    /** Begins with an input at that time; time never goes back. */
    void begin(Instant at) {
        now = at.isAfter(now) ? at : now;
    }

    /** Whether something still has to be done in this turn; does it. */
    boolean settle() {
        Runnable next = later.poll();
        if (next != null) {
            next.run();
        }
        return next != null;
    }

    /** The collected step; the next turn starts empty. */
    LegOutput end() {
        LegOutput output = orders.isEmpty() && events.isEmpty() ? LegOutput.NOTHING : new LegOutput(orders, events);
        orders.clear();
        events.clear();
        return output;
    }

    Instant now() {
        return now;
    }

    Instant in(Duration delay) {
        return now.plus(delay);
    }

    /** Number of the last event. */
    long seq() {
        return seq;
    }

    void order(SipOrder order) {
        orders.add(order);
    }

    /** Does that at the end of this turn, after everything that the input itself leads to. */
    void afterwards(Runnable what) {
        later.add(what);
    }

    /** The last facts, oldest first, but for arrival and progress, which nothing hangs on. */
    List<CallEvent> lately() {
        return List.copyOf(lately);
    }

    /** Facts that a former process reported and that may have been heard by nobody. */
    void reportedBefore(List<CallEvent> facts) {
        lately.addAll(facts);
    }

    private void report(CallEvent fact) {
        events.add(fact);
        lately.add(fact);
        if (lately.size() > UNHEARD) {
            lately.remove();
        }
    }

    void arrived(Request invite, Identity identity, Hop hop, String sdp) {
        events.add(new CallEvent.Arrived(call, ++seq, invite, identity, hop, sdp, now));
    }

    void progress(LegId leg, int code) {
        events.add(new CallEvent.Progress(call, ++seq, leg, code));
    }

    void answered(LegId leg) {
        report(new CallEvent.Answered(call, ++seq, leg, now));
    }

    void lateOfferRefused(LegId leg) {
        events.add(new CallEvent.LateOfferRefused(call, ++seq, leg));
    }

    void connected(LegId leg) {
        report(new CallEvent.Connected(call, ++seq, leg, now));
    }

    void refused(LegId leg, int code, List<String> contacts) {
        report(new CallEvent.Refused(call, ++seq, leg, code, contacts, now));
    }

    void connectFailed(LegId leg, CallEvent.Side side, int code, CallEvent.Hears hears) {
        report(new CallEvent.ConnectFailed(call, ++seq, leg, side, code, hears, now));
    }

    void dropped(LegId leg) {
        report(new CallEvent.Dropped(call, ++seq, leg, now));
    }

    void legEnded(LegId leg, CallEvent.By by) {
        report(new CallEvent.LegEnded(call, ++seq, leg, by, now));
    }

    // What agents say about transfers is not told again after a crash: their phones ask again, and what a transfer led
    // to is told by its legs.

    void referred(LegId leg, ReferRequest refer) {
        events.add(new CallEvent.Referred(
                call, ++seq, leg, refer.target(), refer.replaces(), refer.referredBy(), refer.passed(), now));
    }

    /** Those who wanted it are refused when the call is taken up again, so that this is not told again either. */
    void takeAsked(LegId leg, LegId taker, Request invite, Identity identity, Hop hop) {
        events.add(new CallEvent.TakeAsked(call, ++seq, leg, taker, invite, identity, hop, now));
    }

    void takenBack(LegId leg) {
        events.add(new CallEvent.TakenBack(call, ++seq, leg, now));
    }

    void returned(LegId leg) {
        events.add(new CallEvent.Returned(call, ++seq, leg, now));
    }

    void callerGone(CallEvent.How how) {
        report(new CallEvent.CallerGone(call, ++seq, how, now));
    }

    void callEnded(CallEvent.Cause cause) {
        report(new CallEvent.CallEnded(call, ++seq, cause, now));
    }
}
