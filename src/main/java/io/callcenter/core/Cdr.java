package io.callcenter.core;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One call detail record (docs/design/behaviour.md 9); durations are exact here and whole seconds in the table.
 *
 * @param number 1 for the call's first record, rising: with the call id the key that makes projections idempotent
 * @param type -2 refused by an agent, -1 failed, 0 answered, 1 other end
 * @param transferredTo whom the caller was transferred to, where it is the record of a segment with that end; the last record of a call has none
 * @param segment what is said of its segment besides; none of refusals, and of calls that nobody transferred
 * @param stats bit mask: 1 inbound, 2 distributed, 4 answered, 8 abandoned by the caller
 */
public record Cdr(
        CallId call,
        int number,
        String caller,
        Instant received,
        Duration waited,
        Duration pickUp,
        Duration talked,
        FlowId flow,
        Optional<AgentId> agent,
        int type,
        int rejected,
        int stats,
        long sequence,
        Media media,
        Optional<String> transferredTo,
        Optional<SegmentFacts> segment) {
    /** Takes none where a record of an earlier version says nothing of it. */
    public Cdr {
        segment = segment == null ? Optional.empty() : segment;
        transferredTo = transferredTo == null ? Optional.empty() : transferredTo;
    }

    /** A record of a caller who was not transferred. */
    public Cdr(
            CallId call,
            int number,
            String caller,
            Instant received,
            Duration waited,
            Duration pickUp,
            Duration talked,
            FlowId flow,
            Optional<AgentId> agent,
            int type,
            int rejected,
            int stats,
            long sequence,
            Media media) {
        this(
                call,
                number,
                caller,
                received,
                waited,
                pickUp,
                talked,
                flow,
                agent,
                type,
                rejected,
                stats,
                sequence,
                media,
                Optional.empty(),
                Optional.empty());
    }

    /** Whether it is about a call from agent to agent, and no detail record. */
    public boolean betweenAgents() {
        return segment.filter(part -> part.kind().equals(SegmentFacts.CONSULT)).isPresent();
    }

    /** When it was over. */
    public Instant ended() {
        return received.plus(waited).plus(talked);
    }

    /** Whether it is the call's last one: no refused offer, and no segment that another one follows. */
    public boolean last() {
        return type != -2 && transferredTo.isEmpty();
    }
}
