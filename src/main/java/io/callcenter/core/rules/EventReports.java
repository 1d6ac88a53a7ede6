package io.callcenter.core.rules;

import io.callcenter.core.AgentState;
import io.callcenter.core.Effect;
import io.callcenter.core.PassedFields;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Tells the world what agents and calls do (docs/design/behaviour.md 12.1, docs/design/interfaces.md 2). */
final class EventReports {
    /** Reports of each agent in this process; a number outlives their row, which may come back. */
    private final Map<AgentId, Long> numbers = new HashMap<>();

    private final PendingEffects effects;
    private final WaitingCalls waiting;
    private final boolean tellsFields;

    /** @param tellsFields whether reports of calls have the header fields that go with them */
    EventReports(PendingEffects effects, WaitingCalls waiting, boolean tellsFields) {
        this.tellsFields = tellsFields;
        this.effects = effects;
        this.waiting = waiting;
    }

    /** Their state after a login, a logout, a call, a refusal, a wrap-up. */
    void agent(LiveAgent liveAgent, Instant now) {
        Optional<Instant> ends = liveAgent.state() == AgentState.WRAPUP ? liveAgent.wrapUpEnd() : Optional.empty();
        send(liveAgent, ends, Optional.empty(), OptionalInt.empty(), now);
    }

    /** Their pause is longer than its reason allows; nothing ends because of it. */
    void pausedTooLong(LiveAgent liveAgent, Instant now) {
        effects.report(report(liveAgent, Optional.empty(), Optional.empty(), OptionalInt.empty(), now)
                .tooLong());
    }

    /** A call or chat was given to them. Deviation: B14, raised for immediate dispatch too. */
    void dispatch(LiveAgent liveAgent, Call call, Instant now) {
        boolean many = liveAgent.shares(call.media());
        send(
                liveAgent,
                many && liveAgent.wrappingUp() ? liveAgent.wrapUpEnd() : Optional.empty(),
                Optional.of(call.flow().row().id()),
                many ? OptionalInt.of(liveAgent.calls.size()) : OptionalInt.empty(),
                now);
    }

    /** The call is in a new state; {@code reason} says how it ended, else it is empty. */
    void call(Call call, String reason, Instant now) {
        call(call, reason, Effect.TransferNote.NONE, now);
    }

    /** The same with what it has to do with a transfer. */
    void call(Call call, String reason, Effect.TransferNote transfer, Instant now) {
        OptionalInt position = call.key().isPresent() ? OptionalInt.of(waiting.position(call)) : OptionalInt.empty();
        effects.report(new Effect.ReportCall(
                call.id(),
                call.flow().row().id(),
                call.state(),
                call.agent().map(LiveAgent::id),
                position,
                reason,
                call.birth.param(),
                now,
                transfer,
                tellsFields ? call.passed() : PassedFields.NONE));
    }

    private void send(
            LiveAgent liveAgent, Optional<Instant> ends, Optional<FlowId> flow, OptionalInt sessions, Instant now) {
        effects.report(report(liveAgent, ends, flow, sessions, now));
    }

    private Effect.ReportAgent report(
            LiveAgent liveAgent, Optional<Instant> ends, Optional<FlowId> flow, OptionalInt sessions, Instant now) {
        return new Effect.ReportAgent(
                liveAgent.id(),
                numbers.merge(liveAgent.id(), 1L, Long::sum),
                liveAgent.status(),
                ends,
                flow,
                sessions,
                liveAgent.pause(),
                false,
                now);
    }
}
