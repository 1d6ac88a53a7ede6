package io.callcenter.core;

import io.callcenter.ids.AgentId;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code cc_x_segments} says beside a call detail record: only of callers who were transferred, who brought something along, or whose number is kept.
 *
 * @param number of the segment, 1 for the first
 * @param kind how it came about: {@code call}, or the kind of the transfer
 * @param by agent who transferred the caller into it
 * @param outcome {@code transferred}, or how the call ended
 * @param passed header fields that went with the caller
 * @param caller number of a caller who stays unknown, where it is kept; absent in records of versions without it
 */
public record SegmentFacts(
        int number, String kind, Optional<AgentId> by, String outcome, PassedFields passed, Optional<Withheld> caller) {
    /** Refuses nulls. */
    public SegmentFacts {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(by);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(passed);
        caller = Objects.requireNonNullElse(caller, Optional.empty());
    }

    /** Facts about a caller who is known, or stays unknown to all. */
    public SegmentFacts(int number, String kind, Optional<AgentId> by, String outcome, PassedFields passed) {
        this(number, kind, by, outcome, passed, Optional.empty());
    }
}
