package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who gets which call (docs/design/behaviour.md 5, C42 to C52). */
class DispatchStory {
    @Test
    void c42_theLongestIdleAgentIsChosen() {
        given(flow("F"), agent("X"), agent("Y"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .when(callArrives("c2"), agentAnswers("c2"))
                .when(agentHangsUp("c2"))
                .after(seconds(1))
                .when(agentHangsUp("c1"))
                .after(seconds(40))
                .when(callArrives("c3"))
                .then(connect("c3").toAgent("Y"))
                .when(callArrives("c4"))
                .then(connect("c4").toAgent("X"));
    }

    @Test
    void theFirstRowIsTheFirstToBeRungAndALoginGoesToTheEnd() {
        given(flow("F"), agent("X").loggedOff(), agent("Y"), agent("Z"))
                .when(logsIn("X"))
                .when(callArrives("c1"), callArrives("c2"), callArrives("c3"))
                .then(
                        connect("c1").toAgent("Y"),
                        connect("c2").toAgent("Z"),
                        connect("c3").toAgent("X"));
    }

    @Test
    void anAgentWhoseCallCameToNothingKeepsHisPlace() {
        given(flow("F"), agent("X"), agent("Y"))
                .when(callArrives("c1"), callerCancels("c1"))
                .when(callArrives("c2"))
                .then(connect("c2").toAgent("X"));
    }

    @Test
    void c43_balancingSpreadsChats() {
        given(flow("F"), agent("X").chatOnly(4), agent("Y").chatOnly(4))
                .when(chatArrives("k1"), chatArrives("k2"), chatArrives("k3"), chatArrives("k4"))
                .then(chats("X", 2), chats("Y", 2), is("X", AgentState.INCHAT));
    }

    @Test
    void c44_fullLoadFillsOneAgentBeforeTheNext() {
        given(
                        flow("F"),
                        agent("X").chatOnly(4),
                        agent("Y").chatOnly(4),
                        options().fullLoad())
                .when(chatArrives("k1"), chatArrives("k2"), chatArrives("k3"), chatArrives("k4"))
                .then(chats("X", 4), chats("Y", 0), is("Y", AgentState.FREE))
                .when(chatArrives("k5"))
                .then(chats("Y", 1));
    }

    @Test
    void fullLoadIsNotDivertedByALogin() {
        given(
                        flow("F"),
                        agent("X").chatOnly(4),
                        agent("Y").chatOnly(4).loggedOff(),
                        options().fullLoad())
                .when(chatArrives("k1"), agentAnswers("k1"))
                .when(logsIn("Y"))
                .when(chatArrives("k2"))
                .then(chats("X", 2), chats("Y", 0));
    }

    @Test
    void fullLoadTakesTheFullestOfThoseInChat() {
        given(
                        flow("F"),
                        agent("X").chatOnly(4),
                        agent("Y").chatOnly(2),
                        options().fullLoad().dispatchingOff())
                .when(chatArrives("k1"), chatArrives("k2"))
                .when(operatorGives("k1", "X"), operatorGives("k2", "Y"))
                .when(dispatchingIs(true))
                .when(chatArrives("k3"))
                .then(chats("Y", 2))
                .when(chatArrives("k4"))
                .then(chats("X", 2));
    }

    @Test
    void c45_aMixedAgentInAChatGetsNoAudioCall() {
        given(flow("F"), agent("X").alsoChats(4))
                .when(chatArrives("k1"), agentAnswers("k1"))
                .when(callArrives("c1"))
                .then(is("c1", CallState.QUEUED), chats("X", 1));
    }

    @Test
    void c46_aMixedAgentOnAudioGetsNoChat() {
        given(flow("F"), agent("X").alsoChats(4))
                .when(callArrives("c1"), agentAnswers("c1"))
                .when(chatArrives("k1"))
                .then(is("k1", CallState.QUEUED), is("X", AgentState.INCALL));
    }

    @Test
    void c47_aFreeMixedAgentGetsAudioBeforeAnOlderChat() {
        given(flow("F"), agent("X").alsoChats(4).loggedOff(), options().admitWithoutAgents())
                .when(chatArrives("k1"), announcementAnswers("k1"), callArrives("c1"), announcementAnswers("c1"))
                .when(logsIn("X"))
                .then(connect("c1").toAgent("X"), waits("k1", 0))
                .when(agentAnswers("c1"), agentHangsUp("c1"))
                .after(seconds(30))
                .then(connect("k1").to("sip:X@chat"), queue());
    }

    @Test
    void c48_oneChatSlotIsHeldBackDuringTheWrapUp() {
        given(flow("F"), agent("X").chatOnly(2))
                .when(chatArrives("k1"), agentAnswers("k1"), chatArrives("k2"), agentAnswers("k2"))
                .when(agentHangsUp("k2"))
                .then(reported("X").inchat())
                .when(chatArrives("k3"), announcementAnswers("k3"))
                .then(is("k3", CallState.QUEUED))
                .after(seconds(29.75))
                .then(is("k3", CallState.QUEUED))
                .after(seconds(0.25))
                .then(connect("k3").toAgent("X"), chats("X", 2), reported("X").inchat("F", 2));
    }

    @Test
    void c49_anAgentWithoutChatGetsNoChatAndOneWithoutAudioNoCall() {
        given(flow("F"), agent("X"), agent("Y").chatOnly(1))
                .when(chatArrives("k1"))
                .then(connect("k1").toAgent("Y"))
                .when(chatArrives("k2"))
                .then(is("k2", CallState.QUEUED), is("X", AgentState.FREE));
        given(flow("F"), agent("Y").chatOnly(1)).when(callArrives("c1")).then(is("c1", CallState.QUEUED));
        given(flow("F"), agent("Y").chatOnly(0)).when(chatArrives("k1")).then(is("k1", CallState.QUEUED));
    }

    @Test
    void c50_withDispatchingOffAnOperatorGivesTheCall() {
        given(flow("F"), agent("X"), options().dispatchingOff())
                .when(callArrives("c1"), announcementAnswers("c1"))
                .then(is("c1", CallState.QUEUED), is("X", AgentState.FREE))
                .after(seconds(5))
                .then(noOrders())
                .when(operatorGives("c1", "X"))
                .then(
                        done(),
                        connect("c1").toAgent("X"),
                        is("c1", CallState.TOAGENT),
                        reported("X").incall("F"));
    }

    @Test
    void c51_withDispatchingOnAnOperatorCannotGiveCalls() {
        given(flow("F"), agent("X"))
                .when(operatorGives("c1", "X"))
                .then(refused(403, "Internal dispatching is enabled"), nothing());
    }

    @Test
    void c52_theChecksOfAManualDispatchComeInTheirOrder() {
        given(
                        flow("F"),
                        agent("X"),
                        agent("Y").loggedOff(),
                        agent("Z").skills("other"),
                        agent("K").chatOnly(1),
                        options().dispatchingOff())
                .when(callArrives("c1"), chatArrives("k1"), callArrives("c2"), chatArrives("k2"))
                .when(operatorGives("nix", "nobody"))
                .then(refused(404, "Agent not found"))
                .when(operatorGives("nix", "Y"))
                .then(refused(404, "Agent not logged in"))
                .when(operatorGives("nix", "X"))
                .then(refused(404, "Call not found"))
                .when(operatorGives("c1", "Z"))
                .then(refused(488, "Agent has no skill for the call"))
                .when(operatorGives("c1", "K"))
                .then(refused(488, "Agent is not free/audio enabled"))
                .when(operatorGives("k1", "X"))
                .then(refused(488, "Agent is not free/chat enabled"))
                .when(operatorGives("c1", "X"))
                .then(done())
                .when(operatorGives("c1", "X"))
                .then(refused(404, "Call not found"))
                .when(operatorGives("c2", "X"))
                .then(refused(488, "Agent is not free/audio enabled"))
                .when(operatorGives("k1", "K"))
                .then(done())
                .when(operatorGives("k2", "K"))
                .then(refused(488, "Agent is not free/chat enabled"), waits("k2", 1));
    }

    @Test
    void aCallThatNeedsAnAnnouncementForItsAgentIsGivenOnceItsCallerIsAnswered() {
        given(
                        flow("F").agentAnnouncement("sip:hint@media"),
                        agent("X"),
                        options().dispatchingOff())
                .when(callArrives("c1"), operatorGives("c1", "X"))
                .then(refused(404, "Call not found"))
                .when(announcementAnswers("c1"), operatorGives("c1", "X"))
                .then(done(), is("c1", CallState.PREAGENT));
    }

    @Test
    void c64_theSwitchAnswersWithItsValueAndSwitchingOnGivesWhatWaits() {
        given(
                        flow("F"),
                        flow("G").skill("t"),
                        agent("X").skills("s", "t"),
                        agent("Y"),
                        options().dispatchingOff())
                .when(signal(new Signal.InternalDispatching(Optional.empty())))
                .then(replied(new Reply.Dispatching(false)))
                .when(callArrives("c1").in("G"), callArrives("c2"), callArrives("c3"))
                .then(queue("c1", "c2", "c3"))
                .when(dispatchingIs(true))
                .then(
                        replied(new Reply.Dispatching(true)),
                        connect("c1").toAgent("X"),
                        connect("c2").toAgent("Y"),
                        queue("c3"))
                .when(dispatchingIs(true))
                .then(replied(new Reply.Dispatching(true)), nothing())
                .when(dispatchingIs(false))
                .then(
                        replied(new Reply.Dispatching(false)),
                        totals(all -> assertThat(all.internalDispatching()).isFalse()));
    }

    @Test
    void aNewCallDoesNotOvertakeOneThatWaits() {
        given(flow("F"), agent("X").loggedOff(), options().admitWithoutAgents())
                .when(callArrives("c1"), announcementAnswers("c1"))
                .when(logsIn("X"))
                .then(connect("c1").toAgent("X"))
                .when(callArrives("c2"))
                .then(queue("c2"));
    }

    @Test
    void anAgentWhoComesFreeGetsTheBestCallOfAllHisSkills() {
        given(
                        flow("F").priority(20),
                        flow("G").skill("t").priority(10),
                        agent("X").skills("s", "t").loggedOff(),
                        options().admitWithoutAgents())
                .when(callArrives("c1"), callArrives("c2").in("G"))
                .when(logsIn("X"))
                .then(connect("c2").toAgent("X"), queue("c1"));
    }

    @Test
    void aCallWhoseMusicIsStillRungGoesToTheAgentInstead() {
        given(flow("F"), agent("X").loggedOff(), options().admitWithoutAgents())
                .when(callArrives("c1"), logsIn("X"))
                .then(drops("c1"), connect("c1").toAgent("X"));
    }

    @Test
    void howLongACallWaitedForAFreeAgentIsMeasured() {
        given(flow("F"), agent("X").wrapUp(10))
                .when(callArrives("c1"), agentAnswers("c1"))
                .when(callArrives("c2"), announcementAnswers("c2"))
                .when(agentHangsUp("c1"))
                .after(seconds(10.25))
                .then(scene -> assertThat(scene.recent())
                        .contains(new Effect.Sample(
                                Effect.Measure.DISPATCHING,
                                new io.callcenter.ids.FlowId("F"),
                                java.time.Duration.ZERO)));
    }
}
