package io.callcenter.core;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
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
 * @param code SIP code of the outcome, 0 where there is none; not in records of versions without it
 * @param caller number of a caller who stays unknown, where it is kept; absent in records of versions without it
 */
public record SegmentFacts(
        int number,
        String kind,
        Optional<AgentId> by,
        String outcome,
        PassedFields passed,
        Integer code,
        Optional<Withheld> caller) {
    /** The kind of a call from agent to agent. */
    public static final String CONSULT = "consult";

    /** Stands for the flow where there is none. */
    public static final FlowId NO_FLOW = new FlowId("-");

    private static final int OK = 200;

    /** One whose outcome says its code. */
    public SegmentFacts(
            int number,
            String kind,
            Optional<AgentId> by,
            String outcome,
            PassedFields passed,
            Optional<Withheld> caller) {
        this(number, kind, by, outcome, passed, 0, caller);
    }

    /** Refuses nulls. */
    public SegmentFacts {
        code = outcome.equals("transferred") ? OK : Objects.requireNonNullElse(code, 0);
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
