package io.callcenter.demo;

import java.time.Duration;
import java.util.List;

/**
 * How one call of the demo shall go.
 *
 * @param number 1 for the first call; 0 for a visitor's
 * @param caller the caller's number: the user part of their From URI
 * @param display their display name, may be empty
 * @param flow what they dial
 * @param ending how it ends
 * @param reactions what the agents' phones do with the first offers of this call; the offers after those are answered
 * @param ringing how long a phone rings before it reacts
 * @param talk how long they talk
 * @param patience how long a caller stays with what makes them leave
 */
record CallPlan(
        int number,
        String caller,
        String display,
        String flow,
        Ending ending,
        List<Reaction> reactions,
        Duration ringing,
        Duration talk,
        Duration patience) {
    /** Who ends the call, and when. */
    enum Ending {
        /** The agent hangs up after the talk. */
        AGENT_HANGS_UP,
        /** The caller hangs up after the talk. */
        CALLER_HANGS_UP,
        /** The caller leaves in the welcome announcement; later ones do not keep them either. */
        LEAVES_WELCOME,
        /** The caller leaves in the queue, if they get there. */
        LEAVES_QUEUE,
        /** The caller leaves while an agent's phone rings. */
        LEAVES_RINGING
    }

    /** What an agent's phone does with an offered call. */
    enum Reaction {
        ANSWERS,
        /** 486. */
        REFUSES,
        /** Rings on. */
        IGNORES
    }

    /** Copies the reactions. */
    CallPlan {
        reactions = List.copyOf(reactions);
    }

    /** The plan for a caller who is not ours, such as a real phone: the agent picks up soon and talks for half a minute. */
    static CallPlan visitor(String caller) {
        return new CallPlan(
                0,
                caller,
                "",
                "",
                Ending.AGENT_HANGS_UP,
                List.of(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ZERO);
    }

    /** What the phone does with the offer of that number, counted from 0. */
    Reaction reaction(int offer) {
        return offer < reactions.size() ? reactions.get(offer) : Reaction.ANSWERS;
    }
}
