package io.callcenter.mi.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.core.AgentState;
import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.Media;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Rows of the board with exactly the keys of docs/design/behaviour.md 11.2, and with further ones where details are asked for. */
final class ReferenceRows {
    private static final long MILLIS = 1000;

    private ReferenceRows() {}

    static JsonNode flow(Board.FlowRow row) {
        ObjectNode node = node().put("id", row.flow().id().value());
        double average = row.averageTalkSeconds();
        if (average == Math.rint(average)) {
            node.put("Avg Call Duration", (long) average);
        } else {
            node.put("Avg Call Duration", average);
        }
        return node.put("Processed Calls", row.processed())
                .put("Logged Agents", row.logged())
                .put("Ongoing Calls", row.ongoing())
                .put("Ref Calls", row.referred());
    }

    static ObjectNode agent(Board.AgentRow row, Instant now) {
        ObjectNode node = node().put("id", row.agent().value())
                .put("Ref", row.calls())
                .put("Loged in", row.loggedIn() ? "YES" : "NO");
        if (!row.loggedIn()) {
            return node;
        }
        node.put("State", row.status());
        row.pause()
                .ifPresent(pause -> node.put("Pause reason", pause.reason())
                        .put("Since", pause.since().getEpochSecond()));
        // Rounded up: 0 only when it is over.
        long left = row.wrapUpEnd()
                .map(end -> (Duration.between(now, end).toMillis() + MILLIS - 1) / MILLIS)
                .orElse(0L);
        if (row.state() == AgentState.WRAPUP) {
            node.put("Wrapup-ends", Math.max(0, left));
        } else if (row.state() == AgentState.INCHAT) {
            if (left > 0) {
                node.put("Wrapup-ends", left);
            }
            node.put("Ongoing chats", row.chats());
            node.put("Free chats", Math.max(0, row.maxChats() - row.chats()));
        }
        return node;
    }

    /** With whether the agent's phone answers, and how many calls and chats they have. */
    static ObjectNode withDetails(ObjectNode node, Board.AgentRow row) {
        return node.put("Reachable", row.unreachable() ? "NO" : "YES").put("Calls", row.calls());
    }

    /** With the number of the call's segment, and the target of a transfer that is under way as {@code shown} says it. */
    static ObjectNode withDetails(ObjectNode node, Board.CallRow row, UnaryOperator<String> shown) {
        node.put("Segment", row.segment());
        row.transfer().map(shown).ifPresent(target -> node.put("Transfer", target));
        return node;
    }

    static JsonNode queued(Board.CallRow row, int index, Instant now) {
        return node().put("index", index)
                .put("id", row.call().value())
                .put("Media", row.media() == Media.AUDIO ? "RTP" : "MSRP")
                .put("Caller username", row.callerUser())
                .put("Caller display name", row.callerName())
                .put("Waiting for", seconds(row.legStarted(), now))
                .put("ETW", row.estimatedWait())
                .put("Flow", row.flow().value())
                .put("Priority", row.priority())
                .put("Skill", row.skill());
    }

    static ObjectNode call(Board.CallRow row, Instant now) {
        ObjectNode node = node().put("id", row.call().value())
                .put("Ref", row.references())
                .put("State", row.state().listed().label());
        if (row.state() != CallState.ENDED) {
            node.put("Call Time", seconds(row.received(), now))
                    .put("Flow", row.flow().value());
        }
        row.agent().ifPresent(agent -> node.put("Agent", agent.value()));
        return node;
    }

    private static long seconds(Instant from, Instant now) {
        return Math.max(0, Duration.between(from, now).toSeconds());
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
