package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Order and positions of waiting calls (docs/design/behaviour.md 4, C38 to C41). */
class QueueStory {
    private static Scene waiting(Given.Part... more) {
        Given.Part[] parts = new Given.Part[more.length + 3];
        parts[0] = flow("F10").priority(10);
        parts[1] = flow("F20").priority(20);
        parts[2] = agent("X");
        System.arraycopy(more, 0, parts, 3, more.length);
        return given(parts).when(callArrives("c0").in("F20"), agentAnswers("c0"));
    }

    @Test
    void c38_theLowerPriorityNumberComesFirstAndThenTheFirstThatCame() {
        waiting()
                .when(
                        callArrives("q20a").in("F20"),
                        callArrives("q20b").in("F20"),
                        callArrives("q10a").in("F10"),
                        callArrives("q20c").in("F20"))
                .then(queue("q10a", "q20a", "q20b", "q20c"));
    }

    @Test
    void c39_thePositionAtEntryGoesIntoTheQueueUri() {
        waiting(options().positionParameter("cc_pos"))
                .when(callArrives("q20a").in("F20"))
                .then(connect("q20a").to("sip:queue-F20@media;cc_pos=0"))
                .when(callArrives("q20b").in("F20"))
                .then(connect("q20b").to("sip:queue-F20@media;cc_pos=1"))
                .when(callArrives("q10a").in("F10"))
                .then(connect("q10a").to("sip:queue-F10@media;cc_pos=0"))
                .when(callArrives("q20c").in("F20"))
                .then(connect("q20c").to("sip:queue-F20@media;cc_pos=3"));
    }

    @Test
    void c40_aRefusedCallComesBeforeAHigherPriorityAndIsDialledWithPositionZero() {
        given(
                        flow("F10").priority(10).skill("other"),
                        flow("F20").priority(20),
                        agent("X"),
                        agent("Z").skills("other"),
                        options().positionParameter("cc_pos"))
                .when(callArrives("c0").in("F10"), agentAnswers("c0"))
                .when(callArrives("q10a").in("F10"), announcementAnswers("q10a"))
                .when(callArrives("q20").in("F20"), agentRefuses("q20"))
                .then(queue("q20", "q10a"), connect("q20").to("sip:queue-F20@media;cc_pos=0"));
    }

    @Test
    void severalRefusedCallsStandLastOneFirst() {
        given(flow("F"), agent("X"), agent("Y"))
                .when(callArrives("c1"), callArrives("c2"))
                .when(agentRefuses("c1"), agentRefuses("c2"))
                .then(queue("c2", "c1"));
    }

    @Test
    void aRefusedCallMayInsteadComeBackToTheHeadOfItsPriorityOnly() {
        given(
                        flow("F10").priority(10).skill("other"),
                        flow("F20").priority(20),
                        agent("X"),
                        agent("Y"),
                        agent("Z").skills("other"),
                        options().requeueAtPriorityHead())
                .when(callArrives("c0").in("F10"), agentAnswers("c0"))
                .when(callArrives("q20").in("F20"), callArrives("d20").in("F20"))
                .when(callArrives("q10a").in("F10"), callArrives("e20").in("F20"))
                .when(agentRefuses("q20"))
                .then(queue("q10a", "q20", "e20"));
    }

    @Test
    void aReloadThatChangesAPriorityMovesNobody() {
        waiting()
                .when(callArrives("q10a").in("F10"), callArrives("q20a").in("F20"))
                .reload(flow("F10").priority(10), flow("F20").priority(1), agent("X"))
                .then(
                        queue("q10a", "q20a"),
                        call("q20a", row -> assertThat(row.priority()).isEqualTo(1)))
                .when(callArrives("q20b").in("F20"))
                .then(queue("q20b", "q10a", "q20a"));
    }

    @Test
    void c41_aChatAtTheHeadDoesNotHoldUpAnAudioCallBehindIt() {
        given(flow("F"), agent("X"), agent("Y").chatOnly(1))
                .when(chatArrives("k0"), agentAnswers("k0"), callArrives("c0"), agentAnswers("c0"))
                .when(chatArrives("k1"), announcementAnswers("k1"), callArrives("c1"), announcementAnswers("c1"))
                .then(queue("k1", "c1"))
                .when(agentHangsUp("c0"))
                .after(seconds(30))
                .then(connect("c1").toAgent("X"), queue("k1"));
    }

    @Test
    void aWaitingCallIsReportedWithItsPosition() {
        waiting()
                .when(callArrives("q1").in("F20"), callArrives("q2").in("F20"))
                .then(scene -> assertThat(scene.recent().stream()
                                .filter(effect -> effect instanceof Effect.ReportCall)
                                .map(effect -> (Effect.ReportCall) effect))
                        .extracting(
                                report -> report.call().value() + " "
                                        + report.state().label(),
                                Effect.ReportCall::position)
                        .containsExactly(
                                org.assertj.core.groups.Tuple.tuple("q1 queued", OptionalInt.of(0)),
                                org.assertj.core.groups.Tuple.tuple("q2 queued", OptionalInt.of(1))));
    }

    @Test
    void thePositionIsAProperUriParameter() {
        given(
                        flow("A").queue("sip:q@media:5062;transport=tcp?Subject=a%20b"),
                        flow("B").queue("<sip:q@media>"),
                        flow("C").queue("\"Queue\" <sips:q;x?y@media?h=1>;tag=1"),
                        flow("D").queue("sip:[2001:db8::1]"),
                        agent("X").loggedOff(),
                        options().positionParameter(" pos ").admitWithoutAgents())
                .when(
                        callArrives("a").in("A"),
                        callArrives("b").in("B"),
                        callArrives("c").in("C"),
                        callArrives("d").in("D"))
                .then(
                        connect("a").to("sip:q@media:5062;transport=tcp;pos=0?Subject=a%20b"),
                        connect("b").to("<sip:q@media;pos=1>"),
                        connect("c").to("\"Queue\" <sips:q;x?y@media;pos=2?h=1>;tag=1"),
                        connect("d").to("sip:[2001:db8::1];pos=3"));
    }

    @Test
    void musicThatPlaysOnIsNotDialledAgainWhenTheAgentRefuses() {
        waiting()
                .when(callArrives("q1").in("F20"), announcementAnswers("q1"))
                .when(agentHangsUp("c0"))
                .after(seconds(30))
                .when(agentRefuses("q1"))
                .then(noOrders(), waits("q1", 0), is("q1", CallState.QUEUED));
    }
}
