package io.callcenter.core.rules;

import io.callcenter.core.Flow;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All flows, removed ones that still have calls included. */
final class Flows {
    private final Map<FlowId, OpenFlow> flows = new LinkedHashMap<>();
    private final Map<String, Set<OpenFlow>> bySkill = new HashMap<>();
    private final List<FlowId> gone = new ArrayList<>();
    private final ChangeSet changes;

    Flows(ChangeSet changes) {
        this.changes = changes;
    }

    /** The flow with that id, if its row is there. */
    Optional<OpenFlow> find(FlowId id) {
        return anyone(id).filter(flow -> !flow.removed());
    }

    /** The flow with that id, though only its calls keep it. */
    Optional<OpenFlow> anyone(FlowId id) {
        return Optional.ofNullable(flows.get(id));
    }

    Collection<OpenFlow> all() {
        return Collections.unmodifiableCollection(flows.values());
    }

    Collection<OpenFlow> needing(String skill) {
        return bySkill.getOrDefault(skill, Set.of());
    }

    void open(OpenFlow flow) {
        flows.put(flow.row().id(), flow);
        list(flow);
        changes.flow(flow);
    }

    void replace(OpenFlow flow, Flow row, int order) {
        unlist(flow);
        flow.replace(row, order);
        list(flow);
        changes.flow(flow);
    }

    /** Its row is gone: it takes no new calls and vanishes with its last one. */
    void close(OpenFlow flow) {
        flow.remove();
        changes.flow(flow);
        forgetIfDone(flow);
    }

    void forgetIfDone(OpenFlow flow) {
        if (flow.removed() && flow.calls.isEmpty() && flow.expected.isEmpty()) {
            unlist(flow);
            flows.remove(flow.row().id());
            gone.add(flow.row().id());
        }
    }

    /** A call that was on its way to the flow has come, or does not come. */
    void expectNoMore(OpenFlow flow, CallId call) {
        flow.expected.remove(call);
        forgetIfDone(flow);
    }

    /** Flows that vanished since the last call. */
    List<FlowId> takeGone() {
        List<FlowId> taken = List.copyOf(gone);
        gone.clear();
        return taken;
    }

    private void list(OpenFlow flow) {
        bySkill.computeIfAbsent(flow.row().skill(), any -> new LinkedHashSet<>())
                .add(flow);
    }

    private void unlist(OpenFlow flow) {
        Set<OpenFlow> same = bySkill.get(flow.row().skill());
        same.remove(flow);
        if (same.isEmpty()) {
            bySkill.remove(flow.row().skill());
        }
    }
}
