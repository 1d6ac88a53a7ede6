package io.callcenter.b2b;

import java.util.Optional;

/**
 * Brings the caller back to the right leg after a failed switch in which he may have been pointed elsewhere (docs/design/legs.md 3.4): a failed
 * connect leaves the caller with the right leg, or says that it does not.
 */
final class Return implements Offering.Owner, Ask.Owner, Proposal.Owner {
    private final Room room;
    private final UacLeg right;
    private final Offering offering;
    private final Deadlines.Deadline limit;
    private Optional<Ask> ask = Optional.empty();
    private Optional<Proposal> proposal = Optional.empty();
    private boolean over;

    Return(Room room, UacLeg right) {
        this.room = room;
        this.right = right;
        this.offering = new Offering(room, right, this);
        this.limit = room.deadlines().create();
    }

    void start() {
        limit.set(room.turn().in(Switch.LIMIT), this::failed);
        offering.start();
        room.saves().soon();
    }

    /** Another leg has answered meanwhile: unless the caller has been asked already, that one is for him. */
    void skip() {
        if (ask.isEmpty() || !ask.get().committed()) {
            stop();
        }
    }

    /** Given up; the right leg's session stays as it was where it has made an offer. */
    void stop() {
        if (!over) {
            close();
            if (!right.left()) {
                proposal.map(Proposal::client)
                        .filter(client -> client.state() == InviteClient.State.ANSWERED)
                        .ifPresent(InviteClient::ackKeeping);
            }
        }
    }

    @Override
    public void offered(Proposal theirs) {
        proposal = Optional.of(theirs);
        moved(theirs.description());
    }

    @Override
    public void moved(Sdp description) {
        Ask asking =
                new Ask(room, right, description, limit.due().orElse(room.turn().now()), this);
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
        room.saves().soon();
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
        if (!over) {
            close();
            room.ending().rightEnded(CallEvent.By.RETURN_FAILED);
        }
    }

    private void close() {
        over = true;
        limit.clear();
        offering.abandon();
        ask.ifPresent(Ask::abandon);
        proposal.ifPresent(Proposal::abandon);
        room.returning(Optional.empty());
    }
}
