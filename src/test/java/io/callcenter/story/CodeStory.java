package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Planned.plan;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Effect;
import io.callcenter.core.GivenCode;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What calls were about. */
class CodeStory {
    private static When.Deed coded(String call, String code, String agent) {
        return signal(new Signal.CodeCall(
                new CallId(call),
                code,
                "a note",
                Optional.of(agent).filter(id -> !id.isEmpty()).map(AgentId::new)));
    }

    private static List<GivenCode> written(Scene scene) {
        return scene.recent().stream()
                .filter(Effect.WriteCode.class::isInstance)
                .map(effect -> ((Effect.WriteCode) effect).code())
                .toList();
    }

    private static Then.Check status(String agent, String status) {
        return agent(agent, row -> assertThat(row.status()).isEqualTo(status));
    }

    @Test
    void a07_aCodeAfterTwentyNineMinutesIsKeptAndAfterThirtyOneTheCallIsNotFound() {
        given(flow("F"), agent("X"), plan().code("sold"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .when(coded("c1", "sold", "X"))
                .then(done(), scene -> {
                    assertThat(written(scene)).hasSize(1);
                    assertThat(scene.recent()).anyMatch(Effect.ReportCode.class::isInstance);
                })
                .when(agentHangsUp("c1"))
                .after(Duration.ofMinutes(29))
                .when(coded("c1", "sold", ""))
                .then(done(), scene -> {
                    GivenCode code = written(scene).get(0);
                    assertThat(code.number()).isGreaterThan(1);
                    assertThat(code.agent()).contains(new AgentId("X"));
                    assertThat(code.note()).isEqualTo("a note");
                })
                .after(Duration.ofMinutes(2))
                .when(coded("c1", "sold", "X"))
                .then(
                        refused(404, "Call not found"),
                        scene -> assertThat(written(scene)).isEmpty());
    }

    @Test
    void aCodeThatIsNotThereOrACallOfSomebodyElseIsRefused() {
        given(flow("F"), agent("X"), agent("Y"), plan().code("sold"))
                .when(callArrives("c1"))
                .when(coded("c1", "sold", ""))
                .then(refused(404, "Call not found"))
                .when(agentAnswers("c1"), coded("c1", "lost", "X"))
                .then(refused(404, "Code not found"))
                .when(coded("c1", "sold", "Y"))
                .then(refused(404, "Call not found"));
    }

    @Test
    void a08_withoutTheCodeThatIsRequiredAnAgentIsFreeAfterTheLongestWrapUp() {
        given(flow("F"), agent("X").wrapUp(30), plan().code("sold").codeRequired())
                .when(callArrives("c1"), agentAnswers("c1"), agentHangsUp("c1"))
                .after(Duration.ofMinutes(2))
                .then(status("X", "wrapup"))
                .when(isReady("X"))
                .then(refused(409, "Code is required"))
                .when(wrapUpEndsIn("X", 0))
                .then(refused(409, "Code is required"))
                .after(Duration.ofMinutes(58))
                .then(status("X", "free"));
    }

    @Test
    void withTheCodeTheWrapUpEndsWhenItWouldHaveWithout() {
        given(flow("F"), agent("X").wrapUp(30), plan().code("sold").codeRequired())
                .when(callArrives("c1"), agentAnswers("c1"), agentHangsUp("c1"))
                .after(Duration.ofSeconds(10))
                .when(coded("c1", "sold", "X"))
                .then(done(), status("X", "wrapup"))
                .after(Duration.ofSeconds(20))
                .then(status("X", "free"))
                .when(callArrives("c2"), agentAnswers("c2"), agentHangsUp("c2"))
                .after(Duration.ofSeconds(40))
                .then(status("X", "wrapup"))
                .when(coded("c2", "sold", "X"))
                .then(status("X", "free"));
    }

    private static Then.Check asked(String agent, boolean required, String given) {
        return scene -> assertThat(scene.board().coding(new AgentId(agent))).hasValueSatisfying(coding -> {
            assertThat(coding.call()).isEqualTo(new CallId("c1"));
            assertThat(coding.required()).isEqualTo(required);
            assertThat(coding.given().orElse("")).isEqualTo(given);
            assertThat(scene.board().codes(coding.flow())).extracting("code").containsExactly("sold");
        });
    }

    @Test
    void theBoardSaysForWhichCallACodeIsAskedInTheTalkAndInTheWrapUpAndNoLonger() {
        given(flow("F"), agent("X").wrapUp(30), agent("Y"), plan().code("sold").codeRequired())
                .when(callArrives("c1"))
                .then(scene ->
                        assertThat(scene.board().coding(new AgentId("X"))).isEmpty())
                .when(agentAnswers("c1"))
                .then(asked("X", true, ""))
                .when(agentHangsUp("c1"))
                .then(asked("X", true, ""))
                .when(coded("c1", "sold", "X"))
                .then(asked("X", false, "sold"))
                .after(Duration.ofSeconds(30))
                .then(
                        status("X", "free"),
                        scene -> assertThat(scene.board().coding(new AgentId("X")))
                                .isEmpty());
    }

    @Test
    void aCodeInTheTalkLeavesTheWrapUpAsItIs() {
        given(flow("F"), agent("X").wrapUp(30), plan().code("sold").codeRequired())
                .when(callArrives("c1"), agentAnswers("c1"), coded("c1", "sold", "X"), agentHangsUp("c1"))
                .after(Duration.ofSeconds(30))
                .then(status("X", "free"));
    }
}
