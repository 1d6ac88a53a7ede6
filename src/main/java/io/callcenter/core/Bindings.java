package io.callcenter.core;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

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
        call.flow().figures.distributed.add();
        total.distributed.add();
        seat.distributed.add();
        intervals.offered(seat, now);
        touched.flow(call.flow());
        touched.call(call);
        reports.dispatch(seat, call, now);
    }

    /** Binds them again after a restart, without counting and without a word. */
    void bindAgain(Call call, Seat seat) {
        hold(call, seat, false);
        call.bindAgain(seat);
    }

    /** Lets the call's agent go, if it has one. */
    void release(Call call, After after, Instant now) {
        release(
                call,
                seat -> {
                    if (after == After.WRAP_UP) {
                        Duration length = wrapUps.effective(seat, call.flow());
                        if (call.media() == Media.AUDIO && codes.missing(call)) {
                            wrapUps.startUntilCode(seat, call.id(), length, now);
                        } else {
                            wrapUps.start(seat, call.media(), length, now);
                        }
                    } else {
                        letGo(seat, call.media(), now);
                    }
                },
                now);
    }

    /** Lets the call's agent go, who gets no other call for so long. */
    void releaseToRest(Call call, Duration rest, Instant now) {
        release(call, seat -> wrapUps.rest(seat, call.media(), rest, now), now);
    }

    private void release(Call call, Consumer<Seat> after, Instant now) {
        call.agent().ifPresent(seat -> {
            call.release();
            touched.call(call);
            roster.change(seat, () -> {
                seat.calls.remove(call.id());
                if (call.media() == Media.AUDIO && !seat.calls.isEmpty()) {
                    return; // given to the next call in the moment of a crash: he is with that one
                }
                after.accept(seat);
            });
            reports.agent(seat, now);
            roster.forgetIfDone(seat);
        });
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
