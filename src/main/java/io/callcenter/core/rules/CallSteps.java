package io.callcenter.core.rules;

import static io.callcenter.core.CallState.DISSUADING1;
import static io.callcenter.core.CallState.DISSUADING2;
import static io.callcenter.core.CallState.ENDED;
import static io.callcenter.core.CallState.NONE;
import static io.callcenter.core.CallState.OUTSIDE;
import static io.callcenter.core.CallState.PREAGENT;
import static io.callcenter.core.CallState.QUEUED;
import static io.callcenter.core.CallState.TOAGENT;
import static io.callcenter.core.CallState.TRANSFERRING;
import static io.callcenter.core.CallState.WELCOME;

import io.callcenter.core.CallState;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The steps from state to state that a call may take (docs/call-states.md). */
final class CallSteps {
    private static final Map<CallState, Set<CallState>> LEGAL = legal();

    private CallSteps() {}

    static boolean areLegal(CallState from, CallState to) {
        return LEGAL.get(from).contains(to);
    }

    private static Map<CallState, Set<CallState>> legal() {
        Map<CallState, Set<CallState>> steps = new EnumMap<>(CallState.class);
        for (CallState from : CallState.values()) {
            steps.put(from, from == ENDED ? EnumSet.noneOf(CallState.class) : EnumSet.of(ENDED));
        }
        steps.get(NONE).addAll(EnumSet.of(WELCOME, DISSUADING1, DISSUADING2, QUEUED, TOAGENT));
        steps.get(WELCOME).addAll(EnumSet.of(DISSUADING1, DISSUADING2, QUEUED, TOAGENT));
        steps.get(DISSUADING1).addAll(EnumSet.of(QUEUED, TOAGENT));
        steps.get(DISSUADING2).addAll(EnumSet.of(QUEUED, TOAGENT));
        steps.get(QUEUED).addAll(EnumSet.of(QUEUED, DISSUADING1, DISSUADING2, PREAGENT, TOAGENT));
        steps.get(PREAGENT).addAll(EnumSet.of(QUEUED, TOAGENT));
        steps.get(TOAGENT).addAll(EnumSet.of(QUEUED, TRANSFERRING));
        steps.get(TRANSFERRING).addAll(EnumSet.of(TOAGENT, QUEUED, OUTSIDE));
        steps.get(OUTSIDE).add(QUEUED);
        return steps;
    }
}
