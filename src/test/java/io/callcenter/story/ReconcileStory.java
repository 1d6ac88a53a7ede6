package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.RecoveredLegs;
import io.callcenter.core.Signal;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What was saved of a call and where its legs stand need not fit after a crash (ADR 0009). */
class ReconcileStory {
    private static final CallId C1 = new CallId("c1");

    private static LegId leg(int number) {
        return new LegId("c1-" + number);
    }

    private static Map<String, RecoveredLegs> legs(Optional<LegId> right, Set<LegId> underWay, Signal... facts) {
        return Map.of("c1", new RecoveredLegs(Arrays.asList(facts), right, underWay));
    }

    @Test
    void aConnectionThatWasNotHeardOfIsHeardAgain() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"))
                .after(seconds(3))
                .restart(legs(
                        Optional.of(leg(1)),
                        Set.of(),
                        new Signal.LegAnswered(C1, leg(1), Scene.START.plusSeconds(2)),
                        new Signal.LegConnected(C1, leg(1), Scene.START.plusSeconds(2))))
                .then(noOrders(), is("c1", CallState.TOAGENT), is("X", AgentState.INCALL))
                .after(seconds(4))
                .when(agentHangsUpAt("c1", leg(1)))
                .then(cdr("c1").type(0).waited(2).pickUp(2).talked(5), is("X", AgentState.WRAPUP));
    }

    private static When.Deed agentHangsUpAt(String call, LegId leg) {
        return scene -> List.of(new Signal.LegEnded(new CallId(call), leg, Signal.EndedBy.PEER, scene.now()));
    }

    @Test
    void anAgentWhoseLegWasNeverOrderedIsGivenTheCallAgain() {
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"), announcementEnds("c1"))
                .restart(legs(Optional.empty(), Set.of()))
                .then(is("X", AgentState.INCALL), noRecords(), connect("c1").toAgent("X"));
    }

    @Test
    void aRefusalThatWasNotHeardOfHasItsRecordAndItsWrapUp() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"))
                .restart(legs(
                        Optional.empty(), Set.of(), new Signal.LegRefused(C1, leg(1), 486, Scene.START.plusSeconds(1))))
                .then(cdr("c1").rejectedBy("X"), is("X", AgentState.WRAPUP), queue("c1"))
                .then(connect("c1").to("sip:queue-F@media"));
    }

    @Test
    void aCallerWhoWentUnheardHasAbandonedThen() {
        given(
                        flow("F"),
                        agent("X").loggedOff(),
                        agent("Y").skills("other"),
                        options().admitWithoutAgents())
                .when(callArrives("c1"), announcementAnswers("c1"))
                .after(seconds(9))
                .restart(legs(
                        Optional.empty(),
                        Set.of(),
                        new Signal.CallerGone(C1, Signal.Gone.BYE, Scene.START.plusSeconds(4)),
                        new Signal.CallEnded(C1, "CALLER_GONE", Scene.START.plusSeconds(4))))
                .then(cdr("c1").type(1).waited(4), gone("c1"), noOrders());
    }

    @Test
    void whatWasHeardAlreadyChangesNothing() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentRefuses("c1"), announcementAnswers("c1"))
                .restart(legs(
                        Optional.of(leg(2)),
                        Set.of(),
                        new Signal.LegRefused(C1, leg(1), 486, Scene.START),
                        new Signal.LegAnswered(C1, leg(2), Scene.START),
                        new Signal.LegConnected(C1, leg(2), Scene.START)))
                .then(noOrders(), noRecords(), noReports(), queue("c1"), is("X", AgentState.WRAPUP));
    }

    @Test
    void aLegThatNobodyKnowsIsGivenUp() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentRefuses("c1"), announcementAnswers("c1"))
                .restart(legs(Optional.of(leg(2)), Set.of(leg(9))))
                .then(
                        queue("c1"),
                        drops("c1"),
                        scene -> assertThat(scene.recent())
                                .noneMatch(effect -> effect instanceof Effect.Connect)
                                .contains(new Effect.Drop(C1, leg(9)))
                                .doesNotContain(new Effect.Drop(C1, leg(2))));
    }

    @Test
    void aCallWithoutLegsIsClosed() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .restart(legs(Optional.empty(), Set.of(), new Signal.CallEnded(C1, "LOST", Scene.START.plusSeconds(1))))
                .then(cdr("c1").type(-1).by("X"), is("X", AgentState.FREE), gone("c1"));
    }

    @Test
    void aLegOrderedWhileFactsAreHeardIsNotTakenForALostOne() {
        given(flow("F"), agent("X"), agent("Y"))
                .when(callArrives("c1"))
                .restart(legs(
                        Optional.empty(), Set.of(), new Signal.LegRefused(C1, leg(1), 486, Scene.START.plusSeconds(1))))
                .then(cdr("c1").rejectedBy("X"), connect("c1").toAgent("Y"), is("c1", CallState.TOAGENT));
    }

    @Test
    void theQueueAnnouncementBesideAnAgentIsRemembered() {
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1"), announcementAnswers("c1"), announcementEnds("c1"))
                .after(seconds(3))
                .then(connect("c1").to("sip:queue-F@media"))
                .restart(legs(Optional.of(leg(3)), Set.of(leg(2)), new Signal.LegConnected(C1, leg(3), Scene.START)))
                .then(noOrders(), is("c1", CallState.TOAGENT));
    }
}
