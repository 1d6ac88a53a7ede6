package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.ids.AgentId;
import org.junit.jupiter.api.Test;

/** How long agents rest, and what logins do to it (docs/design/behaviour.md 7, C05, C10, C58, C59). */
class WrapUpStory {
    private static Then.Check wrapUpSaved(String agent, double untilSeconds) {
        return scene -> assertThat(scene.recent())
                .contains(new Effect.SaveWrapUp(new AgentId(agent), Scene.START.plus(seconds(untilSeconds))));
    }

    private static Scene talked(double time, Given.Part... parts) {
        return given(parts)
                .when(callArrives("c1"), agentAnswers("c1"))
                .after(seconds(time))
                .when(agentHangsUp("c1"));
    }

    @Test
    void c05_aWrapUpThatTheRowKnowsGoesOnAfterAStart() {
        given(flow("F"), agent("X").wrapUpEnd(Scene.START.plusSeconds(20)))
                .then(is("X", AgentState.WRAPUP))
                .when(callArrives("c1"))
                .then(is("c1", CallState.QUEUED))
                .after(seconds(19.75))
                .then(noOrders())
                .after(seconds(0.25))
                .then(connect("c1").toAgent("X"));
    }

    @Test
    void aWrapUpEndInThePastIsNone() {
        given(flow("F"), agent("X").wrapUpEnd(Scene.START)).then(is("X", AgentState.FREE));
    }

    @Test
    void c10_theAgentsOwnLengthCountsOrElseTheGlobalOne() {
        talked(5, flow("F"), agent("X")).then(reported("X").wrapup().until(35), wrapUpSaved("X", 35));
        talked(5, flow("F"), agent("X").wrapUp(10)).then(reported("X").wrapup().until(15));
        talked(5, flow("F"), agent("X"), options().wrapUp(12))
                .then(reported("X").wrapup().until(17));
    }

    @Test
    void c58_theFlowsCeilingShortensTheWrapUp() {
        talked(5, flow("F").maxWrapUp(20), agent("X").wrapUp(60))
                .then(reported("X").wrapup().until(25), wrapUpSaved("X", 25));
        talked(5, flow("F").maxWrapUp(90), agent("X").wrapUp(60))
                .then(reported("X").wrapup().until(65));
    }

    @Test
    void c59_aWrapUpThatEndedWhileTheAgentWasAwayIsOverAtHisLogin() {
        talked(5, flow("F"), agent("X"))
                .when(logsOut("X"))
                .then(reported("X").offline().until(35))
                .after(seconds(60))
                .then(noReports(), is("X", AgentState.WRAPUP))
                .when(logsIn("X"))
                .then(reported("X").free(), is("X", AgentState.FREE));
    }

    @Test
    void c59_aWrapUpThatRunsWhenTheAgentComesBackGoesOn() {
        talked(5, flow("F"), agent("X"))
                .when(logsOut("X"))
                .after(seconds(10))
                .when(logsIn("X"))
                .then(reported("X").wrapup().until(35), is("X", AgentState.WRAPUP))
                .after(seconds(20))
                .then(reported("X").free());
    }

    @Test
    void anAgentMayLogOutWhileTalkingAndTheCallGoesOn() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .when(logsOut("X"))
                .then(reported("X").offline(), noOrders(), is("c1", CallState.TOAGENT))
                .after(seconds(5))
                .when(agentHangsUp("c1"))
                .then(cdr("c1").type(0).talked(5), reported("X").offline().until(35), is("X", AgentState.WRAPUP))
                .after(seconds(60))
                .then(noReports());
    }

    @Test
    void aWrapUpOfZeroFreesTheAgentAtOnce() {
        talked(5, flow("F"), agent("X"), options().wrapUp(0))
                .then(is("X", AgentState.FREE), reported("X").free())
                .when(callArrives("c2"))
                .then(connect("c2").toAgent("X"));
    }

    @Test
    void aNegativeWrapUpOfTheAgentsOwnEndsAtOnceWhateverTheGlobalOneIs() {
        talked(5, flow("F").maxWrapUp(20), agent("X").wrapUp(-1), options().wrapUp(60))
                .then(is("X", AgentState.FREE), reported("X").free())
                .when(callArrives("c2"))
                .then(connect("c2").toAgent("X"));
    }

    @Test
    void aWrapUpOfZeroLeavesAChatAgentToHisOtherChats() {
        given(flow("F"), agent("X").chatOnly(2), options().wrapUp(0))
                .when(chatArrives("k1"), agentAnswers("k1"), chatArrives("k2"), agentAnswers("k2"))
                .when(agentHangsUp("k1"))
                .then(is("X", AgentState.INCHAT), reported("X").inchat())
                .when(agentHangsUp("k2"))
                .then(is("X", AgentState.FREE), reported("X").free());
    }

    @Test
    void wrapUpsOfChatsAddUp() {
        given(flow("F"), agent("X").chatOnly(3))
                .when(chatArrives("k1"), agentAnswers("k1"), chatArrives("k2"), agentAnswers("k2"))
                .when(agentHangsUp("k1"))
                .then(wrapUpSaved("X", 30))
                .after(seconds(10))
                .when(agentHangsUp("k2"))
                .then(wrapUpSaved("X", 60), is("X", AgentState.INCHAT), chats("X", 0))
                .after(seconds(49.75))
                .then(noReports())
                .after(seconds(0.25))
                .then(reported("X").free(), is("X", AgentState.FREE));
    }

    @Test
    void aChatDispatchedDuringAWrapUpSaysWhenItEnds() {
        given(flow("F"), agent("X").chatOnly(3))
                .when(chatArrives("k1"), agentAnswers("k1"), agentHangsUp("k1"))
                .when(chatArrives("k2"))
                .then(reported("X").inchat("F", 1).until(30));
    }

    @Test
    void aFailedChatDoesNotCutARunningWrapUp() {
        given(flow("F"), agent("X").chatOnly(3))
                .when(chatArrives("k1"), agentAnswers("k1"), agentHangsUp("k1"))
                .when(chatArrives("k2"), callerCancels("k2"))
                .then(is("X", AgentState.INCHAT), reported("X").inchat(), chats("X", 0))
                .after(seconds(30))
                .then(is("X", AgentState.FREE), reported("X").free());
    }

    @Test
    void aFailedOnlyChatFreesTheAgent() {
        given(flow("F"), agent("X").chatOnly(3))
                .when(chatArrives("k1"), callerCancels("k1"))
                .then(is("X", AgentState.FREE), reported("X").free());
    }

    @Test
    void aRefusedChatMakesTheWrapUpOfAChat() {
        given(flow("F"), agent("X").chatOnly(3))
                .when(chatArrives("k1"), agentRefuses("k1"))
                .then(is("X", AgentState.INCHAT), reported("X").inchat(), wrapUpSaved("X", 30));
    }

    @Test
    void aChatWrapUpEndsAtLoginToo() {
        given(flow("F"), agent("X").chatOnly(3))
                .when(chatArrives("k1"), agentAnswers("k1"), agentHangsUp("k1"), logsOut("X"))
                .after(seconds(40))
                .when(logsIn("X"))
                .then(is("X", AgentState.FREE), reported("X").free());
    }

    @Test
    void severalWrapUpsThatEndInOneTickEndInTheirOrder() {
        given(flow("F"), agent("X"), agent("Y"))
                .when(callArrives("c1"), agentAnswers("c1"), callArrives("c2"), agentAnswers("c2"))
                .when(agentHangsUp("c2"), agentHangsUp("c1"))
                .after(seconds(30))
                .then(reported("X").free(), reported("Y").free())
                .when(callArrives("c3"))
                .then(connect("c3").toAgent("Y"));
    }

    @Test
    void aLoginThatChangesNothingIsSilent() {
        given(flow("F"), agent("X"))
                .when(logsIn("X"))
                .then(done(), nothing())
                .when(logsOut("X"), logsOut("X"))
                .then(reported("X").offline().sequence(1), loggedIn("X", false));
        given(flow("F"), agent("X")).when(logsIn("nobody")).then(refused(404, "Agent not found"), nothing());
    }
}
