package io.callcenter.core;

import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.util.Objects;

/**
 * A flow as provisioned (docs/design/behaviour.md 1.2); URIs are empty where the row has none.
 *
 * @param id its name
 * @param priority 0 is the highest
 * @param skill the one skill that its agents need
 * @param prefix prefix of the caller's display name toward agents; empty = none
 * @param maxWrapUp ceiling of the wrap-up after its calls; zero = none
 * @param dissuadingHangup whether the caller is hung up after the dissuading announcement
 * @param onHoldThreshold on-hold time above which a queued caller is dissuaded; zero = off
 * @param waitThreshold estimated wait above which a caller is dissuaded; zero = off
 * @param queueThreshold number of queued calls from which on a caller is dissuaded; 0 = off
 * @param welcome announcement URI before anything else, or empty
 * @param queue announcement URI while waiting; never empty
 * @param dissuading announcement URI, or empty: then nobody is dissuaded
 * @param agentAnnouncement announcement URI that the agent hears before they are joined, or empty
 */
public record Flow(
        FlowId id,
        long priority,
        String skill,
        String prefix,
        Duration maxWrapUp,
        boolean dissuadingHangup,
        Duration onHoldThreshold,
        Duration waitThreshold,
        long queueThreshold,
        String welcome,
        String queue,
        String dissuading,
        String agentAnnouncement) {
    /** Refuses nulls, an empty queue URI, negative numbers. */
    public Flow {
        Objects.requireNonNull(id);
        Objects.requireNonNull(skill);
        Objects.requireNonNull(prefix);
        Objects.requireNonNull(welcome);
        Objects.requireNonNull(dissuading);
        Objects.requireNonNull(agentAnnouncement);
        if (queue.isBlank()) {
            throw new IllegalArgumentException("message_queue: empty");
        }
        if (priority < 0 || queueThreshold < 0) {
            throw new IllegalArgumentException("priority and dissuading_qsize_th: 0 or more");
        }
        if (maxWrapUp.isNegative() || onHoldThreshold.isNegative() || waitThreshold.isNegative()) {
            throw new IllegalArgumentException("times of a flow: 0 or more");
        }
    }
}
