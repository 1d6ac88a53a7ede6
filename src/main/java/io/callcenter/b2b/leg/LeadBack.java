package io.callcenter.b2b.leg;

import io.callcenter.b2b.sdp.Sdp;
import java.util.Optional;

/** Brings the caller to a leg of ours that is confirmed already: it is asked for an offer, they are asked to take that, within the limit of a switch. */
abstract class LeadBack implements OfferRequest.Owner, CallerReinvite.Owner, Proposal.Owner {
    private final CallContext context;
    private final UacLeg leg;
    private final OfferRequest offering;
    private final CallDeadlines.Deadline limit;
    private Optional<CallerReinvite> ask = Optional.empty();
    private Optional<Proposal> proposal = Optional.empty();
    private boolean over;

    LeadBack(CallContext context, UacLeg leg) {
        this.context = context;
        this.leg = leg;
        this.offering = new OfferRequest(context, leg, this);
        this.limit = context.deadlines().create();
    }

    /** It is over, however it went: the call no longer holds it. */
    abstract void forget();

    /** The caller is with the leg. */
    abstract void arrived();

    /** They are not. */
    abstract void missed();

    final void start() {
        limit.set(context.out().in(LegSwitch.LIMIT), this::failed);
        offering.start();
    }

    /** Given up; the leg's session stays as it was where it has made an offer. */
    final void stop() {
        if (!over) {
            close();
            if (!leg.left()) {
                proposal.map(Proposal::client)
                        .filter(client -> client.state() == InviteClient.State.ANSWERED)
                        .ifPresent(InviteClient::ackKeeping);
            }
        }
    }

    /** Whether the caller has been asked. */
    final boolean committed() {
        return ask.filter(CallerReinvite::committed).isPresent();
    }

    @Override
    public final void offered(Proposal theirs) {
        proposal = Optional.of(theirs);
        moved(theirs.description());
    }

    @Override
    public final void moved(Sdp description) {
        CallerReinvite asking = new CallerReinvite(
                context, leg, description, limit.due().orElse(context.out().now()), this);
        ask = Optional.of(asking);
        asking.start();
    }

    @Override
    public final void accepted(Sdp answer) {
        proposal.orElseThrow().settle(answer, this);
    }

    @Override
    public final void settled() {
        close();
        arrived();
    }

    @Override
    public final void declined() {
        failed();
    }

    @Override
    public final void unfit() {
        failed();
    }

    @Override
    public final void refused(int code) {
        failed();
    }

    private void failed() {
        if (!over) {
            close();
            missed();
        }
    }

    private void close() {
        over = true;
        limit.clear();
        offering.abandon();
        ask.ifPresent(CallerReinvite::abandon);
        proposal.ifPresent(Proposal::abandon);
        forget();
    }
}
