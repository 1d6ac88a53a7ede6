package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.Effect;
import io.callcenter.core.OfferOutcome;
import io.callcenter.core.OfferOutcome.Cost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refused offer costs the agent: {@code cc.offer-outcome}. */
class OfferOutcomeStory {
    private static Scene offered(OfferOutcome costs) {
        return given(flow("F"), agent("X"), options().wrapUp(30).refusalsCost(costs))
                .when(callArrives("c1"));
    }

    private static List<Effect.LogAgent> warnings(Scene scene) {
        return scene.recent().stream()
                .filter(Effect.LogAgent.class::isInstance)
                .map(Effect.LogAgent.class::cast)
                .toList();
    }

    private static Check savedWrapUps(int number) {
        return scene -> assertThat(scene.recent().stream()
                        .filter(Effect.SaveWrapUp.class::isInstance)
                        .count())
                .isEqualTo(number);
    }

    private static Check freeAfter(int seconds) {
        return scene -> {
            scene.when(callerHangsUp("c1"));
            scene.after(seconds(seconds - 0.25)).then(is("X", AgentState.WRAPUP));
            scene.after(seconds(0.25)).then(is("X", AgentState.FREE));
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 403, 404, 408, 480, 486, 488, 500, 503, 600, 606})
    void asInTheReferenceEachRefusalCostsAWrapUp(int code) {
        offered(OfferOutcome.REFERENCE)
                .when(agentRefuses("c1", code))
                .then(cdr("c1").type(-2), is("X", AgentState.WRAPUP), savedWrapUps(1), freeAfter(30));
    }

    @ParameterizedTest
    @CsvSource({
        "486, 30", "600, 30", "603, 30", "481, 30", "404, 60", "408, 60", "410, 60", "430, 60", "480, 60", "502, 60",
        "503, 60", "504, 60", "400, 60", "415, 60", "420, 60", "421, 60", "488, 60", "606, 60", "302, 10", "500, 10",
        "505, 10"
    })
    void recommendedARefusalBeforeAnyRingingCostsWhatFitsTheCode(int code, int seconds) {
        offered(OfferOutcome.RECOMMENDED)
                .when(agentRefuses("c1", code))
                .then(
                        cdr("c1").type(-2),
                        is("X", AgentState.WRAPUP),
                        queue("c1"),
                        savedWrapUps(seconds == 30 ? 1 : 0),
                        freeAfter(seconds));
    }

    @ParameterizedTest
    @CsvSource({"408, 30", "480, 30", "404, 30", "503, 10"})
    void recommendedWhatRangWasReached(int code, int seconds) {
        offered(OfferOutcome.RECOMMENDED)
                .when(agentRings("c1"), agentRefuses("c1", code))
                .then(freeAfter(seconds));
    }

    @Test
    void recommendedWhoPickedUpWasReached() {
        offered(OfferOutcome.RECOMMENDED)
                .when(agentPicksUp("c1"), agentLeavesUnjoined("c1"))
                .then(is("X", AgentState.WRAPUP), savedWrapUps(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 407})
    void recommendedAForbiddenOfferCostsNothingAndIsToldOnce(int code) {
        Scene scene = offered(OfferOutcome.RECOMMENDED).when(agentRefuses("c1", code));
        scene.then(is("X", AgentState.FREE), cdr("c1").type(-2));
        assertThat(warnings(scene))
                .containsExactly(new Effect.LogAgent(new io.callcenter.ids.AgentId("X"), code, Duration.ZERO));
        scene.after(seconds(1)).when(agentRefuses("c1", code));
        assertThat(warnings(scene)).isEmpty();
    }

    @Test
    void aListChoosesForSingleCodesAndLeavesTheOthers() {
        OfferOutcome list = new OfferOutcome(
                false,
                Map.of(
                        486, Cost.rest(Duration.ofSeconds(10)),
                        404, Cost.LOG_OUT,
                        503, Cost.NONE));
        offered(list).when(agentRings("c1"), agentRefuses("c1", 486)).then(freeAfter(10));
        offered(list).when(agentRefuses("c1", 404)).then(loggedIn("X", false), is("X", AgentState.FREE));
        offered(list).when(agentRefuses("c1", 503)).then(loggedIn("X", true), is("X", AgentState.FREE));
        offered(list).when(agentRefuses("c1", 600)).then(freeAfter(30));
    }

    @Test
    void aRestHoldsUpNoCallAndALogoutStillCounts() {
        given(flow("F"), agent("X"), agent("Y"), options().refusalsCost(OfferOutcome.RECOMMENDED))
                .when(callArrives("c1"), agentRefuses("c1", 404))
                .then(connect("c1").toAgent("Y"));
        given(
                        flow("F"),
                        agent("X"),
                        options().refusalsCost(OfferOutcome.RECOMMENDED).logoutAfterUnanswered(1))
                .when(callArrives("c1"), agentRings("c1"), agentDoesNotAnswer("c1"))
                .then(loggedIn("X", false));
    }
}
