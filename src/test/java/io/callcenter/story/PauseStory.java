package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.Pause;
import io.callcenter.core.SavedLogin;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import org.junit.jupiter.api.Test;

/** Pauses of agents, and wrap-ups that end by order. */
class PauseStory {
    private static Then.Check told(String agent, String status, String reason) {
        return scene -> assertThat(scene.recent())
                .anyMatch(effect -> effect instanceof Effect.ReportAgent report
                        && report.agent().value().equals(agent)
                        && report.status().equals(status)
                        && report.pause().map(Pause::reason).orElse("none").equals(reason));
    }

    private static Then.Check status(String agent, String status) {
        return agent(agent, row -> assertThat(row.status()).isEqualTo(status));
    }

    @Test
    void a01_whoIsPausedGetsNothingAndIsBehindOthersWhenReady() {
        given(flow("F"), agent("X"), agent("Y"))
                .when(pauses("X", "break"))
                .then(done(), told("X", "paused", "break"), status("X", "paused"), flow("F", row -> {
                    assertThat(row.paused()).isEqualTo(1);
                    assertThat(row.free()).isEqualTo(1);
                    assertThat(row.logged()).isEqualTo(2);
                }))
                .when(callArrives("c1"))
                .then(connect("c1").toAgent("Y"))
                .when(callerCancels("c1"), isReady("X"))
                .then(
                        told("X", "free", "none"),
                        flow("F", row -> assertThat(row.paused()).isZero()))
                .when(callArrives("c2"))
                .then(connect("c2").toAgent("Y"))
                .when(callArrives("c3"))
                .then(connect("c3").toAgent("X"));
    }

    @Test
    void a01_aWaitingCallGoesToWhoBecomesReady() {
        given(flow("F"), agent("X"))
                .when(pauses("X", ""), callArrives("c1"))
                .then(is("c1", CallState.QUEUED))
                .when(isReady("X"))
                .then(connect("c1").toAgent("X"));
    }

    @Test
    void a02_aPauseInACallBeginsAfterItsWrapUp() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"), pauses("X", "lunch"))
                .then(told("X", "incall", "lunch"), status("X", "incall"))
                .when(agentHangsUp("c1"))
                .then(reported("X").wrapup().until(30), status("X", "wrapup"))
                .when(callArrives("c2"))
                .after(seconds(30))
                .then(told("X", "paused", "lunch"), status("X", "paused"), is("c2", CallState.QUEUED))
                .when(pauses("X", "training"))
                .then(told("X", "paused", "training"))
                .when(pauses("X", "training"))
                .then(done(), noReports())
                .when(isReady("X"))
                .then(connect("c2").toAgent("X"));
    }

    @Test
    void a06_aWrapUpEndsEarlyOrLater() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"), agentHangsUp("c1"), callArrives("c2"))
                .when(wrapUpEndsIn("X", 100))
                .then(
                        reported("X").wrapup().until(100),
                        scene -> assertThat(scene.recent())
                                .contains(new Effect.SaveWrapUp(new AgentId("X"), Scene.START.plusSeconds(100))))
                .after(seconds(99))
                .then(is("X", AgentState.WRAPUP))
                .after(seconds(1))
                .then(connect("c2").toAgent("X"))
                .when(agentAnswers("c2"), agentHangsUp("c2"), callArrives("c3"), wrapUpEndsIn("X", 0))
                .then(connect("c3").toAgent("X"));
    }

    @Test
    void readyEndsAWrapUpToo() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"), agentHangsUp("c1"), callArrives("c2"), isReady("X"))
                .then(connect("c2").toAgent("X"));
    }

    @Test
    void a12_aPauseOutlivesReloadAndRestartAndEndsWithTheLogin() {
        given(flow("F"), agent("X"), options().rowsOverrideLogins())
                .when(pauses("X", "lunch"))
                .after(seconds(5))
                .reload(flow("F"), agent("X").wrapUp(3), options().rowsOverrideLogins())
                .then(status("X", "paused"))
                .restart()
                .then(
                        status("X", "paused"),
                        agent(
                                "X",
                                row -> assertThat(row.pause())
                                        .contains(new Pause("lunch", Scene.START, Pause.By.AGENT))))
                .when(callArrives("c1"))
                .then(is("c1", CallState.QUEUED))
                .when(logsOut("X"))
                .then(
                        told("X", "offline", "none"),
                        scene -> assertThat(scene.recent())
                                .contains(new Effect.SaveLogin(new SavedLogin(new AgentId("X"), false, true))))
                .when(logsIn("X"))
                .then(connect("c1").toAgent("X"));
    }

    @Test
    void a13_whetherThePausedKeepTheirFlowOpenIsAnOption() {
        given(flow("F"), agent("X")).when(pauses("X", ""), callArrives("c1")).then(is("c1", CallState.QUEUED));
        given(flow("F"), agent("X"), options().pausedAreAway())
                .when(pauses("X", ""), callArrives("c1"))
                .then(notAdmitted(-4))
                .when(isReady("X"), callArrives("c2"))
                .then(connect("c2").toAgent("X"));
    }

    @Test
    void theyAreRefusedWhereTheyMakeNoSense() {
        given(flow("F"), agent("X"))
                .when(pauses("nobody", ""))
                .then(refused(404, "Agent not found"))
                .when(isReady("nobody"))
                .then(refused(404, "Agent not found"))
                .when(wrapUpEndsIn("nobody", 1))
                .then(refused(404, "Agent not found"))
                .when(pauses("X", "not a word"))
                .then(refused(400, "Bad reason"), status("X", "free"))
                .when(wrapUpEndsIn("X", 10))
                .then(refused(409, "Agent is not in wrap-up"))
                .when(wrapUpEndsIn("X", 3601))
                .then(refused(400, "Bad seconds"))
                .when(logsOut("X"), pauses("X", ""))
                .then(refused(409, "Agent not logged in"))
                .when(isReady("X"))
                .then(refused(409, "Agent not logged in"));
    }

    @Test
    void whoIsPausedIsGivenNothingByHandEither() {
        given(flow("F"), agent("X"), options().dispatchingOff())
                .when(callArrives("c1"), announcementAnswers("c1"), pauses("X", ""), operatorGives("c1", "X"))
                .then(refused(488, "Agent is not free/audio enabled"))
                .when(signal(new Signal.Explain(new io.callcenter.ids.CallId("c1"))))
                .then(scene -> assertThat(scene.reply().toString()).contains("paused since"));
    }

    @Test
    void whoIsRemovedAndComesBackIsNotPaused() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"), pauses("X", ""))
                .reload(flow("F"))
                .reload(flow("F"), agent("X"))
                .when(agentHangsUp("c1"))
                .after(seconds(31))
                .then(status("X", "free"));
    }
}
