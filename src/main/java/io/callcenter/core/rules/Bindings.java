package io.callcenter.core.rules;

import io.callcenter.core.AgentState;
import io.callcenter.core.Media;
import io.callcenter.ids.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Binds agents to calls and lets them go again (docs/design/behaviour.md 3.3, 3.4). */
final class Bindings {
    /** What an agent does after a call. */
    enum After {
        /** They talked, or refused: wrap-up. */
        WRAP_UP,
        /** Neither: they are free at once, in their old place. */
        NOTHING
    }

    private final Roster roster;
    private final WrapUps wrapUps;
    private final EventReports reports;
    private final Figures total;
    private final ChangeSet changes;
    private final Intervals intervals;
    private final Codes codes;

    Bindings(
            Roster roster,
            WrapUps wrapUps,
            EventReports reports,
            Figures total,
            ChangeSet changes,
            Intervals intervals,
            Codes codes) {
        this.roster = roster;
        this.wrapUps = wrapUps;
        this.reports = reports;
        this.total = total;
        this.changes = changes;
        this.intervals = intervals;
        this.codes = codes;
    }

    /** Gives the call to the agent; {@code rotate} puts them behind all others. */
    void bind(Call call, LiveAgent liveAgent, boolean rotate, Instant now) {
        hold(call, liveAgent, AgentStep.CALL_GIVEN, rotate);
        call.give(liveAgent);
        countDispatch(call, liveAgent, now);
        reports.dispatch(liveAgent, call, now);
    }

    private void countDispatch(Call call, LiveAgent liveAgent, Instant now) {
        call.flow().figures.distributed.add();
        total.distributed.add();
        liveAgent.distributed.add();
        intervals.offered(liveAgent, now);
        changes.flow(call.flow());
        changes.call(call);
    }

    /** Binds the agent to a call that is transferred to them, beside whoever it is with. */
    void bindBeside(Call call, LiveAgent liveAgent, boolean rotate, Instant now) {
        hold(call, liveAgent, AgentStep.CALL_GIVEN, rotate);
        countDispatch(call, liveAgent, now);
        reports.dispatch(liveAgent, call, now);
    }

    /** The same again after a restart, without counting and without a word. */
    void bindBesideAgain(Call call, LiveAgent liveAgent) {
        hold(call, liveAgent, AgentStep.CALL_RESUMED, false);
    }

    /** Binds them again after a restart, without counting and without a word. */
    void bindAgain(Call call, LiveAgent liveAgent) {
        hold(call, liveAgent, AgentStep.CALL_RESUMED, false);
        call.bindAgain(liveAgent);
    }

    /** Lets the call's agent go, if it has one. */
    void release(Call call, After after, Instant now) {
        call.agent().ifPresent(liveAgent -> release(call, liveAgent, after, now));
    }

    /** Lets the call's agent go, who has transferred the caller: what the call was about is said when it is over. */
    void releaseTransferor(Call call, Instant now) {
        call.agent()
                .ifPresent(liveAgent -> release(
                        call,
                        liveAgent,
                        wrapsUp(
                                liveAgent,
                                call.media(),
                                at -> wrapUps.start(
                                        liveAgent, call.media(), wrapUps.effective(liveAgent, call.flow()), at)),
                        now));
    }

    /** Lets an agent go whom the call has, or is transferred to. */
    void release(Call call, LiveAgent liveAgent, After after, Instant now) {
        Optional<Consumer<Instant>> what = after == After.WRAP_UP
                ? wrapsUp(liveAgent, call.media(), at -> wrapUp(call, liveAgent, at))
                : Optional.empty();
        release(call, liveAgent, what, now);
    }

    private static Optional<Consumer<Instant>> wrapsUp(LiveAgent liveAgent, Media media, Consumer<Instant> how) {
        return Optional.of(how).filter(any -> liveAgent.wrapsUp(media));
    }

    private void wrapUp(Call call, LiveAgent liveAgent, Instant now) {
        Duration length = wrapUps.effective(liveAgent, call.flow());
        if (call.media() == Media.AUDIO && codes.missing(call)) {
            wrapUps.startUntilCode(liveAgent, call.id(), length, now);
        } else {
            wrapUps.start(liveAgent, call.media(), length, now);
        }
    }

    /** Lets such an agent go, who gets no other call for so long. */
    void releaseToRest(Call call, LiveAgent liveAgent, Duration rest, Instant now) {
        release(call, liveAgent, Optional.of(at -> wrapUps.rest(liveAgent, call.media(), rest, at)), now);
    }

    /** What follows the last call waits for the end of a consultation beside it; nothing does not take its place. */
    private void release(Call call, LiveAgent liveAgent, Optional<Consumer<Instant>> after, Instant now) {
        Consumer<Instant> then = after.orElse(at -> letGo(liveAgent, call.media(), at));
        call.release(liveAgent);
        changes.call(call);
        roster.change(liveAgent, () -> {
            if (liveAgent.calls.remove(call.id()) == null) {
                return; // an inconsistent call is closed: they were busy with something else, or not at all
            }
            if (!liveAgent.shares(call.media()) && !liveAgent.calls.isEmpty()) {
                return; // given to the next call in the moment of a crash: they are with that one
            }
            if (liveAgent.calls.isEmpty() && !liveAgent.consultations.isEmpty()) {
                if (after.isPresent() || !liveAgent.owes()) {
                    liveAgent.owe(then);
                }
                liveAgent.enter(AgentState.INCALL, AgentStep.LET_GO);
                return;
            }
            then.accept(now);
        });
        reports.agent(liveAgent, now);
        roster.forgetIfDone(liveAgent);
    }

    /** They call somebody, or a colleague calls them: until that is over they get no call. Chats that they have go on. */
    void consult(LiveAgent liveAgent, CallId call, Instant now) {
        consultAgain(liveAgent, call);
        reports.agent(liveAgent, now);
    }

    /** The same again after a restart, without a word. */
    void consultAgain(LiveAgent liveAgent, CallId call) {
        roster.change(liveAgent, () -> {
            liveAgent.consultations.add(call);
            if (liveAgent.chats() == 0) {
                liveAgent.enter(AgentState.INCALL, AgentStep.CONSULTS);
            }
        });
    }

    /** That is over: they are free at once, unless they have something else, or had a call beside it that is over. */
    void consulted(LiveAgent liveAgent, CallId call, Instant now) {
        if (!liveAgent.consultations.contains(call)) {
            return;
        }
        roster.change(liveAgent, () -> {
            liveAgent.consultations.remove(call);
            if (!liveAgent.consultations.isEmpty()) {
                return;
            }
            Optional<Consumer<Instant>> owed = liveAgent.takeOwed(); // never beyond: a further call has its own
            if (liveAgent.calls.isEmpty()) {
                owed.ifPresentOrElse(after -> after.accept(now), () -> endConsulting(liveAgent, now));
            }
        });
        reports.agent(liveAgent, now);
        roster.forgetIfDone(liveAgent);
    }

    private static void endConsulting(LiveAgent liveAgent, Instant now) {
        AgentState wrapUp = liveAgent.shares(Media.AUDIO) ? AgentState.INCALL : AgentState.WRAPUP;
        liveAgent.enter(liveAgent.wrappingUp() ? wrapUp : AgentState.FREE, AgentStep.CONSULTED);
        liveAgent.freeFrom(now);
    }

    private void hold(Call call, LiveAgent liveAgent, AgentStep why, boolean rotate) {
        roster.change(liveAgent, () -> {
            liveAgent.calls.put(call.id(), call);
            liveAgent.enter(inCall(call.media()), why);
            if (rotate || call.media() == Media.AUDIO && liveAgent.shares(Media.AUDIO)) {
                roster.toTail(liveAgent);
            }
        });
    }

    /** Deviation: B35, a chat that failed does not cut a running wrap-up. */
    private static void letGo(LiveAgent liveAgent, Media media, Instant now) {
        boolean busy = liveAgent.shares(media) && (!liveAgent.calls.isEmpty() || liveAgent.wrappingUp());
        liveAgent.enter(busy ? inCall(media) : AgentState.FREE, AgentStep.LET_GO);
        liveAgent.freeFrom(now);
    }

    private static AgentState inCall(Media media) {
        return media == Media.AUDIO ? AgentState.INCALL : AgentState.INCHAT;
    }
}
