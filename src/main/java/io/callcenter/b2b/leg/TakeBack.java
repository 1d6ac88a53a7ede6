package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.sdp.Sdp;
import java.util.Optional;

/**
 * Brings the caller back to the agent who wanted them transferred, and waits aside, after the transfer has failed (docs/design/legs.md 3.10): the
 * announcement that the caller hears meanwhile ends only when they have left it.
 */
final class TakeBack implements Offering.Owner, Ask.Owner, Proposal.Owner {
    private final CallContext context;
    private final UacLeg agent;
    private final Offering offering;
    private final CallDeadlines.Deadline limit;
    private Optional<Ask> ask = Optional.empty();
    private Optional<Proposal> proposal = Optional.empty();

    TakeBack(CallContext context, UacLeg agent) {
        this.context = context;
        this.agent = agent;
        this.offering = new Offering(context, agent, this);
        this.limit = context.deadlines().create();
    }

    void start() {
        limit.set(context.out().in(Switch.LIMIT), this::failed);
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
        context.setTakingBack(Optional.empty());
    }

    @Override
    public void offered(Proposal theirs) {
        proposal = Optional.of(theirs);
        moved(theirs.description());
    }

    @Override
    public void moved(Sdp description) {
        Ask asking = new Ask(
                context, agent, description, limit.due().orElse(context.out().now()), this);
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
        context.ending().takenBack(agent);
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
        context.ending().asideEnded(agent, CallEvent.By.RETURN_FAILED);
    }
}
