package io.callcenter.core;

import java.time.Duration;
import java.time.Instant;

/** Binds agents to calls and lets them go again (docs/design/behaviour.md 3.3, 3.4). */
final class Bindings {
    /** What an agent does after a call. */
    enum After {
        /** He talked, or refused: wrap-up. */
        WRAP_UP,
        /** Neither: he is free at once, in his old place. */
        NOTHING
    }

    private final Roster roster;
    private final WrapUps wrapUps;
    private final Reports reports;
    private final Figures total;
    private final Touched touched;
    private final Intervals intervals;
    private final Codes codes;

    Bindings(
            Roster roster,
            WrapUps wrapUps,
            Reports reports,
            Figures total,
            Touched touched,
            Intervals intervals,
            Codes codes) {
        this.roster = roster;
        this.wrapUps = wrapUps;
        this.reports = reports;
        this.total = total;
        this.touched = touched;
        this.intervals = intervals;
        this.codes = codes;
    }

    /** Gives the call to the agent; {@code rotate} puts him behind all others. */
    void bind(Call call, Seat seat, boolean rotate, Instant now) {
        hold(call, seat, rotate);
        call.give(seat);
        countDispatch(call, seat, now);
        reports.dispatch(seat, call, now);
    }

    private void countDispatch(Call call, Seat seat, Instant now) {
        call.flow().figures.distributed.add();
        total.distributed.add();
        seat.distributed.add();
        intervals.offered(seat, now);
        touched.flow(call.flow());
        touched.call(call);
    }

    /** Binds the agent to a call that is transferred to them, beside whoever it is with. */
    void bindBeside(Call call, Seat seat, boolean rotate, Instant now) {
        hold(call, seat, rotate);
        countDispatch(call, seat, now);
        reports.dispatch(seat, call, now);
    }

    /** The same again after a restart, without counting and without a word. */
    void bindBesideAgain(Call call, Seat seat) {
        hold(call, seat, false);
    }

    /** Binds them again after a restart, without counting and without a word. */
    void bindAgain(Call call, Seat seat) {
        hold(call, seat, false);
        call.bindAgain(seat);
    }

    /** Lets the call's agent go, if it has one. */
    void release(Call call, After after, Instant now) {
        call.agent().ifPresent(seat -> release(call, seat, after, now));
    }

    /** Lets the call's agent go, who has transferred the caller: what the call was about is said when it is over. */
    void releaseTransferor(Call call, Instant now) {
        call.agent()
                .ifPresent(seat -> release(
                        call,
                        seat,
                        () -> wrapUps.start(seat, call.media(), wrapUps.effective(seat, call.flow()), now),
                        now));
    }

    /** Lets an agent go whom the call has, or is transferred to. */
    void release(Call call, Seat seat, After after, Instant now) {
        Runnable what = after == After.WRAP_UP ? () -> wrapUp(call, seat, now) : () -> letGo(seat, call.media(), now);
        release(call, seat, what, now);
    }

    private void wrapUp(Call call, Seat seat, Instant now) {
        Duration length = wrapUps.effective(seat, call.flow());
        if (call.media() == Media.AUDIO && codes.missing(call)) {
            wrapUps.startUntilCode(seat, call.id(), length, now);
        } else {
            wrapUps.start(seat, call.media(), length, now);
        }
    }

    /** Lets such an agent go, who gets no other call for so long. */
    void releaseToRest(Call call, Seat seat, Duration rest, Instant now) {
        release(call, seat, () -> wrapUps.rest(seat, call.media(), rest, now), now);
    }

    private void release(Call call, Seat seat, Runnable after, Instant now) {
        call.release(seat);
        touched.call(call);
        roster.change(seat, () -> {
            seat.calls.remove(call.id());
            if (call.media() == Media.AUDIO && !seat.calls.isEmpty()) {
                return; // given to the next call in the moment of a crash: he is with that one
            }
            after.run();
        });
        reports.agent(seat, now);
        roster.forgetIfDone(seat);
    }

    private void hold(Call call, Seat seat, boolean rotate) {
        roster.change(seat, () -> {
            seat.calls.put(call.id(), call);
            seat.state(call.media() == Media.AUDIO ? AgentState.INCALL : AgentState.INCHAT);
            if (rotate) {
                roster.toTail(seat);
            }
        });
    }

    /** Deviation: B35, a chat that failed does not cut a running wrap-up. */
    private static void letGo(Seat seat, Media media, Instant now) {
        boolean busy = media == Media.CHAT && (!seat.calls.isEmpty() || seat.wrappingUp());
        seat.state(busy ? AgentState.INCHAT : AgentState.FREE);
        seat.freeFrom(now);
    }
}
