package io.callcenter.b2b;

import io.callcenter.message.Body;
import java.util.Optional;

/**
 * Brings the caller back to the agent who wanted them transferred, and waits aside, after the transfer has failed (docs/design/legs.md 3.10): the
 * announcement that the caller hears meanwhile ends only when they have left it.
 */
final class TakeBack implements Offering.Owner, Ask.Owner {
    private final Room room;
    private final UacLeg agent;
    private final Offering offering;
    private final Deadlines.Deadline limit;
    private Optional<Ask> ask = Optional.empty();
    private Optional<InviteClient> owed = Optional.empty();

    TakeBack(Room room, UacLeg agent) {
        this.room = room;
        this.agent = agent;
        this.offering = new Offering(room, agent, this);
        this.limit = room.deadlines().create();
    }

    void start() {
        limit.set(room.turn().in(Switch.LIMIT), this::failed);
        offering.start();
    }

    /** The agent or the caller has gone. */
    void stop() {
        limit.clear();
        offering.abandon();
        ask.ifPresent(Ask::abandon);
        room.takingBack(Optional.empty());
    }

    @Override
    public void offered(InviteClient client, Sdp offer) {
        owed = Optional.of(client);
        Ask asking = new Ask(room, agent, offer, limit.due().orElse(room.turn().now()), this);
        ask = Optional.of(asking);
        asking.start();
    }

    @Override
    public void accepted(Sdp answer) {
        InviteClient client = owed.orElseThrow();
        client.ack(Body.sdp(agent.sdp().answer(client.theirs(), answer)));
        stop();
        room.ending().takenBack(agent);
    }

    @Override
    public void unfit() {
        failed();
    }

    @Override
    public void refused(int code) {
        failed();
    }

    private void failed() {
        stop();
        room.ending().asideEnded(agent, CallEvent.By.RETURN_FAILED);
    }
}
