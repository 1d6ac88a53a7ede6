package io.callcenter.core.rules;

import io.callcenter.core.CallState;
import io.callcenter.core.Flow;
import io.callcenter.core.Media;
import io.callcenter.core.Reply;
import io.callcenter.ids.CallId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says why a call waits, or why it went to its agent (docs/design/interfaces.md 1). */
final class Explanations {
    /** So that a question costs the same in a center of any size. */
    private static final int MOST_CANDIDATES = 50;

    private final CenterState center;
    private final Map<CallId, Call> calls;
    private final Dispatcher dispatcher;

    Explanations(CenterState center, Map<CallId, Call> calls, Dispatcher dispatcher) {
        this.center = center;
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
                .ifPresent(liveAgent ->
                        candidates.add(new Reply.Candidate(liveAgent.id().value(), true, call.why())));
        center.roster().group(flow.skill()).members.values().stream()
                .filter(liveAgent ->
                        call.agent().filter(bound -> bound == liveAgent).isEmpty())
                .limit(MOST_CANDIDATES - candidates.size())
                .forEach(liveAgent ->
                        candidates.add(new Reply.Candidate(liveAgent.id().value(), false, whyNot(call, liveAgent))));
        return new Reply.Explanation(
                id.value(),
                call.state().label(),
                flow.id().value(),
                flow.skill(),
                call.queuedSince().orElse(call.received()).getEpochSecond(),
                call.key().isPresent() ? center.waiting().position(call) : -1,
                candidates);
    }

    private String whyNot(Call call, LiveAgent liveAgent) {
        if (!liveAgent.loggedIn()) {
            return "not logged in";
        }
        if (liveAgent.location(call.media()).isEmpty()) {
            return "has no " + (call.media() == Media.AUDIO ? "audio" : "chat") + " location";
        }
        if (liveAgent.pause().isPresent() && liveAgent.status().equals("paused")) {
            return "paused since " + liveAgent.pause().get().since();
        }
        if (!liveAgent.canTake(call.media())) {
            return busy(liveAgent);
        }
        if (liveAgent.phone.unreachable()) {
            return "free; the phone does not answer";
        }
        if (liveAgent.resting()) {
            return "free; the phone could not be reached and is tried again in a moment";
        }
        if (call.state() != CallState.QUEUED) {
            return "free; the call is not in the queue: " + call.why();
        }
        return dispatcher.isOn() ? "free; the call rests after a failed set-up" : "free; dispatching is switched off";
    }

    private static String busy(LiveAgent liveAgent) {
        return switch (liveAgent.state()) {
            case WRAPUP -> "in wrap-up until " + liveAgent.wrapUpEnd().orElseThrow();
            case INCALL ->
                liveAgent.shares(Media.AUDIO)
                        ? "in " + liveAgent.calls.size() + " of "
                                + liveAgent.row().settings().maxCalls() + " calls"
                        : "in a call";
            case INCHAT ->
                "in " + liveAgent.chats() + " of " + liveAgent.maxChats() + " chats"
                        + (liveAgent.wrappingUp()
                                ? ", in wrap-up until " + liveAgent.wrapUpEnd().orElseThrow()
                                : "");
            case FREE -> "free, without room for it";
        };
    }
}
