package io.callcenter.core.rules;

import io.callcenter.core.Counter;
import io.callcenter.core.Media;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What operators order (docs/design/behaviour.md 5.7, 11.2, docs/design/interfaces.md 1). */
final class OperatorCommands {
    private static final Reply DONE = new Reply.Done();
    private static final Reply NO_AGENT = new Reply.Refused(404, "Agent not found");
    private static final Reply NO_CALL = new Reply.Refused(404, "Call not found");

    private final CenterState center;
    private final Map<CallId, Call> calls;
    private final Dispatcher dispatcher;
    private final Endings endings;
    private final NextSteps steps;
    private final AgentLogins logins;
    private final TransferRequests requests;
    private final Transfers transfers;
    private final Consultations consultations;

    OperatorCommands(
            CenterState center,
            Map<CallId, Call> calls,
            Dispatcher dispatcher,
            Endings endings,
            NextSteps steps,
            AgentLogins logins,
            TransferRequests requests,
            Transfers transfers,
            Consultations consultations) {
        this.consultations = consultations;
        this.center = center;
        this.calls = calls;
        this.dispatcher = dispatcher;
        this.endings = endings;
        this.steps = steps;
        this.logins = logins;
        this.requests = requests;
        this.transfers = transfers;
    }

    Reply login(Signal.AgentLogin command, Instant now) {
        Optional<LiveAgent> seat = center.roster().find(command.agent());
        seat.ifPresent(s -> logins.set(s, command.loggedIn(), now));
        return seat.isPresent() ? DONE : NO_AGENT;
    }

    Reply dispatching(Signal.InternalDispatching command, Instant now) {
        command.on().ifPresent(on -> dispatcher.turn(on, now));
        return new Reply.Dispatching(dispatcher.isOn());
    }

    /** The checks of docs/design/behaviour.md 5.7, in order. */
    Reply dispatch(Signal.DispatchToAgent command, Instant now) {
        if (dispatcher.isOn()) {
            return new Reply.Refused(403, "Internal dispatching is enabled");
        }
        Optional<LiveAgent> found = center.roster().find(command.agent());
        if (found.isEmpty()) {
            return NO_AGENT;
        }
        LiveAgent liveAgent = found.get();
        if (!liveAgent.loggedIn()) {
            return new Reply.Refused(404, "Agent not logged in");
        }
        Call call = calls.get(command.call());
        if (call == null || call.key().isEmpty() || call.awaitsAnswer()) {
            return NO_CALL;
        }
        if (!liveAgent.row().skills().contains(call.flow().row().skill())) {
            return new Reply.Refused(488, "Agent has no skill for the call");
        }
        if (call.media() == Media.AUDIO && !liveAgent.canTake(Media.AUDIO)) {
            return new Reply.Refused(488, "Agent is not free/audio enabled");
        }
        if (call.media() == Media.CHAT && !liveAgent.canTake(Media.CHAT)) {
            return new Reply.Refused(488, "Agent is not free/chat enabled");
        }
        if (call.isMaker(liveAgent)) {
            return new Reply.Refused(488, "Agent makes the call");
        }
        dispatcher.give(call, liveAgent, false, now, "given by hand");
        return DONE;
    }

    /** Ends the agent's calls and their wrap-up; a call that only rang them goes back to the queue. */
    Reply release(Signal.ReleaseAgent command, Instant now) {
        Optional<LiveAgent> seat = center.roster().anyone(command.agent());
        seat.ifPresent(s -> release(s, command.reason(), now));
        return seat.isPresent() ? DONE : NO_AGENT;
    }

    private void release(LiveAgent liveAgent, String reason, Instant now) {
        for (CallId id : List.copyOf(liveAgent.consultations)) {
            hangUp(new Signal.HangUp(id, ""), now);
        }
        for (Call call : List.copyOf(liveAgent.calls.values())) {
            if (call.transfer().isPresent()) {
                transfers.release(call, liveAgent, now);
            } else if (call.established().isPresent()) {
                center.orders().end(call, reason);
                endings.end(call, new CallEnd(EndKind.ANSWERED, "the agent was released", now), now);
            } else {
                center.orders().dropNext(call);
                center.bindings().release(call, Bindings.After.NOTHING, now);
                steps.requeue(call, liveAgent, NextSteps.MOST_ASKED, now, "its agent was released");
            }
        }
        if (liveAgent.wrappingUp() && !liveAgent.removed()) {
            center.wrapUps().cut(liveAgent, now);
        }
    }

    /** Moves a call elsewhere. */
    Reply transfer(Signal.Transfer command, Instant now) {
        Call call = calls.get(command.call());
        return call == null ? NO_CALL : requests.command(call, command, now);
    }

    /** Whether a transfer would be begun. */
    Reply ask(Signal.AskTransfer asked, Instant now) {
        if (asked.leg().filter(LegId.CALLER::equals).isPresent()) {
            return requests.askByCaller(asked, now).orElse(NO_CALL);
        }
        Call call = calls.get(asked.call());
        return call == null ? NO_CALL : requests.ask(call, asked, now);
    }

    /** Ends a call: talking counts as answered, waiting not as abandoned, since the caller did not give up. */
    Reply hangUp(Signal.HangUp command, Instant now) {
        Call call = calls.get(command.call());
        if (call == null) {
            Optional<Consultation> between = consultations.find(command.call());
            between.ifPresent(c -> consultations.hangUp(c, EndKind.RELEASED.reason(), command.reason(), now));
            return between.isPresent() ? DONE : NO_CALL;
        }
        EndKind finish = call.established().isPresent() ? EndKind.TALK_RELEASED : EndKind.RELEASED;
        String words = command.reason().strip();
        if (words.isEmpty()) {
            center.orders().end(call, finish.reason());
        } else {
            center.orders().endAndTell(call, words);
        }
        String why = "it was hung up by command" + (words.isEmpty() ? "" : ": " + words);
        endings.end(call, new CallEnd(finish, why, now), now);
        return DONE;
    }

    /** Says what a call is or was about; a wrap-up that waited for it goes on as without. */
    Reply code(Signal.CodeCall command, Instant now) {
        Optional<Call> live = Optional.ofNullable(calls.get(command.call()));
        Reply reply = center.codes().give(command, live, now);
        if (reply instanceof Reply.Done) {
            live.flatMap(Call::agent)
                    .map(LiveAgent::id)
                    .or(() -> center.codes().agentOf(command.call()))
                    .flatMap(agent -> center.roster().find(agent))
                    .ifPresent(liveAgent -> {
                        center.changes().seat(liveAgent);
                        center.wrapUps().codeGiven(liveAgent, command.call(), now);
                    });
        }
        return reply;
    }

    void resetStatistics() {
        center.total().reset();
        for (OpenFlow flow : center.flows().all()) {
            flow.figures.reset();
            center.changes().flow(flow);
        }
        for (LiveAgent liveAgent : center.roster().all()) {
            List.of(liveAgent.distributed, liveAgent.answered, liveAgent.answeredChats, liveAgent.rejected)
                    .forEach(Counter::reset);
            liveAgent.talk.reset();
            center.changes().seat(liveAgent);
        }
    }
}
