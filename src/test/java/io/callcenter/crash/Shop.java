package io.callcenter.crash;

import io.callcenter.core.Agent;
import io.callcenter.core.AgentState;
import io.callcenter.core.Board;
import io.callcenter.core.Flow;
import io.callcenter.core.Policy;
import io.callcenter.core.Provisioning;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Flows and agents of a world: two agents for all, a flow with a welcome or without, one with an announcement to agents. */
final class Shop {
    /** The announcement that the agents of a flow hear before the caller. */
    static final String HINT = "hint";

    private final boolean welcome;
    private final Duration wrapUp;

    Shop(Random dice) {
        welcome = dice.nextBoolean();
        wrapUp = Duration.ofSeconds(dice.nextInt(3));
    }

    Policy policy() {
        Policy d = Policy.defaults();
        return new Policy(
                wrapUp,
                d.queuePositionParameter(),
                d.rejectOnNoAgents(),
                d.fullLoad(),
                d.internalDispatching(),
                d.requeueAtPriorityHead(),
                d.keepDissuadedPlace(),
                d.queueSizeOfAllFlows(),
                d.maxRejections(),
                d.logoutAfterUnanswered(),
                d.maxWait(),
                d.keepRuntimeLogin(),
                d.offers(),
                d.pausedCount(),
                d.longestWrapUp());
    }

    Provisioning provisioning(Map<AgentId, Instant> wrapUps, Instant now) {
        return new Provisioning(
                List.of(flow("F", welcome ? "sip:welcome@m" : "", ""), flow("G", "", "sip:" + HINT + "@m")),
                List.of(agent("ann", wrapUps, now), agent("joe", wrapUps, now)));
    }

    private static Flow flow(String id, String welcome, String hint) {
        return new Flow(
                new FlowId(id),
                256,
                "talk",
                "",
                Duration.ZERO,
                false,
                Duration.ZERO,
                Duration.ZERO,
                0,
                welcome,
                "sip:music@m",
                "",
                hint);
    }

    private static Agent agent(String id, Map<AgentId, Instant> wrapUps, Instant now) {
        AgentId agent = new AgentId(id);
        Optional<Instant> end = Optional.ofNullable(wrapUps.get(agent)).filter(at -> at.isAfter(now));
        return new Agent(agent, "sip:" + id + "@a", "", 0, List.of("talk"), true, Duration.ZERO, end);
    }

    String flowOf(CallId call) {
        return call.value().endsWith("3") ? "G" : "F";
    }

    boolean isAgent(String name) {
        return name.equals("ann") || name.equals("joe");
    }

    boolean isBusy(Board.AgentRow row) {
        return row.state() == AgentState.INCALL || row.state() == AgentState.INCHAT;
    }
}
