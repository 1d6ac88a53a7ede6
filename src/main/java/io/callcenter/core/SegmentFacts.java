package io.callcenter.core;

import io.callcenter.ids.AgentId;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code cc_x_segments} says beside a call detail record: only of callers who were transferred, or who brought something along.
 *
 * @param number of the segment, 1 for the first
 * @param kind how it came about: {@code call}, or the kind of the transfer
 * @param by agent who transferred the caller into it
 * @param outcome {@code transferred}, or how the call ended
 * @param passed header fields that went with the caller
 */
public record SegmentFacts(int number, String kind, Optional<AgentId> by, String outcome, PassedFields passed) {
    /** Refuses nulls. */
    public SegmentFacts {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(by);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(passed);
    }
}
