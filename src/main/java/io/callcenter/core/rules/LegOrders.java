package io.callcenter.core.rules;

import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.Media;
import io.callcenter.core.SegmentFacts;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Orders legs for calls, and keeps the book of what was ordered (docs/design/legs.md 6). */
final class LegOrders {
    private final PendingEffects effects;
    private final ChangeSet changes;

    LegOrders(PendingEffects effects, ChangeSet changes) {
        this.effects = effects;
        this.changes = changes;
    }

    /** Moves the caller to an announcement, in place of any leg that is still being set up. */
    void announce(Call call, OrderedLeg.Kind kind, String uri, Instant now) {
        dropNext(call);
        OrderedLeg leg = call.legs.newNextLeg(kind, now);
        call.legStarts(now);
        connect(call, leg, uri, Optional.empty(), "", false);
    }

    /** Tells the server of what the caller hears which place they have. */
    void inform(Call call, int position, OptionalInt wait) {
        call.legs.currentLeg().ifPresent(leg -> effects.order(new Effect.Inform(call.id(), leg.id(), position, wait)));
    }

    /** Moves the caller to the message with their place; for the waiting nothing changes. */
    LegId tellPlace(Call call, String uri, Instant now) {
        OrderedLeg leg = call.legs.newNextLeg(OrderedLeg.Kind.QUEUE, now);
        connect(call, leg, uri, Optional.empty(), "", false);
        return leg.id();
    }

    /** Rings an agent, in place of any announcement that is still being set up. */
    void ring(Call call, LiveAgent liveAgent, Instant now) {
        dropNext(call);
        OrderedLeg leg = call.legs.newNextLeg(OrderedLeg.Kind.AGENT, now);
        call.legStarts(now);
        String announcement =
                call.state() == CallState.PREAGENT ? call.flow().row().agentAnnouncement() : "";
        String location = liveAgent.location(call.media());
        connect(
                call,
                leg,
                location,
                Optional.of(liveAgent.id()),
                announcement,
                liveAgent.refusesLateOffer(location, now));
    }

    /** Dials whom the caller is transferred to: agent or address. */
    void transfer(Call call, Transfer transfer, Instant now) {
        Optional<LiveAgent> seat = transfer.goal().seat();
        OrderedLeg leg = call.legs.newNextLeg(seat.isPresent() ? OrderedLeg.Kind.AGENT : OrderedLeg.Kind.OUTSIDE, now);
        String uri =
                seat.map(s -> s.location(call.media())).orElse(transfer.goal().address());
        effects.order(new Effect.Connect(
                call.id(),
                leg.id(),
                seat.isPresent() ? Effect.Purpose.AGENT : Effect.Purpose.OUTSIDE,
                uri,
                call.name(),
                call.flow().row().id(),
                seat.map(LiveAgent::id),
                "",
                call.state(),
                call.birth.param(),
                seat.filter(s -> s.refusesLateOffer(uri, now)).isPresent(),
                transfer.referral(),
                seat.isPresent() ? call.story() : Effect.Story.NONE));
    }

    /** Dials the queue announcement of the flow that the caller is transferred to: it takes them from their agent. */
    void transferToQueue(Call call, OpenFlow flow, String uri, Instant now) {
        OrderedLeg leg = call.legs.newNextLeg(OrderedLeg.Kind.QUEUE, now);
        effects.order(new Effect.Connect(
                call.id(),
                leg.id(),
                Effect.Purpose.MUSIC,
                uri,
                call.name(),
                flow.row().id(),
                Optional.empty(),
                "",
                call.state(),
                call.birth.param()));
    }

    /** Lets the leg to whom the caller of another call talks come over, as the one that this caller is transferred to. */
    void hand(Call call, Call from, Instant now) {
        OrderedLeg leg = call.legs.newHandedLeg(now);
        LegId theirs = from.legs.currentLeg().orElseThrow().id();
        effects.order(new Effect.Hand(from.id(), theirs, call.id(), leg.id()));
    }

    /** Rings whom an agent calls. */
    void ring(Consultation call) {
        effects.order(new Effect.Connect(
                call.id(),
                call.leg(),
                Effect.Purpose.AGENT,
                call.to().location(Media.AUDIO),
                call.name(),
                SegmentFacts.NO_FLOW,
                Optional.of(call.to().id()),
                "",
                CallState.TOAGENT,
                ""));
    }

    /** Lets whom an agent has called come over from there, as the one that this caller is transferred to. */
    void hand(Call call, Consultation from, Instant now) {
        OrderedLeg leg = call.legs.newHandedLeg(now);
        effects.order(new Effect.Hand(from.id(), from.leg(), call.id(), leg.id()));
    }

    /** Gives up whom an agent has called. */
    void drop(Consultation call) {
        effects.order(new Effect.Drop(call.id(), call.leg()));
    }

    void refuse(Consultation call, int code) {
        effects.order(new Effect.Refuse(call.id(), code));
    }

    /** @param told whether the reason is for its peers, too */
    void end(Consultation call, String reason, boolean told) {
        effects.order(new Effect.End(call.id(), reason, told));
    }

    /** Lets somebody who has come take the place of the caller's agent. */
    void take(Call call, LegId taker, boolean agent, Instant now) {
        call.legs.takerComes(taker, agent ? OrderedLeg.Kind.AGENT : OrderedLeg.Kind.OUTSIDE, now);
        Effect.Purpose as = agent ? Effect.Purpose.AGENT : Effect.Purpose.OUTSIDE;
        effects.order(new Effect.Take(call.id(), taker, as, 200));
    }

    /** Refuses somebody who wanted an agent's place. */
    void refuseTaker(CallId call, LegId taker, int code) {
        effects.order(new Effect.Take(call, taker, Effect.Purpose.OUTSIDE, code));
    }

    void answerRefer(CallId call, LegId leg, int code) {
        effects.order(new Effect.AnswerRefer(call, leg, code));
    }

    /** Tells a leg how the transfer ended that it asked for. */
    void tell(CallId call, LegId leg, int code) {
        effects.order(new Effect.Notify(call, leg, code));
    }

    /** Dials the queue announcement beside a ringing agent (docs/design/legs.md 3.3, 3.6). */
    void playFallback(Call call, Instant now) {
        OrderedLeg leg = call.legs.newFallbackLeg(now);
        connect(call, leg, call.flow().row().queue(), Optional.empty(), "", false);
    }

    void dropNext(Call call) {
        call.legs.nextLeg().ifPresent(leg -> {
            effects.order(new Effect.Drop(call.id(), leg.id()));
            call.legs.dropNext();
        });
    }

    /** Gives up the announcement beside an agent who has been joined: its order may reach the legs after that. */
    void dropFallback(Call call) {
        call.legs.fallbackLeg().ifPresent(leg -> {
            effects.order(new Effect.Drop(call.id(), leg.id()));
            call.legs.dropFallback();
        });
    }

    /** Gives up a leg that the call knows nothing of. */
    void drop(Call call, LegId unknown) {
        effects.order(new Effect.Drop(call.id(), unknown));
    }

    void refuse(Call call, int code) {
        effects.order(new Effect.Refuse(call.id(), code));
    }

    void end(Call call, String reason) {
        effects.order(new Effect.End(call.id(), reason));
    }

    /** Ends the call and tells its peers why. */
    void endAndTell(Call call, String reason) {
        effects.order(new Effect.End(call.id(), reason, true));
    }

    private void connect(
            Call call, OrderedLeg leg, String uri, Optional<AgentId> agent, String announcement, boolean offer) {
        Effect.Purpose purpose = agent.isPresent() ? Effect.Purpose.AGENT : Effect.Purpose.ANNOUNCEMENT;
        effects.order(new Effect.Connect(
                call.id(),
                leg.id(),
                purpose,
                uri,
                call.name(),
                call.flow().row().id(),
                agent,
                announcement,
                call.state(),
                call.birth.param(),
                offer,
                Effect.Referral.NONE,
                agent.isPresent() ? call.story() : Effect.Story.NONE));
        changes.call(call);
    }
}
