package io.callcenter.demo;

import java.time.Duration;
import java.time.Instant;

/** Something that one of the demo's phones saw of a call. A call is named by its caller's number, which no second call of the demo has. */
sealed interface Sighting {
    /** The caller's number. */
    String caller();

    /** When it was seen. */
    Instant at();

    /** The caller dialled a flow. */
    record Dialled(String caller, String flow, Instant at) implements Sighting {}

    /** The caller's INVITE was accepted: they hear something. */
    record Admitted(String caller, Instant at) implements Sighting {}

    /** The caller's INVITE got a final refusal; 487 after their own CANCEL. */
    record TurnedAway(String caller, int code, Instant at) implements Sighting {}

    /** The announcement player began to play to them. */
    record Plays(String caller, String announcement, Instant at) implements Sighting {}

    /** An agent's phone rings. {@code callId} is what the INVITE says, may be empty. */
    record Rings(String caller, String agent, String callId, Instant at) implements Sighting {}

    /** The agent's phone refused. */
    record Declined(String caller, String agent, int code, Instant at) implements Sighting {}

    /** The call was taken back from the ringing phone. */
    record Withdrawn(String caller, String agent, Instant at) implements Sighting {}

    /** The agent picked up. */
    record PickedUp(String caller, String agent, Instant at) implements Sighting {}

    /** Agent and caller are joined; {@code agentPort} is where the agent's voice comes from. */
    record Joined(String caller, String agent, int agentPort, Instant at) implements Sighting {}

    /** The agent hung up, or was hung up by the center. */
    record AgentDone(String caller, String agent, boolean hungUp, Instant at) implements Sighting {}

    /** The caller hung up (BYE), or gave up before they were answered (CANCEL). */
    record CallerLeft(String caller, boolean cancelled, Instant at) implements Sighting {}

    /** The center hung up on the caller. */
    record CallerReleased(String caller, Instant at) implements Sighting {}

    /** What came to a phone's ear while it was joined: packets of the other one's voice. */
    record Listened(String caller, String ear, int packets, Duration joined, Instant at) implements Sighting {}
}
