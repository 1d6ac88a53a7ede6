package io.callcenter.core;

import java.time.Duration;

/**
 * The options that change how the core decides (docs/design/behaviour.md 14, docs/design/interfaces.md 7); fixed for the life of a process.
 *
 * @param wrapUp global wrap-up, {@code cc.wrapup-time}
 * @param queuePositionParameter name of the URI parameter with the queue position, {@code cc.queue-pos-param}; empty = off
 * @param rejectOnNoAgents {@code cc.reject-on-no-agents}
 * @param fullLoad chats fill one agent before the next, {@code cc.chat-dispatch-policy=full-load}; else balancing
 * @param internalDispatching initial value, {@code cc.internal-call-dispatching}
 * @param requeueAtPriorityHead refused calls return to the head of their priority only, {@code cc.requeue} (B18)
 * @param keepDissuadedPlace a dissuaded caller keeps their place, {@code cc.dissuaded-place} (B30)
 * @param queueSizeOfAllFlows the QSIZE test counts all flows, {@code cc.qsize-scope} (B33)
 * @param maxRejections end a call after so many refusals, {@code cc.max-rejections}; 0 = off (B51)
 * @param logoutAfterUnanswered log an agent out after so many unanswered offers in a row, {@code cc.logout-after-unanswered}; 0 = off (B51)
 * @param maxWait end a call that waits longer, {@code cc.max-wait}; zero = off (B58)
 * @param keepRuntimeLogin a runtime login survives reload and restart unless the row changed, {@code cc.login-persistence} (B25)
 * @param offers what a refused offer costs the agent, {@code cc.offer-outcome}
 * @param pausedCount agents who are paused keep their flows open, {@code cc.paused-counts}
 * @param longestWrapUp ceiling of wrap-ups that are made longer by order, {@code cc.wrapup-max}
 * @param transfers what agents may do with their callers
 * @param probes whether idle agents' phones are asked whether they are there
 * @param places how callers' places are told again
 */
public record Policy(
        Duration wrapUp,
        String queuePositionParameter,
        boolean rejectOnNoAgents,
        boolean fullLoad,
        boolean internalDispatching,
        boolean requeueAtPriorityHead,
        boolean keepDissuadedPlace,
        boolean queueSizeOfAllFlows,
        int maxRejections,
        int logoutAfterUnanswered,
        Duration maxWait,
        boolean keepRuntimeLogin,
        OfferOutcome offers,
        boolean pausedCount,
        Duration longestWrapUp,
        TransferPolicy transfers,
        ProbePolicy probes,
        PlacePolicy places) {
    private static final Duration LONGEST_WRAP_UP = Duration.ofHours(1);

    /** A policy with the usual rules of transfers. */
    public Policy(
            Duration wrapUp,
            String queuePositionParameter,
            boolean rejectOnNoAgents,
            boolean fullLoad,
            boolean internalDispatching,
            boolean requeueAtPriorityHead,
            boolean keepDissuadedPlace,
            boolean queueSizeOfAllFlows,
            int maxRejections,
            int logoutAfterUnanswered,
            Duration maxWait,
            boolean keepRuntimeLogin,
            OfferOutcome offers,
            boolean pausedCount,
            Duration longestWrapUp) {
        this(
                wrapUp,
                queuePositionParameter,
                rejectOnNoAgents,
                fullLoad,
                internalDispatching,
                requeueAtPriorityHead,
                keepDissuadedPlace,
                queueSizeOfAllFlows,
                maxRejections,
                logoutAfterUnanswered,
                maxWait,
                keepRuntimeLogin,
                offers,
                pausedCount,
                longestWrapUp,
                TransferPolicy.DEFAULT,
                ProbePolicy.OFF,
                PlacePolicy.DEFAULT);
    }

    /** The same with other rules of transfers. */
    public Policy with(TransferPolicy other) {
        return new Policy(
                wrapUp,
                queuePositionParameter,
                rejectOnNoAgents,
                fullLoad,
                internalDispatching,
                requeueAtPriorityHead,
                keepDissuadedPlace,
                queueSizeOfAllFlows,
                maxRejections,
                logoutAfterUnanswered,
                maxWait,
                keepRuntimeLogin,
                offers,
                pausedCount,
                longestWrapUp,
                other,
                probes,
                places);
    }

    /** The defaults of docs/design/interfaces.md 7: wrap-up 30 s, no position parameter, no limits. */
    public static Policy defaults() {
        return new Policy(
                Duration.ofSeconds(30),
                "",
                true,
                false,
                true,
                false,
                false,
                false,
                0,
                0,
                Duration.ZERO,
                true,
                OfferOutcome.REFERENCE,
                true,
                LONGEST_WRAP_UP);
    }
}
