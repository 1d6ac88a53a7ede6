package io.callcenter.core;

import java.util.List;

/**
 * What is provisioned in tables that the reference does not know; without them everything is as it is without this.
 *
 * @param settings of flows, at most one each; also of flows that may come later
 * @param pauseReasons the reasons that pauses may have; none = any
 * @param codes what agents may say of calls
 */
public record Plan(List<FlowSettings> settings, List<PauseReason> pauseReasons, List<CallCode> codes) {
    /** Nothing is provisioned. */
    public static final Plan NONE = new Plan(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Plan {
        settings = List.copyOf(settings);
        pauseReasons = List.copyOf(pauseReasons);
        codes = List.copyOf(codes);
    }
}
