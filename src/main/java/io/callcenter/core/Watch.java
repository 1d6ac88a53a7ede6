package io.callcenter.core;

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
final class Watch {
    /** So that a tick costs the same in a center of any size. */
    private static final int AT_A_TICK = 50;
    /** Beyond every ring, set-up and announcement time that can be configured, added up. */
    private static final Duration LONGEST_SETUP = Duration.ofMinutes(30);

    private final Centre centre;
    private final NavigableMap<CallId, Call> calls;
    private final Endings endings;
    private Map.Entry<CallId, Call> lastCall;
    private Map.Entry<AgentId, Seat> lastSeat;
    private long repairs;
    private String lastRepair = "";

    Watch(Centre centre, NavigableMap<CallId, Call> calls, Endings endings) {
        this.centre = centre;
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
                endings.hangUp(lastCall.getValue(), new Ended(Finish.FAILED, "its state was inconsistent", now), now);
            }
            NavigableMap<AgentId, Seat> seats = centre.roster().byId();
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
        boolean bound =
                call.agent().filter(seat -> seat.calls.get(call.id()) == call).isPresent();
        boolean placed = call.key().isPresent() == (call.state() == CallState.QUEUED);
        boolean goesOn = call.legs.right().isPresent()
                || call.legs.target().isPresent()
                || call.alarms.isSet(CallTimer.MUSIC)
                || call.alarms.isSet(CallTimer.ORPHAN);
        boolean inTime = call.legs
                .target()
                .filter(leg -> leg.started().plus(LONGEST_SETUP).isBefore(now))
                .isEmpty();
        boolean agentFits = call.agent().isPresent() ? bound && mayHaveOne : !withAgent;
        boolean transfers = call.transfer().isPresent() == (call.state() == CallState.TRANSFERRING);
        return agentFits && transfers && placed && goesOn && inTime;
    }

    private boolean sound(Seat seat) {
        boolean talks = seat.state() == AgentState.INCALL || (seat.state() == AgentState.INCHAT && !seat.wrappingUp());
        boolean alive = seat.calls.values().stream().allMatch(call -> calls.get(call.id()) == call);
        return alive && !(talks && seat.calls.isEmpty());
    }

    private void free(Seat seat, Instant now) {
        centre.roster().change(seat, () -> {
            seat.calls.values().removeIf(call -> calls.get(call.id()) != call);
            if (seat.calls.isEmpty() && !seat.wrappingUp()) {
                seat.state(AgentState.FREE);
                seat.freeFrom(now);
            }
        });
        centre.reports().agent(seat, now);
        centre.roster().forgetIfDone(seat);
    }
}
