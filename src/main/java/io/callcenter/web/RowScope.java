package io.callcenter.web;

import io.callcenter.ids.AgentId;
import java.util.Optional;
import java.util.Set;

/**
 * Which rows somebody gets.
 *
 * @param agent who gets their own row, and of the flows those they work for; empty for who gets all, but no agent's own row
 * @param flows those flows
 */
record RowScope(Optional<AgentId> agent, Set<String> flows) {
    /** Everything but the own rows of agents. */
    static final RowScope ALL = new RowScope(Optional.empty(), Set.of());

    RowScope {
        flows = Set.copyOf(flows);
    }

    /** Whether that row is among them, there or gone. */
    boolean shows(Topic topic, String id) {
        if (agent.isEmpty()) {
            return topic != Topic.ME;
        }
        return topic == Topic.ME && agent.get().value().equals(id) || topic == Topic.FLOWS && flows.contains(id);
    }
}
