package io.callcenter.core.rules;

import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.Outcome;
import io.callcenter.core.Policy;
import io.callcenter.core.Reply;
import io.callcenter.core.SavedLogin;
import io.callcenter.core.Signal;
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
    private final CenterState state;
    private final Dispatcher dispatcher;
    private final Admission admission;
    private final LegFacts legs;
    private final OperatorCommands commands;
    private final AgentLogins logins;
    private final Pauses pauses;
    private final Reloading reloading;
    private final CallRecovery recovery;
    private final Explanations explanations;
    private final ConsistencyWatch watch;
    private final FigureSaves figures;
    private final Consultations consultations;
    private final BoardWriter board;

    /** An empty center; nothing is admitted before the first {@link Signal.Reload}. */
    public ContactCenter(Policy policy) {
        this(policy, ReportingRules.DEFAULT);
    }

    /** The same, which keeps its books so. */
    public ContactCenter(Policy policy, ReportingRules books) {
        state = CenterState.of(policy, books);
        dispatcher = new Dispatcher(state);
        logins = new AgentLogins(state);
        pauses = new Pauses(state, logins);
        Dissuasion dissuasion = new Dissuasion(state);
        Endings endings = new Endings(calls, state);
        NextSteps steps = new NextSteps(state, dispatcher, dissuasion, endings);
        Announcements announcements = new Announcements(state, steps, endings);
        AgentLegs agents = new AgentLegs(state, steps, endings, logins);
        TransferChecks checks = new TransferChecks(state);
        TimedReturns returns = new TimedReturns(state, steps);
        consultations = new Consultations(state);
        Moves moves = new Moves(state, dispatcher, steps, returns);
        Lenders lenders = new Lenders(state, calls, consultations, endings);
        TransferRequests requests =
                new TransferRequests(state, calls, checks, dispatcher, lenders, returns, moves, consultations);
        Transfers transfers = new Transfers(state, steps, agents, endings, returns, lenders);
        admission = new Admission(state, calls, steps, consultations);
        legs = new LegFacts(state, calls, agents, announcements, requests, transfers, moves, endings);
        commands = new OperatorCommands(
                state, calls, dispatcher, endings, steps, logins, requests, transfers, consultations);
        reloading = new Reloading(state, dispatcher, dissuasion, logins);
        recovery = new CallRecovery(
                state,
                calls,
                dispatcher,
                dissuasion,
                steps,
                legs,
                agents,
                announcements,
                transfers,
                returns,
                consultations);
        explanations = new Explanations(state, calls, dispatcher);
        watch = new ConsistencyWatch(state, calls, endings, consultations);
        figures = new FigureSaves(state.effects(), state.total(), state.intervals());
        board = new BoardWriter(state, dispatcher, watch, consultations);
    }

    /**
     * Takes one signal and says what follows from it. Unknown or late signals change nothing and answer {@link Reply.Done}.
     *
     * @param now never earlier than at the call before
     */
    public Outcome handle(Signal signal, Instant now) {
        state.intervals().begin(now);
        Reply reply = rule(signal, now);
        state.probes().follow(state.changes().seats, now);
        dispatcher.settle(now);
        state.music().dialWanted(now);
        for (Call call : state.changes().unsaved) {
            if (call.state() != CallState.ENDED) {
                state.effects().save(new Effect.SaveCall(call.save()));
            }
        }
        state.intervals().note(now);
        board.publish(state.changes(), now);
        figures.note(state.changes());
        state.changes().clear();
        return new Outcome(reply, state.effects().take());
    }

    /** What others may read at any time. */
    public Board board() {
        return board;
    }

    /** Everything inside, for tests that recount it. */
    CenterState state() {
        return state;
    }

    Map<CallId, Call> calls() {
        return calls;
    }

    Consultations consultations() {
        return consultations;
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
        } else if (signal instanceof Signal.AskTransfer asked) {
            return commands.ask(asked, now);
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
            figures.restore(restore.figures(), state.flows(), state.roster(), state.changes(), now);
            restore.logins().forEach(login -> restoreLogin(login, now));
            return recovery.restore(restore, fact -> fact(fact, now), now);
        } else if (signal instanceof Signal.Tick) {
            watch.look(now);
            state.deadlines().run(now);
            state.intervals().tick(now);
            state.codes().tick(now);
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
        if (consultations.hear(signal, now)) {
            return;
        }
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
        } else if (signal instanceof Signal.TakeAsked asked) {
            legs.takeAsked(asked, now);
        } else if (signal instanceof Signal.TakenBack back) {
            legs.takenBack(back, now);
        } else if (signal instanceof Signal.AgentProbed probed) {
            state.probes().probed(probed, now);
        } else if (signal instanceof Signal.LegReturned returned) {
            legs.returned(returned);
        } else {
            throw new IllegalArgumentException("no rule for " + signal);
        }
    }
}
