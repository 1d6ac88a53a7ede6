package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.message.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The move of an answered caller to another leg (docs/design/legs.md 3.3): the leg is asked for an offer, the caller is asked to take it, and only
 * when they have taken it the leg gets their answer and the former current leg its BYE.
 */
final class LegSwitch extends Setup implements CallerReinvite.Owner, Proposal.Owner {
    /** How long it may take from the target's 2xx on; below 64*T1, so that the target still waits for its ACK. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    /** How far the caller has come. */
    private enum Caller {
        ASKED,
        /** They have taken the leg's media; the leg gets their answer as soon as it is saved. */
        TAKEN,
        /** The leg is told their answer. */
        TOLD
    }

    private final CallDeadlines.Deadline limit;
    private Optional<CallerReinvite> ask = Optional.empty();
    private Optional<Proposal> proposal = Optional.empty();
    private Caller caller = Caller.ASKED;
    /** Given with {@link Caller#TAKEN}. */
    private Sdp answer;

    private boolean saved;

    LegSwitch(CallContext context, CallOrder.Connect order) {
        super(context, order);
        this.limit = context.deadlines().create();
    }

    @Override
    Optional<Sdp> offer() {
        return instead();
    }

    @Override
    void picked(Response response) {
        Optional<Proposal> theirs = Proposal.of(leg(), leg().first(), response);
        if (theirs.isEmpty()) {
            refused(488, List.of());
            return;
        }
        reportAnswer();
        offered(theirs.get());
    }

    /** From the target's proposal on: it is saved before the 2xx that had it gets its ACK. */
    void offered(Proposal theirs) {
        to(SavedLegs.Step.SWITCHING);
        context().saves().waited(this::saved);
        join(theirs, context().out().in(LIMIT));
    }

    /** Goes on with what a former process began: the caller is asked once more, which is harmless if they were. */
    void resume(UacLeg leg, Proposal theirs) {
        take(leg);
        offered(theirs);
    }

    @Override
    SavedLegs.Setup saved() {
        String branch = proposal.map(p -> p.client().request().branch()).orElse("");
        return new SavedLegs.Setup(order(), step(), branch, since(), Optional.empty(), Optional.empty());
    }

    private void join(Proposal theirs, Instant until) {
        proposal = Optional.of(theirs);
        limit.set(until, this::late);
        context().setups().stream()
                .filter(other -> other != this && talks() && other instanceof LegSwitch)
                .forEach(other -> ((LegSwitch) other).makeWay());
        context().returning().ifPresent(ReturnToLeg::skip);
        ask(theirs.description(), until);
    }

    private void ask(Sdp description, Instant until) {
        CallerReinvite asking = new CallerReinvite(context(), leg(), description, until, this);
        ask = Optional.of(asking);
        asking.start();
    }

    /** An agent has answered first: the queue announcement is given up, unless the caller has already been asked to take it. */
    private void makeWay() {
        if (ask.isEmpty() || !ask.get().committed()) {
            dropped();
        }
    }

    private void saved(boolean ok) {
        saved = true;
        joinNow();
    }

    @Override
    public void accepted(Sdp given) {
        answer = given;
        caller = Caller.TAKEN;
        joinNow();
    }

    private void joinNow() {
        if (over() || !saved || caller != Caller.TAKEN) {
            return;
        }
        caller = Caller.TOLD;
        limit.set(context().out().in(LIMIT), this::late);
        proposal.orElseThrow().settle(answer, this);
    }

    @Override
    public void settled() {
        connected();
    }

    /** The target is elsewhere now: the caller is told. */
    @Override
    public void moved(Sdp description) {
        caller = Caller.ASKED;
        ask(description, limit.due().orElseThrow());
    }

    @Override
    public void declined() {
        failed(CallEvent.Side.TARGET, 488);
    }

    @Override
    public void unfit() {
        failed(CallEvent.Side.CALLER, 488);
    }

    @Override
    public void refused(int code) {
        failed(CallEvent.Side.CALLER, code);
    }

    private void late() {
        switch (caller) {
            case ASKED -> failed(CallEvent.Side.CALLER, 408);
            case TAKEN -> saved(false);
            case TOLD -> failed(CallEvent.Side.TARGET, 408);
        }
    }

    @Override
    boolean asksCaller() {
        return answered();
    }

    @Override
    void hungUp() {
        failed(CallEvent.Side.TARGET, 487);
    }

    @Override
    void close() {
        limit.clear();
        ask.ifPresent(CallerReinvite::abandon);
        proposal.ifPresent(Proposal::abandon);
    }
}
