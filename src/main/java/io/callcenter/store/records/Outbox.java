package io.callcenter.store.records;

import io.callcenter.core.Effect;
import io.callcenter.ids.AgentId;
import java.time.Instant;
import java.util.Map;

/**
 * Takes records and events that must leave the process, keeps them in the journal, and lets the projections carry them out in order; bean
 * {@code outbox}.
 *
 * <p>Any thread may call it; effects of one call, and reports of one agent, keep the order of the calls of {@link #append}.
 */
public interface Outbox {
    /**
     * Takes an {@link Effect.SaveCall}, {@link Effect.ForgetCall}, {@link Effect.WriteCdr}, {@link Effect.ReportAgent}, {@link
     * Effect.ReportCall}, {@link Effect.ReportProvisioning}, {@link Effect.SaveWrapUp} or {@link Effect.SaveLogin}; never waits for the disk.
     *
     * <p>A journal that fails stops the process; what it could not take by then is in the log.
     *
     * @throws IllegalArgumentException for any other effect
     */
    void append(Effect effect);

    /** Wrap-up ends that are taken but not yet written to the agents' rows. */
    Map<AgentId, Instant> pendingWrapUps();
}
