package io.callcenter.core;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One call detail record (docs/design/behaviour.md 9); durations are exact here and whole seconds in the table.
 *
 * @param number 1 for the call's first record, rising: with the call id the key that makes projections idempotent
 * @param type -2 refused by an agent, -1 failed, 0 answered, 1 other end
 * @param stats bit mask: 1 inbound, 2 distributed, 4 answered, 8 abandoned by the caller
 */
public record Cdr(
        CallId call,
        int number,
        String caller,
        Instant received,
        Duration waited,
        Duration pickUp,
        Duration talked,
        FlowId flow,
        Optional<AgentId> agent,
        int type,
        int rejected,
        int stats,
        long sequence,
        Media media) {}
