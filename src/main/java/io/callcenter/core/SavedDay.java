package io.callcenter.core;

import io.callcenter.ids.FlowId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What was counted of a flow or an agent today, for the next start.
 *
 * @param open the quarter of an hour that ran
 * @param before the day before that quarter
 * @param running what an agent did; empty for flows
 */
public record SavedDay(Interval open, Counts before, Optional<Running> running) {
    /**
     * What an agent does, and since when that is not counted yet.
     *
     * @param reason of a pause; else empty
     * @param flow whose wrap-up it is
     */
    public record Running(AgentActivity doing, String reason, Optional<FlowId> flow, Instant since) {
        /** Refuses nulls. */
        public Running {
            Objects.requireNonNull(doing);
            Objects.requireNonNull(reason);
            Objects.requireNonNull(flow);
            Objects.requireNonNull(since);
        }
    }

    /** Refuses nulls. */
    public SavedDay {
        Objects.requireNonNull(open);
        Objects.requireNonNull(before);
        Objects.requireNonNull(running);
    }
}
