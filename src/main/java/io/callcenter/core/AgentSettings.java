package io.callcenter.core;

import java.util.Objects;

/**
 * What a row of {@code cc_x_agent_settings} says of an agent.
 *
 * @param dial number or name that reaches the agent in transfers, beside the id; may be empty
 * @param transfer what they may do with their callers
 */
public record AgentSettings(String dial, Right transfer) {
    /** An agent without a row. */
    public static final AgentSettings NONE = new AgentSettings("", Right.AS_ALL);

    /** Refuses nulls. */
    public AgentSettings {
        Objects.requireNonNull(dial);
        Objects.requireNonNull(transfer);
    }

    /** What an agent may do with their callers. */
    public enum Right {
        /** What {@code cc.transfer} allows. */
        AS_ALL,
        /** Not transfer them. */
        NONE,
        /** Transfer them to flows and agents only. */
        INSIDE
    }
}
