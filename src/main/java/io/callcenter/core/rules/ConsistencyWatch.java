package io.callcenter.core.rules;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Looks whether every busy agent is tied to a living call and every call to a leg or a step to come, a few at each tick, all in turn; ends
 * what cannot be true, and counts it (docs/design/architecture.md 7).
 */
final class ConsistencyWatch {
    /** So that a tick costs the same in a center of any size. */
    private static final int AT_A_TICK = 50;
    /** Beyond every ring, set-up and announcement time that can be configured, added up. */
    private static final Duration LONGEST_SETUP = Duration.ofMinutes(30);

    private final CenterState center;
    private final NavigableMap<CallId, Call> calls;
    private final Endings endings;
    private final Consultations consultations;
    private Map.Entry<CallId, Call> lastCall;
    private Map.Entry<AgentId, LiveAgent> lastSeat;
    private long repairs;
    private String lastRepair = "";

    ConsistencyWatch(
            CenterState center, NavigableMap<CallId, Call> calls, Endings endings, Consultations consultations) {
        this.consultations = consultations;
        this.center = center;
        this.calls = calls;
        this.endings = endings;
    }

    /** How often something had to be ended that could not be true: never, in a program without faults. */
    long repairs() {
        return repairs;
    }

    /** What was ended the last time, in words; empty when nothing ever was. */
    String lastRepair() {
        return lastRepair;
    }

    void look(Instant now) {
        for (int i = 0; i < AT_A_TICK; i++) {
            lastCall = lastCall == null ? calls.firstEntry() : calls.higherEntry(lastCall.getKey());
            if (lastCall != null && !sound(lastCall.getValue(), now)) {
                repaired("call " + lastCall.getKey() + " in state "
                        + lastCall.getValue().state().label());
                endings.hangUp(
                        lastCall.getValue(), new CallEnd(EndKind.FAILED, "its state was inconsistent", now), now);
            }
            NavigableMap<AgentId, LiveAgent> seats = center.roster().byId();
            lastSeat = lastSeat == null ? seats.firstEntry() : seats.higherEntry(lastSeat.getKey());
            if (lastSeat != null && !sound(lastSeat.getValue())) {
                repaired("agent " + lastSeat.getKey() + " in state "
                        + lastSeat.getValue().state().label());
                free(lastSeat.getValue(), now);
            }
        }
    }

    private void repaired(String what) {
        repairs++;
        lastRepair = what;
    }

    private static boolean sound(Call call, Instant now) {
        boolean withAgent = call.state() == CallState.PREAGENT || call.state() == CallState.TOAGENT;
        boolean mayHaveOne = withAgent || call.state() == CallState.TRANSFERRING;
        boolean bound = call.agent()
                .filter(liveAgent -> liveAgent.calls.get(call.id()) == call)
                .isPresent();
        boolean placed = call.key().isPresent() == (call.state() == CallState.QUEUED);
        boolean goesOn = call.legs.currentLeg().isPresent()
                || call.legs.nextLeg().isPresent()
                || call.legs.asideLeg().isPresent() // the caller is being led back to them
                || call.alarms.isSet(CallTimer.MUSIC)
                || call.alarms.isSet(CallTimer.ORPHAN);
        boolean inTime = call.legs
                .nextLeg()
                .filter(leg -> leg.started().plus(LONGEST_SETUP).isBefore(now))
                .isEmpty();
        boolean agentFits = call.agent().isPresent() ? bound && mayHaveOne : !withAgent;
        boolean transfers = call.transfer().isPresent() == (call.state() == CallState.TRANSFERRING);
        return agentFits && transfers && placed && goesOn && inTime;
    }

    /** A wrap-up may be all that is left to somebody with several calls, even where a reload has left them one place only. */
    private boolean sound(LiveAgent liveAgent) {
        boolean talks = (liveAgent.state() == AgentState.INCALL || liveAgent.state() == AgentState.INCHAT)
                && !liveAgent.wrappingUp();
        boolean alive = liveAgent.calls.values().stream().allMatch(call -> calls.get(call.id()) == call)
                && liveAgent.consultations.stream().allMatch(this::isOpen);
        return alive && !(talks && !liveAgent.busy());
    }

    private boolean isOpen(CallId call) {
        return calls.containsKey(call) || consultations.find(call).isPresent();
    }

    private void free(LiveAgent liveAgent, Instant now) {
        center.roster().change(liveAgent, () -> {
            liveAgent.calls.values().removeIf(call -> calls.get(call.id()) != call);
            liveAgent.consultations.removeIf(call -> !isOpen(call));
            if (!liveAgent.busy() && !liveAgent.wrappingUp()) {
                liveAgent.enter(AgentState.FREE, AgentStep.REPAIRED);
                liveAgent.freeFrom(now);
            }
        });
        center.reports().agent(liveAgent, now);
        center.roster().forgetIfDone(liveAgent);
    }
}
