package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.SendableText;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Quoted;
import io.callcenter.message.Request;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How legs and calls end (docs/design/legs.md 3.7): each terminal event once, in the step in which it happens; the legs then finish by themselves.
 */
final class Ending {
    private static final int LONGEST_REASON = 512;
    private static final int LONGEST_WORDS = 200;

    private final CallContext context;
    private final CallDeadlines.Deadline limit;
    private Optional<CallEvent.Cause> cause = Optional.empty();
    private String reason = "";

    Ending(CallContext context) {
        this.context = context;
        this.limit = context.deadlines().create();
    }

    /** The call is over: orders no longer mean anything. */
    boolean over() {
        return cause.isPresent();
    }

    /** In words why it ends from now on; empty = as before. All peers are told so. */
    void because(String words) {
        String text = SendableText.plain(words).strip();
        if (!text.isEmpty()) {
            int length = Math.min(text.length(), LONGEST_WORDS);
            reason = "SIP;cause=480;text=" + Quoted.write(text.substring(0, length));
        }
    }

    /** The Reason header of our BYE, CANCEL or refusal: that of the caller's, or what was ordered; empty = none. */
    String reason() {
        return reason;
    }

    /** The Reason header of a BYE or CANCEL, for those that follow from it; empty where there is none, or one too long to be passed on. */
    static String reason(Request request) {
        return request.first(HeaderName.REASON)
                .map(SendableText::plain)
                .filter(text -> text.length() <= LONGEST_REASON)
                .orElse("");
    }

    /** The call may last so long from the caller's 2xx on. */
    void limitFromNow() {
        limitAt(context.out().in(context.settings().maxCallDuration()));
    }

    void limitAt(Instant end) {
        limit.set(end, () -> fall(CallEvent.Cause.LIMIT));
    }

    /** When the call may last no longer. */
    Optional<Instant> limit() {
        return limit.due();
    }

    /** Why the call is over. */
    Optional<CallEvent.Cause> cause() {
        return cause;
    }

    /** The caller has gone, with the Reason header of their BYE or CANCEL. */
    void callerGone(CallEvent.How how, String why) {
        if (!over()) {
            reason = why;
            context.out().callerGone(how);
            fall(CallEvent.Cause.CALLER_GONE);
        }
    }

    /** The caller has gone without a final response: they get that one. */
    void callerGone(CallEvent.How how, String why, int code) {
        context.caller().refuse(Draft.response(code));
        callerGone(how, why);
    }

    /** The caller never acknowledged our 2xx. */
    void noAck() {
        callerGone(CallEvent.How.NO_ACK, "");
    }

    /** A 2xx of ours inside a dialog was never acknowledged (docs/design/legs.md 3.8). */
    void silent(Leg leg) {
        if (leg == context.caller()) {
            noAck();
        } else {
            dead(leg);
        }
    }

    /** The accepting step could not be saved (docs/design/legs.md 3.2). */
    void noStore() {
        context.caller().refuse(Draft.response(503).with(HeaderName.RETRY_AFTER, "10"));
        fall(CallEvent.Cause.NO_STORE);
    }

    /** Refuses the caller, who must not be answered yet. */
    void refuse(Draft refusal, CallEvent.Cause cause) {
        context.caller().refuse(reason.isEmpty() ? refusal : refusal.with(HeaderName.REASON, reason));
        fall(cause);
    }

    /** The caller's talk went to a caller of theirs: nobody is left in the call but themselves, who are told so. */
    void afterTransfer(String why) {
        if (!over()) {
            reason = why;
            fall(CallEvent.Cause.ENDED);
        }
    }

    /** The call is to end. */
    void end(CallOrder.End order) {
        if (!over()) {
            because(order.reason());
            end(Draft.response(480), CallEvent.Cause.ENDED);
        }
    }

    /** The call ends; a caller who is not answered gets that refusal, for that cause. */
    void end(Draft refusal, CallEvent.Cause unanswered) {
        if (context.caller().answered()) {
            fall(CallEvent.Cause.ENDED);
        } else {
            refuse(refusal, unanswered);
        }
    }

    /** A peer is dead: it gets a BYE, then all goes as if it had said BYE itself. */
    void dead(Leg leg) {
        if (leg.left() || over()) {
            return;
        }
        if (leg == context.caller()) {
            callerGone(CallEvent.How.DEAD, "");
        } else if (context.currentLeg().filter(r -> r == leg).isPresent()) {
            currentEnded(CallEvent.By.DEAD);
        } else {
            leg.leave("");
            context.aside().filter(aside -> aside == leg).ifPresent(aside -> asideEnded(aside, CallEvent.By.DEAD));
            context.setups().stream().filter(s -> s.involves(leg)).forEach(s -> s.dead(leg));
        }
    }

    /** The current leg is over; the caller is with nobody. */
    void currentEnded(CallEvent.By by) {
        UacLeg leg = context.currentLeg().orElseThrow();
        context.setCurrentLeg(Optional.empty());
        context.returning().ifPresent(ReturnToLeg::stop);
        leg.depart(reason);
        context.out().legEnded(leg.id(), by);
        context.saves().soon();
    }

    /** Whoever took an agent's place has never acknowledged our 2xx. */
    void neverThere() {
        currentEnded(CallEvent.By.NO_ACK);
    }

    /** The current leg goes over to another call: nothing is said to its peer, and the caller is with nobody until it comes back. */
    void handed(UacLeg leg) {
        context.setCurrentLeg(Optional.empty());
        lend(leg);
    }

    /** The leg is another call's as soon as that one says so. */
    void lend(UacLeg leg) {
        leg.lent(true);
        leg.leftBefore();
        context.saves().soon();
    }

    /** Another leg has taken the current leg's place. */
    void replaced(UacLeg former, CallOrder.Purpose by) {
        context.returning().ifPresent(ReturnToLeg::stop);
        boolean waits = former.refers();
        if (waits && former.talks() && by == CallOrder.Purpose.ANNOUNCEMENT) {
            former.stepAside();
            return;
        }
        if (!waits) {
            former.leave("");
        }
        context.out().legEnded(former.id(), CallEvent.By.US);
    }

    /** Whom the caller has left by a transfer whose end they have not been told. */
    private List<UacLeg> transferors() {
        return context.legs().stream()
                .filter(UacLeg.class::isInstance)
                .map(UacLeg.class::cast)
                .filter(leg ->
                        !leg.left() && leg.referral().filter(Referral::open).isPresent())
                .toList();
    }

    /** The caller will not come back to the agent who waited aside, who only waits for the last NOTIFY, if for anything. */
    void leftBehind(UacLeg agent) {
        agent.stepBack();
        context.takingBack().ifPresent(TakeBack::stop);
        context.out().legEnded(agent.id(), CallEvent.By.US);
        if (!agent.refers()) {
            agent.leave("");
        }
    }

    /** An agent who waits aside is over, whoever ended it; the caller hears music. */
    void asideEnded(UacLeg agent, CallEvent.By by) {
        agent.stepBack();
        context.takingBack().ifPresent(TakeBack::stop);
        agent.leave("");
        context.out().legEnded(agent.id(), by);
        context.saves().soon();
    }

    /** The caller has come back to the agent who waited aside; what they heard meanwhile ends. */
    void takenBack(UacLeg agent) {
        agent.stepBack();
        Optional<UacLeg> music = context.currentLeg();
        context.setCurrentLeg(Optional.of(agent));
        context.out().returned(agent.id());
        music.ifPresent(leg -> replaced(leg, CallOrder.Purpose.AGENT));
        context.saves().soon();
    }

    /** Ends the call on all sides. */
    void fall(CallEvent.Cause why) {
        cause = Optional.of(why);
        limit.clear();
        context.answerLimits().clear();
        context.setups().forEach(Setup::dropped);
        context.takers().giveUp(480);
        if (context.currentLeg().isPresent()) {
            currentEnded(CallEvent.By.US);
        }
        context.aside().ifPresent(this::leftBehind);
        transferors().forEach(leg -> leg.depart(reason));
        context.caller().leave(reason);
        context.out().callEnded(why);
        context.saves().soon();
    }
}
