package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.PassedFields;
import io.callcenter.core.RecoveredLegs;
import io.callcenter.core.SegmentFacts;
import io.callcenter.core.TransferPolicy;
import io.callcenter.core.TransferTarget;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.LegId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Flows that say who is transferred to them and where they queue, and callers who come back because nobody took them in time. */
class ReturnStory {
    private static final Effect.TransferNote CAME_BACK =
            new Effect.TransferNote("back", "flow:F", 2, Optional.empty(), 0);

    /** X, a bot, has had the caller and hands them to G for so long; nobody of G is free, and X is paused. */
    private static Scene handedOver(int seconds, TransferPolicy rules) {
        return given(
                        flow("F"),
                        flow("G").skill("g"),
                        agent("X"),
                        agent("Y").skills("g").loggedOff(),
                        options().admitWithoutAgents().transfers(rules))
                .when(callArrives("c1").in("F"))
                .when(agentAnswers("c1"))
                .when(pauses("X", ""))
                .when(refers("c1", named("G").comingBack(seconds)));
    }

    private static Scene inG(int seconds) {
        return handedOver(seconds, TransferPolicy.DEFAULT.withBack()).when(musicAnswers("c1"));
    }

    @Test
    void t47_aCallerWhomNobodyTakesInTimeComesBackBeforeAllOthers() {
        inG(30).when(callArrives("c2").in("F"))
                .then(waits("c1", 0))
                .after(seconds(29))
                .then(is("c1", CallState.QUEUED))
                .after(seconds(2))
                .then(
                        waits("c1", 0),
                        says(CallState.QUEUED, "transferred", CAME_BACK),
                        connect("c1").to("sip:queue-F@media"),
                        flow("G", row -> assertThat(row.ongoing()).isZero()),
                        flow("F", row -> assertThat(row.ongoing()).isEqualTo(2)));
    }

    @Test
    void withoutTheSettingNobodyComesBack() {
        handedOver(30, TransferPolicy.DEFAULT)
                .when(musicAnswers("c1"))
                .after(seconds(40))
                .then(flow("G", row -> assertThat(row.ongoing()).isEqualTo(1)));
    }

    @Test
    void aTimeThatIsNoneIsRefusedWhereTheSettingIsOn() {
        handedOver(TransferTarget.BAD, TransferPolicy.DEFAULT.withBack())
                .then(answeredRefer(400), is("c1", CallState.TOAGENT));
        handedOver(TransferTarget.BAD, TransferPolicy.DEFAULT).then(answeredRefer(202));
    }

    @Test
    void whoWasTakenStays() {
        inG(30).when(logsIn("Y"))
                .when(agentAnswers("c1"))
                .after(seconds(40))
                .then(
                        is("c1", CallState.TOAGENT),
                        flow("G", row -> assertThat(row.ongoing()).isEqualTo(1)));
    }

    @Test
    void whoeverTookThemMayPassThemOnForGood() {
        inG(30).when(logsIn("Y"))
                .when(agentAnswers("c1"))
                .when(refers("c1", "F"))
                .when(musicAnswers("c1"))
                .after(seconds(40))
                .then(
                        is("c1", CallState.QUEUED),
                        flow("F", row -> assertThat(row.ongoing()).isEqualTo(1)));
    }

    @Test
    void whileAnAgentRingsTheCallerIsNotTakenAwayButWhenTheyRefuse() {
        inG(30).after(seconds(29))
                .when(logsIn("Y"))
                .after(seconds(5))
                .then(is("c1", CallState.TOAGENT))
                .when(agentRefuses("c1"))
                .after(seconds(2))
                .then(flow("F", row -> assertThat(row.ongoing()).isEqualTo(1)), is("c1", CallState.QUEUED));
    }

    @Test
    void theTimeOutlivesARestart() {
        inG(30).after(seconds(10))
                .restart(Map.of("c1", new RecoveredLegs(java.util.List.of(), Optional.of(new LegId("c1-2")), Set.of())))
                .then(is("c1", CallState.QUEUED))
                .after(seconds(21))
                .then(says(CallState.QUEUED, "transferred", CAME_BACK));
    }

    @Test
    void aFlowMayTakeNobody() {
        given(flow("F"), flow("G"), agent("X"), Planned.plan().closed("G"))
                .when(callArrives("c1").in("F"))
                .when(agentAnswers("c1"))
                .when(refers("c1", "G"))
                .then(answeredRefer(403), is("c1", CallState.TOAGENT))
                .when(operatorTransfers("c1", named("G")))
                .then(refused(403, "Target not allowed"));
    }

    @Test
    void aFlowMaySayWhereWhoIsTransferredComesIn() {
        given(
                        flow("F"),
                        flow("G").skill("g"),
                        agent("X"),
                        options().admitWithoutAgents(),
                        Planned.plan().place("G", TransferPolicy.Entry.HEAD))
                .when(callArrives("c1").in("F"))
                .when(agentAnswers("c1"))
                .when(callArrives("c2").in("G"))
                .when(refers("c1", "G"))
                .when(musicAnswers("c1"))
                .then(waits("c1", 0), waits("c2", 1));
    }

    @Test
    void whileTheDissuadingAnnouncementIsHeardTheCallerIsNotTakenAwayButAfterIt() {
        given(
                        flow("F"),
                        flow("G").skill("g").dissuading("sip:d@media").onHold(25),
                        agent("X"),
                        options().admitWithoutAgents().transfers(TransferPolicy.DEFAULT.withBack()))
                .when(callArrives("c1").in("F"))
                .when(agentAnswers("c1"))
                .when(pauses("X", ""))
                .when(refers("c1", named("G").comingBack(30)))
                .when(musicAnswers("c1"))
                .after(seconds(26))
                .when(announcementAnswers("c1"))
                .then(is("c1", CallState.DISSUADING1))
                .after(seconds(8))
                .then(is("c1", CallState.DISSUADING1))
                .when(announcementEnds("c1"))
                .after(seconds(2))
                .then(says(CallState.QUEUED, "transferred", CAME_BACK));
    }

    @Test
    void theRecordOfACallThatCannotBeTakenUpAgainSaysWhichSegmentItWas() {
        inG(30).restart(
                        Map.of("c1", new RecoveredLegs(java.util.List.of(), Optional.of(new LegId("c1-2")), Set.of())),
                        flow("F"),
                        agent("X"))
                .then(scene -> assertThat(scene.recent())
                        .filteredOn(Effect.WriteCdr.class::isInstance)
                        .extracting(effect -> ((Effect.WriteCdr) effect).cdr().segment())
                        .containsExactly(Optional.of(new SegmentFacts(
                                2, "blind", Optional.of(new AgentId("X")), "failed", PassedFields.NONE))));
    }
}
