package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.TransferStory.talking;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Cdr;
import io.callcenter.core.Effect;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.PassedFields;
import io.callcenter.core.RecoveredLegs;
import io.callcenter.core.Reply;
import io.callcenter.core.SegmentFacts;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Agents who call a colleague, or a flow, themselves. */
class ConsultationStory {
    private static final AgentState FREE = AgentState.FREE;
    private static final AgentState INCALL = AgentState.INCALL;
    private static final AgentState WRAPUP = AgentState.WRAPUP;

    /** X, who is free, calls B, who is rung. */
    private static Scene calls() {
        return given(flow("F"), agent("X"), agent("B").dial("4711").skills("b"))
                .when(callArrives("k").in("4711").by("X"));
    }

    /** X talks to the caller c1, and to the colleague B. */
    private static Scene consults(Given.Part... more) {
        return talking(more).when(callArrives("k").in("B").by("X"), agentAnswers("k"));
    }

    private static Then.Check part(String outcome, int code, long wait, long talk) {
        return scene -> {
            List<Cdr> parts = scene.recent().stream()
                    .filter(Effect.WriteConsultation.class::isInstance)
                    .map(effect -> ((Effect.WriteConsultation) effect).part())
                    .toList();
            assertThat(parts).hasSize(1);
            Cdr part = parts.get(0);
            SegmentFacts facts = part.segment().orElseThrow();
            assertThat(facts.kind()).isEqualTo("consult");
            assertThat(facts.by()).contains(new AgentId("X"));
            assertThat(part.agent()).contains(new AgentId("B"));
            assertThat(List.of(facts.outcome(), facts.code())).isEqualTo(List.of(outcome, code));
            assertThat(part.waited().toSeconds()).isEqualTo(wait);
            assertThat(part.talked().toSeconds()).isEqualTo(talk);
            assertThat(part.last()).isTrue();
        };
    }

    private static final Then.Check UNSEEN = scene -> {
        assertThat(scene.all())
                .noneMatch(effect -> effect instanceof Effect.WriteCdr
                        || effect instanceof Effect.ReportCall
                        || effect instanceof Effect.LogCall);
        assertThat(scene.board().calls()).isEmpty();
        assertThat(scene.board().totals().arrived()).isZero();
        assertThat(scene.board().totals().ongoing()).isZero();
    };

    @Test
    void anAgentCallsAnotherByTheirNumberAndBothAreFreeAfterwards() {
        calls().then(
                        done(),
                        connect("k").toAgent("B"),
                        is("X", INCALL),
                        is("B", INCALL),
                        reported("X")
                                .that(
                                        "incall",
                                        r -> r.status().equals("incall")
                                                && r.flow().isEmpty()),
                        reported("B")
                                .that(
                                        "incall",
                                        r -> r.status().equals("incall")
                                                && r.flow().isEmpty()))
                .after(seconds(4))
                .when(agentAnswers("k"))
                .then(is("X", INCALL), is("B", INCALL))
                .after(seconds(7))
                .when(callerHangsUp("k"))
                .then(part("answered", 0, 4, 7), is("X", FREE), is("B", FREE), UNSEEN)
                .then(scene -> assertThat(scene.saved("k")).isEmpty());
    }

    @Test
    void whoeverIsCalledMayHangUp() {
        calls().when(agentAnswers("k"))
                .after(seconds(3))
                .when(agentHangsUp("k"))
                .then(ends("k"), part("answered", 0, 0, 3), is("X", FREE), is("B", FREE), UNSEEN);
    }

    @Test
    void aRefusalIsToldTheCallerAndBlamesNobody() {
        calls().after(seconds(2))
                .when(agentRefuses("k", 486))
                .then(refuses("k", 486), part("refused", 486, 2, 0), is("X", FREE), is("B", FREE), UNSEEN)
                .then(agent("B", row -> assertThat(row.rejected()).isZero()));
    }

    @Test
    void whoeverCallsMayGiveUp() {
        calls().after(seconds(9))
                .when(callerCancels("k"))
                .then(part("abandoned", 0, 9, 0), is("X", FREE), is("B", FREE), UNSEEN);
    }

    @Test
    void legsThatAreLostEndIt() {
        calls().when(agentLegIsLost("k")).then(ends("k"), is("X", FREE), is("B", FREE));
        calls().when(callEnds("k", "SETUP_TIMEOUT")).then(part("failed", 0, 0, 0), is("X", FREE), is("B", FREE));
    }

    @Test
    void whoIsNotFreeOrNotThereIsNotRung() {
        calls().when(callArrives("m").in("B").by("X"))
                .then(done(), refuses("m", 486), is("X", INCALL), part("refused", 486, 0, 0));
        calls().when(callerHangsUp("k"), logsOut("B"), callArrives("m").in("B").by("X"))
                .then(done(), refuses("m", 480), is("X", FREE));
        given(flow("F"), agent("X"), agent("B").chatOnly(1))
                .when(callArrives("m").in("B").by("X"))
                .then(refuses("m", 480), is("X", FREE));
        given(flow("F"), agent("X"))
                .when(callArrives("m").in("X").by("X"))
                .then(
                        refuses("m", 486),
                        is("X", FREE),
                        scene -> assertThat(scene.saved("m")).isEmpty());
    }

    @Test
    void onlyAgentsWhoAreThereCallAgents() {
        Scene scene = given(flow("F"), agent("X").loggedOff(), agent("B"));
        scene.when(callArrives("m").in("B")).then(notAdmitted(-3));
        scene.when(callArrives("m").in("B").by("X")).then(notAdmitted(-3));
        scene.when(callArrives("m").in("B").by("stranger")).then(notAdmitted(-3));
        scene.when(logsIn("X"), callArrives("m").in("nobody").by("X")).then(notAdmitted(-3), is("X", FREE));
        scene.when(callArrives("m").in("B").by("X").offering(MediaOffer.CHAT)).then(notAdmitted(-7));
        scene.when(callArrives("m").in("B").by("X").offering(MediaOffer.NO_SDP)).then(notAdmitted(-6));
        scene.when(callArrives("m").in("B").by("X")).then(done(), connect("m").toAgent("B"));
    }

    @Test
    void whoeverCallsOrIsCalledGetsNoCall() {
        calls().when(callArrives("c1"))
                .then(is("c1", CallState.QUEUED))
                .when(callerHangsUp("k"))
                .then(connect("c1").toAgent("X"), is("B", FREE));
    }

    @Test
    void anAgentWhoCallsAFlowIsItsCallerAndGetsNoCall() {
        given(flow("F"), agent("X"), agent("V").loggedOff())
                .when(callArrives("c1").by("X"))
                .then(done(), is("c1", CallState.QUEUED), is("X", INCALL))
                .when(logsIn("V"))
                .then(connect("c1").toAgent("V"))
                .when(agentAnswers("c1"), agentHangsUp("c1"))
                .then(is("X", FREE), is("V", WRAPUP), cdr("c1").type(0).by("V"));
    }

    @Test
    void besideACallTheWrapUpBeginsWhenBothAreOver() {
        consults()
                .after(seconds(5))
                .when(callerHangsUp("c1"))
                .then(is("X", INCALL), cdr("c1").type(0).by("X"))
                .after(seconds(60))
                .when(callerHangsUp("k"))
                .then(is("X", WRAPUP), is("B", FREE))
                .then(agent(
                        "X", row -> assertThat(row.wrapUpEnd().orElseThrow()).isAfter(Scene.START.plusSeconds(80))));
        consults()
                .when(agentHangsUp("k"))
                .then(is("X", INCALL), is("B", FREE))
                .when(callerHangsUp("c1"))
                .then(is("X", WRAPUP));
    }

    @Test
    void aWrapUpRunsOnBesideACallOfTheirOwn() {
        talking()
                .when(callerHangsUp("c1"), callArrives("k").in("B").by("X"))
                .then(is("X", INCALL))
                .when(callerHangsUp("k"))
                .then(is("X", WRAPUP))
                .when(callArrives("m").in("B").by("X"))
                .after(seconds(120))
                .then(is("X", INCALL))
                .when(callerHangsUp("m"))
                .then(is("X", FREE));
    }

    @Test
    void chatsGoOnBesideItAndNoneIsAdded() {
        given(flow("F"), agent("X").alsoChats(3), agent("B").skills("b"))
                .when(
                        chatArrives("c1"),
                        agentAnswers("c1"),
                        callArrives("k").in("B").by("X"),
                        agentAnswers("k"))
                .then(is("X", AgentState.INCHAT))
                .when(chatArrives("c2"))
                .then(is("c2", CallState.QUEUED))
                .when(callerHangsUp("c1"))
                .then(is("X", INCALL))
                .when(callerHangsUp("k"))
                .then(is("X", AgentState.INCHAT), is("c2", CallState.TOAGENT));
    }

    @Test
    void t28_aCallerIsJoinedToTheColleagueWhomTheirAgentHasCalled() {
        Scene scene = consults();
        LegId theirs = scene.wires().right("k");
        scene.after(seconds(4))
                .when(merges("c1", "k", true))
                .then(
                        answeredRefer(202),
                        is("c1", CallState.TRANSFERRING),
                        is("B", INCALL),
                        is("X", INCALL),
                        noRecords(),
                        now -> assertThat(now.recent())
                                .contains(
                                        new Effect.Hand(new CallId("k"), theirs, new CallId("c1"), new LegId("c1-2"))))
                .when(handedOver("c1"))
                .then(
                        told(200),
                        part("merged", 0, 0, 4),
                        ends("k"),
                        is("c1", CallState.TOAGENT),
                        is("X", WRAPUP),
                        is("B", INCALL),
                        cdr("c1").by("X").number(1))
                .after(seconds(6))
                .when(agentHangsUp("c1"))
                .then(cdr("c1").type(0).by("B").talked(6).number(2), is("B", WRAPUP), gone("c1"));
    }

    /** X asks in their call to a colleague, or to a flow, that the caller c1 gets what they have there. */
    private static When.Deed mergesInOwn(String own, String call) {
        return signal(new Signal.Referred(
                new CallId(own),
                LegId.CALLER,
                named("B"),
                "1@x;to-tag=a;from-tag=b",
                "",
                Optional.of(new Signal.Replaced(new CallId(call), false)),
                Scene.START));
    }

    private static Then.Check toldIn(String call, int... codes) {
        return scene -> assertThat(scene.recent())
                .filteredOn(effect -> effect instanceof Effect.Notify || effect instanceof Effect.AnswerRefer)
                .allMatch(effect -> effect.about().orElseThrow().equals(new CallId(call)))
                .extracting(effect ->
                        effect instanceof Effect.Notify told ? told.code() : ((Effect.AnswerRefer) effect).code())
                .containsExactly(Arrays.stream(codes).boxed().toArray(Integer[]::new));
    }

    private static final Then.Check HANGS_UP_NOBODY =
            scene -> assertThat(scene.recent()).noneMatch(Effect.End.class::isInstance);

    @Test
    void t29_anAgentMayAskForItInTheirOwnCall() {
        consults()
                .when(mergesInOwn("k", "c1"))
                .then(toldIn("k", 202), HANGS_UP_NOBODY, is("c1", CallState.TRANSFERRING), is("X", INCALL))
                .when(handedOver("c1"))
                .then(
                        toldIn("k", 200),
                        HANGS_UP_NOBODY,
                        part("merged", 0, 0, 0),
                        is("c1", CallState.TOAGENT),
                        is("X", WRAPUP),
                        is("B", INCALL));
    }

    @Test
    void t29_itsFailureIsToldThereToo() {
        consults()
                .when(mergesInOwn("k", "c1"))
                .when(signal(new Signal.LegRefused(new CallId("c1"), new LegId("c1-2"), 488, Scene.START)))
                .then(toldIn("k", 488), is("c1", CallState.TOAGENT), is("X", INCALL), is("B", INCALL))
                .when(callerHangsUp("k"))
                .then(part("answered", 0, 0, 0), is("X", INCALL), is("B", FREE));
        consults()
                .when(mergesInOwn("k", "c1"), callerHangsUp("c1"))
                .then(toldIn("k", 202, 487))
                .when(agentHangsUp("k"))
                .then(is("X", WRAPUP), is("B", FREE));
    }

    @Test
    void t29_theOwnCallMayBeOneToAFlow() {
        talking(agent("V").skills("g"))
                .when(callArrives("k").in("G").by("X"), agentAnswers("k"))
                .when(mergesInOwn("k", "c1"))
                .then(toldIn("k", 202), HANGS_UP_NOBODY)
                .when(handedOver("c1"))
                .then(
                        toldIn("k", 200),
                        HANGS_UP_NOBODY,
                        cdr("k").type(0).by("V"),
                        gone("k"),
                        is("V", INCALL),
                        is("X", WRAPUP));
    }

    @Test
    void t29_onlyAnAgentWhoHasBothCallsMay() {
        consults().when(callArrives("m").in("G")).when(mergesInOwn("k", "k")).then(toldIn("k", 603));
        consults().when(mergesInOwn("k", "nothing")).then(toldIn("k", 603), is("B", INCALL));
        talking().when(callArrives("m").in("F")).when(mergesInOwn("m", "c1")).then(toldIn("m", 405));
        talking(agent("V").skills("v"))
                .when(callArrives("k").in("B").by("V"), agentAnswers("k"), mergesInOwn("k", "c1"))
                .then(toldIn("k", 603), is("c1", CallState.TOAGENT));
    }

    @Test
    void t29_aRouteIsAskedAboutTheCallThatIsTransferred() {
        consults()
                .when(signal(new Signal.AskTransfer(
                        new CallId("k"),
                        Optional.of(LegId.CALLER),
                        named("B"),
                        Optional.of(new Signal.Replaced(new CallId("c1"), false)))))
                .then(replied(new Reply.MayTransfer(new FlowId("F"), Optional.of(new AgentId("X")), "agent", "B")));
        consults()
                .when(signal(new Signal.AskTransfer(
                        new CallId("k"), Optional.of(LegId.CALLER), named("B"), Optional.empty())))
                .then(refused(404, "Call not found"));
    }

    @Test
    void t34_whereAColleagueCannotBeJoinedBothTalksGoOn() {
        consults()
                .when(merges("c1", "k", true))
                .when(signal(new Signal.LegRefused(new CallId("c1"), new LegId("c1-2"), 408, Scene.START)))
                .then(told(408), is("c1", CallState.TOAGENT), is("X", INCALL), is("B", INCALL), noRecords())
                .after(seconds(5))
                .when(agentHangsUp("k"))
                .then(part("answered", 0, 0, 5), ends("k"), is("X", INCALL), is("B", FREE));
    }

    @Test
    void t34_anAgentWhoHasLeftTheirOwnCallIsNotWaitedFor() {
        consults()
                .when(merges("c1", "k", true))
                .when(callerHangsUp("k"))
                .then(part("answered", 0, 0, 0), is("B", INCALL))
                .when(signal(new Signal.LegRefused(new CallId("c1"), new LegId("c1-2"), 488, Scene.START)))
                .then(told(488), is("c1", CallState.TOAGENT), is("X", INCALL), is("B", FREE), noRecords());
    }

    @Test
    void t35_aCallerWhoHangsUpDuringTheJoinFreesBoth() {
        consults()
                .when(merges("c1", "k", true))
                .when(callerHangsUp("c1"))
                .then(gone("c1"))
                .when(agentHangsUp("k"))
                .then(is("X", WRAPUP), is("B", FREE));
    }

    @Test
    void t37_aColleagueWhoIsStillRungIsRungForTheCaller() {
        talking()
                .when(callArrives("k").in("B").by("X"))
                .after(seconds(3))
                .when(merges("c1", "k", true))
                .then(
                        answeredRefer(202),
                        ends("k"),
                        connect("c1").toAgent("B"),
                        is("B", INCALL),
                        part("merged", 0, 3, 0))
                .when(agentAnswers("c1"))
                .then(told(200), is("c1", CallState.TOAGENT), is("B", INCALL), is("X", WRAPUP));
    }

    @Test
    void onlyWhoeverCalledACollegueMayJoinThem() {
        consults().when(merges("c1", "k", false)).then(answeredRefer(603), is("c1", CallState.TOAGENT));
        talking(agent("V").skills("v"))
                .when(callArrives("k").in("B").by("V"), agentAnswers("k"))
                .when(merges("c1", "k", true))
                .then(answeredRefer(603), is("c1", CallState.TOAGENT), is("V", INCALL));
    }

    /** It has gone on to somebody who was not called. */
    @Test
    void t29_whereARouteNamesSomebodyElseTheTransferIsBlindAndTheOwnCallGoesOn() {
        consults()
                .when(signal(new Signal.Referred(
                        new CallId("k"),
                        LegId.CALLER,
                        named("N"),
                        "",
                        "",
                        PassedFields.NONE,
                        Optional.of(new Signal.HookWord(0, Optional.empty(), true)),
                        Optional.of(new Signal.Replaced(new CallId("c1"), false)),
                        Scene.START)))
                .then(toldIn("k", 202), HANGS_UP_NOBODY, connect("c1").toAgent("N"), is("B", INCALL))
                .when(agentAnswers("c1"))
                .then(toldIn("k", 200), is("c1", CallState.TOAGENT), is("N", INCALL), is("X", INCALL), is("B", INCALL))
                .when(callerHangsUp("k"))
                .then(part("answered", 0, 0, 0), is("X", WRAPUP), is("B", FREE));
    }

    @Test
    void whoeverMakesACallIsNotGivenIt() {
        given(flow("F"), agent("bot").calls(3))
                .when(callArrives("c1").by("bot"))
                .then(is("c1", CallState.QUEUED))
                .when(announcementAnswers("c1"), callArrives("c2"))
                .then(connect("c2").toAgent("bot"), is("c1", CallState.QUEUED))
                .when(operatorTransfers("c1", named("bot")))
                .then(refused(482, "Agent makes the call"));
        given(flow("F"), agent("bot").calls(3), options().dispatchingOff())
                .when(callArrives("c1").by("bot"), announcementAnswers("c1"), operatorGives("c1", "bot"))
                .then(refused(488, "Agent makes the call"), is("c1", CallState.QUEUED));
        given(flow("F"), agent("bot").calls(3))
                .when(callArrives("c1").by("bot"), announcementAnswers("c1"))
                .restart(Map.of("c1", new RecoveredLegs(List.of(), Optional.of(new LegId("c1-1")), Set.of())))
                .when(logsOut("bot"), logsIn("bot"))
                .then(is("c1", CallState.QUEUED));
    }

    @Test
    void aWrapUpIsNotOwedBeyondTheNextCall() {
        given(flow("F"), agent("bot").callsWithWrapUp(3), agent("B").skills("b"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .when(callArrives("k").in("B").by("bot"), agentAnswers("k"))
                .when(callerHangsUp("c1"))
                .when(callArrives("c2"), agentAnswers("c2"))
                .when(callerHangsUp("k"))
                .when(callerHangsUp("c2"))
                .after(seconds(300))
                .then(is("bot", FREE))
                .when(callArrives("m").in("B").by("bot"), agentAnswers("m"))
                .when(callerHangsUp("m"))
                .then(is("bot", FREE));
    }

    @Test
    void aCallThatWasOnlyOfferedDoesNotSpareTheWrapUpThatIsOwed() {
        given(flow("F"), agent("bot").callsWithWrapUp(3), agent("B").skills("b"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .when(callArrives("k").in("B").by("bot"), agentAnswers("k"))
                .when(callerHangsUp("c1"))
                .when(callArrives("c2"), callerCancels("c2"))
                .when(callerHangsUp("k"))
                .then(is("bot", INCALL))
                .after(seconds(60))
                .then(is("bot", FREE));
    }

    @Test
    void operatorsEndIt() {
        consults().when(operatorHangsUp("k")).then(done(), ends("k"), part("released", 0, 0, 0), is("B", FREE));
        calls().when(operatorReleases("B")).then(ends("k"), is("X", FREE), is("B", FREE));
        calls().when(operatorReleases("X")).then(ends("k"), is("X", FREE), is("B", FREE));
        consults().when(operatorReleases("X")).then(ends("k"), ends("c1"), is("X", FREE), is("B", FREE));
    }

    private static Map<String, RecoveredLegs> stands(Optional<LegId> right, Signal... facts) {
        return Map.of("k", new RecoveredLegs(List.of(facts), right, Set.of()));
    }

    @Test
    void aTalkOfColleaguesSurvivesACrash() {
        calls().when(agentAnswers("k"))
                .restart(stands(Optional.of(new LegId("k-1"))))
                .then(is("X", INCALL), is("B", INCALL), noOrders())
                .after(seconds(5))
                .when(callerHangsUp("k"))
                .then(part("answered", 0, 0, 5), is("X", FREE), is("B", FREE), UNSEEN);
    }

    @Test
    void aCallThatRangInTheCrashIsOver() {
        calls().restart(stands(Optional.empty(), new Signal.CallEnded(new CallId("k"), "LOST", Scene.START)))
                .then(part("failed", 0, 0, 0), is("X", FREE), is("B", FREE), UNSEEN);
    }

    @Test
    void aTalkWhoseLegsAreGoneAfterACrashIsOver() {
        calls().when(agentAnswers("k"))
                .restart(stands(Optional.empty()))
                .then(ends("k"), part("answered", 0, 0, 0), is("X", FREE), is("B", FREE));
    }

    @Test
    void agentsWhoseRowsAreGoneAfterACrashFinishTheirTalk() {
        calls().when(agentAnswers("k"))
                .restart(stands(Optional.of(new LegId("k-1"))), flow("F"), agent("V"))
                .when(callerHangsUp("k"))
                .then(part("answered", 0, 0, 0))
                .then(scene -> assertThat(scene.board().agents()).hasSize(1));
    }

    @Test
    void anAgentWhoCalledAFlowIsStillItsCallerAfterACrash() {
        given(flow("F"), agent("X"), agent("V").skills("s"))
                .when(callArrives("k").by("X"), agentAnswers("k"))
                .restart(stands(Optional.of(new LegId("k-1"))))
                .then(is("X", INCALL), is("V", INCALL))
                .when(callerHangsUp("k"))
                .then(is("X", FREE), is("V", WRAPUP));
    }

    @Test
    void whoeverIsCalledCannotTransferTheirColleague() {
        consults().when(refers("k", "N")).then(answeredRefer(405), is("X", INCALL), is("B", INCALL));
    }

    /** The legs of the two calls have done it. */
    private static When.Deed handedOver(String call) {
        return scene -> {
            CallId id = new CallId(call);
            LegId agent = scene.wires().right(call);
            return scene.wires().handed(call).stream()
                    .<Signal>flatMap(leg -> java.util.stream.Stream.of(
                            new Signal.LegAnswered(id, leg, scene.now()),
                            new Signal.LegConnected(id, leg, scene.now()),
                            new Signal.LegEnded(id, agent, Signal.EndedBy.US, scene.now())))
                    .toList();
        };
    }
}
