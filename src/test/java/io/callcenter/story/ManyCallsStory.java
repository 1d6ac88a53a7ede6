package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Agents with several audio calls at a time: bots. */
class ManyCallsStory {
    private static Scene bot(int calls, Given.Part... more) {
        Given.Part[] all = new Given.Part[more.length + 2];
        all[0] = flow("F");
        all[1] = agent("bot").calls(calls);
        System.arraycopy(more, 0, all, 2, more.length);
        return given(all);
    }

    private static Scene talkingTo(Scene scene, int calls) {
        for (int i = 1; i <= calls; i++) {
            scene.when(callArrives("c" + i).in("F")).when(agentAnswers("c" + i));
        }
        return scene;
    }

    @Test
    void t47_theCallBeyondTheLastPlaceWaits() {
        Scene scene = talkingTo(bot(10), 10);
        scene.then(is("c10", CallState.TOAGENT), is("bot", AgentState.INCALL))
                .when(callArrives("c11").in("F"))
                .then(waits("c11", 0))
                .when(callerHangsUp("c3"))
                .then(is("c11", CallState.TOAGENT), is("bot", AgentState.INCALL));
    }

    @Test
    void itsReportsSayHowManyCallsItHas() {
        talkingTo(bot(3), 2)
                .when(callArrives("c3").in("F"))
                .then(scene -> assertThat(scene.recent().stream()
                                .filter(Effect.ReportAgent.class::isInstance)
                                .map(effect -> (Effect.ReportAgent) effect))
                        .singleElement()
                        .satisfies(report -> {
                            assertThat(report.status()).isEqualTo("incall");
                            assertThat(report.sessions()).isEqualTo(OptionalInt.of(3));
                        }));
    }

    @Test
    void itHasNoWrapUpAndIsFreeAfterTheLastCall() {
        talkingTo(bot(2), 2)
                .when(callerHangsUp("c1"))
                .then(is("bot", AgentState.INCALL), cdr("c1").type(0).by("bot"))
                .when(callerHangsUp("c2"))
                .then(is("bot", AgentState.FREE));
    }

    @Test
    void withAWrapUpOnePlaceIsHeldBack() {
        talkingTo(given(flow("F"), agent("bot").callsWithWrapUp(2)), 2)
                .when(callerHangsUp("c1"))
                .when(callArrives("c3").in("F"))
                .then(waits("c3", 0), is("bot", AgentState.INCALL))
                .after(seconds(31))
                .then(is("c3", CallState.TOAGENT));
    }

    @Test
    void aWrapUpAfterTheLastCallHoldsOneOfTheFreePlacesBack() {
        talkingTo(given(flow("F"), agent("bot").callsWithWrapUp(2)), 1)
                .when(callerHangsUp("c1"))
                .then(is("bot", AgentState.INCALL))
                .when(callArrives("c2").in("F"))
                .then(is("c2", CallState.TOAGENT))
                .when(callerHangsUp("c2"))
                .after(seconds(70))
                .then(is("bot", AgentState.FREE));
    }

    @Test
    void aServerThatIsFullIsLeftAloneForAMomentWithoutBlame() {
        bot(5).when(callArrives("c1").in("F"))
                .when(agentRefuses("c1", 486))
                .then(noRecords(), waits("c1", 0), is("bot", AgentState.FREE))
                .after(seconds(4))
                .then(is("c1", CallState.QUEUED))
                .after(seconds(2))
                .then(is("c1", CallState.TOAGENT))
                .when(agentRefuses("c1", 603))
                .then(cdr("c1").type(-2));
    }

    @Test
    void eachCallPutsItBehindTheOthers() {
        given(flow("F"), agent("one").calls(5), agent("two").calls(5))
                .when(
                        callArrives("c1").in("F"),
                        callArrives("c2").in("F"),
                        callArrives("c3").in("F"))
                .then(
                        connect("c1").toAgent("one"),
                        connect("c2").toAgent("two"),
                        connect("c3").toAgent("one"));
    }

    @Test
    void aRowWithFewerPlacesEndsNoCall() {
        talkingTo(bot(3), 3)
                .reload(agent("bot").calls(1))
                .when(callerHangsUp("c1"))
                .then(is("bot", AgentState.INCALL), is("c2", CallState.TOAGENT))
                .when(callerHangsUp("c2"))
                .when(callerHangsUp("c3"))
                .then(is("bot", AgentState.WRAPUP));
    }

    @Test
    void theyOutliveARestart() {
        talkingTo(bot(3), 2)
                .restart()
                .then(is("bot", AgentState.INCALL))
                .when(callArrives("c9").in("F"))
                .then(is("c9", CallState.TOAGENT))
                .when(callArrives("c10").in("F"))
                .then(waits("c10", 0));
    }

    @Test
    void wrapUpsOfSeveralCallsRunBesideEachOther() {
        talkingTo(given(flow("F"), agent("bot").callsWithWrapUp(3)), 3)
                .when(callerHangsUp("c1"), callerHangsUp("c2"), callerHangsUp("c3"))
                .then(is("bot", AgentState.INCALL))
                .after(seconds(31))
                .then(is("bot", AgentState.FREE));
    }

    @Test
    void afterARestartARunningWrapUpHoldsOnePlaceBack() {
        Scene scene = given(flow("F"), agent("bot").callsWithWrapUp(2));
        scene.restart(
                        flow("F"),
                        agent("bot").callsWithWrapUp(2).wrapUpEnd(scene.now().plusSeconds(20)))
                .when(callArrives("c1").in("F"), callArrives("c2").in("F"))
                .then(is("c1", CallState.TOAGENT), waits("c2", 0))
                .after(seconds(21))
                .then(is("c2", CallState.TOAGENT));
    }

    @Test
    void aRowWithOnePlaceLeavesARunningWrapUpAsItIs() {
        talkingTo(given(flow("F"), agent("bot").callsWithWrapUp(2)), 1)
                .when(callerHangsUp("c1"))
                .reload(agent("bot").calls(1))
                .after(seconds(5))
                .then(noReports(), scene -> assertThat(scene.board().repairs()).isZero())
                .after(seconds(30))
                .then(is("bot", AgentState.FREE));
    }

    @Test
    void aChatIsTheirsAgainAfterARestartWhoseRowHasAWrapUpAndNoChatsAnyMore() {
        Scene scene = given(flow("F"), agent("bot").calls(2).alsoChats(1))
                .when(chatArrives("c1").in("F"))
                .when(agentAnswers("c1"));
        scene.restart(
                        flow("F"),
                        agent("bot").callsWithWrapUp(2).wrapUpEnd(scene.now().plusSeconds(20)))
                .then(is("c1", CallState.TOAGENT), is("bot", AgentState.INCHAT));
    }
}
