package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.message.Body;
import io.callcenter.message.Draft;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The first leg: a target for a caller who is not answered yet (docs/design/legs.md 3.2). */
final class FirstLeg extends Setup {
    private final CallerLeg caller;
    private Optional<EarlyUpdates> updates = Optional.empty();

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
            Optional<Sdp> shown =
                    changed() ? Optional.empty() : Bodies.sdp(response.body()).map(sent()::mapBack);
            caller.progress(response.code(), name(response), shown);
        }
    }

    @Override
    void picked(Response response) {
        updates.ifPresent(EarlyUpdates::close);
        if (changed() && updates.orElseThrow().with(response.to().tag())) {
            reportAnswer();
            to(SavedLegs.Step.ACCEPTING);
            caller.prepareAgain(updates.orElseThrow().face());
            context().saves().waited(this::saved);
            return;
        }
        Optional<Sdp> answer = Bodies.sdp(response.body()).filter(sent().sent()::fits);
        if (answer.isEmpty()) {
            refused(488, List.of());
            return;
        }
        reportAnswer();
        leg().sdp().accepted(sent(), answer.get());
        to(SavedLegs.Step.ACCEPTING);
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
        resume(leg, SavedLegs.Step.ACCEPTING);
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

    private boolean changed() {
        return updates.filter(EarlyUpdates::changed).isPresent();
    }

    @Override
    boolean relaysEarly(Leg from, Request request, Sdp offer, Consumer<Draft> respond) {
        Optional<EarlyUpdates> with = answered() ? Optional.empty() : early();
        boolean byCaller = from == caller;
        return with.filter(u ->
                        byCaller ? u.fromCaller(request, offer, respond) : has(from) && u.fromTarget(offer, respond))
                .isPresent();
    }

    /** Once caller and target have described themselves for good to each other, in one early dialog. */
    private Optional<EarlyUpdates> early() {
        if (updates.isEmpty()) {
            Optional<Dialog> only = leg().onlyEarlyDialog()
                    .filter(dialog -> leg().hasAnswered(dialog.remote().tag()));
            updates = only.flatMap(
                    dialog -> caller.acknowledged(id() + " " + dialog.remote().tag())
                            .map(face -> new EarlyUpdates(caller, leg(), face, dialog)));
        }
        return updates;
    }

    @Override
    void hungUp() {
        failed(CallEvent.Side.TARGET, 487);
    }

    @Override
    void close() {
        updates.ifPresent(EarlyUpdates::close);
        caller.unprepare();
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
