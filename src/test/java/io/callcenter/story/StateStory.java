package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Signal;
import org.junit.jupiter.api.Test;

/** A call's way through its states (docs/design/behaviour.md 3, C19 to C36). */
class StateStory {
    private static Scene ringing() {
        return given(flow("F"), agent("X")).when(callArrives("c1"));
    }

    private static Scene refused() {
        return ringing().when(agentRefuses("c1"));
    }

    private static Scene announced() {
        return given(flow("F").agentAnnouncement("sip:hint@media"), agent("X")).when(callArrives("c1"));
    }

    @Test
    void c19_aFreeAgentIsRungAtOnce() {
        ringing().then(connect("c1").to("sip:X@agents").in(CallState.TOAGENT), is("c1", CallState.TOAGENT), onHold(0));
    }

    @Test
    void c20_afterTheWelcomeTheAgentIsRungAndTwoSecondsLaterTheQueueIsDialledBesideHim() {
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"))
                .then(connect("c1").to("sip:w@media"), is("c1", CallState.WELCOME), onHold(1))
                .when(announcementAnswers("c1"), announcementEnds("c1"))
                .then(connect("c1").toAgent("X"), is("c1", CallState.TOAGENT), onHold(0))
                .after(seconds(1.75))
                .then(noOrders())
                .after(seconds(0.25))
                .then(connect("c1").to("sip:queue-F@media"))
                .after(seconds(10))
                .then(noOrders())
                .when(agentAnswers("c1"))
                .then(drops("c1"), is("c1", CallState.TOAGENT))
                .after(seconds(10))
                .then(noOrders());
    }

    @Test
    void anAgentWhoAnswersFastLeavesNoTimeForTheQueueAnnouncement() {
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"), announcementEnds("c1"))
                .after(seconds(1))
                .when(agentAnswers("c1"))
                .after(seconds(20))
                .then(noOrders(), is("c1", CallState.TOAGENT));
    }

    @Test
    void aCallerWhoHearsRingingFromTheStartGetsNoAnnouncementBesideIt() {
        ringing().after(seconds(20)).then(noOrders(), nothing());
    }

    @Test
    void c21_withoutAFreeAgentTheCallQueues() {
        ringing()
                .when(callArrives("c2"))
                .then(
                        connect("c2").to("sip:queue-F@media").in(CallState.QUEUED),
                        is("c2", CallState.QUEUED),
                        flow("F", row -> assertThat(row.queued()).isEqualTo(1)));
    }

    @Test
    void c22_aRefusedCallIsNextInLineAndLeavesACdr() {
        refused()
                .then(
                        connect("c1").to("sip:queue-F@media").in(CallState.QUEUED),
                        waits("c1", 0),
                        is("X", AgentState.WRAPUP),
                        cdr("c1").rejectedBy("X").rejected(0).stats(3).number(1),
                        onHold(1),
                        agent("X", row -> assertThat(row.rejected()).isEqualTo(1)));
    }

    @Test
    void c23_aCallOnceRefusedIsAnsweredInTheEnd() {
        refused()
                .when(announcementAnswers("c1"))
                .after(seconds(30))
                .then(connect("c1").toAgent("X"), queue())
                .when(agentAnswers("c1"))
                .after(seconds(5))
                .when(agentHangsUp("c1"))
                .then(
                        cdr("c1")
                                .type(0)
                                .rejected(1)
                                .talked(5)
                                .waited(30)
                                .stats(7)
                                .number(2)
                                .sequence(1),
                        recordsInAll(2),
                        gone("c1"));
    }

    @Test
    void c24_anAgentWhoDoesNotAnswerHasRefused() {
        ringing()
                .after(seconds(30))
                .when(agentDoesNotAnswer("c1"))
                .then(
                        waits("c1", 0),
                        is("X", AgentState.WRAPUP),
                        cdr("c1").rejectedBy("X").pickUp(30),
                        connect("c1").to("sip:queue-F@media"));
    }

    @Test
    void c25_anAgentWhoHangsUpEndsTheCallAndWrapsUp() {
        ringing()
                .when(agentAnswers("c1"))
                .after(seconds(2))
                .when(agentHangsUp("c1"))
                .then(ends("c1"), is("X", AgentState.WRAPUP), cdr("c1").type(0), gone("c1"));
    }

    @Test
    void c26_anAgentWhoHangsUpAtOnceHasTalkedAllTheSame() {
        ringing()
                .when(agentAnswers("c1"))
                .when(agentHangsUp("c1"))
                .then(cdr("c1").type(0).talked(0).stats(7), is("X", AgentState.WRAPUP), gone("c1"));
    }

    @Test
    void c27_aCallerWhoHangsUpInTheQueueHasAbandoned() {
        ringing()
                .when(agentAnswers("c1"))
                .when(callArrives("c2"), announcementAnswers("c2"))
                .after(seconds(7))
                .when(callerHangsUp("c2"))
                .then(
                        cdr("c2").type(1).stats(9).byNobody().waited(7).talked(0),
                        noOrders(),
                        onHold(0),
                        gone("c2"),
                        totals(all -> assertThat(all.abandoned()).isEqualTo(1)),
                        flow("F", row -> assertThat(row.abandoned()).isEqualTo(1)));
    }

    @Test
    void c28_aCallerWhoHangsUpWhileTheAgentRingsHasAbandonedAndTheAgentIsFree() {
        given(flow("F"), agent("X").loggedOff(), options().admitWithoutAgents())
                .when(callArrives("c1"), announcementAnswers("c1"), logsIn("X"))
                .after(seconds(4))
                .when(callerHangsUp("c1"))
                .then(
                        cdr("c1").type(1).by("X").stats(11),
                        is("X", AgentState.FREE),
                        reported("X").free(),
                        onHold(0));
    }

    @Test
    void c29_aCallerWhoCancelsWhileTheAgentRingsHasAbandonedAndLeavesNoGhost() {
        ringing()
                .when(callerCancels("c1"))
                .then(
                        cdr("c1").type(1).by("X").stats(11),
                        recordsInAll(1),
                        is("X", AgentState.FREE),
                        queue(),
                        gone("c1"),
                        totals(all -> assertThat(all.abandoned()).isEqualTo(1)));
    }

    @Test
    void c30_aWelcomeThatIsRefusedIsPassedOnToTheCaller() {
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"), announcementRefuses("c1", 404))
                .then(refuses("c1", 404), cdr("c1").type(-1).stats(1), onHold(0), gone("c1"));
    }

    @Test
    void c31_aFlowWithAnAgentAnnouncementQueuesFirstAndThenRingsTheAgent() {
        announced()
                .then(connect("c1").to("sip:queue-F@media"), is("c1", CallState.QUEUED), is("X", AgentState.FREE))
                .when(announcementAnswers("c1"))
                .then(
                        connect("c1").toAgent("X").announcing("sip:hint@media").in(CallState.PREAGENT),
                        is("c1", CallState.PREAGENT),
                        reported("X").incall("F"),
                        onHold(1),
                        queue());
    }

    @Test
    void c32_afterTheAgentAnnouncementCallerAndAgentAreJoined() {
        announced()
                .when(announcementAnswers("c1"))
                .after(seconds(3))
                .when(agentPicksUp("c1"))
                .then(is("c1", CallState.PREAGENT), onHold(1))
                .after(seconds(4))
                .when(agentIsJoined("c1"))
                .then(is("c1", CallState.TOAGENT), onHold(0), saved("c1", CallState.TOAGENT, "X"))
                .after(seconds(9))
                .when(callerHangsUp("c1"))
                .then(
                        cdr("c1").type(0).waited(7).pickUp(3).talked(9).stats(7),
                        is("X", AgentState.WRAPUP),
                        reported("X").wrapup());
    }

    @Test
    void c33_anAgentWhoRefusesBeforeHisAnnouncementLeavesTheCallerWithTheMusic() {
        announced()
                .when(announcementAnswers("c1"))
                .after(seconds(2))
                .when(agentRefuses("c1", 603))
                .then(
                        noOrders(),
                        waits("c1", 0),
                        cdr("c1").rejectedBy("X").pickUp(0),
                        is("X", AgentState.WRAPUP),
                        onHold(1));
    }

    @Test
    void c34_anAnnouncementThatCannotBePlayedDoesNotKeepThemApart() {
        announced()
                .when(announcementAnswers("c1"), agentAnswers("c1"))
                .then(is("c1", CallState.TOAGENT), onHold(0), is("X", AgentState.INCALL));
    }

    @Test
    void c35_aCallerWhoLeavesDuringTheAgentAnnouncementHasAbandoned() {
        announced()
                .when(announcementAnswers("c1"))
                .after(seconds(3))
                .when(agentPicksUp("c1"))
                .when(callerHangsUp("c1"))
                .then(
                        cdr("c1").type(1).by("X").stats(11).pickUp(3),
                        is("X", AgentState.FREE),
                        reported("X").free(),
                        onHold(0),
                        gone("c1"));
    }

    @Test
    void c36_musicThatEndsIsDialledAgainWithoutAPositionAndThePlaceIsKept() {
        given(flow("F"), agent("X"), options().positionParameter("pos"))
                .when(callArrives("c0"), agentAnswers("c0"))
                .when(callArrives("c1"), announcementAnswers("c1"))
                .then(connect("c1").to("sip:queue-F@media;pos=0"))
                .when(callArrives("c2"), announcementAnswers("c2"))
                .after(seconds(20))
                .when(announcementEnds("c1"))
                .then(connect("c1").to("sip:queue-F@media"), queue("c1", "c2"), noRecords());
    }

    @Test
    void c37_whatBelongsToTheLegsAloneChangesNothing() {
        ringing()
                .when(agentRings("c1"))
                .then(nothing())
                .when(agentAnswers("c1"))
                .when(signal(new Signal.LegProgress(
                        new io.callcenter.ids.CallId("c1"), new io.callcenter.ids.LegId("c1-1"), 180)))
                .then(nothing());
    }
}
