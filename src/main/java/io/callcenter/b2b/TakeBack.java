package io.callcenter.b2b;

import java.util.Optional;

/**
 * Brings the caller back to the agent who wanted them transferred, and waits aside, after the transfer has failed (docs/design/legs.md 3.10): the
 * announcement that the caller hears meanwhile ends only when they have left it.
 */
final class TakeBack implements Offering.Owner, Ask.Owner, Proposal.Owner {
    private final Room room;
    private final UacLeg agent;
    private final Offering offering;
    private final Deadlines.Deadline limit;
    private Optional<Ask> ask = Optional.empty();
    private Optional<Proposal> proposal = Optional.empty();

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

    /** The agent or the caller has gone, or the caller goes to somebody else: the agent's session stays as it was where they have made an offer. */
    void stop() {
        close();
        if (!agent.left()) {
            proposal.map(Proposal::client)
                    .filter(client -> client.state() == InviteClient.State.ANSWERED)
                    .ifPresent(InviteClient::ackKeeping);
        }
    }

    private void close() {
        limit.clear();
        offering.abandon();
        ask.ifPresent(Ask::abandon);
        proposal.ifPresent(Proposal::abandon);
        room.takingBack(Optional.empty());
    }

    @Override
    public void offered(Proposal theirs) {
        proposal = Optional.of(theirs);
        moved(theirs.description());
    }

    @Override
    public void moved(Sdp description) {
        Ask asking =
                new Ask(room, agent, description, limit.due().orElse(room.turn().now()), this);
        ask = Optional.of(asking);
        asking.start();
    }

    @Override
    public void accepted(Sdp answer) {
        proposal.orElseThrow().settle(answer, this);
    }

    @Override
    public void settled() {
        close();
        room.ending().takenBack(agent);
    }

    @Override
    public void declined() {
        failed();
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
        close();
        room.ending().asideEnded(agent, CallEvent.By.RETURN_FAILED);
    }
}
