package io.callcenter.story;

import io.callcenter.core.CallCode;
import io.callcenter.core.FlowSettings;
import io.callcenter.core.PauseReason;
import io.callcenter.core.PlaceMessage;
import io.callcenter.core.Plan;
import io.callcenter.core.ServiceTarget;
import io.callcenter.core.ServiceTarget.Formula;
import io.callcenter.core.ServiceTarget.From;
import io.callcenter.core.TransferPolicy;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is set beside flows and agents. */
final class Planned implements Given.Part {
    private final Plan plan;

    private Planned(Plan plan) {
        this.plan = plan;
    }

    static Planned plan() {
        return new Planned(Plan.NONE);
    }

    /** Flow F is judged so. */
    Planned service(Formula formula, From from) {
        return settings(new ServiceTarget(Duration.ofSeconds(20), Duration.ofSeconds(5), formula, from), false);
    }

    /** A wrap-up after a call of flow F waits for a code. */
    Planned codeRequired() {
        return settings(ServiceTarget.DEFAULT, true);
    }

    private Planned settings(ServiceTarget target, boolean code) {
        return new Planned(new Plan(
                List.of(new FlowSettings(new FlowId("F"), target, code, true, Optional.empty(), PlaceMessage.NONE)),
                plan.pauseReasons(),
                plan.codes()));
    }

    /** Nobody is transferred to that flow. */
    Planned closed(String flow) {
        return with(new FlowSettings(
                new FlowId(flow), ServiceTarget.DEFAULT, false, false, Optional.empty(), PlaceMessage.NONE));
    }

    /** Who is transferred to that flow comes in there. */
    Planned place(String flow, TransferPolicy.Entry place) {
        return with(new FlowSettings(
                new FlowId(flow), ServiceTarget.DEFAULT, false, true, Optional.of(place), PlaceMessage.NONE));
    }

    /** Callers of flow F learn their place again. */
    Planned message(PlaceMessage message) {
        return with(new FlowSettings(new FlowId("F"), ServiceTarget.DEFAULT, false, true, Optional.empty(), message));
    }

    private Planned with(FlowSettings settings) {
        return new Planned(new Plan(List.of(settings), plan.pauseReasons(), plan.codes()));
    }

    Planned reason(String code, boolean paid, Duration longest) {
        List<PauseReason> reasons = new ArrayList<>(plan.pauseReasons());
        reasons.add(new PauseReason(code, code, paid, longest));
        return new Planned(new Plan(plan.settings(), reasons, plan.codes()));
    }

    /** Calls of all flows may have that code. */
    Planned code(String code) {
        List<CallCode> codes = new ArrayList<>(plan.codes());
        codes.add(new CallCode(code, Optional.empty(), code));
        return new Planned(new Plan(plan.settings(), plan.pauseReasons(), codes));
    }

    Plan rows() {
        return plan;
    }
}
