package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import java.util.Optional;

/**
 * The move of the caller to somebody who takes the agent's place (docs/design/legs.md 3.12): the caller is asked to take their offer, and only when
 * that is saved their INVITE is answered, and the agent gets a BYE.
 */
final class Taking extends Setup implements CallerReinvite.Owner, InviteServer.Owner {
    private static final int NOT_TAKEN = 488;
    private static final int CANCELED = 487;
    private static final int GIVEN_UP = 480;

    private final TakerLeg taker;
    private final CallDeadlines.Deadline limit;
    private Optional<CallerReinvite> ask = Optional.empty();
    private boolean accepted;
    private int refusal = GIVEN_UP;

    Taking(CallContext context, CallOrder.Connect order, TakerLeg taker) {
        super(context, order);
        this.taker = taker;
        this.limit = context.deadlines().create();
        take(taker);
        to(SavedLegs.Step.TAKING);
        taker.may(order.purpose());
        taker.asking().ownedBy(this);
    }

    @Override
    void begin() {
        reportAnswer();
        context().returning().ifPresent(ReturnToLeg::skip);
        limit.set(context().out().in(LegSwitch.LIMIT), this::late);
        CallerReinvite asking = new CallerReinvite(
                context(), taker, taker.offer(), context().out().in(LegSwitch.LIMIT), this);
        ask = Optional.of(asking);
        context().saves().soon();
        asking.start();
    }

    /** Goes on with what a former process had on disk: the caller has taken it. */
    void resume() {
        accepted = true;
        context().setMediaLeg(Optional.of(taker));
        joinNow();
    }

    @Override
    public void accepted(Sdp answer) {
        accepted = true;
        taker.prepare(answer);
        context().saves().waited(ok -> joinNow());
    }

    private void joinNow() {
        if (!over()) {
            taker.accept();
            connected();
        }
    }

    @Override
    public void unfit() {
        caller(NOT_TAKEN);
    }

    @Override
    public void refused(int code) {
        caller(code);
    }

    private void late() {
        if (accepted) {
            joinNow(); // only the disk was waited for
        } else {
            caller(408);
        }
    }

    private void caller(int code) {
        refusal = NOT_TAKEN;
        failed(CallEvent.Side.CALLER, code);
    }

    @Override
    public void cancelled(Request cancel) {
        abandoned();
    }

    @Override
    public void abandoned() {
        if (!over()) {
            refusal = CANCELED;
            failed(CallEvent.Side.TARGET, CANCELED);
        }
    }

    @Override
    Optional<Sdp> offer() {
        return Optional.empty();
    }

    @Override
    void picked(Response response) {
        throw new IllegalStateException("leg " + id() + " was not invited by us");
    }

    @Override
    boolean answered() {
        return false;
    }

    @Override
    boolean asksCaller() {
        return true;
    }

    @Override
    void bye(Leg from) {}

    @Override
    void hungUp() {
        abandoned();
    }

    @Override
    void close() {
        limit.clear();
        ask.ifPresent(CallerReinvite::abandon);
        if (taker.asking().open()) {
            taker.refuse(refusal);
        }
    }
}
