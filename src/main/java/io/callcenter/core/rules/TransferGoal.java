package io.callcenter.core.rules;

import java.util.Optional;

/** Whom a transfer leads to: one of flow, agent and address outside. */
record TransferGoal(Optional<OpenFlow> flow, Optional<LiveAgent> seat, String address) {
    static TransferGoal of(OpenFlow flow) {
        return new TransferGoal(Optional.of(flow), Optional.empty(), "");
    }

    static TransferGoal of(LiveAgent liveAgent) {
        return new TransferGoal(Optional.empty(), Optional.of(liveAgent), "");
    }

    static TransferGoal outside(String address) {
        return new TransferGoal(Optional.empty(), Optional.empty(), address);
    }

    boolean isOutside() {
        return !address.isEmpty();
    }

    /** {@code flow}, {@code agent} or {@code outside}. */
    String kind() {
        return flow.isPresent() ? "flow" : seat.isPresent() ? "agent" : "outside";
    }

    /** Id or address. */
    String name() {
        return flow.map(f -> f.row().id().value())
                .or(() -> seat.map(s -> s.id().value()))
                .orElse(address);
    }

    /** As the command {@code cc_transfer} takes it. */
    String label() {
        return flow.map(f -> "flow:" + f.row().id())
                .or(() -> seat.map(s -> "agent:" + s.id()))
                .orElse("uri:" + address);
    }
}
