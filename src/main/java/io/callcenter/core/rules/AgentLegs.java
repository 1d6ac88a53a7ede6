package io.callcenter.core.rules;

import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.Media;
import io.callcenter.core.OfferOutcome;
import io.callcenter.core.SavedLogin;
import io.callcenter.core.Signal;
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
    /** What the server of a bot answers that can have no more calls now. */
    private static final Set<Integer> FULL = Set.of(486, 503);

    private static final Duration FULL_REST = Duration.ofSeconds(5);
    /** So many agents are asked for a call that is at fault itself before it rests. */
    private static final int MOST_FOR_NOTHING = 2;

    private final CenterState center;
    private final NextSteps steps;
    private final Endings endings;
    private final AgentLogins logins;

    AgentLegs(CenterState center, NextSteps steps, Endings endings, AgentLogins logins) {
        this.center = center;
        this.steps = steps;
        this.endings = endings;
        this.logins = logins;
    }

    void answered(Call call, OrderedLeg leg, Instant at, Instant now) {
        if (call.pickUp().isEmpty()) {
            Duration pickUp = CdrWriter.between(leg.started(), at);
            call.pickedUp(pickUp);
            call.agent().ifPresent(liveAgent -> {
                liveAgent.answersAgain();
                liveAgent.reached();
                center.probes().heard(liveAgent, now);
            });
            endings.measure(call, Effect.Measure.RINGING, pickUp);
            center.intervals().rang(call, pickUp, now);
            center.changes().call(call);
        }
    }

    /** The agent's phone takes calls only with an offer: the next ones have one at once. */
    void wantsOffers(Call call, LiveAgent liveAgent, Instant now) {
        String location = liveAgent.location(call.media());
        if (!liveAgent.refusesLateOffer(location, now)) {
            liveAgent.keepRefusal(new SavedLogin.OfferRefusal(location, now));
            logins.saveRefusal(liveAgent);
        }
        if (liveAgent.refusesFirstWith(Effect.LogAgent.LATE_OFFER)) {
            center.effects().log(new Effect.LogAgent(liveAgent.id(), Effect.LogAgent.LATE_OFFER, Duration.ZERO));
        }
    }

    /** Deviation: B10, B12, B62; established and answered is a call whose caller and agent were joined, from that moment. */
    void connected(Call call, OrderedLeg leg, Instant at, Instant now) {
        answered(call, leg, at, now);
        if (call.state() == CallState.PREAGENT) {
            center.transitions().to(call, CallState.TOAGENT, now, "the agent has heard the announcement");
        }
        call.establish(at);
        call.legs.nextJoined();
        center.orders().dropFallback(call);
        call.alarms.cancel(CallTimer.MUSIC);
        countAnswered(call);
        center.intervals().answered(call, at, now);
        call.agent().ifPresent(liveAgent -> {
            liveAgent.answered.add();
            if (call.media() == Media.CHAT) {
                liveAgent.answeredChats.add();
            }
            center.changes().seat(liveAgent);
        });
        endings.measure(call, Effect.Measure.WAITING, CdrWriter.between(call.received(), at));
        center.changes().flow(call.flow());
        center.changes().call(call);
    }

    /** A flow counts a call once each time that it comes to it, the center once in all. */
    private void countAnswered(Call call) {
        if (call.segment().isFirstOfEntry()) {
            call.flow().figures.countAnswered(call.media());
        }
        if (call.segment().number == 1) {
            center.total().countAnswered(call.media());
        }
    }

    /**
     * The agent's phone gave a final answer other than yes; before a flow announcement that costs no pick-up time (docs/design/behaviour.md 9). An
     * offer that never reached it, or that no phone could take, costs the agent nothing.
     */
    void refused(Call call, OrderedLeg leg, int code, Instant at, Instant now) {
        if (leg.came()) {
            call.legs.nextGone();
            withoutFault(call, now, "the agent, who came by themselves, could not be joined");
            return;
        }
        if (code == Signal.LegRefused.NOT_REACHED || IN_CIRCLES.contains(code)) {
            call.legs.nextGone();
            unreached(call, now);
            return;
        }
        if (OF_THE_MESSAGE.contains(code)) {
            call.legs.nextGone();
            withoutFault(call, MOST_FOR_NOTHING, now, "its offer could not be made: " + code);
            return;
        }
        if (isFull(call, call.agent().orElseThrow(), code)) {
            call.legs.nextGone();
            LiveAgent liveAgent = call.agent().orElseThrow();
            full(call, liveAgent, now);
            steps.backToHead(call, now, "agent " + liveAgent.id() + " has no line left");
            return;
        }
        Duration rang = CdrWriter.between(leg.started(), at);
        endings.measure(call, Effect.Measure.RINGING, rang);
        center.intervals().rang(call, rang, now);
        call.legs.nextGone();
        reject(call, call.state() == CallState.PREAGENT ? Duration.ZERO : rang, code, at, now);
    }

    /** They had answered, but the caller was not joined to them. */
    void notJoined(Call call, OrderedLeg leg, Signal.LegNotJoined fact, Instant now) {
        call.legs.nextGone();
        if (fact.byCaller() || leg.came()) {
            withoutFault(call, now, "the caller could not be joined to the agent");
        } else {
            Duration pickUp = call.pickUp().orElse(CdrWriter.between(leg.started(), fact.at()));
            reject(call, pickUp, fact.code(), fact.at(), now);
        }
    }

    /** The agent is free at once and the call is next. */
    void withoutFault(Call call, Instant now, String why) {
        withoutFault(call, NextSteps.MOST_ASKED, now, why);
    }

    private void withoutFault(Call call, int most, Instant now, String why) {
        LiveAgent liveAgent = call.agent().orElseThrow();
        center.bindings().release(call, Bindings.After.NOTHING, now);
        steps.requeue(call, liveAgent, most, now, why);
    }

    /** The agent's address leads nowhere: they are free, in their old place, but no call is tried there for a while; this one is next. */
    private void unreached(Call call, Instant now) {
        LiveAgent liveAgent = call.agent().orElseThrow();
        leaveAlone(call, liveAgent, now);
        steps.backToHead(call, now, "agent " + liveAgent.id() + " could not be reached");
    }

    /** Somebody with several calls says so when they can have no more of them: that is no refusal. */
    private static boolean isFull(Call call, LiveAgent liveAgent, int code) {
        return liveAgent.shares(call.media()) && call.media() == Media.AUDIO && FULL.contains(code);
    }

    private void full(Call call, LiveAgent liveAgent, Instant now) {
        center.bindings().release(call, liveAgent, Bindings.After.NOTHING, now);
        center.roster().change(liveAgent, () -> {
            liveAgent.full();
            liveAgent.alarms.set(
                    LiveAgent.Timer.REST,
                    now.plus(FULL_REST),
                    at -> center.roster().change(liveAgent, liveAgent::triedAgain));
        });
    }

    private void leaveAlone(Call call, LiveAgent liveAgent, Instant now) {
        center.bindings().release(call, liveAgent, Bindings.After.NOTHING, now);
        center.roster().change(liveAgent, () -> {
            Instant end = now.plus(NextSteps.rest(liveAgent.rest()));
            liveAgent.alarms.set(
                    LiveAgent.Timer.REST, end, at -> center.roster().change(liveAgent, liveAgent::triedAgain));
        });
    }

    /** The agent to whom a caller is transferred, who is still with another agent, did not take them: it costs them what any refusal costs. */
    void refusedTransfer(Call call, LiveAgent liveAgent, OrderedLeg leg, int code, Instant at, Instant now) {
        if (code == Signal.LegRefused.NOT_REACHED || IN_CIRCLES.contains(code)) {
            leaveAlone(call, liveAgent, now);
        } else if (isFull(call, liveAgent, code)) {
            full(call, liveAgent, now);
        } else if (OF_THE_MESSAGE.contains(code)) {
            center.bindings().release(call, liveAgent, Bindings.After.NOTHING, now);
        } else {
            Transfer transfer = call.transfer().orElseThrow();
            Duration rang = CdrWriter.between(leg.started(), at);
            if (transfer.pickUp().isEmpty()) {
                endings.measure(call, Effect.Measure.RINGING, rang);
                center.intervals().rang(call, rang, now);
            }
            center.intervals().refusedTransfer(liveAgent, code, now);
            liveAgent.rejected.add();
            heard(liveAgent, code, now);
            center.cdrs()
                    .rejection(
                            call, liveAgent, transfer.begun(), transfer.pickUp().orElse(rang), at);
            charge(call, liveAgent, code, call.legs.rang() || transfer.pickUp().isPresent(), now);
            countUnanswered(liveAgent, code, now);
        }
    }

    /** Sees to it that no agent stays with a call that has no leg to them. */
    void watch(Call call, Instant now) {
        call.alarms.set(CallTimer.ORPHAN, now.plus(QueueMusic.GRACE), later -> {
            boolean ringing = call.state() != CallState.TRANSFERRING
                    && call.agent().isPresent()
                    && call.established().isEmpty();
            if (ringing && call.legs.nextLeg().isEmpty()) {
                withoutFault(call, later, "the agent's leg was lost");
            }
        });
    }

    /** The agent is free at once, and the call may be given to them again: a restart, which cannot go round in circles, came between. */
    void takenBack(Call call, Instant now, String why) {
        center.bindings().release(call, Bindings.After.NOTHING, now);
        steps.backToHead(call, now, why);
    }

    private void reject(Call call, Duration pickUp, int code, Instant at, Instant now) {
        LiveAgent liveAgent = call.agent().orElseThrow();
        liveAgent.rejected.add();
        center.intervals().refused(call, liveAgent, code, now);
        heard(liveAgent, code, now);
        center.cdrs().rejection(call, pickUp, at);
        call.countRejection();
        charge(call, liveAgent, code, call.legs.rang() || call.pickUp().isPresent(), now);
        countUnanswered(liveAgent, code, now);
        int limit = center.policy().maxRejections();
        String why = "agent " + liveAgent.id() + " refused it with " + code;
        if (limit > 0 && call.rejections() >= limit) {
            endings.hangUp(call, new CallEnd(EndKind.FAILED, why + ", and its limit of refusals is reached", at), now);
        } else {
            steps.requeue(call, liveAgent, NextSteps.MOST_ASKED, now, why);
        }
    }

    /** Whoever refuses is there; 408 says that nobody did. */
    private void heard(LiveAgent liveAgent, int code, Instant now) {
        liveAgent.reached();
        if (code != 408) {
            center.probes().heard(liveAgent, now);
        }
    }

    /** Lets the agent go for what the refusal costs. Deviation: B50, a phone that asks for a password is not the agent's fault. */
    private void charge(Call call, LiveAgent liveAgent, int code, boolean rang, Instant now) {
        OfferOutcome.Cost cost = center.policy().offers().of(code, rang);
        switch (cost.kind()) {
            case WRAP_UP -> center.bindings().release(call, liveAgent, Bindings.After.WRAP_UP, now);
            case REST -> center.bindings().releaseToRest(call, liveAgent, cost.rest(), now);
            case NONE -> center.bindings().release(call, liveAgent, Bindings.After.NOTHING, now);
            case LOG_OUT -> {
                center.bindings().release(call, liveAgent, Bindings.After.NOTHING, now);
                logins.set(liveAgent, false, now);
            }
        }
        if (cost.warns() && liveAgent.refusesFirstWith(code)) {
            center.effects().log(new Effect.LogAgent(liveAgent.id(), code, cost.rest()));
        }
    }

    private void countUnanswered(LiveAgent liveAgent, int code, Instant now) {
        if (!UNANSWERED.contains(code)) {
            liveAgent.answersAgain();
            return;
        }
        liveAgent.countUnanswered();
        int limit = center.policy().logoutAfterUnanswered();
        if (limit > 0 && liveAgent.unanswered() >= limit) {
            liveAgent.answersAgain();
            logins.set(liveAgent, false, now);
        }
    }
}
