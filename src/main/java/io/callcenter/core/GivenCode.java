package io.callcenter.core;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What somebody said a call was about.
 *
 * @param number rises with each code of the call
 * @param note in words, may be empty
 * @param agent who had the call
 * @param sequence the call's number, {@code cc_cdrs.cid}
 */
public record GivenCode(
        CallId call,
        int number,
        String code,
        String note,
        Optional<AgentId> agent,
        FlowId flow,
        long sequence,
        Instant at) {
    /** Refuses nulls. */
    public GivenCode {
        Objects.requireNonNull(call);
        Objects.requireNonNull(code);
        Objects.requireNonNull(note);
        Objects.requireNonNull(agent);
        Objects.requireNonNull(flow);
        Objects.requireNonNull(at);
    }
}
