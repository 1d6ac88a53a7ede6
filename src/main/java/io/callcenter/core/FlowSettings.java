package io.callcenter.core;

import io.callcenter.ids.FlowId;
import java.util.Objects;

/**
 * What else is set for a flow, beside its row of the reference.
 *
 * @param service by what its service is judged
 * @param codeRequired whether a wrap-up after its calls lasts until a code is given
 */
public record FlowSettings(FlowId flow, ServiceTarget service, boolean codeRequired) {
    /** Refuses nulls. */
    public FlowSettings {
        Objects.requireNonNull(flow);
        Objects.requireNonNull(service);
    }

    /** Those of a flow for which nothing is set. */
    public static FlowSettings standard(FlowId flow) {
        return new FlowSettings(flow, ServiceTarget.DEFAULT, false);
    }
}
