package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.sdp.Sdp;
import java.util.Optional;

/**
 * Brings the caller back to the current leg after a failed switch in which they may have been pointed elsewhere (docs/design/legs.md 3.4): a failed
 * connect leaves the caller with the current leg, or says that it does not.
 */
final class ReturnToLeg implements Offering.Owner, Ask.Owner, Proposal.Owner {
    private final CallContext context;
    private final UacLeg currentLeg;
    private final Offering offering;
    private final CallDeadlines.Deadline limit;
    private Optional<Ask> ask = Optional.empty();
    private Optional<Proposal> proposal = Optional.empty();
    private boolean over;

    ReturnToLeg(CallContext context, UacLeg current) {
        this.context = context;
        this.currentLeg = current;
        this.offering = new Offering(context, current, this);
        this.limit = context.deadlines().create();
    }

    void start() {
        limit.set(context.out().in(Switch.LIMIT), this::failed);
        offering.start();
        context.saves().soon();
    }

    /** Another leg has answered meanwhile: unless the caller has been asked already, that one is for them. */
    void skip() {
        if (ask.isEmpty() || !ask.get().committed()) {
            stop();
        }
    }

    /** Given up; the current leg's session stays as it was where it has made an offer. */
    void stop() {
        if (!over) {
            close();
            if (!currentLeg.left()) {
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
        Ask asking = new Ask(
                context,
                currentLeg,
                description,
                limit.due().orElse(context.out().now()),
                this);
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
        context.saves().soon();
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
            context.ending().currentEnded(CallEvent.By.RETURN_FAILED);
        }
    }

    private void close() {
        over = true;
        limit.clear();
        offering.abandon();
        ask.ifPresent(Ask::abandon);
        proposal.ifPresent(Proposal::abandon);
        context.setReturning(Optional.empty());
    }
}
