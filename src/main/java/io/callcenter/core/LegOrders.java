package io.callcenter.core;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.LegId;
import java.time.Instant;
import java.util.Optional;

/** Orders legs for calls, and keeps the book of what was ordered (docs/design/legs.md 6). */
final class LegOrders {
    private final Outbox outbox;
    private final Touched touched;

    LegOrders(Outbox outbox, Touched touched) {
        this.outbox = outbox;
        this.touched = touched;
    }

    /** Moves the caller to an announcement, in place of any leg that is still being set up. */
    void announce(Call call, Leg.Kind kind, String uri, Instant now) {
        dropTarget(call);
        Leg leg = call.legs.newTarget(kind, now);
        call.legStarts(now);
        connect(call, leg, uri, Optional.empty(), "", false);
    }

    /** Rings an agent, in place of any announcement that is still being set up. */
    void ring(Call call, Seat seat, Instant now) {
        dropTarget(call);
        Leg leg = call.legs.newTarget(Leg.Kind.AGENT, now);
        call.legStarts(now);
        String announcement =
                call.state() == CallState.PREAGENT ? call.flow().row().agentAnnouncement() : "";
        String location = seat.location(call.media());
        connect(call, leg, location, Optional.of(seat.id()), announcement, seat.refusesLateOffer(location, now));
    }

    /** Dials whom the caller is transferred to: agent or address. */
    void transfer(Call call, Transfer transfer, Instant now) {
        Optional<Seat> seat = transfer.goal().seat();
        Leg leg = call.legs.newTarget(seat.isPresent() ? Leg.Kind.AGENT : Leg.Kind.OUTSIDE, now);
        String uri =
                seat.map(s -> s.location(call.media())).orElse(transfer.goal().address());
        outbox.order(new Effect.Connect(
                call.id(),
                leg.id(),
                seat.isPresent() ? Effect.Purpose.AGENT : Effect.Purpose.OUTSIDE,
                uri,
                call.name(),
                call.flow().row().id(),
                seat.map(Seat::id),
                "",
                call.state(),
                call.birth.param(),
                seat.filter(s -> s.refusesLateOffer(uri, now)).isPresent(),
                transfer.referral()));
    }

    /** Dials the queue announcement of the flow that the caller is transferred to: it takes them from their agent. */
    void transferToQueue(Call call, OpenFlow flow, String uri, Instant now) {
        Leg leg = call.legs.newTarget(Leg.Kind.QUEUE, now);
        outbox.order(new Effect.Connect(
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

    void answerRefer(Call call, LegId leg, int code) {
        outbox.order(new Effect.AnswerRefer(call.id(), leg, code));
    }

    /** Tells a leg how the transfer ended that it asked for. */
    void tell(Call call, LegId leg, int code) {
        outbox.order(new Effect.Notify(call.id(), leg, code));
    }

    /** Dials the queue announcement beside a ringing agent (docs/design/legs.md 3.3, 3.6). */
    void playBeside(Call call, Instant now) {
        Leg leg = call.legs.newBeside(now);
        connect(call, leg, call.flow().row().queue(), Optional.empty(), "", false);
    }

    void dropTarget(Call call) {
        call.legs.target().ifPresent(leg -> {
            outbox.order(new Effect.Drop(call.id(), leg.id()));
            call.legs.dropTarget();
        });
    }

    /** Gives up the announcement beside an agent who has been joined: its order may reach the legs after that. */
    void dropBeside(Call call) {
        call.legs.beside().ifPresent(leg -> {
            outbox.order(new Effect.Drop(call.id(), leg.id()));
            call.legs.dropBeside();
        });
    }

    /** Gives up a leg that the call knows nothing of. */
    void drop(Call call, LegId unknown) {
        outbox.order(new Effect.Drop(call.id(), unknown));
    }

    void refuse(Call call, int code) {
        outbox.order(new Effect.Refuse(call.id(), code));
    }

    void end(Call call, String reason) {
        outbox.order(new Effect.End(call.id(), reason));
    }

    private void connect(Call call, Leg leg, String uri, Optional<AgentId> agent, String announcement, boolean offer) {
        Effect.Purpose purpose = agent.isPresent() ? Effect.Purpose.AGENT : Effect.Purpose.ANNOUNCEMENT;
        outbox.order(new Effect.Connect(
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
                Effect.Referral.NONE));
        touched.call(call);
    }
}
