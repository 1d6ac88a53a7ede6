package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.SavedLogin;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Joins that fail, limits, releases, and facts that come late. */
class FaultStory {
    private static Scene pickedUp() {
        return given(flow("F"), agent("X").loggedOff(), options().admitWithoutAgents())
                .when(callArrives("c1"), announcementAnswers("c1"))
                .after(seconds(10))
                .when(logsIn("X"))
                .after(seconds(3))
                .when(agentPicksUp("c1"));
    }

    @Test
    void anAgentWhoLeavesBeforeHeIsJoinedHasRefused() {
        pickedUp()
                .when(agentLeavesUnjoined("c1"))
                .then(cdr("c1").rejectedBy("X").pickUp(3), is("X", AgentState.WRAPUP), queue("c1"), noOrders());
    }

    @Test
    void anAgentWhoLeavesDuringHisAnnouncementHasRefused() {
        given(flow("F").agentAnnouncement("sip:hint@media"), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"))
                .after(seconds(3))
                .when(agentPicksUp("c1"))
                .after(seconds(2))
                .when(agentLeavesUnjoined("c1"))
                .then(cdr("c1").rejectedBy("X").pickUp(3), is("X", AgentState.WRAPUP), queue("c1"), onHold(1));
    }

    @Test
    void aCallerWhoCannotBeJoinedCostsTheAgentNothingAndTheCallRestsBeforeItIsOfferedAgain() {
        pickedUp()
                .when(callerCannotBeJoined("c1", true))
                .then(
                        noOrders(),
                        noRecords(),
                        is("X", AgentState.FREE),
                        reported("X").free(),
                        queue("c1"))
                .after(seconds(0.75))
                .then(noOrders())
                .after(seconds(0.25))
                .then(connect("c1").toAgent("X"))
                .when(agentPicksUp("c1"), callerCannotBeJoined("c1", true))
                .after(seconds(1.75))
                .then(noOrders())
                .after(seconds(0.25))
                .then(connect("c1").toAgent("X"));
    }

    @Test
    void aRestingCallDoesNotHoldUpOthersAndAnotherAgentMayHaveItAtOnce() {
        pickedUp()
                .when(callerCannotBeJoined("c1", true))
                .when(callArrives("c2"))
                .then(connect("c2").toAgent("X"));
        given(flow("F"), agent("X"), agent("Y"))
                .when(callArrives("c1"), agentPicksUp("c1"), callerCannotBeJoined("c1", false))
                .then(connect("c1").toAgent("Y"), is("X", AgentState.FREE), noRecords());
    }

    @Test
    void aCallerLeftWithNothingGetsTheMusicBack() {
        pickedUp().when(callerCannotBeJoined("c1", false)).then(connect("c1").to("sip:queue-F@media"));
    }

    @Test
    void aPhoneThatWantsAPasswordIsNoReasonForAWrapUpAndRingsInNoLoop() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentRefuses("c1", 407))
                .then(cdr("c1").rejectedBy("X"), is("X", AgentState.FREE), queue("c1"))
                .after(seconds(0.75))
                .then(noOrders())
                .after(seconds(0.25))
                .then(connect("c1").toAgent("X"));
    }

    @Test
    void b50_anAgentWhomOurOwnSideCouldNotDialIsNotToBlame() {
        given(flow("F").agentAnnouncement("sip:hint@media"), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"))
                .then(is("c1", CallState.PREAGENT))
                .when(agentRefuses("c1", 0))
                .then(noRecords(), is("X", AgentState.FREE), queue("c1"), onHold(1))
                .after(seconds(1))
                .then(connect("c1").toAgent("X"));
    }

    @Test
    void aRefusalWithoutAWrapUpRingsInNoLoop() {
        given(flow("F"), agent("X"), options().wrapUp(0))
                .when(callArrives("c1"), agentRefuses("c1"))
                .then(is("X", AgentState.FREE), connect("c1").to("sip:queue-F@media"))
                .after(seconds(1))
                .then(connect("c1").toAgent("X"));
    }

    @Test
    void aRestThatIsCutByAnOperatorIsOver() {
        given(flow("F"), agent("X"), options().wrapUp(0).dispatchingOff())
                .when(callArrives("c1"), operatorGives("c1", "X"), agentRefuses("c1"))
                .when(operatorGives("c1", "X"))
                .then(done(), connect("c1").toAgent("X"));
    }

    @Test
    void aLegToAnAgentThatFallsLeavesHimBoundUntilItIsClearThatTheCallGoesOn() {
        pickedUp()
                .when(agentLegIsLost("c1"))
                .then(is("X", AgentState.INCALL), noRecords())
                .after(seconds(1))
                .then(is("X", AgentState.FREE), queue("c1"), noRecords());
        pickedUp()
                .when(agentLegIsLost("c1"))
                .when(callEnds("c1", "SETUP_TIMEOUT"))
                .then(cdr("c1").type(-1).by("X").stats(3), is("X", AgentState.FREE))
                .after(seconds(5))
                .then(nothing());
    }

    @Test
    void aCallThatIsCutForItsLengthKeepsItsTalkTime() {
        Scene scene = given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .after(seconds(60));
        scene.when(callEnds("c1", "LIMIT")).then(cdr("c1").type(0).talked(60).by("X"), is("X", AgentState.WRAPUP));
    }

    @Test
    void aCallerWhoIsDeadOrNeverAcknowledgedHasNotAbandoned() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), callerGoes("c1", Signal.Gone.DEAD))
                .then(cdr("c1").type(-1).stats(3), is("X", AgentState.FREE))
                .when(callArrives("c2"), callerGoes("c2", Signal.Gone.NO_ACK))
                .then(cdr("c2").type(-1))
                .when(callArrives("c3"), callerGoes("c3", Signal.Gone.EXPIRED))
                .then(cdr("c3").type(1).stats(11))
                .when(callArrives("c4"), agentAnswers("c4"), callerGoes("c4", Signal.Gone.DEAD))
                .then(cdr("c4").type(0));
    }

    @Test
    void aCallIsGivenUpAfterTheLargestNumberOfRefusals() {
        given(flow("F"), agent("X"), agent("Y"), options().maxRejections(2))
                .when(callArrives("c1"), agentRefuses("c1"))
                .then(connect("c1").toAgent("Y"))
                .when(agentRefuses("c1"))
                .then(
                        ends("c1"),
                        cdr("c1").rejectedBy("Y").number(2),
                        cdr("c1").type(-1).rejected(2).number(3),
                        is("Y", AgentState.WRAPUP),
                        onHold(0),
                        gone("c1"));
    }

    @Test
    void anAgentWhoDoesNotAnswerAgainAndAgainIsLoggedOut() {
        given(flow("F"), agent("X"), options().logoutAfterUnanswered(2).wrapUp(5))
                .when(callArrives("c1"), agentDoesNotAnswer("c1"))
                .then(loggedIn("X", true))
                .after(seconds(5))
                .when(agentRefuses("c1", 486))
                .after(seconds(5))
                .when(agentDoesNotAnswer("c1"))
                .after(seconds(5))
                .then(loggedIn("X", true))
                .when(agentRefuses("c1", 480))
                .then(
                        loggedIn("X", false),
                        reported("X").offline(),
                        scene -> assertThat(scene.recent())
                                .contains(new Effect.SaveLogin(new SavedLogin(new AgentId("X"), false, true))));
    }

    @Test
    void anAgentWhoDoesNotAnswerStaysLoggedInUnlessAnOptionSaysOtherwise() {
        given(flow("F"), agent("X"), options().wrapUp(1))
                .when(callArrives("c1"), agentDoesNotAnswer("c1"))
                .then(loggedIn("X", true))
                .after(seconds(1))
                .when(agentDoesNotAnswer("c1"))
                .then(loggedIn("X", true));
    }

    @Test
    void anAgentWhoPicksUpInBetweenIsNotLoggedOut() {
        given(flow("F"), agent("X"), options().logoutAfterUnanswered(2).wrapUp(5))
                .when(callArrives("c1"), agentDoesNotAnswer("c1"))
                .after(seconds(5))
                .when(agentPicksUp("c1"), callerCancels("c1"))
                .when(callArrives("c2"), agentDoesNotAnswer("c2"))
                .then(loggedIn("X", true))
                .after(seconds(5))
                .when(agentDoesNotAnswer("c2"))
                .then(loggedIn("X", false));
    }

    @Test
    void aRestGoesOnWhileAnotherAgentHasTheCallSoThatTwoDoNotRingInTurns() {
        given(flow("F"), agent("X"), agent("Y"), options().wrapUp(0))
                .when(callArrives("c1"), agentRefuses("c1"))
                .then(connect("c1").toAgent("Y"))
                .when(agentRefuses("c1"))
                .then(connect("c1").to("sip:queue-F@media"))
                .after(seconds(0.75))
                .then(noOrders())
                .after(seconds(0.25))
                .then(connect("c1").toAgent("X"));
    }

    @Test
    void aRefusalThatAnotherAgentMadeGoodMakesNoLongerRests() {
        given(flow("F"), agent("X"), agent("Y").wrapUp(60), options().wrapUp(0))
                .when(callArrives("c1"), agentRefuses("c1"), agentRefuses("c1"))
                .after(seconds(1))
                .then(connect("c1").toAgent("X"))
                .when(agentRefuses("c1"))
                .after(seconds(2))
                .then(connect("c1").toAgent("X"));
    }

    @Test
    void aCallThatHasWaitedTheLongestTimeIsReleased() {
        given(flow("F"), agent("X"), options().maxWait(20))
                .when(callArrives("c0"), agentAnswers("c0"))
                .when(callArrives("c1"), announcementAnswers("c1"))
                .after(seconds(20))
                .then(noOrders(), queue("c1"))
                .after(seconds(0.25))
                .then(ends("c1"), cdr("c1").type(1).stats(1), gone("c1"), is("c0", CallState.TOAGENT));
    }

    @Test
    void aCallThatRingsAnAgentIsReleasedOnlyWhenHeRefuses() {
        given(flow("F"), agent("X"), options().maxWait(20))
                .when(callArrives("c1"))
                .after(seconds(25))
                .then(is("c1", CallState.TOAGENT))
                .when(agentDoesNotAnswer("c1"))
                .then(queue("c1"))
                .after(seconds(0.25))
                .then(ends("c1"), cdr("c1").type(1).stats(3));
    }

    @Test
    void aReleaseEndsTheAgentsCallAndHisWrapUp() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .after(seconds(5))
                .when(operatorReleases("X"))
                .then(
                        done(),
                        scene -> assertThat(scene.recent()).contains(new Effect.End(new CallId("c1"), "stuck")),
                        cdr("c1").type(0).talked(5),
                        is("X", AgentState.FREE),
                        reported("X").free(),
                        scene -> assertThat(scene.recent())
                                .contains(new Effect.SaveWrapUp(new AgentId("X"), Scene.START.plusSeconds(5))),
                        gone("c1"))
                .when(operatorReleases("X"))
                .then(done(), nothing())
                .when(operatorReleases("nobody"))
                .then(refused(404, "Agent not found"));
    }

    @Test
    void aReleaseWhileTheAgentRingsPutsTheCallBack() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), operatorReleases("X"))
                .then(
                        drops("c1"),
                        is("X", AgentState.FREE),
                        queue("c1"),
                        noRecords(),
                        connect("c1").to("sip:queue-F@media"))
                .after(seconds(1))
                .then(connect("c1").toAgent("X"));
    }

    @Test
    void aReleaseEndsAllChatsAndLeavesNoWrapUp() {
        given(flow("F"), agent("X").chatOnly(3))
                .when(chatArrives("k1"), agentAnswers("k1"), chatArrives("k2"), agentAnswers("k2"), chatArrives("k3"))
                .when(operatorReleases("X"))
                .then(ends("k1"), ends("k2"), drops("k3"), is("X", AgentState.FREE), queue("k3"));
    }

    @Test
    void factsAboutUnknownCallsAndFormerLegsChangeNothing() {
        CallId c1 = new CallId("c1");
        CallId ghost = new CallId("ghost");
        LegId leg = new LegId("c1-77");
        List<CallId> both = List.of(c1, ghost);
        Scene scene = given(flow("F"), agent("X")).when(callArrives("c1"), agentAnswers("c1"));
        for (CallId call : both) {
            for (Signal fact : List.of(
                    new Signal.LegProgress(call, leg, 180),
                    new Signal.LateOfferRefused(call, leg),
                    new Signal.LegAnswered(call, leg, scene.now()),
                    new Signal.LegConnected(call, leg, scene.now()),
                    new Signal.LegRefused(call, leg, 486, scene.now()),
                    new Signal.LegNotJoined(call, leg, false, 487, false, scene.now()),
                    new Signal.LegNotJoined(call, leg, true, 487, true, scene.now()),
                    new Signal.LegDropped(call, leg),
                    new Signal.LegEnded(call, leg, Signal.EndedBy.PEER, scene.now()))) {
                scene.when(signal(fact)).then(done(), nothing());
            }
        }
        scene.when(
                        signal(new Signal.CallerGone(ghost, Signal.Gone.BYE, scene.now())),
                        signal(new Signal.CallEnded(ghost, "ENDED", scene.now())),
                        signal(new Signal.Tick()))
                .then(done(), nothing(), is("c1", CallState.TOAGENT));
    }
}
