package io.callcenter.core;

import io.callcenter.ids.FlowId;
import java.time.Duration;

/** Rows for tests that need one and do not care. */
public final class SampleRows {
    /** A flow F of skill s with queue music. */
    public static final Flow FLOW = new Flow(
            new FlowId("F"),
            1,
            "s",
            "",
            Duration.ZERO,
            false,
            Duration.ZERO,
            Duration.ZERO,
            0,
            "",
            "sip:q@media",
            "",
            "");

    /** The defaults, but calls wait where no agent is there. */
    public static final Policy WAITING = new Policy(
            Duration.ofSeconds(30),
            "",
            false,
            false,
            true,
            false,
            false,
            false,
            0,
            0,
            Duration.ZERO,
            true,
            OfferOutcome.REFERENCE,
            true,
            Duration.ofHours(1));

    private SampleRows() {}
}
