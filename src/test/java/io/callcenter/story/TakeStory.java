package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.TransferStory.legs;
import static io.callcenter.story.TransferStory.talking;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentSettings;
import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.Signal;
import io.callcenter.core.TransferPolicy;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever calls in to take the place of the agent who talks to a caller. */
class TakeStory {
    private static final CallId CALL = new CallId("c1");
    private static final LegId TAKER = new LegId("c1-1-t9");
    private static final TransferPolicy OUTSIDE =
            new TransferPolicy(TransferPolicy.Scope.OUTSIDE, 5, TransferPolicy.Entry.PRIORITY);
    private static final String JOE = "sip:joe@elsewhere";

    /** That agent wants the place of the one who talks to the caller, or somebody whom that one has told to. */
    private static When.Deed asks(String sender, String referrer) {
        return scene -> List.of(new Signal.TakeAsked(
                CALL, scene.wires().right("c1"), TAKER, agentId(sender), agentId(referrer), JOE, scene.now()));
    }

    private static Optional<AgentId> agentId(String name) {
        return Optional.of(name).filter(any -> !any.isEmpty()).map(AgentId::new);
    }

    private static When.Deed joined() {
        return scene -> {
            List<Signal> facts = new java.util.ArrayList<>();
            facts.add(new Signal.LegAnswered(CALL, TAKER, scene.now()));
            facts.addAll(scene.wires().connected("c1", TAKER, scene.now()));
            return facts;
        };
    }

    private static When.Deed notJoined(boolean byCaller, int code) {
        return scene -> {
            scene.wires().failed("c1", TAKER, true);
            return List.of(new Signal.LegNotJoined(CALL, TAKER, byCaller, code, true, scene.now()));
        };
    }

    private static Then.Check answered(Effect.Purpose as, int code) {
        return scene -> assertThat(scene.recent())
                .filteredOn(Effect.Take.class::isInstance)
                .containsExactly(new Effect.Take(CALL, TAKER, as, code));
    }

    private static Then.Check refused(int code) {
        return answered(Effect.Purpose.OUTSIDE, code);
    }

    @Test
    void t40_anAgentTakesTheCaller() {
        talking()
                .when(asks("B", ""))
                .then(
                        answered(Effect.Purpose.AGENT, 200),
                        is("c1", CallState.TRANSFERRING),
                        is("X", AgentState.INCALL),
                        is("B", AgentState.INCALL),
                        says(
                                CallState.TRANSFERRING,
                                "",
                                new Effect.TransferNote("pickup", "agent:B", 1, Optional.empty(), 0)))
                .after(seconds(1))
                .when(joined())
                .then(
                        nobodyIsTold(),
                        is("c1", CallState.TOAGENT),
                        is("X", AgentState.WRAPUP),
                        is("B", AgentState.INCALL),
                        cdr("c1").type(0).by("X").talked(10).stats(7).number(1).last(false),
                        says(
                                CallState.TOAGENT,
                                "transferred",
                                new Effect.TransferNote("pickup", "agent:B", 2, Optional.of(new AgentId("X")), 0)))
                .after(seconds(6))
                .when(agentHangsUp("c1"))
                .then(cdr("c1").type(0).by("B").talked(6).stats(6).number(2), is("B", AgentState.WRAPUP), gone("c1"));
    }

    @Test
    void somebodyWhomTheAgentHasToldToTakesTheCallerOutside() {
        talking(options().transfers(OUTSIDE))
                .when(asks("", "X"))
                .then(answered(Effect.Purpose.OUTSIDE, 200), is("c1", CallState.TRANSFERRING))
                .when(joined())
                .then(
                        is("c1", CallState.OUTSIDE),
                        is("X", AgentState.WRAPUP),
                        says(
                                CallState.OUTSIDE,
                                "transferred",
                                new Effect.TransferNote("pickup", "uri:" + JOE, 2, Optional.of(new AgentId("X")), 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "AGENTS, '', '', 403",
        "AGENTS, '', B, 403",
        "AGENTS, X, '', 482",
        "AGENTS, G9, X, 200",
        "AGENTS, G9, '', 403",
        "TRUSTED, '', '', 200",
        "OFF, B, X, 603"
    })
    void t40_whoMayIsASetting(TransferPolicy.Replaces who, String sender, String referrer, int code) {
        talking(options().transfers(OUTSIDE.with(who)))
                .when(asks(sender, referrer))
                .then(
                        refused(code),
                        is("c1", code == 200 ? CallState.TRANSFERRING : CallState.TOAGENT),
                        is("B", AgentState.FREE));
    }

    @Test
    void nobodyOutsideIsToldWhereTheAgentMayNotTransferThem() {
        talking().when(asks("", "X")).then(refused(403), is("c1", CallState.TOAGENT));
        for (AgentSettings.Right right : AgentSettings.Right.values()) {
            int code = right == AgentSettings.Right.AS_ALL ? 200 : 403;
            given(
                            flow("F"),
                            agent("X").mayTransfer(right),
                            agent("B").skills("b"),
                            options().transfers(OUTSIDE))
                    .when(callArrives("c1"), agentAnswers("c1"))
                    .when(asks("", "X"))
                    .then(refused(code));
        }
    }

    @Test
    void anAgentWhoIsBusyMayNot() {
        talking(flow("H").skill("b"))
                .when(callArrives("c2").in("H"))
                .when(agentAnswers("c2"))
                .when(asks("B", ""))
                .then(refused(486), is("c1", CallState.TOAGENT));
    }

    @Test
    void onlyThePlaceOfAnAgentWhoTalksCanBeTaken() {
        talking().when(refers("c1", "B")).when(asks("N", "")).then(refused(491), is("N", AgentState.FREE));
        talking()
                .when(signal(new Signal.TakeAsked(
                        CALL, new LegId("c1-9"), TAKER, agentId("B"), Optional.empty(), JOE, Scene.START)))
                .then(refused(481));
        talking(options().transfers(new TransferPolicy(TransferPolicy.Scope.INSIDE, 0, TransferPolicy.Entry.PRIORITY)))
                .when(asks("B", ""))
                .then(refused(403));
    }

    @Test
    void t41_whoeverGivesUpCostsNobodyAnything() {
        for (boolean byCaller : new boolean[] {true, false}) {
            talking()
                    .when(asks("B", ""))
                    .after(seconds(1))
                    .when(notJoined(byCaller, 487))
                    .then(
                            noRecords(),
                            is("c1", CallState.TOAGENT),
                            is("X", AgentState.INCALL),
                            is("B", AgentState.FREE));
        }
        talking()
                .when(asks("B", ""))
                .when(signal(new Signal.LegRefused(CALL, TAKER, 487, Scene.START)))
                .then(noRecords(), is("c1", CallState.TOAGENT), is("B", AgentState.FREE));
    }

    @Test
    void t41_whoeverWasNeverThereLeavesTheCallerAtTheHead() {
        talking()
                .when(asks("B", ""))
                .when(joined())
                .after(seconds(3))
                .when(rightEnds("c1", Signal.EndedBy.NO_ACK))
                .then(
                        is("B", AgentState.WRAPUP),
                        is("c1", CallState.QUEUED),
                        waits("c1", 0),
                        cdr("c1").number(2));
        talking(options().transfers(OUTSIDE))
                .when(asks("", "X"))
                .when(joined())
                .after(seconds(3))
                .when(rightEnds("c1", Signal.EndedBy.NO_ACK))
                .then(is("c1", CallState.QUEUED), waits("c1", 0), cdr("c1").number(2));
    }

    @Test
    void anAgentWhoHangsUpMeanwhileLeavesTheCallerToWhoeverComes() {
        talking()
                .when(asks("B", ""))
                .when(rightEnds("c1", Signal.EndedBy.PEER))
                .then(is("c1", CallState.TOAGENT), is("X", AgentState.WRAPUP))
                .when(notJoined(false, 487))
                .then(noRecords(), is("B", AgentState.FREE), is("c1", CallState.QUEUED), waits("c1", 0));
    }

    @Test
    void theCallerMayGoMeanwhile() {
        talking()
                .when(asks("B", ""))
                .when(callerHangsUp("c1"))
                .then(is("X", AgentState.WRAPUP), is("B", AgentState.FREE), gone("c1"));
    }

    @Test
    void afterACrashWhoeverHadNotGotItIsFreeAndTheCallerStays() {
        talking()
                .when(asks("B", ""))
                .restart(legs(Optional.of(new LegId("c1-1"))))
                .then(noRecords(), is("c1", CallState.TOAGENT), is("X", AgentState.INCALL), is("B", AgentState.FREE));
        talking()
                .when(asks("B", ""))
                .when(rightEnds("c1", Signal.EndedBy.PEER))
                .restart(legs(Optional.empty(), new Signal.LegRefused(CALL, TAKER, 487, Scene.START)))
                .then(noRecords(), is("c1", CallState.QUEUED), is("B", AgentState.FREE));
    }
}
