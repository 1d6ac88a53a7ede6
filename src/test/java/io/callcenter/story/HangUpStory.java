package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.Effect;
import org.junit.jupiter.api.Test;

/** Calls that an operator ends: {@code cc_hangup}. */
class HangUpStory {
    private static final int ABANDONED = 8;

    private static Check lastReportSays(String reason) {
        return scene -> assertThat(scene.recent().stream()
                        .filter(Effect.ReportCall.class::isInstance)
                        .map(e -> ((Effect.ReportCall) e).reason()))
                .last()
                .isEqualTo(reason);
    }

    private static Check endsWith(String reason) {
        return scene ->
                assertThat(scene.recent()).contains(new Effect.End(new io.callcenter.ids.CallId("c1"), reason, true));
    }

    @Test
    void aTalkIsAnsweredAndItsAgentWrapsUp() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .after(seconds(7))
                .when(operatorHangsUp("c1"))
                .then(
                        done(),
                        endsWith("closing time"),
                        cdr("c1").type(0),
                        is("X", AgentState.WRAPUP),
                        lastReportSays("released"),
                        gone("c1"))
                .then(agent("X", row -> assertThat(row.rejected()).isZero()));
    }

    @Test
    void aWaitingCallIsNotAbandoned() {
        given(flow("F"), agent("X").loggedOff(), options().admitWithoutAgents())
                .when(callArrives("c1"), announcementAnswers("c1"))
                .when(operatorHangsUp("c1"))
                .then(cdr("c1").type(1), lastReportSays("released"), gone("c1"))
                .then(scene -> assertThat(scene.recent())
                        .filteredOn(Effect.WriteCdr.class::isInstance)
                        .extracting(e -> ((Effect.WriteCdr) e).cdr().stats() & ABANDONED)
                        .containsExactly(0))
                .then(totals(all -> assertThat(all.abandoned()).isZero()));
    }

    @Test
    void anAgentWhoWasOnlyRungIsFreeAtOnce() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), operatorHangsUp("c1"))
                .then(cdr("c1").type(1), is("X", AgentState.FREE), gone("c1"));
    }

    @Test
    void aCallThatIsNotThereIsNotFound() {
        given(flow("F"), agent("X")).when(operatorHangsUp("c1")).then(refused(404, "Call not found"));
    }
}
