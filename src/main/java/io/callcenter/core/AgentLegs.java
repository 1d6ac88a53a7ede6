package io.callcenter.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What follows when an agent answers, is joined, refuses, or cannot be joined (docs/design/behaviour.md 3.4, 3.5). */
final class AgentLegs {
    /** Answers that say that nobody was at the phone (B51). */
    private static final Set<Integer> UNANSWERED = Set.of(408, 480, 503);
    /** What {@link Signal.LegRefused} says of a message that was not sent, and answers that are about the message, whoever gets it. */
    private static final Set<Integer> OF_THE_MESSAGE = Set.of(Signal.LegRefused.NOT_SENT, 413, 414, 513);
    /** The way to the phone leads in circles: nobody was reached. */
    private static final Set<Integer> IN_CIRCLES = Set.of(482, 483);
    /** So many agents are asked for a call that is at fault itself before it rests. */
    private static final int MOST_FOR_NOTHING = 2;

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

    void answered(Call call, Leg leg, Instant at, Instant now) {
        if (call.pickUp().isEmpty()) {
            Duration pickUp = Records.between(leg.started(), at);
            call.pickedUp(pickUp);
            call.agent().ifPresent(seat -> {
                seat.answersAgain();
                seat.reached();
            });
            endings.measure(call, Effect.Measure.RINGING, pickUp);
            centre.intervals().rang(call, pickUp, now);
            centre.touched().call(call);
        }
    }

    /** The agent's phone takes calls only with an offer: the next ones have one at once. */
    void wantsOffers(Call call, Seat seat, Instant now) {
        String location = seat.location(call.media());
        if (!seat.refusesLateOffer(location, now)) {
            seat.refuses(new SavedLogin.OfferRefusal(location, now));
            logins.saveRefusal(seat);
        }
        if (seat.refusesFirstWith(Effect.LogAgent.LATE_OFFER)) {
            centre.outbox().log(new Effect.LogAgent(seat.id(), Effect.LogAgent.LATE_OFFER, Duration.ZERO));
        }
    }

    /** Deviation: B10, B12, B62; established and answered is a call whose caller and agent were joined, from that moment. */
    void connected(Call call, Leg leg, Instant at, Instant now) {
        answered(call, leg, at, now);
        if (call.state() == CallState.PREAGENT) {
            centre.transitions().to(call, CallState.TOAGENT, now, "the agent has heard the announcement");
        }
        call.establish(at);
        call.legs.targetJoined();
        centre.orders().dropBeside(call);
        call.alarms.cancel(CallTimer.MUSIC);
        countAnswered(call);
        centre.intervals().answered(call, at, now);
        call.agent().ifPresent(seat -> {
            seat.answered.add();
            if (call.media() == Media.CHAT) {
                seat.answeredChats.add();
            }
            centre.touched().seat(seat);
        });
        endings.measure(call, Effect.Measure.WAITING, Records.between(call.received(), at));
        centre.touched().flow(call.flow());
        centre.touched().call(call);
    }

    /** A flow counts a call once each time that it comes to it, the center once in all. */
    private void countAnswered(Call call) {
        if (call.segment().isFirstOfEntry()) {
            call.flow().figures.countAnswered(call.media());
        }
        if (call.segment().number == 1) {
            centre.total().countAnswered(call.media());
        }
    }

    /**
     * The agent's phone gave a final answer other than yes; before a flow announcement that costs no pick-up time (docs/design/behaviour.md 9). An
     * offer that never reached it, or that no phone could take, costs the agent nothing.
     */
    void refused(Call call, Leg leg, int code, Instant at, Instant now) {
        if (code == Signal.LegRefused.NOT_REACHED || IN_CIRCLES.contains(code)) {
            call.legs.targetGone();
            unreached(call, now);
            return;
        }
        if (OF_THE_MESSAGE.contains(code)) {
            call.legs.targetGone();
            withoutFault(call, MOST_FOR_NOTHING, now, "its offer could not be made: " + code);
            return;
        }
        Duration rang = Records.between(leg.started(), at);
        endings.measure(call, Effect.Measure.RINGING, rang);
        centre.intervals().rang(call, rang, now);
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
        withoutFault(call, Steps.MOST_ASKED, now, why);
    }

    private void withoutFault(Call call, int most, Instant now, String why) {
        Seat seat = call.agent().orElseThrow();
        centre.bindings().release(call, Bindings.After.NOTHING, now);
        steps.requeue(call, seat, most, now, why);
    }

    /** The agent's address leads nowhere: they are free, in their old place, but no call is tried there for a while; this one is next. */
    private void unreached(Call call, Instant now) {
        Seat seat = call.agent().orElseThrow();
        leaveAlone(call, seat, now);
        steps.backToHead(call, now, "agent " + seat.id() + " could not be reached");
    }

    private void leaveAlone(Call call, Seat seat, Instant now) {
        centre.bindings().release(call, seat, Bindings.After.NOTHING, now);
        centre.roster().change(seat, () -> {
            Instant end = now.plus(Steps.rest(seat.rest()));
            seat.alarms.set(Seat.Timer.REST, end, at -> centre.roster().change(seat, seat::triedAgain));
        });
    }

    /** The agent to whom a caller is transferred, who is still with another agent, did not take them: it costs them what any refusal costs. */
    void refusedTransfer(Call call, Seat seat, Leg leg, int code, Instant at, Instant now) {
        if (code == Signal.LegRefused.NOT_REACHED || IN_CIRCLES.contains(code)) {
            leaveAlone(call, seat, now);
        } else if (OF_THE_MESSAGE.contains(code)) {
            centre.bindings().release(call, seat, Bindings.After.NOTHING, now);
        } else {
            Transfer transfer = call.transfer().orElseThrow();
            Duration rang = Records.between(leg.started(), at);
            if (transfer.pickUp().isEmpty()) {
                endings.measure(call, Effect.Measure.RINGING, rang);
                centre.intervals().rang(call, rang, now);
            }
            centre.intervals().refusedTransfer(seat, code, now);
            seat.rejected.add();
            seat.reached();
            centre.records()
                    .rejection(call, seat, transfer.begun(), transfer.pickUp().orElse(rang), at);
            charge(call, seat, code, call.legs.rang() || transfer.pickUp().isPresent(), now);
            countUnanswered(seat, code, now);
        }
    }

    /** Sees to it that no agent stays with a call that has no leg to him. */
    void watch(Call call, Instant now) {
        call.alarms.set(CallTimer.ORPHAN, now.plus(QueueMusic.GRACE), later -> {
            boolean ringing = call.state() != CallState.TRANSFERRING
                    && call.agent().isPresent()
                    && call.established().isEmpty();
            if (ringing && call.legs.target().isEmpty()) {
                withoutFault(call, later, "the agent's leg was lost");
            }
        });
    }

    /** The agent is free at once, and the call may be given to him again: a restart, which cannot go round in circles, came between. */
    void takenBack(Call call, Instant now, String why) {
        centre.bindings().release(call, Bindings.After.NOTHING, now);
        steps.backToHead(call, now, why);
    }

    private void reject(Call call, Duration pickUp, int code, Instant at, Instant now) {
        Seat seat = call.agent().orElseThrow();
        seat.rejected.add();
        centre.intervals().refused(call, seat, code, now);
        seat.reached();
        centre.records().rejection(call, pickUp, at);
        call.countRejection();
        charge(call, seat, code, call.legs.rang() || call.pickUp().isPresent(), now);
        countUnanswered(seat, code, now);
        int limit = centre.policy().maxRejections();
        String why = "agent " + seat.id() + " refused it with " + code;
        if (limit > 0 && call.rejections() >= limit) {
            endings.hangUp(call, new Ended(Finish.FAILED, why + ", and its limit of refusals is reached", at), now);
        } else {
            steps.requeue(call, seat, Steps.MOST_ASKED, now, why);
        }
    }

    /** Lets the agent go for what the refusal costs. Deviation: B50, a phone that asks for a password is not the agent's fault. */
    private void charge(Call call, Seat seat, int code, boolean rang, Instant now) {
        OfferOutcome.Cost cost = centre.policy().offers().of(code, rang);
        switch (cost.kind()) {
            case WRAP_UP -> centre.bindings().release(call, seat, Bindings.After.WRAP_UP, now);
            case REST -> centre.bindings().releaseToRest(call, seat, cost.rest(), now);
            case NONE -> centre.bindings().release(call, seat, Bindings.After.NOTHING, now);
            case LOG_OUT -> {
                centre.bindings().release(call, seat, Bindings.After.NOTHING, now);
                logins.set(seat, false, now);
            }
        }
        if (cost.warns() && seat.refusesFirstWith(code)) {
            centre.outbox().log(new Effect.LogAgent(seat.id(), code, cost.rest()));
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
