package io.callcenter.core;

import io.callcenter.ids.FlowId;
import java.util.Objects;
import java.util.Optional;

/**
 * A code with which agents say what a call was about.
 *
 * @param flow for whose calls it is; empty = for all
 */
public record CallCode(String code, Optional<FlowId> flow, String label) {
    /** Refuses nulls and an empty code. */
    public CallCode {
        Objects.requireNonNull(flow);
        Objects.requireNonNull(label);
        if (code.isBlank()) {
            throw new IllegalArgumentException("code of a call");
        }
    }
}
