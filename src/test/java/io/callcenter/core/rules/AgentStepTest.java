package io.callcenter.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.core.Agent;
import io.callcenter.core.AgentState;
import io.callcenter.ids.AgentId;
import io.callcenter.story.PageTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent's state changes as {@code docs/call-states.md} says, and in no other way. */
class AgentStepTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private static List<Map<String, String>> rows(AgentStep why) throws IOException {
        return PageTable.rows(Path.of("docs", "call-states.md"), "What happens").stream()
                .filter(row -> row.get("Step").equals("`" + why + "`"))
                .toList();
    }

    private static LiveAgent in(AgentState state) {
        Agent row = new Agent(new AgentId("A"), "sip:a@h", "", 0, List.of(), true, Duration.ZERO, Optional.empty());
        LiveAgent liveAgent = new LiveAgent(row, 0, new Deadlines(), NOW);
        switch (state) {
            case FREE -> {}
            case WRAPUP -> liveAgent.enter(state, AgentStep.WRAP_UP_KNOWN);
            case INCALL, INCHAT -> liveAgent.enter(state, AgentStep.CALL_GIVEN);
        }
        return liveAgent;
    }

    @ParameterizedTest
    @EnumSource
    void theStepsOfThePageArePossibleAndAllOthersThrow(AgentStep why) throws IOException {
        assertThat(rows(why)).as("rows of the page").isNotEmpty();
        for (AgentState from : AgentState.values()) {
            Set<String> next =
                    rows(why).stream().map(row -> row.get(from.label())).collect(Collectors.toSet());
            for (AgentState to : AgentState.values()) {
                LiveAgent liveAgent = in(from);
                if (next.contains(to.label())) {
                    liveAgent.enter(to, why);
                    assertThat(liveAgent.state()).isEqualTo(to);
                } else {
                    assertThatThrownBy(() -> liveAgent.enter(to, why))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("A: " + from + " to " + to + ": " + why);
                    assertThat(liveAgent.state()).isEqualTo(from);
                }
            }
        }
    }
}
