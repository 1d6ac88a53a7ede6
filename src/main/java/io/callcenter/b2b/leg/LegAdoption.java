package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.message.Response;
import java.util.Optional;

/** The join of the caller to a leg that came from another call (docs/design/legs.md 3.11): it is asked for an offer, and the rest is a {@link LegSwitch}. */
final class LegAdoption extends Setup implements OfferRequest.Owner {
    private final OfferRequest asking;

    LegAdoption(CallContext context, CallOrder.Connect order, UacLeg leg) {
        super(context, order);
        take(leg);
        asking = new OfferRequest(context, leg, this);
    }

    @Override
    void begin() {
        reportAnswer();
        leg().probe().startAnew();
        leg().timer().startAnew();
        context().saves().soon();
        asking.start();
    }

    @Override
    public void offered(Proposal proposal) {
        LegSwitch next = new LegSwitch(context(), order());
        handOver(next);
        next.offered(proposal);
    }

    @Override
    public void refused(int code) {
        failed(CallEvent.Side.TARGET, code);
    }

    @Override
    Optional<Sdp> offer() {
        return Optional.empty();
    }

    @Override
    void picked(Response response) {
        throw new IllegalStateException("leg " + id() + " was answered in another call");
    }

    /** It was, in another call; what is saved is a leg that rings, so that it is given up after a crash. */
    @Override
    boolean answered() {
        return true;
    }

    @Override
    void hungUp() {
        failed(CallEvent.Side.TARGET, 487);
    }

    @Override
    void close() {
        asking.abandon();
    }
}
