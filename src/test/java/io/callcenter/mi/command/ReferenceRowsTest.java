package io.callcenter.mi.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.core.AgentState;
import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.Flow;
import io.callcenter.core.Media;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReferenceRowsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final FlowId FLOW = new FlowId("support");
    private static final AgentId ANN = new AgentId("ann");

    private static List<String> keys(JsonNode row) {
        List<String> keys = new ArrayList<>();
        row.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static Board.AgentRow agent(boolean loggedIn, AgentState state, Optional<Instant> wrapUpEnd) {
        return new Board.AgentRow(
                ANN,
                loggedIn,
                state,
                wrapUpEnd,
                1,
                1,
                4,
                0,
                0,
                0,
                0,
                0,
                0,
                List.of(),
                List.of(),
                Optional.empty(),
                NOW,
                Optional.empty(),
                false);
    }

    private static Board.CallRow call(CallState state, Optional<AgentId> agent) {
        return new Board.CallRow(
                new CallId("c1"),
                7,
                FLOW,
                256,
                "tech",
                state,
                Media.AUDIO,
                "1001",
                "Sales Bob",
                NOW.minusSeconds(9),
                NOW.minusSeconds(4),
                2147483647,
                agent,
                Optional.empty(),
                1,
                Optional.empty(),
                Optional.empty(),
                0,
                2,
                Optional.of("agent:bob"),
                Optional.empty());
    }

    @Test
    void c63_aFlowHasExactlyTheKeysOfTheReference() {
        Flow flow = new Flow(
                FLOW,
                256,
                "tech",
                "",
                Duration.ZERO,
                false,
                Duration.ZERO,
                Duration.ZERO,
                0,
                "",
                "sip:music@h",
                "",
                "");
        Board.FlowRow row = new Board.FlowRow(flow, false, 2.5, 3, 2, 1, 0, 4, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());
        JsonNode node = ReferenceRows.flow(row);
        assertThat(keys(node))
                .containsExactly(
                        "id", "Avg Call Duration", "Processed Calls", "Logged Agents", "Ongoing Calls", "Ref Calls");
        assertThat(node.toString())
                .isEqualTo("{\"id\":\"support\",\"Avg Call Duration\":2.5,\"Processed Calls\":3,\"Logged Agents\":2,"
                        + "\"Ongoing Calls\":4,\"Ref Calls\":5}");
    }

    @Test
    void moreIsSaidOfAgentsAndCallsWhereThatIsWanted() {
        ObjectNode ann = ReferenceRows.agent(agent(true, AgentState.FREE, Optional.empty()), NOW);
        assertThat(ReferenceRows.withDetails(ann, agent(true, AgentState.FREE, Optional.empty()))
                        .toString())
                .endsWith("\"State\":\"free\",\"Reachable\":\"YES\",\"Calls\":1}");
        Board.CallRow moved = call(CallState.TRANSFERRING, Optional.of(ANN));
        assertThat(ReferenceRows.withDetails(ReferenceRows.call(moved, NOW), moved, target -> "<" + target + ">")
                        .toString())
                .endsWith("\"Agent\":\"ann\",\"Segment\":2,\"Transfer\":\"<agent:bob>\"}");
    }

    @Test
    void c63_anAgentHasTheKeysOfHisState() {
        assertThat(keys(ReferenceRows.agent(agent(false, AgentState.FREE, Optional.empty()), NOW)))
                .containsExactly("id", "Ref", "Loged in");
        assertThat(keys(ReferenceRows.agent(agent(true, AgentState.FREE, Optional.empty()), NOW)))
                .containsExactly("id", "Ref", "Loged in", "State");
        JsonNode wrapUp = ReferenceRows.agent(agent(true, AgentState.WRAPUP, Optional.of(NOW.plusMillis(1500))), NOW);
        assertThat(keys(wrapUp)).containsExactly("id", "Ref", "Loged in", "State", "Wrapup-ends");
        assertThat(wrapUp.get("Wrapup-ends").asInt()).isEqualTo(2);
        assertThat(keys(ReferenceRows.agent(agent(true, AgentState.INCHAT, Optional.empty()), NOW)))
                .containsExactly("id", "Ref", "Loged in", "State", "Ongoing chats", "Free chats");
        assertThat(keys(ReferenceRows.agent(agent(true, AgentState.INCHAT, Optional.of(NOW.plusSeconds(9))), NOW)))
                .containsExactly("id", "Ref", "Loged in", "State", "Wrapup-ends", "Ongoing chats", "Free chats");
    }

    @Test
    void b47_freeChatsAreThoseOfTheRowLessThoseThatGoOnAndNeverNegative() {
        JsonNode held = ReferenceRows.agent(agent(true, AgentState.INCHAT, Optional.of(NOW.plusSeconds(9))), NOW);
        assertThat(held.get("Ongoing chats").asInt()).isEqualTo(1);
        assertThat(held.get("Free chats").asInt()).isEqualTo(3);
        Board.AgentRow shrunk = new Board.AgentRow(
                ANN,
                true,
                AgentState.INCHAT,
                Optional.empty(),
                3,
                3,
                2,
                0,
                0,
                0,
                0,
                0,
                0,
                List.of(),
                List.of(),
                Optional.empty(),
                NOW,
                Optional.empty(),
                false);
        assertThat(ReferenceRows.agent(shrunk, NOW).get("Free chats").asInt()).isZero();
    }

    @Test
    void c63_aWrapUpThatIsOverIsNeverNegative() {
        JsonNode row = ReferenceRows.agent(agent(true, AgentState.WRAPUP, Optional.of(NOW.minusSeconds(1))), NOW);
        assertThat(row.get("Wrapup-ends").asInt()).isZero();
    }

    @Test
    void c63_aQueuedCallAndACallHaveExactlyTheKeysOfTheReference() {
        JsonNode queued = ReferenceRows.queued(call(CallState.QUEUED, Optional.empty()), 0, NOW);
        assertThat(keys(queued))
                .containsExactly(
                        "index",
                        "id",
                        "Media",
                        "Caller username",
                        "Caller display name",
                        "Waiting for",
                        "ETW",
                        "Flow",
                        "Priority",
                        "Skill");
        assertThat(queued.get("Waiting for").asInt()).isEqualTo(4);
        JsonNode talking = ReferenceRows.call(call(CallState.TOAGENT, Optional.of(ANN)), NOW);
        assertThat(keys(talking)).containsExactly("id", "Ref", "State", "Call Time", "Flow", "Agent");
        assertThat(talking.get("Call Time").asInt()).isEqualTo(9);
        assertThat(keys(ReferenceRows.call(call(CallState.ENDED, Optional.empty()), NOW)))
                .containsExactly("id", "Ref", "State");
    }
}
