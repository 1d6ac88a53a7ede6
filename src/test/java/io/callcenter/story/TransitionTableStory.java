package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Signal;
import org.junit.jupiter.api.Test;

/** Each row of the table of transitions (docs/design/behaviour.md 3.4), in its order. */
class TransitionTableStory {
    private static final String SORRY = "sip:sorry@media";
    private static final String HINT = "sip:hint@media";

    private static Scene queued() {
        return given(flow("F").dissuading(SORRY).onHold(60), flow("busy"), agent("X"))
                .when(callArrives("c0").in("busy"), agentAnswers("c0"))
                .when(callArrives("c1"), announcementAnswers("c1"));
    }

    private static Scene ringingFromQueue() {
        return given(flow("F"), agent("X").loggedOff(), options().admitWithoutAgents())
                .when(callArrives("c1"), announcementAnswers("c1"))
                .after(seconds(5))
                .when(logsIn("X"));
    }

    private static Scene preagent() {
        return given(flow("F").agentAnnouncement(HINT), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"))
                .after(seconds(5));
    }

    private static Scene talking() {
        return given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .after(seconds(5));
    }

    private static Then.Check abandoned(int calls) {
        return totals(all -> assertThat(all.abandoned()).isEqualTo(calls));
    }

    private static Then.Check distributed(int calls) {
        return totals(all -> assertThat(all.distributed()).isEqualTo(calls));
    }

    @Test
    void row1_admissionToAnAnnouncement() {
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"))
                .then(connect("c1").to("sip:w@media"), is("c1", CallState.WELCOME), onHold(1), distributed(0));
    }

    @Test
    void row2_admissionToAnAgent() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"))
                .then(connect("c1").toAgent("X"), is("c1", CallState.TOAGENT), onHold(0), distributed(1));
    }

    @Test
    void row3_welcomeOrDissuading1Ends() {
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"), announcementEnds("c1"))
                .then(is("c1", CallState.TOAGENT), onHold(0));
        queued().after(seconds(60.25))
                .when(announcementAnswers("c1"), announcementEnds("c1"))
                .then(is("c1", CallState.QUEUED), onHold(1));
    }

    @Test
    void row4_dissuading2Ends() {
        given(flow("F").dissuading(SORRY).ewt(1).hangup(), agent("X"))
                .when(callArrives("c0"), agentAnswers("c0"))
                .after(seconds(9))
                .when(agentHangsUp("c0"), callArrives("c1"), announcementAnswers("c1"), callArrives("c2"))
                .then(is("c2", CallState.DISSUADING2))
                .when(announcementAnswers("c2"), announcementEnds("c2"))
                .then(ends("c2"), cdr("c2").type(1), onHold(1), abandoned(0));
    }

    @Test
    void row5_queuedForTooLong() {
        queued().after(seconds(60.25))
                .then(connect("c1").to(SORRY), queue(), saved("c1", CallState.DISSUADING1), onHold(1));
    }

    @Test
    void row6_musicEndsInTheQueue() {
        queued().after(seconds(5))
                .when(announcementEnds("c1"))
                .then(connect("c1").to("sip:queue-F@media"), queue("c1"), onHold(1));
    }

    @Test
    void row7_musicEndsWhileTheAgentIsNotYetJoined() {
        ringingFromQueue()
                .when(announcementEnds("c1"))
                .then(connect("c1").to("sip:queue-F@media"), is("c1", CallState.TOAGENT), noRecords(), noReports());
    }

    @Test
    void row8_dispatchFromTheQueue() {
        ringingFromQueue()
                .then(
                        connect("c1").toAgent("X"),
                        onHold(0),
                        distributed(1),
                        reported("X").incall("F"),
                        saved("c1", CallState.TOAGENT, "X"));
    }

    @Test
    void row9_dispatchWithAnAnnouncementForTheAgent() {
        given(flow("F").agentAnnouncement(HINT), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"))
                .then(
                        connect("c1").toAgent("X").announcing(HINT),
                        is("c1", CallState.PREAGENT),
                        onHold(1),
                        distributed(1),
                        reported("X").incall("F"),
                        saved("c1", CallState.PREAGENT, "X"));
    }

    @Test
    void row10_theAnnouncementForTheAgentEnds() {
        preagent()
                .when(agentAnswers("c1"))
                .then(is("c1", CallState.TOAGENT), onHold(0), saved("c1", CallState.TOAGENT, "X"));
    }

    @Test
    void row11_theAgentRefusesBeforeTheAnnouncement() {
        preagent()
                .when(agentRefuses("c1"))
                .then(noOrders(), waits("c1", 0), cdr("c1").type(-2).pickUp(0), is("X", AgentState.WRAPUP), onHold(1));
    }

    @Test
    void row12_theAgentHangsUpDuringTheAnnouncement() {
        preagent()
                .when(agentPicksUp("c1"))
                .when(agentLeavesUnjoined("c1"))
                .then(noOrders(), waits("c1", 0), cdr("c1").type(-2).pickUp(5), is("X", AgentState.WRAPUP));
    }

    @Test
    void row13_musicEndsDuringTheAnnouncement() {
        preagent()
                .when(announcementEnds("c1"))
                .then(connect("c1").to("sip:queue-F@media"), is("c1", CallState.PREAGENT), noRecords());
    }

    @Test
    void row14_theAgentAnswers() {
        ringingFromQueue()
                .when(agentPicksUp("c1"))
                .then(is("c1", CallState.TOAGENT), noRecords(), noReports())
                .when(agentIsJoined("c1"))
                .then(
                        is("c1", CallState.TOAGENT),
                        totals(all -> assertThat(all.answered()).isEqualTo(1)));
    }

    @Test
    void row15_theAgentRefuses() {
        for (int code : new int[] {302, 408, 486, 500, 603}) {
            ringingFromQueue()
                    .when(agentRefuses("c1", code))
                    .then(waits("c1", 0), cdr("c1").type(-2).by("X"), is("X", AgentState.WRAPUP), onHold(1));
        }
    }

    @Test
    void row16_theAgentHangsUpBeforeHeIsJoined() {
        ringingFromQueue()
                .when(agentPicksUp("c1"))
                .when(agentLeavesUnjoined("c1"))
                .then(waits("c1", 0), cdr("c1").type(-2), is("X", AgentState.WRAPUP), onHold(1));
    }

    @Test
    void row17_theAgentHangsUpAfterTalking() {
        talking()
                .when(agentHangsUp("c1"))
                .then(
                        ends("c1"),
                        cdr("c1").type(0).talked(5),
                        is("X", AgentState.WRAPUP),
                        reported("X").wrapup());
    }

    @Test
    void row18_theCallerHangsUpAfterTalking() {
        talking()
                .when(callerHangsUp("c1"))
                .then(noOrders(), cdr("c1").type(0).talked(5), is("X", AgentState.WRAPUP), abandoned(0));
    }

    @Test
    void row19_theCallerHangsUpWhileTheAgentRings() {
        ringingFromQueue()
                .when(callerHangsUp("c1"))
                .then(
                        cdr("c1").type(1).by("X").stats(11),
                        is("X", AgentState.FREE),
                        abandoned(1),
                        reported("X").free());
    }

    @Test
    void row20_theCallerCancelsWhileTheAgentRings() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"))
                .when(callerCancels("c1"))
                .then(cdr("c1").type(1).by("X"), is("X", AgentState.FREE), abandoned(1), queue());
    }

    @Test
    void row21_theCallerHangsUpWhileWaiting() {
        queued().when(callerHangsUp("c1")).then(cdr("c1").type(1).stats(9), onHold(0), abandoned(1), noOrders());
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"))
                .when(callerHangsUp("c1"))
                .then(cdr("c1").type(1).stats(9), onHold(0), abandoned(1));
    }

    @Test
    void row22_theCallerHangsUpDuringTheAnnouncementForTheAgent() {
        preagent()
                .when(callerHangsUp("c1"))
                .then(cdr("c1").type(1).by("X").stats(11), is("X", AgentState.FREE), onHold(0), abandoned(1));
    }

    @Test
    void row23_theCallerCancelsBeforeTheFirstAnswer() {
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"))
                .when(callerCancels("c1"))
                .then(cdr("c1").type(1).stats(9), onHold(0), abandoned(1));
    }

    @Test
    void row24_theFirstAnnouncementIsRefused() {
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"))
                .when(announcementRefuses("c1", 486))
                .then(refuses("c1", 486), cdr("c1").type(-1), onHold(0), abandoned(0));
    }

    @Test
    void row25_aLaterAnnouncementIsRefused() {
        queued().after(seconds(5))
                .when(announcementEnds("c1"), announcementRefuses("c1", 486))
                .then(queue("c1"), noRecords(), onHold(1))
                .after(seconds(1))
                .then(connect("c1").to("sip:queue-F@media"));
    }

    @Test
    void row26_theCallerCannotBeJoined() {
        ringingFromQueue()
                .when(agentPicksUp("c1"))
                .when(callerCannotBeJoined("c1", true))
                .then(waits("c1", 0), is("X", AgentState.FREE), noRecords());
        ringingFromQueue()
                .when(agentPicksUp("c1"))
                .when(callerGoes("c1", Signal.Gone.DEAD))
                .then(
                        cdr("c1").type(-1).by("X"),
                        is("X", AgentState.FREE),
                        reported("X").free());
    }

    @Test
    void row27_anInternalFaultOrTheLimitEndsTheCall() {
        queued().when(callEnds("c1", "NO_STORE")).then(cdr("c1").type(-1), onHold(0), gone("c1"));
        ringingFromQueue()
                .when(callEnds("c1", "SETUP_TIMEOUT"))
                .then(cdr("c1").type(-1).by("X"), is("X", AgentState.FREE));
        talking().when(callEnds("c1", "LIMIT")).then(cdr("c1").type(0).talked(5), is("X", AgentState.WRAPUP));
    }

    @Test
    void row28_anAgentWhoCannotBeRungBeforeHisAnnouncementHasRefused() {
        preagent()
                .when(agentRefuses("c1", 503))
                .then(waits("c1", 0), cdr("c1").type(-2), noOrders(), is("X", AgentState.WRAPUP));
    }
}
