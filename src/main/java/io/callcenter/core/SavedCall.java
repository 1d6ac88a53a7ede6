package io.callcenter.core;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The core's part of a saved call: enough to take it up again in its state and place (docs/design/behaviour.md 10, B39). A new component accepts null,
 * because records of older versions do not have it.
 *
 * @param version rises with each save of this call
 * @param headClass 0 for calls put back at the head, 1 for all others (docs/design/interfaces.md 8)
 * @param entry entry number within its class, the tie-break of the queue order; 0 when never queued
 * @param legStarted when the current leg was set up
 * @param pending the leg that was being set up, empty if none
 * @param right the leg that the caller hears, empty if none
 * @param beside the queue announcement that was being set up beside a ringing agent, empty if none
 * @param legs how many legs have been ordered so far: the next one gets the next number
 * @param pickUp how long the bound agent took to pick up, empty until they have
 * @param segment what only transferred calls have; empty in records of versions that transferred nobody
 */
public record SavedCall(
        int version,
        CallId call,
        long sequence,
        FlowId flow,
        CallState state,
        Media media,
        Caller caller,
        String callerName,
        String param,
        Instant received,
        Optional<Instant> queuedSince,
        Instant legStarted,
        Optional<Instant> established,
        int rejections,
        long estimatedWait,
        boolean distributed,
        int headClass,
        long priority,
        long entry,
        Optional<AgentId> agent,
        Optional<LegId> pending,
        Optional<LegId> right,
        Optional<LegId> beside,
        int legs,
        Optional<Duration> pickUp,
        Optional<SavedSegment> segment) {
    /** Refuses missing parts, a call with an agent in its state but none by name, and one that is transferred to nobody. */
    public SavedCall {
        require(call, flow, state, media, caller, callerName, param, received, queuedSince, legStarted, established);
        require(agent, pending, right, beside, pickUp);
        if (agent.isEmpty() && (state == CallState.PREAGENT || state == CallState.TOAGENT)) {
            throw new IllegalArgumentException(call + " is " + state + " without an agent");
        }
        segment = segment == null ? Optional.empty() : segment;
        if (state == CallState.TRANSFERRING
                && segment.flatMap(SavedSegment::open).isEmpty()) {
            throw new IllegalArgumentException(call + " is " + state + " to nobody");
        }
    }

    /** Whether an agent talks to an agent, in no flow. */
    public boolean betweenAgents() {
        return segment.filter(part -> part.kind().equals(SegmentFacts.CONSULT)).isPresent();
    }

    /** Detail records that were written of it so far. */
    public int records() {
        return segment.map(SavedSegment::records).orElse(rejections);
    }

    /** When its segment began. */
    public Instant began() {
        return segment.map(SavedSegment::began).orElse(received);
    }

    private static void require(Object... parts) {
        for (Object part : parts) {
            Objects.requireNonNull(part);
        }
    }
}
