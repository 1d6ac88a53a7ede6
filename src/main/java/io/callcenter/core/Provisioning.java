package io.callcenter.core;

import java.util.List;

/**
 * A validated snapshot of the provisioned rows, in row order; swapped in at once (docs/design/behaviour.md 1.5, B26).
 *
 * @param flows distinct ids
 * @param agents distinct ids
 */
public record Provisioning(List<Flow> flows, List<Agent> agents) {
    /** Copies both lists. */
    public Provisioning {
        flows = List.copyOf(flows);
        agents = List.copyOf(agents);
    }
}
