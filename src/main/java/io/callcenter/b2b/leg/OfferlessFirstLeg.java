package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.message.Body;
import io.callcenter.message.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The first leg of a caller who offers nothing (docs/design/legs.md 3.2): the target is asked for an offer, which the caller gets in our 2xx; their ACK
 * has the answer, and only with that the target gets its own.
 */
final class OfferlessFirstLeg extends Setup {
    private final CallerLeg caller;
    private final CallDeadlines.Deadline limit;
    private Optional<SdpSide.Offer> offered = Optional.empty();

    OfferlessFirstLeg(CallContext context, CallOrder.Connect order) {
        super(context, order);
        this.caller = context.caller();
        this.limit = context.deadlines().create();
    }

    @Override
    Optional<Sdp> offer() {
        return Optional.empty();
    }

    @Override
    public void progress(Response response) {
        super.progress(response);
        if (response.code() != 199) {
            caller.progress(response.code(), "", Optional.empty());
        }
    }

    @Override
    void picked(Response response) {
        Optional<Sdp> theirs =
                Bodies.sdp(response.body()).filter(sdp -> sdp.medium().isPresent());
        if (theirs.isEmpty()) {
            refused(488, List.of());
            return;
        }
        reportAnswer();
        to(SavedLegs.Step.ACCEPTING);
        offered = Optional.of(caller.prepareOffer(theirs.get()));
        context().saves().waited(this::saved);
    }

    /** The record is on disk: now the caller gets the offer. */
    private void saved(boolean ok) {
        if (over()) {
            return;
        }
        if (!ok) {
            context().ending().noStore();
            return;
        }
        accept();
    }

    /** Goes on with what was accepted in a former process, while the target still waits for its ACK. */
    void resume(UacLeg leg, Instant until) {
        resume(leg, SavedLegs.Step.ACCEPTING);
        offered = leg.first().offerInAnswer().map(caller.freshSdp()::offer);
        limit.set(until, () -> failed(CallEvent.Side.CALLER, 408));
        accept();
    }

    private void accept() {
        caller.accept(context().ending()::noAck);
        context().answerLimits().clear();
        context().ending().limitFromNow();
        caller.whenConfirmed(this::join);
    }

    private void join() {
        if (over()) {
            return;
        }
        SdpSide.Offer placed = offered.orElseThrow();
        Sdp answer = placed.mapBack(caller.sdp().received().orElseThrow());
        leg().first().ack(Body.sdp(leg().sdp().answer(placed.foreign(), answer)));
        context().setMediaLeg(Optional.of(leg()));
        connected();
    }

    @Override
    boolean asksCaller() {
        return answered();
    }

    @Override
    void hungUp() {
        if (caller.answered()) {
            connectedAndEnded(); // whoever is answered is not refused for it
        } else {
            failed(CallEvent.Side.TARGET, 487);
        }
    }

    @Override
    void close() {
        limit.clear();
        caller.unprepare();
    }

    @Override
    Optional<CallContext.Peer> peerFor(Leg other) {
        if (other != caller || answered()) {
            return Optional.empty();
        }
        return leg().onlyEarlyDialog().map(dialog -> new CallContext.Peer(leg(), dialog));
    }
}
