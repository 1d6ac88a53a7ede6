package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Signal;
import org.junit.jupiter.api.Test;

/** What the caller hears while they wait, whatever happens to the announcements (B16, B63, docs/design/legs.md 3.3 and 3.6). */
class MusicStory {
    private static final String QUEUE = "sip:queue-F@media";

    private static Scene waiting() {
        return given(flow("F"), flow("busy"), agent("X"))
                .when(callArrives("c0").in("busy"), agentAnswers("c0"))
                .when(callArrives("c1"), announcementAnswers("c1"));
    }

    private static Scene ringingAfterMusic() {
        return given(flow("F"), agent("X").loggedOff(), options().admitWithoutAgents())
                .when(callArrives("c1"), announcementAnswers("c1"))
                .after(seconds(10))
                .when(logsIn("X"));
    }

    @Test
    void musicThatEndsAtOnceIsDialledAgainAfterGrowingPauses() {
        Scene scene = waiting().when(announcementEnds("c1")).then(noOrders());
        for (double pause : new double[] {1, 2, 4, 8, 16, 30, 30}) {
            scene.after(seconds(pause - 0.25))
                    .then(noOrders())
                    .after(seconds(0.25))
                    .then(connect("c1").to(QUEUE))
                    .when(announcementAnswers("c1"), announcementEnds("c1"))
                    .then(noOrders(), queue("c1"));
        }
    }

    @Test
    void musicThatLastedIsDialledAgainAtOnceAndThePausesStartAnew() {
        waiting()
                .when(announcementEnds("c1"))
                .after(seconds(1))
                .then(connect("c1").to(QUEUE))
                .when(announcementAnswers("c1"))
                .after(seconds(3))
                .when(announcementEnds("c1"))
                .then(connect("c1").to(QUEUE))
                .when(announcementRefuses("c1", 503))
                .then(noOrders())
                .after(seconds(1))
                .then(connect("c1").to(QUEUE));
    }

    @Test
    void aCallWithoutMusicMayStillBeGivenToAnAgent() {
        given(flow("F"), agent("X").loggedOff(), options().admitWithoutAgents())
                .when(callArrives("c1"), announcementAnswers("c1"), announcementEnds("c1"))
                .after(seconds(0.5))
                .when(logsIn("X"))
                .then(connect("c1").toAgent("X"))
                .after(seconds(0.5))
                .then(connect("c1").to(QUEUE))
                .when(announcementAnswers("c1"), agentAnswers("c1"))
                .then(is("c1", CallState.TOAGENT), is("X", AgentState.INCALL));
    }

    @Test
    void musicThatEndsWhileTheAgentRingsIsDialledBesideHim() {
        ringingAfterMusic()
                .when(announcementEnds("c1"))
                .then(connect("c1").to(QUEUE).in(CallState.TOAGENT), is("c1", CallState.TOAGENT))
                .when(agentRefuses("c1"))
                .then(noOrders(), queue("c1"))
                .when(announcementAnswers("c1"))
                .after(seconds(10))
                .then(noOrders());
    }

    @Test
    void musicThatIsHeardBesideTheAgentIsTheCallersMusicFromThenOn() {
        ringingAfterMusic()
                .when(announcementEnds("c1"), announcementAnswers("c1"))
                .after(seconds(5))
                .then(noOrders())
                .when(agentRefuses("c1"))
                .then(noOrders(), queue("c1"))
                .after(seconds(5))
                .when(announcementEnds("c1"))
                .then(connect("c1").to(QUEUE));
    }

    @Test
    void musicBesideTheAgentThatCannotBeJoinedIsDialledAgainAfterAPause() {
        ringingAfterMusic()
                .when(announcementEnds("c1"))
                .when(announcementCannotBeJoined("c1"))
                .then(noOrders(), is("c1", CallState.TOAGENT))
                .after(seconds(1))
                .then(connect("c1").to(QUEUE));
    }

    @Test
    void musicBesideTheAgentThatFailsIsDialledAgainAfterAPause() {
        ringingAfterMusic()
                .when(announcementEnds("c1"))
                .when(announcementRefuses("c1", 404))
                .then(noOrders())
                .after(seconds(1))
                .then(connect("c1").to(QUEUE))
                .when(announcementAnswers("c1"))
                .when(agentRefuses("c1"))
                .then(noOrders(), queue("c1"));
    }

    @Test
    void musicThatComesTooLateForAnAgentWhoHasPickedUpIsForgotten() {
        ringingAfterMusic()
                .when(announcementEnds("c1"))
                .when(agentPicksUp("c1"), announcementRefuses("c1", 491))
                .then(noOrders(), is("c1", CallState.TOAGENT))
                .when(agentAnswers("c1"))
                .after(seconds(10))
                .then(noOrders(), is("c1", CallState.TOAGENT), is("X", AgentState.INCALL));
    }

    @Test
    void musicThatEndsDuringTheAgentAnnouncementIsDialledAgainAndTheCallGoesOn() {
        given(flow("F").agentAnnouncement("sip:hint@media"), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"))
                .after(seconds(5))
                .when(agentPicksUp("c1"), announcementEnds("c1"))
                .then(connect("c1").to(QUEUE), is("c1", CallState.PREAGENT), noRecords())
                .when(announcementAnswers("c1"))
                .when(agentIsJoined("c1"))
                .then(is("c1", CallState.TOAGENT));
    }

    @Test
    void musicThatEndsWhileTheCallerIsBeingJoinedIsNotDialledAgainUnlessThatFails() {
        ringingAfterMusic()
                .when(agentPicksUp("c1"), announcementEnds("c1"))
                .then(noOrders())
                .when(agentLeavesUnjoined("c1"))
                .then(connect("c1").to(QUEUE), cdr("c1").rejectedBy("X"));
    }

    @Test
    void anAgentWhoRefusesAfterTheWelcomeLetsTheQueueBeDialledAtOnce() {
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"), announcementEnds("c1"))
                .after(seconds(1))
                .when(agentRefuses("c1"))
                .then(connect("c1").to(QUEUE))
                .after(seconds(10))
                .then(noOrders());
    }

    @Test
    void theQueueAnnouncementBesideARefusingAgentGoesOnAlone() {
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"), announcementEnds("c1"))
                .after(seconds(2))
                .then(connect("c1").to(QUEUE))
                .when(agentRefuses("c1"))
                .then(noOrders(), queue("c1"))
                .after(seconds(30))
                .then(drops("c1"), connect("c1").toAgent("X"));
    }

    @Test
    void aCallerWhoWasNeverAnsweredIsRefusedWithTheAnnouncement() {
        given(flow("F"), flow("busy"), agent("X"))
                .when(callArrives("c0").in("busy"), agentAnswers("c0"))
                .when(callArrives("c1"), announcementRefuses("c1", 603))
                .then(refuses("c1", 603), cdr("c1").type(-1).stats(1), onHold(0), gone("c1"), queue());
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentRefuses("c1"), announcementRefuses("c1", 500))
                .then(refuses("c1", 500), cdr("c1").type(-1).rejected(1).stats(3), gone("c1"));
    }

    @Test
    void anotherAgentIsRungAtOnceWithoutMusicBetween() {
        given(flow("F"), agent("X"), agent("Y"))
                .when(callArrives("c1"), agentRefuses("c1"))
                .then(connect("c1").toAgent("Y"), queue());
    }

    @Test
    void musicThatWasTakenFromAWaitingCallComesBackUnlessTheCallIsOver() {
        waiting()
                .when(rightEnds("c1", Signal.EndedBy.US))
                .then(noOrders())
                .after(seconds(1))
                .then(connect("c1").to(QUEUE));
        waiting()
                .when(rightEnds("c1", Signal.EndedBy.US))
                .when(callEnds("c1", "LIMIT"))
                .then(cdr("c1").type(-1), gone("c1"))
                .after(seconds(5))
                .then(nothing());
    }

    @Test
    void musicThatWasTakenWhileTheAgentRingsComesBackBesideHim() {
        ringingAfterMusic()
                .when(rightEnds("c1", Signal.EndedBy.US))
                .then(noOrders())
                .after(seconds(1))
                .then(connect("c1").to(QUEUE).in(CallState.TOAGENT));
    }

    @Test
    void aReturnToTheMusicThatFailsBringsNewMusic() {
        ringingAfterMusic()
                .when(agentPicksUp("c1"), agentLeavesUnjoined("c1"))
                .then(noOrders())
                .when(rightEnds("c1", Signal.EndedBy.RETURN_FAILED))
                .then(connect("c1").to(QUEUE), queue("c1"));
    }

    @Test
    void aMessageThatWasTakenFromTheCallCountsAsOver() {
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"))
                .when(rightEnds("c1", Signal.EndedBy.US))
                .then(is("c1", CallState.WELCOME), noOrders())
                .after(seconds(1))
                .then(connect("c1").toAgent("X"));
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"))
                .when(announcementLegIsLost("c1"))
                .then(is("c1", CallState.WELCOME), noOrders())
                .after(seconds(1))
                .then(connect("c1").toAgent("X"));
    }

    @Test
    void queueMusicThatFallsWhileItIsRungIsDialledAgain() {
        given(flow("F"), flow("busy"), agent("X"))
                .when(callArrives("c0").in("busy"), agentAnswers("c0"))
                .when(callArrives("c1"), announcementLegIsLost("c1"))
                .after(seconds(1))
                .then(connect("c1").to(QUEUE));
        ringingAfterMusic()
                .when(announcementEnds("c1"), announcementLegIsLost("c1"))
                .after(seconds(1))
                .then(connect("c1").to(QUEUE));
    }

    @Test
    void anAnnouncementThatWasJoinedJustBeforeItWasGivenUpHasAnsweredTheCaller() {
        given(flow("F"), agent("X").loggedOff(), options().admitWithoutAgents())
                .when(callArrives("c1"))
                .when(logsInAsTheMusicAnswers("c1", "X"))
                .then(drops("c1"), connect("c1").toAgent("X"))
                .after(seconds(2))
                .then(connect("c1").to(QUEUE).in(CallState.TOAGENT));
    }
}
