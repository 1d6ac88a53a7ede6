package io.callcenter.core;

import io.callcenter.ids.FlowId;
import java.util.Objects;
import java.util.Optional;

/**
 * What else is set for a flow, beside its row of the reference.
 *
 * @param service by what its service is judged
 * @param codeRequired whether a wrap-up after its calls lasts until a code is given
 * @param transferIn whether callers may be transferred to it
 * @param place where in its queue such a caller comes; empty = as {@code cc.transfer.place} says
 * @param message how callers who wait learn their place again
 */
public record FlowSettings(
        FlowId flow,
        ServiceTarget service,
        boolean codeRequired,
        boolean transferIn,
        Optional<TransferPolicy.Entry> place,
        PlaceMessage message) {
    /** Refuses nulls. */
    public FlowSettings {
        Objects.requireNonNull(flow);
        Objects.requireNonNull(service);
        Objects.requireNonNull(place);
        Objects.requireNonNull(message);
    }

    /** Those of a flow for which nothing is set. */
    public static FlowSettings standard(FlowId flow) {
        return new FlowSettings(flow, ServiceTarget.DEFAULT, false, true, Optional.empty(), PlaceMessage.NONE);
    }
}
