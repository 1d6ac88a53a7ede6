package io.callcenter.core;

import io.callcenter.ids.CallId;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The contact center. One thread at a time calls {@link #handle}; any thread reads the {@link #board()}.
 *
 * <p>No step costs more than O(log n) in agents or waiting calls, times the number of skills of one agent (docs/design/architecture.md 2).
 */
public final class ContactCenter {
    private static final Reply DONE = new Reply.Done();

    private final NavigableMap<CallId, Call> calls = new TreeMap<>();
    private final Centre centre;
    private final Dispatcher dispatcher;
    private final Admission admission;
    private final LegFacts legs;
    private final Commands commands;
    private final Logins logins;
    private final Pauses pauses;
    private final Reloading reloading;
    private final Recovery recovery;
    private final Explanations explanations;
    private final Watch watch;
    private final FigureSaves figures;
    private final BoardWriter board;

    /** An empty center; nothing is admitted before the first {@link Signal.Reload}. */
    public ContactCenter(Policy policy) {
        this(policy, Bookkeeping.DEFAULT);
    }

    /** The same, which keeps its books so. */
    public ContactCenter(Policy policy, Bookkeeping books) {
        centre = Centre.of(policy, books);
        dispatcher = new Dispatcher(centre);
        logins = new Logins(centre);
        pauses = new Pauses(centre, logins);
        Dissuasion dissuasion = new Dissuasion(centre);
        Endings endings = new Endings(calls, centre);
        Steps steps = new Steps(centre, dispatcher, dissuasion, endings);
        Announcements announcements = new Announcements(centre, steps, endings);
        AgentLegs agents = new AgentLegs(centre, steps, endings, logins);
        TransferChecks checks = new TransferChecks(centre);
        TransferRequests requests = new TransferRequests(centre, checks, dispatcher, steps);
        Transfers transfers = new Transfers(centre, steps, agents, endings);
        admission = new Admission(centre, calls, steps);
        legs = new LegFacts(centre, calls, agents, announcements, requests, transfers, endings);
        commands = new Commands(centre, calls, dispatcher, endings, steps, logins, requests, transfers);
        reloading = new Reloading(centre, dispatcher, dissuasion, logins);
        recovery = new Recovery(centre, calls, dispatcher, dissuasion, steps, legs, agents, announcements, transfers);
        explanations = new Explanations(centre, calls, dispatcher);
        watch = new Watch(centre, calls, endings);
        figures = new FigureSaves(centre.outbox(), centre.total(), centre.intervals());
        board = new BoardWriter(centre, dispatcher, watch);
    }

    /**
     * Takes one signal and says what follows from it. Unknown or late signals change nothing and answer {@link Reply.Done}.
     *
     * @param now never earlier than at the call before
     */
    public Outcome handle(Signal signal, Instant now) {
        centre.intervals().begin(now);
        Reply reply = rule(signal, now);
        dispatcher.settle(now);
        centre.music().dialWanted(now);
        for (Call call : centre.touched().unsaved) {
            if (call.state() != CallState.ENDED) {
                centre.outbox().save(new Effect.SaveCall(call.save()));
            }
        }
        centre.intervals().note(now);
        board.publish(centre.touched(), now);
        figures.note(centre.touched());
        centre.touched().clear();
        return new Outcome(reply, centre.outbox().take());
    }

    /** What others may read at any time. */
    public Board board() {
        return board;
    }

    /** Everything inside, for tests that recount it. */
    Centre centre() {
        return centre;
    }

    Map<CallId, Call> calls() {
        return calls;
    }

    /** The one dispatch place of signals; a test walks all kinds. */
    private Reply rule(Signal signal, Instant now) {
        if (signal instanceof Signal.CallArrived arrived) {
            return admission.arrive(arrived, now);
        } else if (signal instanceof Signal.AgentLogin login) {
            return commands.login(login, now);
        } else if (signal instanceof Signal.Reload reload) {
            return reloading.reload(reload, now);
        } else if (signal instanceof Signal.DispatchToAgent dispatch) {
            return commands.dispatch(dispatch, now);
        } else if (signal instanceof Signal.InternalDispatching dispatching) {
            return commands.dispatching(dispatching, now);
        } else if (signal instanceof Signal.ReleaseAgent release) {
            return commands.release(release, now);
        } else if (signal instanceof Signal.HangUp hangUp) {
            return commands.hangUp(hangUp, now);
        } else if (signal instanceof Signal.Transfer transfer) {
            return commands.transfer(transfer, now);
        } else if (signal instanceof Signal.PauseAgent pause) {
            return pauses.pause(pause, now);
        } else if (signal instanceof Signal.AgentReady ready) {
            return pauses.ready(ready, now);
        } else if (signal instanceof Signal.EndWrapUp wrapUp) {
            return pauses.wrapUp(wrapUp, now);
        } else if (signal instanceof Signal.CodeCall code) {
            return commands.code(code, now);
        } else if (signal instanceof Signal.Explain explain) {
            return explanations.explain(explain.call());
        } else if (signal instanceof Signal.ResetStatistics) {
            commands.resetStatistics();
        } else if (signal instanceof Signal.Restore restore) {
            figures.restore(restore.figures(), centre.flows(), centre.roster(), centre.touched(), now);
            restore.logins().forEach(login -> restoreLogin(login, now));
            return recovery.restore(restore, fact -> fact(fact, now), now);
        } else if (signal instanceof Signal.Tick) {
            watch.look(now);
            centre.deadlines().run(now);
            centre.intervals().tick(now);
            centre.codes().tick(now);
            figures.tick(now);
        } else if (signal instanceof Signal.Stopping) {
            figures.save();
        } else {
            fact(signal, now);
        }
        return DONE;
    }

    private void restoreLogin(SavedLogin saved, Instant now) {
        logins.restore(saved, now);
        pauses.restore(saved);
    }

    /** The half of the dispatch place that is about legs. */
    private void fact(Signal signal, Instant now) {
        if (signal instanceof Signal.LegAnswered answered) {
            legs.answered(answered, now);
        } else if (signal instanceof Signal.LateOfferRefused refused) {
            legs.lateOfferRefused(refused, now);
        } else if (signal instanceof Signal.LegConnected connected) {
            legs.connected(connected, now);
        } else if (signal instanceof Signal.LegRefused refused) {
            legs.refused(refused, now);
        } else if (signal instanceof Signal.LegNotJoined notJoined) {
            legs.notJoined(notJoined, now);
        } else if (signal instanceof Signal.LegDropped dropped) {
            legs.dropped(dropped, now);
        } else if (signal instanceof Signal.LegEnded ended) {
            legs.ended(ended, now);
        } else if (signal instanceof Signal.CallerGone gone) {
            legs.callerGone(gone, now);
        } else if (signal instanceof Signal.CallEnded ended) {
            legs.callEnded(ended, now);
        } else if (signal instanceof Signal.LegProgress progress) {
            legs.progress(progress);
        } else if (signal instanceof Signal.Referred referred) {
            legs.referred(referred, now);
        } else if (signal instanceof Signal.TakenBack back) {
            legs.takenBack(back, now);
        } else {
            throw new IllegalArgumentException("no rule for " + signal);
        }
    }
}
