package io.callcenter.core;

import java.util.List;
import java.util.Objects;

/**
 * What a row of {@code cc_x_agent_settings} says of an agent.
 *
 * @param dial number or name that reaches the agent in transfers, beside the id; may be empty
 * @param transfer what they may do with their callers
 * @param maxCalls simultaneous audio calls, 1 for people; none in copies of versions that knew none counts as 1
 * @param wrapsUp whether somebody with several calls has a wrap-up after each; null in such copies counts as false
 * @param unprobed whether their phone is not asked whether it is there; likewise
 * @param identities addresses beside that of their phone from which they call; none in copies of versions that knew none
 */
public record AgentSettings(
        String dial, Right transfer, Integer maxCalls, Boolean wrapsUp, Boolean unprobed, List<String> identities) {
    /** So many simultaneous calls at most. */
    public static final int MOST_CALLS = 10_000;
    /** An agent without a row. */
    public static final AgentSettings NONE = new AgentSettings("", Right.AS_ALL);

    /** Refuses nulls; copies the identities. */
    public AgentSettings {
        Objects.requireNonNull(dial);
        Objects.requireNonNull(transfer);
        identities = identities == null ? List.of() : List.copyOf(identities);
        maxCalls = maxCalls == null || maxCalls == 0 ? 1 : maxCalls;
        wrapsUp = Objects.requireNonNullElse(wrapsUp, false);
        unprobed = Objects.requireNonNullElse(unprobed, false);
        if (maxCalls < 0 || maxCalls > MOST_CALLS) {
            throw new IllegalArgumentException("max_calls: 1 to " + MOST_CALLS);
        }
    }

    /** Somebody with one call at a time. */
    public AgentSettings(String dial, Right transfer) {
        this(dial, transfer, 1, false, false, List.of());
    }

    /** The same with so many calls at a time. */
    public AgentSettings withCalls(int most, boolean wrapUpAfterEach) {
        return new AgentSettings(dial, transfer, most, wrapUpAfterEach, unprobed, identities);
    }

    /** The same who call from these addresses, too. */
    public AgentSettings calling(List<String> from) {
        return new AgentSettings(dial, transfer, maxCalls, wrapsUp, unprobed, from);
    }

    /** What an agent may do with their callers. */
    public enum Right {
        /** What {@code cc.transfer} allows. */
        AS_ALL,
        /** Not transfer them. */
        NONE,
        /** Transfer them to flows and agents only. */
        INSIDE
    }
}
