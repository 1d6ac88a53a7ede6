package io.callcenter.core;

import java.util.Objects;

/** Whom something was done to: names of a flow, an agent and a call; empty for what has none. */
public record AuditTarget(String flow, String agent, String call) {
    /** Nobody in particular. */
    public static final AuditTarget NONE = new AuditTarget("", "", "");

    /** Refuses nulls. */
    public AuditTarget {
        Objects.requireNonNull(flow);
        Objects.requireNonNull(agent);
        Objects.requireNonNull(call);
    }
}
