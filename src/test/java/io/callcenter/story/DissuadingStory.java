package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.CallState;
import io.callcenter.core.Signal;
import org.junit.jupiter.api.Test;

/** Callers who are told that it takes long (docs/design/behaviour.md 6, C53 to C57). */
class DissuadingStory {
    private static final String URI = "sip:sorry@media";

    /** Flow {@code F} changed as wished, X busy, and so many calls queued: q1, q2 … */
    private static Scene waiting(FlowRow flow, int calls, Given.Part... more) {
        Given.Part[] parts = new Given.Part[more.length + 3];
        parts[0] = flow;
        parts[1] = flow("busy");
        parts[2] = agent("X");
        System.arraycopy(more, 0, parts, 3, more.length);
        Scene scene = given(parts).when(callArrives("c0").in("busy"), agentAnswers("c0"));
        for (int i = 1; i <= calls; i++) {
            scene.when(callArrives("q" + i), announcementAnswers("q" + i));
        }
        return scene;
    }

    @Test
    void c53_aCallThatFindsAFullQueueIsDissuadedAndQueuesAfterwards() {
        waiting(flow("F").dissuading(URI).qsize(2), 2)
                .when(callArrives("q3"))
                .then(connect("q3").to(URI).in(CallState.DISSUADING1), is("q3", CallState.DISSUADING1), onHold(3))
                .when(announcementAnswers("q3"), announcementEnds("q3"))
                .then(waits("q3", 2), connect("q3").to("sip:queue-F@media"), onHold(3));
    }

    @Test
    void c54_withHangUpTheDissuadedCallEndsAfterTheMessage() {
        waiting(flow("F").dissuading(URI).qsize(2).hangup(), 2)
                .when(callArrives("q3"), announcementAnswers("q3"))
                .then(is("q3", CallState.DISSUADING2), onHold(3))
                .when(announcementEnds("q3"))
                .then(ends("q3"), cdr("q3").type(1).stats(1).byNobody(), onHold(2), gone("q3"))
                .then(totals(all -> assertThat(all.abandoned()).isZero()));
    }

    @Test
    void c55_aCallThatIsExpectedToWaitTooLongIsDissuaded() {
        talked20Seconds(flow("F").dissuading(URI).ewt(10))
                .when(callArrives("q2"))
                .then(
                        is("q2", CallState.DISSUADING1),
                        call("q2", row -> assertThat(row.estimatedWait()).isEqualTo(20)));
    }

    @Test
    void c55_aWaitOfExactlyTheThresholdIsNotTooLong() {
        talked20Seconds(flow("F").dissuading(URI).ewt(20))
                .when(callArrives("q2"))
                .then(
                        is("q2", CallState.QUEUED),
                        call("q2", row -> assertThat(row.estimatedWait()).isEqualTo(20)));
    }

    /** One call of F talked 20 s, one is queued, one agent is logged in. */
    private static Scene talked20Seconds(FlowRow flow) {
        return given(flow, agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .after(seconds(20))
                .when(agentHangsUp("c1"))
                .when(callArrives("q1"), announcementAnswers("q1"))
                .then(
                        is("q1", CallState.QUEUED),
                        flow("F", row -> assertThat(row.averageTalkSeconds()).isEqualTo(20)));
    }

    @Test
    void theWaitIsEstimatedAnewAfterTheWelcome() {
        given(flow("F").dissuading(URI).ewt(10).welcome("sip:w@media"), flow("G"), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"), announcementEnds("c1"), agentAnswers("c1"))
                .after(seconds(20))
                .when(callArrives("q1"), callArrives("q2"))
                .when(agentHangsUp("c1"))
                .when(announcementAnswers("q1"), announcementEnds("q1"))
                .then(is("q1", CallState.QUEUED))
                .when(announcementAnswers("q2"), announcementEnds("q2"))
                .then(
                        is("q2", CallState.DISSUADING1),
                        call("q2", row -> assertThat(row.estimatedWait()).isEqualTo(20)));
    }

    @Test
    void c56_aCallIsDissuadedOnceMoreThanItsTimeOnHoldAndAgainAfterComingBack() {
        waiting(flow("F").dissuading(URI).onHold(5), 0)
                .when(callArrives("q1"), announcementAnswers("q1"))
                .after(seconds(5))
                .then(is("q1", CallState.QUEUED), noOrders())
                .after(seconds(0.25))
                .then(
                        connect("q1").to(URI).in(CallState.DISSUADING1),
                        queue(),
                        onHold(1),
                        saved("q1", CallState.DISSUADING1))
                .when(announcementAnswers("q1"))
                .after(seconds(8))
                .when(announcementEnds("q1"))
                .then(connect("q1").to("sip:queue-F@media"), queue("q1"))
                .when(announcementAnswers("q1"))
                .after(seconds(5))
                .then(is("q1", CallState.QUEUED))
                .after(seconds(0.25))
                .then(is("q1", CallState.DISSUADING1));
    }

    @Test
    void onHoldWithHangUpEndsTheCallAfterTheMessage() {
        waiting(flow("F").dissuading(URI).onHold(5).hangup(), 1)
                .after(seconds(5.25))
                .then(is("q1", CallState.DISSUADING2))
                .when(announcementAnswers("q1"), announcementEnds("q1"))
                .then(ends("q1"), cdr("q1").type(1), onHold(0));
    }

    @Test
    void c57_withoutAMessageNobodyIsDissuaded() {
        waiting(flow("F").onHold(1).qsize(1).ewt(1), 3).after(seconds(10)).then(queue("q1", "q2", "q3"), noOrders());
    }

    @Test
    void aDissuadedCallLosesItsPlaceUnlessTheOptionKeepsIt() {
        waiting(flow("F").dissuading(URI).onHold(5), 1)
                .after(seconds(1))
                .when(callArrives("q2"), announcementAnswers("q2"))
                .after(seconds(4.25))
                .when(announcementAnswers("q1"), announcementEnds("q1"))
                .then(queue("q2", "q1"));
        waiting(flow("F").dissuading(URI).onHold(5), 1, options().keepDissuadedPlace())
                .after(seconds(1))
                .when(callArrives("q2"), announcementAnswers("q2"))
                .after(seconds(4.25))
                .when(announcementAnswers("q1"), announcementEnds("q1"))
                .then(queue("q1", "q2"));
    }

    @Test
    void theSizeIsThatOfTheFlowsOwnQueueUnlessTheOptionCountsAll() {
        waiting(flow("F").dissuading(URI).qsize(1), 0)
                .when(callArrives("b1").in("busy"), callArrives("q1"))
                .then(is("q1", CallState.QUEUED));
        waiting(flow("F").dissuading(URI).qsize(1), 0, options().queueSizeOfAllFlows())
                .when(callArrives("b1").in("busy"), callArrives("q1"))
                .then(is("q1", CallState.DISSUADING1));
    }

    @Test
    void afterTheMessageAFreeAgentGetsTheCall() {
        waiting(flow("F").dissuading(URI).qsize(1), 1, agent("Y").loggedOff())
                .when(callArrives("q2"), announcementAnswers("q2"))
                .when(callerHangsUp("q1"), logsIn("Y"))
                .when(announcementEnds("q2"))
                .then(connect("q2").toAgent("Y"), onHold(0))
                .after(seconds(2))
                .then(connect("q2").to("sip:queue-F@media"));
    }

    @Test
    void aMessageThatFailsCountsAsOverAndTheMusicPlaysOn() {
        waiting(flow("F").dissuading(URI).onHold(5), 1)
                .after(seconds(5.25))
                .when(announcementRefuses("q1", 404))
                .then(noOrders(), queue("q1"), is("q1", CallState.QUEUED))
                .after(seconds(5))
                .then(is("q1", CallState.QUEUED))
                .after(seconds(0.25))
                .then(connect("q1").to(URI));
    }

    @Test
    void aHangUpMessageThatFailsEndsTheCallAllTheSame() {
        waiting(flow("F").dissuading(URI).onHold(5).hangup(), 1)
                .after(seconds(5.25))
                .when(announcementRefuses("q1", 404))
                .then(ends("q1"), cdr("q1").type(1).stats(1), onHold(0));
    }

    @Test
    void musicThatEndsWhileTheMessageIsRungIsNotMissed() {
        waiting(flow("F").dissuading(URI).onHold(5), 1)
                .after(seconds(5.25))
                .when(rightEnds("q1", Signal.EndedBy.PEER))
                .then(noOrders(), is("q1", CallState.DISSUADING1))
                .when(announcementRefuses("q1", 404))
                .then(connect("q1").to("sip:queue-F@media"), queue("q1"));
    }

    @Test
    void aCallerWhoLeavesDuringTheMessageHasAbandoned() {
        waiting(flow("F").dissuading(URI).qsize(1), 1)
                .when(callArrives("q2"), announcementAnswers("q2"))
                .when(callerHangsUp("q2"))
                .then(cdr("q2").type(1).stats(9), onHold(1), gone("q2"));
        waiting(flow("F").dissuading(URI).qsize(1).hangup(), 1)
                .when(callArrives("q2"))
                .when(callerCancels("q2"))
                .then(cdr("q2").type(1).stats(9), onHold(1), gone("q2"));
    }

    @Test
    void aReloadThatTakesTheMessageAwayStopsDissuading() {
        waiting(flow("F").dissuading(URI).onHold(5), 1)
                .after(seconds(4))
                .reload(flow("F").onHold(5), flow("busy"), agent("X"))
                .after(seconds(10))
                .then(queue("q1"), noOrders());
    }

    @Test
    void aReloadThatShortensTheThresholdIsSeenByThoseWhoWait() {
        waiting(flow("F").dissuading(URI).onHold(50), 1)
                .after(seconds(4))
                .reload(flow("F").dissuading(URI).onHold(5), flow("busy"), agent("X"))
                .after(seconds(1.25))
                .then(is("q1", CallState.DISSUADING1));
    }
}
