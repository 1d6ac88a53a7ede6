package io.callcenter.b2b.leg;

import io.callcenter.message.Response;
import java.util.Optional;

/**
 * Asks a leg of ours for an offer by a re-INVITE without SDP, again after 491, within the limit of a switch (docs/design/legs.md 3.4, 3.5); or, where
 * it takes no such INVITE, for its answer to the caller's description.
 */
final class OfferRequest implements InviteClient.Owner {
    /** Who wants the offer. Exactly one of these is called, unless it is abandoned. */
    interface Owner {
        /** The leg proposes that; its INVITE waits for the ACK. */
        void offered(Proposal proposal);

        /** It does not. */
        void refused(int code);
    }

    private final CallContext context;
    private final UacLeg leg;
    private final Owner owner;
    private final CallDeadlines.Deadline pause;
    private final CallDeadlines.Deadline limit;
    private final Runnable job = this::send;
    private Optional<InviteClient> client = Optional.empty();
    private boolean over;

    OfferRequest(CallContext context, UacLeg leg, Owner owner) {
        this.context = context;
        this.leg = leg;
        this.owner = owner;
        this.pause = context.deadlines().create();
        this.limit = context.deadlines().create();
    }

    void start() {
        limit.set(context.out().in(LegSwitch.LIMIT), () -> refuse(408));
        leg.gate().whenFree(job);
    }

    /** It is no longer wanted: a late offer is answered with what was agreed before. */
    void abandon() {
        over = true;
        pause.clear();
        limit.clear();
        leg.gate().forget(job);
    }

    private void send() {
        if (!over && !leg.left()) {
            leg.lateOffers().asked();
            client = Optional.of(leg.reinvite(leg.lateOffers().instead().map(leg.sdp()::offer), this));
        }
    }

    private void refuse(int code) {
        abandon();
        client.ifPresent(c -> c.cancel(""));
        owner.refused(code);
    }

    @Override
    public void progress(Response response) {}

    @Override
    public void answered(Response response) {
        InviteClient asked = client.orElseThrow();
        if (over) {
            asked.ackKeeping();
            return;
        }
        Optional<Proposal> proposal = Proposal.of(leg, asked, response);
        if (proposal.isPresent()) {
            abandon();
            owner.offered(proposal.get());
        } else {
            asked.ackKeeping();
            refuse(488);
        }
    }

    @Override
    public void failed(int code, Optional<Response> response) {
        boolean offered = client.filter(InviteClient::offered).isPresent();
        client = Optional.empty();
        if (over) {
            return;
        }
        if (!offered && leg.lateOffers().after(code).isPresent()) {
            leg.gate().whenFree(job);
        } else if (code == 491) {
            pause.set(context.out().in(leg.glarePause()), () -> leg.gate().whenFree(job));
        } else {
            refuse(code);
        }
    }

    @Override
    public void lost() {
        abandon();
    }
}
