package io.callcenter.core;

import io.callcenter.ids.CallId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says why a call waits, or why it went to its agent (docs/design/interfaces.md 1). */
final class Explanations {
    /** So that a question costs the same in a center of any size. */
    private static final int MOST_CANDIDATES = 50;

    private final Centre centre;
    private final Map<CallId, Call> calls;
    private final Dispatcher dispatcher;

    Explanations(Centre centre, Map<CallId, Call> calls, Dispatcher dispatcher) {
        this.centre = centre;
        this.calls = calls;
        this.dispatcher = dispatcher;
    }

    Reply explain(CallId id) {
        Call call = calls.get(id);
        if (call == null) {
            return new Reply.Refused(404, "Call not found");
        }
        Flow flow = call.flow().row();
        List<Reply.Candidate> candidates = new ArrayList<>();
        call.agent()
                .ifPresent(seat -> candidates.add(new Reply.Candidate(seat.id().value(), true, call.why())));
        centre.roster().group(flow.skill()).members.values().stream()
                .filter(seat -> call.agent().filter(bound -> bound == seat).isEmpty())
                .limit(MOST_CANDIDATES - candidates.size())
                .forEach(seat -> candidates.add(new Reply.Candidate(seat.id().value(), false, whyNot(call, seat))));
        return new Reply.Explanation(
                id.value(),
                call.state().label(),
                flow.id().value(),
                flow.skill(),
                call.queuedSince().orElse(call.received()).getEpochSecond(),
                call.key().isPresent() ? centre.line().position(call) : -1,
                candidates);
    }

    private String whyNot(Call call, Seat seat) {
        if (!seat.loggedIn()) {
            return "not logged in";
        }
        if (seat.location(call.media()).isEmpty()) {
            return "has no " + (call.media() == Media.AUDIO ? "audio" : "chat") + " location";
        }
        if (seat.pause().isPresent() && seat.status().equals("paused")) {
            return "paused since " + seat.pause().get().since();
        }
        if (!seat.canTake(call.media())) {
            return busy(seat);
        }
        if (seat.resting()) {
            return "free; the phone could not be reached and is tried again in a moment";
        }
        if (call.state() != CallState.QUEUED) {
            return "free; the call is not in the queue: " + call.why();
        }
        return dispatcher.isOn() ? "free; the call rests after a failed set-up" : "free; dispatching is switched off";
    }

    private static String busy(Seat seat) {
        return switch (seat.state()) {
            case WRAPUP -> "in wrap-up until " + seat.wrapUpEnd().orElseThrow();
            case INCALL -> "in a call";
            case INCHAT ->
                "in " + seat.chats() + " of " + seat.maxChats() + " chats"
                        + (seat.wrappingUp()
                                ? ", in wrap-up until " + seat.wrapUpEnd().orElseThrow()
                                : "");
            case FREE -> "free, without room for it";
        };
    }
}
