package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.message.Body;
import io.callcenter.message.Response;
import java.util.List;
import java.util.Optional;

/** The first leg: a target for a caller who is not answered yet (docs/design/legs.md 3.2). */
final class FirstLeg extends Setup {
    private final CallerLeg caller;
    private boolean accepted;

    FirstLeg(CallContext context, CallOrder.Connect order) {
        super(context, order);
        this.caller = context.caller();
    }

    @Override
    Optional<Sdp> offer() {
        return caller.offer();
    }

    @Override
    public void progress(Response response) {
        super.progress(response);
        if (isAgent() && context().settings().rules().hidesEarlyMedia() && response.code() / 10 == 18) {
            caller.progress(180, "", Optional.empty());
        } else if (response.code() != 199) {
            Optional<Sdp> shown = Bodies.sdp(response.body()).map(sent()::mapBack);
            caller.progress(response.code(), name(response), shown);
        }
    }

    @Override
    void picked(Response response) {
        Optional<Sdp> answer = Bodies.sdp(response.body()).filter(sent().sent()::fits);
        if (answer.isEmpty()) {
            refused(488, List.of());
            return;
        }
        reportAnswer();
        leg().sdp().accepted(sent(), answer.get());
        accepted = true;
        caller.prepare(name(response), sent().mapBack(answer.get()));
        context().saves().waited(this::saved);
    }

    /** The record is on disk: now the caller is answered and the target gets its ACK. */
    private void saved(boolean ok) {
        if (over()) {
            return;
        }
        if (!ok) {
            context().ending().noStore();
            return;
        }
        caller.whenShown(this::joinNow);
    }

    private void joinNow() {
        if (!over()) {
            join();
        }
    }

    /** Joins what was accepted in a former process. */
    void resume(UacLeg leg) {
        take(leg);
        answerIsReported();
        accepted = true;
        join();
    }

    private void join() {
        leg().first().ack(Body.NONE);
        caller.accept(context().ending()::noAck);
        context().setMediaLeg(Optional.of(leg()));
        context().answerLimits().clear();
        context().ending().limitFromNow();
        connected();
    }

    @Override
    boolean answered() {
        return accepted;
    }

    @Override
    void hungUp() {
        failed(CallEvent.Side.TARGET, 487);
    }

    @Override
    void close() {
        caller.unprepare();
    }

    @Override
    SavedLegs.Setup saved() {
        return saved(accepted ? SavedLegs.Step.ACCEPTING : SavedLegs.Step.RINGING);
    }

    @Override
    Optional<CallContext.Peer> peerFor(Leg other) {
        if (other != caller || answered()) {
            return Optional.empty();
        }
        return leg().onlyEarlyDialog().map(dialog -> new CallContext.Peer(leg(), dialog));
    }

    private SdpSide.Offer sent() {
        return leg().first().offer().orElseThrow();
    }

    private String name(Response response) {
        return id() + " " + response.to().tag();
    }
}
