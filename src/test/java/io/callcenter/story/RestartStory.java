package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.RecoveredLegs;
import io.callcenter.core.Signal;
import io.callcenter.ids.CallId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is taken up again after the process died (docs/design/behaviour.md 10, C67 and C68). */
class RestartStory {
    @Test
    void c67_aQueuedCallIsBackInItsPlaceWithItsTimes() {
        given(flow("F"), flow("G").priority(1), agent("X"))
                .when(callArrives("c1"), agentRefuses("c1"), announcementAnswers("c1"))
                .after(seconds(3))
                .when(callArrives("c2").from("2", "Eve"), announcementAnswers("c2"))
                .when(callArrives("c3").in("G"), announcementAnswers("c3"))
                .after(seconds(5))
                .restart()
                .then(
                        noOrders(),
                        queue("c1", "c3", "c2"),
                        flow("F", row -> {
                            assertThat(row.onHold()).isEqualTo(2);
                            assertThat(row.queued()).isEqualTo(2);
                            assertThat(row.ongoing()).isEqualTo(2);
                            assertThat(row.arrived()).as("counters go on").isEqualTo(2);
                        }),
                        call("c2", row -> {
                            assertThat(row.callerName()).isEqualTo("Eve");
                            assertThat(row.received()).isEqualTo(Scene.START.plusSeconds(3));
                            assertThat(row.legStarted()).isEqualTo(Scene.START.plusSeconds(3));
                        }),
                        is("X", AgentState.WRAPUP))
                .after(seconds(22))
                .then(connect("c1").toAgent("X"))
                .when(agentAnswers("c1"), agentHangsUp("c1"))
                .then(cdr("c1").type(0).rejected(1).waited(30).number(2))
                .when(callArrives("c4"), callArrives("c5").in("G"))
                .then(queue("c3", "c5", "c2", "c4"));
    }

    @Test
    void c68_aCallWhoseLegsAreGoneIsClosedAndItsAgentIsFree() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .restart()
                .then(is("c1", CallState.TOAGENT), is("X", AgentState.INCALL))
                .when(callEnds("c1", "LOST"))
                .then(cdr("c1").type(-1).by("X"), is("X", AgentState.FREE), gone("c1"));
    }

    @Test
    void anEstablishedCallGoesOnAndKeepsItsTimes() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"))
                .after(seconds(2))
                .when(agentAnswers("c1"))
                .after(seconds(3))
                .restart()
                .after(seconds(4))
                .when(agentHangsUp("c1"))
                .then(
                        ends("c1"),
                        cdr("c1").type(0).waited(2).pickUp(2).talked(7).stats(7),
                        is("X", AgentState.WRAPUP));
    }

    @Test
    void aCallWhoseAgentWasBeingRungIsNextInLineWithoutPenalty() {
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"), announcementEnds("c1"))
                .restart()
                .then(is("c1", CallState.TOAGENT), is("X", AgentState.INCALL))
                .when(agentLegIsLost("c1"))
                .after(seconds(1))
                .then(
                        is("X", AgentState.FREE),
                        queue("c1"),
                        noRecords(),
                        connect("c1").to("sip:queue-F@media"))
                .after(seconds(1))
                .then(connect("c1").toAgent("X"));
    }

    @Test
    void aCallWhoseAgentWasBeingRungIsGivenToHimAgainBeforeOthers() {
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"), announcementEnds("c1"))
                .when(callArrives("c2"), announcementAnswers("c2"), announcementEnds("c2"))
                .then(is("c1", CallState.TOAGENT), queue("c2"))
                .restart(Map.of("c1", new RecoveredLegs(List.of(), Optional.empty(), Set.of())))
                .then(connect("c1").toAgent("X"), queue("c2"), noRecords());
    }

    @Test
    void aWaitingCallThatHearsNothingGetsItsMusicBack() {
        given(flow("F"), agent("X"))
                .when(callArrives("c0"), agentAnswers("c0"))
                .when(callArrives("c1"), announcementAnswers("c1"))
                .after(seconds(3))
                .when(announcementEnds("c1"))
                .then(connect("c1").to("sip:queue-F@media"))
                .when(announcementRefuses("c1", 503))
                .restart()
                .after(seconds(1))
                .then(connect("c1").to("sip:queue-F@media"));
    }

    @Test
    void aCallInItsWelcomeGoesOnAfterIt() {
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"))
                .restart()
                .then(is("c1", CallState.WELCOME), onHold(1))
                .when(announcementEnds("c1"))
                .then(connect("c1").toAgent("X"));
    }

    @Test
    void aCallThatHadNoLegLeftGoesOnByItself() {
        given(flow("F").dissuading("sip:d@media").qsize(1), agent("X"))
                .when(callArrives("c0"), agentAnswers("c0"), callArrives("c1"), announcementAnswers("c1"))
                .when(callArrives("c2"), announcementAnswers("c2"))
                .when(rightEndsUnheard("c2"))
                .restart()
                .then(is("c2", CallState.DISSUADING1))
                .after(seconds(1))
                .then(is("c2", CallState.QUEUED), queue("c1", "c2"));
    }

    /** The dissuading message is the current leg; its end is lost with the process. */
    private static When.Deed rightEndsUnheard(String call) {
        return scene -> {
            scene.wires().rightEnded(call);
            return java.util.List.of(new Signal.LegEnded(
                    new CallId(call), new io.callcenter.ids.LegId(call + "-1"), Signal.EndedBy.US, scene.now()));
        };
    }

    @Test
    void aDissuadedCallKeepsTheMemoryOfItsPlace() {
        given(
                        flow("F").dissuading("sip:d@media").onHold(5),
                        flow("busy"),
                        agent("X"),
                        options().keepDissuadedPlace())
                .when(callArrives("c0").in("busy"), agentAnswers("c0"))
                .when(callArrives("c1"), announcementAnswers("c1"))
                .after(seconds(1))
                .when(callArrives("c2"), announcementAnswers("c2"))
                .after(seconds(4.25))
                .when(announcementAnswers("c1"))
                .restart()
                .then(is("c1", CallState.DISSUADING1), queue("c2"))
                .when(announcementEnds("c1"))
                .then(queue("c1", "c2"));
    }

    @Test
    void aCallOfAFlowThatIsGoneIsClosed() {
        given(flow("F"), flow("G"), agent("X"))
                .when(callArrives("c1"))
                .after(seconds(4))
                .restart(flow("G"), agent("X"))
                .then(ends("c1"), cdr("c1").type(-1).by("X").waited(4).stats(3), gone("c1"), is("X", AgentState.FREE));
    }

    @Test
    void aCallOfAnAgentWhoIsGoneGoesOnWithHim() {
        given(flow("F"), agent("X"), agent("Y"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .restart(flow("F"), agent("Y"))
                .then(
                        is("c1", CallState.TOAGENT),
                        scene -> assertThat(scene.board().agents()).hasSize(1))
                .after(seconds(5))
                .when(agentHangsUp("c1"))
                .then(cdr("c1").type(0).by("X").talked(5), gone("c1"));
    }

    @Test
    void aRuntimeLoginSurvivesARestartUnlessTheRowChanged() {
        given(flow("F"), agent("X").loggedOff(), agent("Y"))
                .when(logsIn("X"), logsOut("Y"))
                .restart()
                .then(loggedIn("X", true), loggedIn("Y", false), noReports())
                .restart(flow("F"), agent("X"), agent("Y").loggedOff())
                .then(loggedIn("X", true), loggedIn("Y", false))
                .restart(flow("F"), agent("X").loggedOff(), agent("Y"))
                .then(loggedIn("X", true), loggedIn("Y", false));
    }

    @Test
    void legsOfARestoredCallHaveNewNames() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentRefuses("c1"), announcementAnswers("c1"))
                .restart()
                .after(seconds(30))
                .then(scene -> assertThat(scene.wires().agent("c1").value()).isEqualTo("c1-3"));
    }

    @Test
    void whatIsRestoredTwiceIsThereOnce() {
        Scene scene =
                given(flow("F"), agent("X")).when(callArrives("c1"), agentRefuses("c1"), announcementAnswers("c1"));
        var saved = java.util.List.of(scene.saved("c1").orElseThrow());
        scene.restart()
                .when(signal(new Signal.Restore(java.util.List.of(), saved, java.util.Map.of(), java.util.List.of())))
                .then(
                        nothing(),
                        queue("c1"),
                        flow("F", row -> assertThat(row.ongoing()).isEqualTo(1)));
    }

    @Test
    void aDispatchedChatIsBoundAgain() {
        given(flow("F"), agent("X").chatOnly(2))
                .when(chatArrives("k1"), agentAnswers("k1"), chatArrives("k2"), agentAnswers("k2"))
                .restart()
                .then(chats("X", 2), is("X", AgentState.INCHAT), noReports())
                .when(chatArrives("k3"))
                .then(queue("k3"));
    }

    @Test
    void timeOnHoldGoesOnOverARestart() {
        given(flow("F").dissuading("sip:d@media").onHold(10), flow("busy"), agent("X"))
                .when(callArrives("c0").in("busy"), agentAnswers("c0"))
                .when(callArrives("c1"), announcementAnswers("c1"))
                .after(seconds(8))
                .restart()
                .after(seconds(2.25))
                .then(is("c1", CallState.DISSUADING1));
    }
}
