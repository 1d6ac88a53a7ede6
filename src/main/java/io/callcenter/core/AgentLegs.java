package io.callcenter.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What follows when an agent answers, is joined, refuses, or cannot be joined (behaviour 3.4, 3.5). */
final class AgentLegs {
    /** Answers that say that nobody was at the phone (B51). */
    private static final Set<Integer> UNANSWERED = Set.of(408, 480, 503);
    /**
     * The agent's side wants a password that we do not have: his phone's settings are at fault, not he (interfaces 5). And 0, a leg that our own
     * side could not dial. Deviation: B50.
     */
    private static final Set<Integer> NOT_HIS_FAULT = Set.of(401, 407, 0);

    private final Centre centre;
    private final Steps steps;
    private final Endings endings;
    private final Logins logins;

    AgentLegs(Centre centre, Steps steps, Endings endings, Logins logins) {
        this.centre = centre;
        this.steps = steps;
        this.endings = endings;
        this.logins = logins;
    }

    void answered(Call call, Leg leg, Instant at) {
        if (call.pickUp().isEmpty()) {
            Duration pickUp = Records.between(leg.started(), at);
            call.pickedUp(pickUp);
            call.agent().ifPresent(Seat::answersAgain);
            endings.measure(call, Effect.Measure.RINGING, pickUp);
            centre.touched().call(call);
        }
    }

    /** Deviation: B10, B12, B62; established and answered is a call whose caller and agent were joined, from that moment. */
    void connected(Call call, Leg leg, Instant at, Instant now) {
        answered(call, leg, at);
        if (call.state() == CallState.PREAGENT) {
            centre.transitions().to(call, CallState.TOAGENT, now, "the agent has heard the announcement");
        }
        call.establish(at);
        call.legs.targetJoined();
        centre.orders().dropBeside(call);
        call.alarms.cancel(CallTimer.MUSIC);
        call.flow().figures.countAnswered(call.media());
        centre.total().countAnswered(call.media());
        call.agent().ifPresent(seat -> {
            seat.answered.add();
            if (call.media() == Media.CHAT) {
                seat.answeredChats.add();
            }
            centre.touched().seat(seat);
        });
        endings.measure(call, Effect.Measure.WAITING, Records.between(call.birth.received(), at));
        centre.touched().flow(call.flow());
        centre.touched().call(call);
    }

    /** The agent's phone gave a final answer other than yes; before a flow announcement that costs no pick-up time (behaviour 9). */
    void refused(Call call, Leg leg, int code, Instant at, Instant now) {
        Duration rang = Records.between(leg.started(), at);
        endings.measure(call, Effect.Measure.RINGING, rang);
        call.legs.targetGone();
        reject(call, call.state() == CallState.PREAGENT ? Duration.ZERO : rang, code, at, now);
    }

    /** He had answered, but the caller was not joined to him. */
    void notJoined(Call call, Leg leg, Signal.LegNotJoined fact, Instant now) {
        call.legs.targetGone();
        if (fact.byCaller()) {
            withoutFault(call, now, "the caller could not be joined to the agent");
        } else {
            Duration pickUp = call.pickUp().orElse(Records.between(leg.started(), fact.at()));
            reject(call, pickUp, fact.code(), fact.at(), now);
        }
    }

    /** The agent is free at once and the call is next. */
    void withoutFault(Call call, Instant now, String why) {
        Seat seat = call.agent().orElseThrow();
        centre.bindings().release(call, Bindings.After.NOTHING, now);
        steps.requeue(call, seat, now, why);
    }

    /** The agent is free at once, and the call may be given to him again: a restart, which cannot go round in circles, came between. */
    void takenBack(Call call, Instant now, String why) {
        centre.bindings().release(call, Bindings.After.NOTHING, now);
        steps.backToHead(call, now, why);
    }

    private void reject(Call call, Duration pickUp, int code, Instant at, Instant now) {
        Seat seat = call.agent().orElseThrow();
        seat.rejected.add();
        centre.records().rejection(call, pickUp, at);
        call.countRejection();
        boolean hisFault = !NOT_HIS_FAULT.contains(code);
        centre.bindings().release(call, hisFault ? Bindings.After.WRAP_UP : Bindings.After.NOTHING, now);
        countUnanswered(seat, code, now);
        int limit = centre.policy().maxRejections();
        String why = "agent " + seat.id() + " refused it with " + code;
        if (limit > 0 && call.rejections() >= limit) {
            endings.hangUp(call, new Ended(Finish.FAILED, why + ", and its limit of refusals is reached", at), now);
        } else {
            steps.requeue(call, seat, now, why);
        }
    }

    private void countUnanswered(Seat seat, int code, Instant now) {
        if (!UNANSWERED.contains(code)) {
            seat.answersAgain();
            return;
        }
        seat.countUnanswered();
        int limit = centre.policy().logoutAfterUnanswered();
        if (limit > 0 && seat.unanswered() >= limit) {
            seat.answersAgain();
            logins.set(seat, false, now);
        }
    }
}
