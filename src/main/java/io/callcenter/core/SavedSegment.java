package io.callcenter.core;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The part of a saved call that only those have that were transferred, or whose caller brought something along.
 *
 * @param number of the segment, 1 for the first: each agent whom a caller was transferred by has closed one
 * @param entered number of the segment in which the call came into its flow
 * @param began when the segment began: waiting counts from there
 * @param records detail records that were written so far, of all segments
 * @param transfers so far
 * @param open the transfer that is under way
 * @param back the flow that the caller comes back to if nobody takes them in time; empty in records of versions that did not know it
 * @param by agent who transferred the caller last
 * @param passed header fields that go with the caller
 * @param kind how the segment came about
 * @param aside the leg of the agent who waits while the caller hears music, empty if none; absent in records of versions without it
 * @param maker agent who makes the call, empty if none; absent in records of versions without it
 * @param referrer the leg of the announcement that has referred the caller to another flow and is not told yet that they have gone; absent as
 *     aside
 * @param came whether the agent whose leg is being set up has come by themselves, and is not rung; false in records of versions without it
 */
public record SavedSegment(
        int number,
        int entered,
        Instant began,
        int records,
        int transfers,
        Optional<SavedTransfer> open,
        Optional<SavedReturn> back,
        Optional<AgentId> by,
        PassedFields passed,
        String kind,
        Optional<LegId> aside,
        Optional<AgentId> maker,
        Optional<LegId> referrer,
        Boolean came) {
    /** Refuses nulls. */
    public SavedSegment {
        Objects.requireNonNull(began);
        Objects.requireNonNull(open);
        back = back == null ? Optional.empty() : back;
        by = by == null ? Optional.empty() : by;
        passed = passed == null ? PassedFields.NONE : passed;
        kind = kind == null ? "call" : kind;
        aside = Objects.requireNonNullElse(aside, Optional.empty());
        maker = Objects.requireNonNullElse(maker, Optional.empty());
        referrer = Objects.requireNonNullElse(referrer, Optional.empty());
        came = Objects.requireNonNullElse(came, false);
    }

    /**
     * The way back of a caller who was transferred to a flow.
     *
     * @param flow that they came from
     * @param seconds how long they wait before
     * @param at when they go; empty while the transfer is under way
     */
    public record SavedReturn(FlowId flow, int seconds, Optional<Instant> at) {
        /** Refuses nulls. */
        public SavedReturn {
            Objects.requireNonNull(flow);
            Objects.requireNonNull(at);
        }
    }

    /**
     * A transfer that is under way: to one of flow, agent and address.
     *
     * @param flow to which, else empty
     * @param agent to whom, else empty
     * @param address of whom outside, else empty
     * @param begun when it was asked for
     * @param by agent who talked to the caller then
     * @param asker leg that is told of the outcome; empty where it was a command
     * @param pickUp how long the target took to pick up, empty until they have
     * @param origin what is special about where the target comes from; absent in records of versions without it
     */
    public record SavedTransfer(
            Optional<FlowId> flow,
            Optional<AgentId> agent,
            String address,
            Instant begun,
            AgentId by,
            Optional<LegId> asker,
            String referredBy,
            String replaces,
            Optional<Duration> pickUp,
            SavedOrigin origin) {
        /** Refuses nulls. */
        public SavedTransfer {
            origin = Objects.requireNonNullElse(origin, SavedOrigin.NONE);
            Stream.of(flow, agent, address, begun, by, asker, referredBy, replaces, pickUp)
                    .forEach(Objects::requireNonNull);
        }
    }

    /**
     * Where the target of a transfer comes from.
     *
     * @param taken whether they have come by themselves, to take the agent's place
     * @param received when the call came in whose place in the flow the caller gets; empty where there is none
     * @param queued since when that call was in the queue; empty where it was not
     */
    public record SavedOrigin(boolean taken, Optional<Instant> received, Optional<Instant> queued) {
        /** Nothing is special. */
        public static final SavedOrigin NONE = new SavedOrigin(false, Optional.empty(), Optional.empty());

        /** They take the agent's place. */
        public static final SavedOrigin TAKEN = new SavedOrigin(true, Optional.empty(), Optional.empty());

        /** Refuses nulls. */
        public SavedOrigin {
            Objects.requireNonNull(received);
            Objects.requireNonNull(queued);
        }

        /** Another call has waited there. */
        public static SavedOrigin waited(Instant received, Optional<Instant> queued) {
            return new SavedOrigin(false, Optional.of(received), queued);
        }
    }
}
