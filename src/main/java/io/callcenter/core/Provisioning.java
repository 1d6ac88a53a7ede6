package io.callcenter.core;

import java.util.List;

/**
 * A validated snapshot of the provisioned rows, in row order; swapped in at once (docs/design/behaviour.md 1.5, B26).
 *
 * @param flows distinct ids
 * @param agents distinct ids
 * @param plan what else is set
 */
public record Provisioning(List<Flow> flows, List<Agent> agents, Plan plan) {
    /** Copies the lists; a copy on disk may be older than plans. */
    public Provisioning {
        flows = List.copyOf(flows);
        agents = List.copyOf(agents);
        plan = plan == null ? Plan.NONE : plan;
    }

    /** Flows and agents, and nothing else. */
    public Provisioning(List<Flow> flows, List<Agent> agents) {
        this(flows, agents, Plan.NONE);
    }
}
