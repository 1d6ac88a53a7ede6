package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.TransferStory.OUT;
import static io.callcenter.story.TransferStory.legs;
import static io.callcenter.story.TransferStory.talking;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.PassedFields;
import io.callcenter.core.RecoveredLegs;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import io.callcenter.core.TransferTarget;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Callers whose agent has called somebody before the transfer. */
class AttendedTransferStory {
    @Test
    void t39_whomTheAgentTalksToElsewhereIsTakenFromThatTalkUnlessItIsOver() {
        String dialog = "1@x;to-tag=a;from-tag=b";
        TransferTarget phone = new TransferTarget(TransferTarget.Kind.ANY, "", "sip:B@agents", "", 403);
        talking()
                .when(attends("c1", phone, dialog))
                .then(
                        answeredRefer(202),
                        connect("c1").toAgent("B"),
                        replaced(dialog),
                        says(
                                CallState.TRANSFERRING,
                                "",
                                new Effect.TransferNote("attended", "agent:B", 1, Optional.empty(), 0)));
        talking().when(attends("c1", outside(OUT), dialog)).then(connect("c1").to(OUT), replaced(dialog));
        talking().when(attends("c1", named("B"), dialog)).then(connect("c1").toAgent("B"), replaced(""));
    }

    /** X talks to the caller c1, and has called G, where they wait behind another caller. */
    private static Scene consults() {
        return talking(options().admitWithoutAgents())
                .when(callArrives("c3").in("G"), announcementAnswers("c3"))
                .when(callArrives("c2").in("G"), announcementAnswers("c2"))
                .when(callArrives("c4").in("G"), announcementAnswers("c4"))
                .after(seconds(5));
    }

    @Test
    void t36_aCallerGetsThePlaceThatTheirAgentHasWaitedFor() {
        consults()
                .then(queue("c3", "c2", "c4"))
                .when(merges("c1", "c2", true))
                .then(
                        answeredRefer(202),
                        connect("c1").to("sip:queue-G@media").purpose(Effect.Purpose.MUSIC),
                        ends("c2"),
                        cdr("c2").type(1).waited(5),
                        scene -> assertThat(scene.recent().toString()).contains("reason=merged"),
                        gone("c2"),
                        queue("c3", "c4"),
                        is("X", AgentState.INCALL))
                .when(musicAnswers("c1"))
                .then(told(200), queue("c3", "c1", "c4"), is("X", AgentState.WRAPUP));
    }

    @Test
    void t36_aCallerHasWaitedSinceTheirAgentHas() {
        consults()
                .when(merges("c1", "c2", true))
                .after(seconds(1))
                .when(musicAnswers("c1"))
                .after(seconds(3))
                .restart(legs(Optional.of(new LegId("c1-2"))))
                .when(callerHangsUp("c1"))
                .then(cdr("c1").type(1).waited(9).number(2));
        consults()
                .when(merges("c1", "c2", true))
                .restart(legs(
                        Optional.of(new LegId("c1-1")),
                        new Signal.LegConnected(new CallId("c1"), new LegId("c1-2"), Scene.START)))
                .when(callerHangsUp("c1"))
                .then(cdr("c1").type(1).waited(5).number(2));
    }

    @Test
    void t36_theCallerStaysWithTheAgentWhereTheMusicFails() {
        consults()
                .when(merges("c1", "c2", true), musicRefuses("c1", 503))
                .then(told(503), is("c1", CallState.TOAGENT), is("X", AgentState.INCALL), queue("c3", "c4"));
    }

    @Test
    void t31_aConsultationThatHasEndedLeavesABlindTransfer() {
        talking()
                .when(merges("c1", "c9", true))
                .then(answeredRefer(202), connect("c1").toAgent("B"), replaced(""));
    }

    @Test
    void onlyACallOfTheirOwnThatWaitsCanBeReplaced() {
        consults().when(merges("c1", "c2", false)).then(answeredRefer(603), is("c2", CallState.QUEUED));
        talking().when(merges("c1", "c1", true)).then(answeredRefer(603), is("c1", CallState.TOAGENT));
        given(flow("F"), agent("X").chatOnly(2))
                .when(chatArrives("c1"), agentAnswers("c1"))
                .when(chatArrives("c2"), agentAnswers("c2"))
                .when(merges("c1", "c2", true))
                .then(answeredRefer(603), is("c1", CallState.TOAGENT), is("c2", CallState.TOAGENT));
    }

    /** X talks to the caller c1, and has called G, where V has taken the call. */
    private static Scene consultsAnAgent() {
        return talking(agent("V").skills("g"))
                .when(callArrives("c2").in("G"), agentAnswers("c2"))
                .after(seconds(4));
    }

    @Test
    void t28_aCallerIsJoinedToTheAgentWhomTheirAgentTalksTo() {
        Scene scene = consultsAnAgent();
        LegId theirs = scene.wires().right("c2");
        scene.when(merges("c1", "c2", true))
                .then(
                        answeredRefer(202),
                        is("c1", CallState.TRANSFERRING),
                        is("V", AgentState.INCALL),
                        is("X", AgentState.INCALL),
                        is("c2", CallState.TOAGENT),
                        noRecords(),
                        hands("c2", theirs, "c1"),
                        now -> assertThat(now.recent().toString()).contains("kind=attended"))
                .when(handedOver("c1"))
                .then(
                        told(200),
                        cdr("c2").type(0).by("V").talked(4),
                        ends("c2"),
                        gone("c2"),
                        now -> assertThat(now.recent().toString()).contains("reason=merged"),
                        is("c1", CallState.TOAGENT),
                        is("X", AgentState.WRAPUP),
                        cdr("c1").by("X").number(1))
                .after(seconds(6))
                .when(agentHangsUp("c1"))
                .then(cdr("c1").type(0).by("V").talked(6).number(2), is("V", AgentState.WRAPUP), gone("c1"));
    }

    @Test
    void t37_anAgentWhoIsStillRungForTheirAgentIsRungForTheCaller() {
        talking(agent("V").skills("g"))
                .when(callArrives("c2").in("G"))
                .then(is("V", AgentState.INCALL))
                .after(seconds(3))
                .when(merges("c1", "c2", true))
                .then(
                        answeredRefer(202),
                        ends("c2"),
                        gone("c2"),
                        connect("c1").toAgent("V"),
                        replaced(""),
                        is("V", AgentState.INCALL),
                        cdr("c2").type(1))
                .after(seconds(2))
                .when(agentAnswers("c1"))
                .then(told(200), is("c1", CallState.TOAGENT), is("V", AgentState.INCALL), is("X", AgentState.WRAPUP));
    }

    @Test
    void t32_whereTheOtherAgentHangsUpTheirTalkIsOverAndTheCallerStays() {
        consultsAnAgent()
                .when(merges("c1", "c2", true))
                .when(notJoined(487))
                .when(agentHangsUp("c2"))
                .then(
                        is("c1", CallState.TOAGENT),
                        is("X", AgentState.INCALL),
                        is("V", AgentState.WRAPUP),
                        ends("c2"),
                        cdr("c2").type(0).by("V").talked(4));
    }

    private static When.Deed notJoined(int code) {
        return signal(
                new Signal.LegNotJoined(new CallId("c1"), new LegId("c1-2"), code == 488, code, true, Scene.START));
    }

    @Test
    void t34_whereTheJoinFailsBothTalksGoOn() {
        consultsAnAgent()
                .when(merges("c1", "c2", true))
                .after(seconds(2))
                .when(notJoined(488))
                .then(
                        told(488),
                        is("c1", CallState.TOAGENT),
                        is("c2", CallState.TOAGENT),
                        is("X", AgentState.INCALL),
                        is("V", AgentState.INCALL),
                        noRecords())
                .after(seconds(5))
                .when(callerHangsUp("c2"))
                .then(cdr("c2").type(0).by("V").talked(11), is("V", AgentState.WRAPUP), gone("c2"))
                .when(callerHangsUp("c1"))
                .then(cdr("c1").type(0).by("X").number(1), is("X", AgentState.WRAPUP));
    }

    @Test
    void t34_theAgentMayTryAgain() {
        consultsAnAgent()
                .when(merges("c1", "c2", true))
                .when(notJoined(488))
                .when(merges("c1", "c2", true))
                .then(answeredRefer(202), is("c1", CallState.TRANSFERRING), is("c2", CallState.TOAGENT));
    }

    @Test
    void t34_anAgentWhoHasLeftTheirOwnCallIsNotWaitedFor() {
        consultsAnAgent()
                .when(merges("c1", "c2", true))
                .when(callerHangsUp("c2"))
                .then(cdr("c2").type(0).by("V").talked(4), gone("c2"), is("V", AgentState.INCALL))
                .when(notJoined(488))
                .then(told(488), is("c1", CallState.TOAGENT), is("V", AgentState.FREE), noRecords());
    }

    @Test
    void t34_whoWasJoinedAsTheTransferWasGivenUpDoesNotComeBack() {
        Scene scene = consultsAnAgent();
        LegId theirs = scene.wires().right("c2");
        scene.wires().crosses(new LegId("c1-2"));
        scene.when(merges("c1", "c2", true))
                .when(signal(new Signal.TakenBack(new CallId("c1"), new LegId("c1-1"), Scene.START)))
                .then(told(487), is("c2", CallState.TOAGENT))
                .when(signal(new Signal.LegConnected(new CallId("c1"), new LegId("c1-2"), Scene.START)))
                .then(now -> assertThat(now.recent()).contains(new Effect.Drop(new CallId("c2"), theirs)))
                .when(agentHangsUp("c2"))
                .then(gone("c2"), is("V", AgentState.WRAPUP));
    }

    @Test
    void t34_whoIsGoingToACallGoesToNoOther() {
        consultsAnAgent()
                .when(merges("c1", "c2", true))
                .when(refers("c2", "B"))
                .then(answeredRefer(491))
                .when(operatorTransfers("c2", named("F")))
                .then(refused(409, "Transfer in progress"));
    }

    @Test
    void t35_aCallerWhoHangsUpDuringTheJoinFreesBoth() {
        consultsAnAgent()
                .when(merges("c1", "c2", true))
                .when(callerHangsUp("c1"))
                .then(is("X", AgentState.WRAPUP), gone("c1"))
                .when(agentHangsUp("c2"))
                .then(is("V", AgentState.FREE), ends("c2"), gone("c2"));
    }

    @Test
    void t46_aCrashBeforeTheJoin() {
        consultsAnAgent()
                .when(merges("c1", "c2", true))
                .restart(Map.of(
                        "c1",
                        new RecoveredLegs(List.of(), Optional.of(new LegId("c1-1")), Set.of()),
                        "c2",
                        new RecoveredLegs(List.of(), Optional.empty(), Set.of())))
                .then(told(503), is("c1", CallState.TOAGENT), is("X", AgentState.INCALL))
                .then(ends("c2"), gone("c2"), is("V", AgentState.WRAPUP));
    }

    private static Then.Check hands(String from, LegId leg, String to) {
        return scene -> assertThat(scene.recent())
                .contains(new Effect.Hand(new CallId(from), leg, new CallId(to), new LegId(to + "-2")));
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

    private static Then.Check replaced(String dialog) {
        return scene -> assertThat(scene.recent())
                .filteredOn(Effect.Connect.class::isInstance)
                .extracting(effect -> ((Effect.Connect) effect).referral().replaces())
                .containsExactly(dialog);
    }

    @Test
    void anAgentWhoWasLeftTheCallerAndCannotBeJoinedIsFreeWithoutBlame() {
        consultsAnAgent()
                .when(merges("c1", "c2", true))
                .when(agentHangsUp("c1"))
                .then(is("c1", CallState.TOAGENT), is("V", AgentState.INCALL))
                .when(signal(new Signal.LegRefused(new CallId("c1"), new LegId("c1-2"), 487, Scene.START)))
                .then(noRecords(), is("V", AgentState.FREE), waits("c1", 0));
    }

    @Test
    void anAgentWithSeveralCallsWhoComesFromOneOfThemHasNoWrapUpForIt() {
        talking(agent("V").skills("g").callsWithWrapUp(2))
                .when(callArrives("c2").in("G"), agentAnswers("c2"))
                .when(merges("c1", "c2", true))
                .when(handedOver("c1"))
                .when(callArrives("c5").in("G"))
                .then(is("c5", CallState.TOAGENT));
    }

    @Test
    void aRouteIsAskedAboutItAndMayRefuse() {
        Scene scene = consultsAnAgent();
        CallId call = new CallId("c1");
        Signal.Replaced theirs = new Signal.Replaced(new CallId("c2"), true);
        scene.when(signal(new Signal.AskTransfer(
                        call, Optional.of(scene.wires().right("c1")), named("V"), Optional.of(theirs))))
                .then(replied(new Reply.MayTransfer(new FlowId("F"), Optional.of(new AgentId("X")), "agent", "V")))
                .when(signal(new Signal.Referred(
                        call,
                        scene.wires().right("c1"),
                        named("V"),
                        "1@x;to-tag=a;from-tag=b",
                        "",
                        PassedFields.NONE,
                        Optional.of(new Signal.HookWord(603, Optional.empty())),
                        Optional.of(theirs),
                        scene.now())))
                .then(answeredRefer(603), is("c1", CallState.TOAGENT), is("c2", CallState.TOAGENT));
    }
}
