package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Offers that never left us, because of the agent's address or because of the call itself. */
class UnreachedStory {
    private static final int NOT_REACHED = 0;
    private static final int NOT_SENT = 1;

    /** X, the longest idle, cannot be reached; Y talks. */
    private static Scene onlyXIsFree() {
        return given(flow("F"), agent("Y"), agent("X"), options().wrapUp(0))
                .when(callArrives("c0"), agentAnswers("c0"))
                .when(callArrives("c1"));
    }

    private static long offers(Scene scene) {
        return scene.recent().stream()
                .filter(e -> e instanceof Effect.Connect c && c.agent().isPresent())
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {NOT_REACHED, NOT_SENT, 413, 414, 482, 483, 513})
    void anOfferThatNeverLeftUsOrThatNoPhoneCouldTakeCostsTheAgentNothing_F3(int code) {
        given(flow("F"), agent("X"), options().logoutAfterUnanswered(1))
                .when(callArrives("c1"), agentRefuses("c1", code))
                .then(
                        noRecords(),
                        is("X", AgentState.FREE),
                        loggedIn("X", true),
                        agent("X", row -> assertThat(row.rejected()).isZero()),
                        queue("c1"),
                        waits("c1", 0));
    }

    @Test
    void anAgentWhoCannotBeReachedIsTriedAfterGrowingRests_F3() {
        Scene scene = given(flow("F"), agent("X")).when(callArrives("c1"), announcementlessRefusal());
        for (int pause : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            scene = scene.after(seconds(pause - 0.25))
                    .then(noOrders())
                    .after(seconds(0.25))
                    .then(connect("c1").toAgent("X"))
                    .when(agentRefuses("c1", NOT_REACHED));
        }
        scene.after(seconds(30)).when(agentAnswers("c1"), agentHangsUp("c1")).then(is("X", AgentState.WRAPUP));
    }

    private static When.Deed announcementlessRefusal() {
        return agentRefuses("c1", NOT_REACHED);
    }

    @Test
    void anAgentWhoCannotBeReachedHoldsUpNoCall_F3() {
        onlyXIsFree()
                .then(connect("c1").toAgent("X"))
                .when(agentRefuses("c1", NOT_REACHED))
                .then(queue("c1"))
                .when(callArrives("c2"))
                .then(is("c2", CallState.QUEUED))
                .when(callerHangsUp("c0"))
                .then(connect("c1").toAgent("Y"), is("c2", CallState.QUEUED))
                .after(seconds(1))
                .then(connect("c2").toAgent("X"));
    }

    @Test
    void theNextAgentGetsTheCallAtOnceAndAllWhoCannotBeReachedAreTriedOnce_F3() {
        Scene scene = given(flow("F"), agent("A"), agent("B"), agent("C"), agent("D"))
                .when(callArrives("c1"), agentRefuses("c1", NOT_REACHED))
                .then(connect("c1").toAgent("B"))
                .when(agentRefuses("c1", NOT_REACHED))
                .then(connect("c1").toAgent("C"))
                .when(agentRefuses("c1", NOT_REACHED))
                .then(connect("c1").toAgent("D"))
                .when(agentRefuses("c1", NOT_REACHED))
                .then(noRecords(), queue("c1"), connect("c1").to("sip:queue-F@media"));
        scene.after(seconds(0.75)).then(noOrders());
    }

    @Test
    void oneWhoCannotBeReachedKeepsTheOldPlaceAmongTheIdle_F3() {
        given(flow("F"), agent("X"), agent("Y"), options().wrapUp(0))
                .when(callArrives("c1"), agentRefuses("c1", NOT_REACHED))
                .then(connect("c1").toAgent("Y"))
                .when(agentAnswers("c1"), callerHangsUp("c1"))
                .after(seconds(1))
                .when(callArrives("c2"))
                .then(connect("c2").toAgent("X"));
    }

    @Test
    void theRestEndsWithALoginWithANewAddressAndByHand() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentRefuses("c1", NOT_REACHED))
                .when(logsOut("X"), logsIn("X"))
                .then(connect("c1").toAgent("X"));
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentRefuses("c1", NOT_REACHED))
                .reload(flow("F"), agent("X").location("sip:x@elsewhere"))
                .then(connect("c1").toAgent("X"));
        given(flow("F"), agent("X"), options().dispatchingOff())
                .when(callArrives("c1"), operatorGives("c1", "X"), agentRefuses("c1", NOT_REACHED))
                .when(operatorGives("c1", "X"))
                .then(done(), connect("c1").toAgent("X"));
    }

    @ParameterizedTest
    @ValueSource(ints = {NOT_SENT, 413, 513})
    void aCallThatIsAtFaultItselfDoesNotGoThroughAllAgents_F1(int code) {
        Scene scene = given(flow("F"), agent("A"), agent("B"), agent("C"), agent("D"))
                .when(callArrives("c1"), agentRefuses("c1", code))
                .then(connect("c1").toAgent("B"))
                .when(agentRefuses("c1", code))
                .then(noRecords(), queue("c1"), connect("c1").to("sip:queue-F@media"))
                .when(callArrives("c2"))
                .then(connect("c2").toAgent("A"), is("c1", CallState.QUEUED));
        scene.after(seconds(0.75))
                .then(noOrders())
                .after(seconds(0.25))
                .then(connect("c1").toAgent("B"));
    }

    @Test
    void aCallThatIsAtFaultItselfIsTriedLessAndLessOften_F1() {
        Scene scene = given(flow("F"), agent("A"), agent("B"))
                .when(callArrives("c1"), agentRefuses("c1", NOT_SENT), agentRefuses("c1", NOT_SENT));
        for (int pause : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            scene = scene.after(seconds(pause - 0.25))
                    .then(s -> assertThat(offers(s)).isZero())
                    .after(seconds(0.25))
                    .then(connect("c1").toAgent("A"))
                    .when(agentRefuses("c1", NOT_SENT), agentRefuses("c1", NOT_SENT));
        }
    }

    @Test
    void anAgentWhoDidNotTakeItIsNotAskedAgainWhileAnotherMayStillGetIt_F1() {
        given(flow("F"), agent("Y"), agent("X"), options().wrapUp(0))
                .when(callArrives("c0"), agentAnswers("c0"), callArrives("c1"), agentRefuses("c1", 407))
                .then(queue("c1"))
                .when(callerHangsUp("c0"))
                .then(connect("c1").toAgent("Y"));
    }

    @ParameterizedTest
    @ValueSource(ints = {NOT_REACHED, NOT_SENT})
    void anAnnouncementThatNeverLeftUsRefusesAnUnansweredCallerAndLeavesOthers(int code) {
        given(flow("F").welcome("sip:hello@media"), agent("X"))
                .when(callArrives("c1"), announcementRefuses("c1", code))
                .then(refuses("c1", code), cdr("c1").type(-1));
        given(
                        flow("F").welcome("sip:hello@media"),
                        agent("X").loggedOff(),
                        options().admitWithoutAgents())
                .when(callArrives("c1"), announcementAnswers("c1"), announcementEnds("c1"))
                .when(announcementRefuses("c1", code))
                .then(queue("c1"))
                .after(seconds(1))
                .then(connect("c1").to("sip:queue-F@media"));
    }
}
