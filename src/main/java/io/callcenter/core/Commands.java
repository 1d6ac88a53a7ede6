package io.callcenter.core;

import io.callcenter.ids.CallId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What operators order (docs/design/behaviour.md 5.7, 11.2, docs/design/interfaces.md 1). */
final class Commands {
    private static final Reply DONE = new Reply.Done();
    private static final Reply NO_AGENT = new Reply.Refused(404, "Agent not found");
    private static final Reply NO_CALL = new Reply.Refused(404, "Call not found");

    private final Centre centre;
    private final Map<CallId, Call> calls;
    private final Dispatcher dispatcher;
    private final Endings endings;
    private final Steps steps;
    private final Logins logins;
    private final TransferRequests requests;
    private final Transfers transfers;

    Commands(
            Centre centre,
            Map<CallId, Call> calls,
            Dispatcher dispatcher,
            Endings endings,
            Steps steps,
            Logins logins,
            TransferRequests requests,
            Transfers transfers) {
        this.centre = centre;
        this.calls = calls;
        this.dispatcher = dispatcher;
        this.endings = endings;
        this.steps = steps;
        this.logins = logins;
        this.requests = requests;
        this.transfers = transfers;
    }

    Reply login(Signal.AgentLogin command, Instant now) {
        Optional<Seat> seat = centre.roster().find(command.agent());
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
        Optional<Seat> found = centre.roster().find(command.agent());
        if (found.isEmpty()) {
            return NO_AGENT;
        }
        Seat seat = found.get();
        if (!seat.loggedIn()) {
            return new Reply.Refused(404, "Agent not logged in");
        }
        Call call = calls.get(command.call());
        if (call == null || call.key().isEmpty() || call.awaitsAnswer()) {
            return NO_CALL;
        }
        if (!seat.row().skills().contains(call.flow().row().skill())) {
            return new Reply.Refused(488, "Agent has no skill for the call");
        }
        if (call.media() == Media.AUDIO && !seat.canTake(Media.AUDIO)) {
            return new Reply.Refused(488, "Agent is not free/audio enabled");
        }
        if (call.media() == Media.CHAT && !seat.canTake(Media.CHAT)) {
            return new Reply.Refused(488, "Agent is not free/chat enabled");
        }
        dispatcher.give(call, seat, false, now, "given by hand");
        return DONE;
    }

    /** Ends the agent's calls and his wrap-up; a call that only rang him goes back to the queue. */
    Reply release(Signal.ReleaseAgent command, Instant now) {
        Optional<Seat> seat = centre.roster().anyone(command.agent());
        seat.ifPresent(s -> release(s, command.reason(), now));
        return seat.isPresent() ? DONE : NO_AGENT;
    }

    private void release(Seat seat, String reason, Instant now) {
        for (Call call : List.copyOf(seat.calls.values())) {
            if (call.transfer().isPresent()) {
                transfers.release(call, seat, now);
            } else if (call.established().isPresent()) {
                centre.orders().end(call, reason);
                endings.end(call, new Ended(Finish.ANSWERED, "the agent was released", now), now);
            } else {
                centre.orders().dropTarget(call);
                centre.bindings().release(call, Bindings.After.NOTHING, now);
                steps.requeue(call, seat, Steps.MOST_ASKED, now, "its agent was released");
            }
        }
        if (seat.wrappingUp() && !seat.removed()) {
            centre.wrapUps().cut(seat, now);
        }
    }

    /** Moves a call elsewhere. */
    Reply transfer(Signal.Transfer command, Instant now) {
        Call call = calls.get(command.call());
        return call == null ? NO_CALL : requests.command(call, command, now);
    }

    /** Ends a call: talking counts as answered, waiting not as abandoned, since the caller did not give up. */
    Reply hangUp(Signal.HangUp command, Instant now) {
        Call call = calls.get(command.call());
        if (call == null) {
            return NO_CALL;
        }
        Finish finish = call.established().isPresent() ? Finish.TALK_RELEASED : Finish.RELEASED;
        centre.orders().end(call, command.reason().isBlank() ? finish.reason() : command.reason());
        endings.end(call, new Ended(finish, "it was hung up by command", now), now);
        return DONE;
    }

    /** Says what a call is or was about; a wrap-up that waited for it goes on as without. */
    Reply code(Signal.CodeCall command, Instant now) {
        Optional<Call> live = Optional.ofNullable(calls.get(command.call()));
        Reply reply = centre.codes().give(command, live, now);
        if (reply instanceof Reply.Done) {
            centre.codes()
                    .agentOf(command.call())
                    .flatMap(agent -> centre.roster().find(agent))
                    .ifPresent(seat -> centre.wrapUps().codeGiven(seat, command.call(), now));
        }
        return reply;
    }

    void resetStatistics() {
        centre.total().reset();
        for (OpenFlow flow : centre.flows().all()) {
            flow.figures.reset();
            centre.touched().flow(flow);
        }
        for (Seat seat : centre.roster().all()) {
            List.of(seat.distributed, seat.answered, seat.answeredChats, seat.rejected)
                    .forEach(Tally::reset);
            seat.talk.reset();
            centre.touched().seat(seat);
        }
    }
}
