package io.callcenter.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Optional;

/** An event of the contact center, as read from the topic {@code cc.events} (docs/design/interfaces.md 2). */
sealed interface CenterEvent {
    /** When it happened. */
    Instant at();

    /**
     * An {@code E_CALLCENTER_CALL_REPORT}.
     *
     * @param caller the opaque value of the call: the demo's route puts the caller's number there; empty = none
     * @param agent empty = nobody bound
     * @param position in the queue, 0 = next; -1 = not queued
     * @param reason when ended, else empty
     */
    record OfCall(
            String call,
            String caller,
            String flow,
            String state,
            String agent,
            int position,
            String reason,
            Instant at)
            implements CenterEvent {}

    /** An {@code E_CALLCENTER_AGENT_REPORT}. */
    record OfAgent(String agent, String status, long seq, Instant at) implements CenterEvent {}

    /** Reads an event's JSON text; empty = not one of the two. */
    static Optional<CenterEvent> parse(String json, String paramName) {
        try {
            JsonNode node = new ObjectMapper().readTree(json);
            Instant at = Instant.parse(node.path("time").asText());
            return switch (node.path("event").asText()) {
                case "E_CALLCENTER_CALL_REPORT" -> Optional.of(ofCall(node, paramName, at));
                case "E_CALLCENTER_AGENT_REPORT" ->
                    Optional.of(new OfAgent(
                            node.path("agent_id").asText(),
                            node.path("status").asText(),
                            node.path("seq").asLong(),
                            at));
                default -> Optional.empty();
            };
        } catch (JsonProcessingException | java.time.format.DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static CenterEvent ofCall(JsonNode node, String paramName, Instant at) {
        return new OfCall(
                node.path("call_id").asText(),
                node.path(paramName).asText(),
                node.path("flow_id").asText(),
                node.path("state").asText(),
                node.path("agent_id").asText(),
                node.path("queue_position").asInt(-1),
                node.path("reason").asText(),
                at);
    }
}
