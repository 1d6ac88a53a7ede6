package io.callcenter.core.rules;

import static io.callcenter.core.AgentState.FREE;
import static io.callcenter.core.AgentState.INCALL;
import static io.callcenter.core.AgentState.INCHAT;
import static io.callcenter.core.AgentState.WRAPUP;

import io.callcenter.core.AgentState;
import java.util.Map;
import java.util.Set;

/** Why an agent's state changes, and which changes that may be (docs/call-states.md, "States of an agent"). */
enum AgentStep {
    /** A call is given to them. */
    CALL_GIVEN(Map.of(FREE, Set.of(INCALL, INCHAT), INCALL, Set.of(INCALL), INCHAT, Set.of(INCHAT))),
    /** A call that they had before a restart is theirs again. */
    CALL_RESUMED(Map.of(
            FREE, Set.of(INCALL, INCHAT),
            WRAPUP, Set.of(INCALL, INCHAT),
            INCALL, Set.of(INCALL, INCHAT),
            INCHAT, Set.of(INCHAT))),
    /** They call somebody, or a colleague calls them. */
    CONSULTS(Map.of(FREE, Set.of(INCALL), WRAPUP, Set.of(INCALL), INCALL, Set.of(INCALL), INCHAT, Set.of(INCALL))),
    /** That is over. */
    CONSULTED(Map.of(INCALL, Set.of(FREE, WRAPUP, INCALL))),
    /** A call of theirs is over, or they did not take it, and their wrap-up begins, if they have one. */
    WRAP_UP(Map.of(INCALL, Set.of(WRAPUP, FREE, INCALL, INCHAT), INCHAT, Set.of(INCHAT, FREE))),
    /** They did not take a call, and get no other one for a while. */
    REST(Map.of(INCALL, Set.of(WRAPUP, FREE, INCALL, INCHAT), INCHAT, Set.of(INCHAT, FREE))),
    /** A call left them without their doing. */
    LET_GO(Map.of(INCALL, Set.of(FREE, INCALL, INCHAT), INCHAT, Set.of(INCHAT, FREE, INCALL))),
    /** Their wrap-up has ended, by time or by order. */
    WRAP_UP_OVER(Map.of(WRAPUP, Set.of(FREE), INCALL, Set.of(FREE), INCHAT, Set.of(FREE))),
    /** Their row knows a wrap-up that runs. */
    WRAP_UP_KNOWN(Map.of(FREE, Set.of(WRAPUP, INCALL))),
    /** They were busy with nothing that is there. */
    REPAIRED(Map.of(FREE, Set.of(FREE), WRAPUP, Set.of(FREE), INCALL, Set.of(FREE), INCHAT, Set.of(FREE)));

    private final Map<AgentState, Set<AgentState>> legal;

    AgentStep(Map<AgentState, Set<AgentState>> legal) {
        this.legal = legal;
    }

    boolean isLegal(AgentState from, AgentState to) {
        return legal.getOrDefault(from, Set.of()).contains(to);
    }
}
