package io.callcenter.core.rules;

import io.callcenter.core.CallCode;
import io.callcenter.core.FlowSettings;
import io.callcenter.core.PauseReason;
import io.callcenter.core.Plan;
import io.callcenter.ids.FlowId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The plan that holds now, to be asked by name. */
final class PlanInUse {
    private final Map<FlowId, FlowSettings> settings = new HashMap<>();
    private final Map<String, PauseReason> reasons = new TreeMap<>();
    private final Map<String, Set<Optional<FlowId>>> codes = new HashMap<>();
    private final Set<Optional<FlowId>> withCodes = new HashSet<>();
    /** As provisioned, for any thread. */
    private volatile List<CallCode> listed = List.of();

    /** From now on that one holds; the flows whose settings it changes. */
    Set<FlowId> replace(Plan plan) {
        Map<FlowId, FlowSettings> before = new HashMap<>(settings);
        settings.clear();
        plan.settings().forEach(row -> settings.put(row.flow(), row));
        reasons.clear();
        plan.pauseReasons().forEach(reason -> reasons.put(reason.code(), reason));
        codes.clear();
        plan.codes()
                .forEach(code -> codes.computeIfAbsent(code.code(), any -> new HashSet<>())
                        .add(code.flow()));
        withCodes.clear();
        plan.codes().forEach(code -> withCodes.add(code.flow()));
        listed = plan.codes();
        Set<FlowId> changed = new HashSet<>(before.keySet());
        changed.addAll(settings.keySet());
        changed.removeIf(flow -> settings(before, flow).equals(of(flow)));
        return changed;
    }

    private static FlowSettings settings(Map<FlowId, FlowSettings> all, FlowId flow) {
        return all.getOrDefault(flow, FlowSettings.standard(flow));
    }

    FlowSettings of(FlowId flow) {
        return settings(settings, flow);
    }

    /** Whether a pause may have that reason; none given is always fine. */
    boolean knows(String reason) {
        return reasons.isEmpty() || reason.isEmpty() || reasons.containsKey(reason);
    }

    Optional<PauseReason> reason(String code) {
        return Optional.ofNullable(reasons.get(code));
    }

    boolean isPaid(String reason) {
        return reason(reason).map(PauseReason::paid).orElse(true);
    }

    /** Whether some code may be given to calls of that flow. */
    boolean hasCodes(FlowId flow) {
        return withCodes.contains(Optional.<FlowId>empty()) || withCodes.contains(Optional.of(flow));
    }

    boolean hasCodes() {
        return !codes.isEmpty();
    }

    /** The codes that calls of that flow may have; any thread. */
    List<CallCode> codes(FlowId flow) {
        return listed.stream()
                .filter(code -> code.flow().isEmpty() || code.flow().get().equals(flow))
                .toList();
    }

    /** Whether calls of that flow may have that code. */
    boolean hasCode(FlowId flow, String code) {
        Set<Optional<FlowId>> flows = codes.getOrDefault(code, Set.of());
        return flows.contains(Optional.<FlowId>empty()) || flows.contains(Optional.of(flow));
    }
}
