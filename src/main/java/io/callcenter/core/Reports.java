package io.callcenter.core;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Tells the world what agents and calls do (docs/design/behaviour.md 12.1, docs/design/interfaces.md 2). */
final class Reports {
    /** Reports of each agent in this process; a number outlives his row, which may come back. */
    private final Map<AgentId, Long> numbers = new HashMap<>();

    private final Outbox outbox;
    private final Line line;

    Reports(Outbox outbox, Line line) {
        this.outbox = outbox;
        this.line = line;
    }

    /** His state after a login, a logout, a call, a refusal, a wrap-up. */
    void agent(Seat seat, Instant now) {
        Optional<Instant> ends = seat.state() == AgentState.WRAPUP ? seat.wrapUpEnd() : Optional.empty();
        send(seat, ends, Optional.empty(), OptionalInt.empty(), now);
    }

    /** Their pause is longer than its reason allows; nothing ends because of it. */
    void pausedTooLong(Seat seat, Instant now) {
        outbox.report(report(seat, Optional.empty(), Optional.empty(), OptionalInt.empty(), now)
                .tooLong());
    }

    /** A call or chat was given to him. Deviation: B14, raised for immediate dispatch too. */
    void dispatch(Seat seat, Call call, Instant now) {
        boolean chat = call.media() == Media.CHAT;
        send(
                seat,
                chat && seat.wrappingUp() ? seat.wrapUpEnd() : Optional.empty(),
                Optional.of(call.flow().row().id()),
                chat ? OptionalInt.of(seat.chats()) : OptionalInt.empty(),
                now);
    }

    /** The call is in a new state; {@code reason} says how it ended, else it is empty. */
    void call(Call call, String reason, Instant now) {
        call(call, reason, Effect.TransferNote.NONE, now);
    }

    /** The same with what it has to do with a transfer. */
    void call(Call call, String reason, Effect.TransferNote transfer, Instant now) {
        OptionalInt position = call.key().isPresent() ? OptionalInt.of(line.position(call)) : OptionalInt.empty();
        outbox.report(new Effect.ReportCall(
                call.id(),
                call.flow().row().id(),
                call.state(),
                call.agent().map(Seat::id),
                position,
                reason,
                call.birth.param(),
                now,
                transfer));
    }

    private void send(Seat seat, Optional<Instant> ends, Optional<FlowId> flow, OptionalInt sessions, Instant now) {
        outbox.report(report(seat, ends, flow, sessions, now));
    }

    private Effect.ReportAgent report(
            Seat seat, Optional<Instant> ends, Optional<FlowId> flow, OptionalInt sessions, Instant now) {
        return new Effect.ReportAgent(
                seat.id(),
                numbers.merge(seat.id(), 1L, Long::sum),
                seat.status(),
                ends,
                flow,
                sessions,
                seat.pause(),
                false,
                now);
    }
}
