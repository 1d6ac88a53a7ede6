package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.TransferStory.legs;
import static io.callcenter.story.TransferStory.talking;
import static io.callcenter.story.TransferStory.toAgent;
import static io.callcenter.story.TransferStory.toOutside;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.RecoveredLegs;
import io.callcenter.core.Signal;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Callers who hear music while somebody is rung to whom they are transferred. */
class TransferMusicStory {
    /** B rings for 2 s, and the caller hears music meanwhile. */
    private static Scene hearsMusic(Given.Part... more) {
        return toAgent(more).after(seconds(2)).when(announcementAnswers("c1"));
    }

    @Test
    void t03_aTargetWhoAnswersAtOnceNeedsNoMusic() {
        toAgent()
                .after(seconds(1))
                .when(agentAnswers("c1"))
                .then(is("c1", CallState.TOAGENT))
                .after(seconds(5))
                .then(noOrders());
    }

    @Test
    void t03_theCallerHearsMusicWhenTheTargetRingsForTwoSeconds() {
        toAgent()
                .after(seconds(2))
                .then(
                        connect("c1").to("sip:queue-F@media").purpose(Effect.Purpose.ANNOUNCEMENT),
                        is("c1", CallState.TRANSFERRING))
                .when(announcementAnswers("c1"))
                .then(is("c1", CallState.TRANSFERRING), is("X", AgentState.INCALL), noRecords())
                .after(seconds(3))
                .when(agentAnswers("c1"))
                .then(
                        told(200),
                        is("c1", CallState.TOAGENT),
                        is("X", AgentState.WRAPUP),
                        cdr("c1").type(0).by("X").talked(10).number(1))
                .after(seconds(6))
                .when(agentHangsUp("c1"))
                .then(cdr("c1").type(0).by("B").waited(5).talked(6).number(2), gone("c1"));
    }

    @Test
    void t03_aTransferOutsideHasMusicAndOneByCommandHasNone() {
        toOutside().after(seconds(2)).then(connect("c1").to("sip:queue-F@media"));
        talking().when(operatorTransfers("c1", named("B"))).after(seconds(5)).then(noOrders());
    }

    @Test
    void t04_aCallerWhoHearsMusicComesBackToTheAgentWhoNeverWrapsUp() {
        hearsMusic()
                .when(agentRefuses("c1", 486))
                .then(
                        told(486),
                        is("c1", CallState.TOAGENT),
                        is("X", AgentState.INCALL),
                        is("B", AgentState.WRAPUP),
                        cdr("c1").rejectedBy("B").number(1))
                .when(callerIsBack("c1"))
                .then(is("c1", CallState.TOAGENT), noOrders())
                .when(refers("c1", "N"))
                .then(answeredRefer(202), connect("c1").toAgent("N"))
                .when(agentRefuses("c1", 486))
                .after(seconds(8))
                .when(agentHangsUp("c1"))
                .then(cdr("c1").type(0).by("X").talked(20).number(3), gone("c1"));
    }

    @Test
    void t04_musicThatIsStillBeingDialedIsGivenUpBeforeTheAgentIsTold() {
        toAgent()
                .after(seconds(2))
                .when(agentRefuses("c1", 486))
                .then(
                        drops("c1"),
                        told(486),
                        scene -> assertThat(scene.recent())
                                .filteredOn(effect -> effect instanceof Effect.Drop || effect instanceof Effect.Notify)
                                .hasExactlyElementsOfTypes(Effect.Drop.class, Effect.Notify.class))
                .after(seconds(9))
                .then(is("c1", CallState.TOAGENT), noOrders());
    }

    @Test
    void t04_musicThatBeganJustBeforeItWasGivenUpIsLeftForTheAgent() {
        toAgent()
                .after(seconds(2))
                .when(scene -> {
                    LegId music = scene.wires().announcement("c1");
                    LegId target = scene.wires().agent("c1");
                    scene.wires().crosses(music);
                    scene.wires().failed("c1", target, true);
                    CallId call = new CallId("c1");
                    return List.of(
                            new Signal.LegRefused(call, target, 486, scene.now()),
                            new Signal.LegConnected(call, music, scene.now()),
                            new Signal.LegEnded(call, music, Signal.EndedBy.US, scene.now()),
                            new Signal.LegReturned(call, scene.wires().right("c1"), scene.now()));
                })
                .then(told(486), is("c1", CallState.TOAGENT), is("X", AgentState.INCALL))
                .when(refers("c1", "N"))
                .then(answeredRefer(202));
    }

    @Test
    void t04_anAgentWhoCannotTakeTheCallerBackWrapsUpAndTheCallerIsNextInLine() {
        hearsMusic()
                .when(agentRefuses("c1", 486))
                .after(seconds(4))
                .when(asideEnds("c1", Signal.EndedBy.RETURN_FAILED))
                .then(
                        is("c1", CallState.QUEUED),
                        waits("c1", 0),
                        is("X", AgentState.WRAPUP),
                        cdr("c1").type(0).by("X").number(2),
                        noOrders());
    }

    @Test
    void t05_aTargetWhoRingsOutWhileTheCallerHearsMusic() {
        hearsMusic().after(seconds(28)).when(agentDoesNotAnswer("c1")).then(told(408), is("X", AgentState.INCALL));
    }

    @Test
    void t05_musicThatEndsWhileTheTargetRingsIsDialedAgain() {
        hearsMusic()
                .after(seconds(5))
                .when(rightEnds("c1", Signal.EndedBy.PEER))
                .then(connect("c1").to("sip:queue-F@media"), is("c1", CallState.TRANSFERRING));
        toAgent()
                .after(seconds(2))
                .when(announcementRefuses("c1", 404))
                .after(seconds(9))
                .then(is("c1", CallState.TRANSFERRING), noOrders());
    }

    @Test
    void t07_anAgentWhoWaitsAsideMayHangUp() {
        hearsMusic()
                .when(asideEnds("c1", Signal.EndedBy.PEER))
                .then(
                        is("c1", CallState.TOAGENT),
                        is("X", AgentState.WRAPUP),
                        cdr("c1").type(0).by("X").talked(10).number(1),
                        noOrders())
                .when(agentRefuses("c1", 486))
                .then(nobodyIsTold(), is("c1", CallState.QUEUED), waits("c1", 0));
    }

    @Test
    void t10_aCallerWhoHangsUpWhileTheyHearMusicFreesBoth() {
        hearsMusic()
                .when(callerHangsUp("c1"))
                .then(
                        cdr("c1").type(0).by("X").talked(12).number(1),
                        recordsInAll(1),
                        is("X", AgentState.WRAPUP),
                        is("B", AgentState.FREE),
                        gone("c1"));
    }

    @Test
    void t16_anAgentWhoWaitsAsideTakesTheCallerBack() {
        hearsMusic()
                .when(takesBackFromMusic("c1"))
                .then(drops("c1"), told(487), is("c1", CallState.TOAGENT), is("B", AgentState.FREE), noRecords())
                .when(callerIsBack("c1"))
                .then(is("c1", CallState.TOAGENT), is("X", AgentState.INCALL));
    }

    @Test
    void anOperatorReleasesAnAgentWhoWaitsAside() {
        hearsMusic()
                .when(operatorReleases("X"))
                .then(
                        scene -> assertThat(scene.recent())
                                .contains(new Effect.Drop(
                                        new CallId("c1"), scene.wires().aside("c1"))),
                        is("X", AgentState.FREE),
                        is("c1", CallState.TOAGENT),
                        is("B", AgentState.INCALL));
    }

    @Test
    void t45_aCrashWhileTheCallerHearsMusic() {
        Scene scene = hearsMusic();
        LegId music = scene.wires().right("c1");
        LegId agent = scene.wires().aside("c1");
        scene.restart(Map.of("c1", new RecoveredLegs(List.of(), Optional.of(music), Set.of(agent))))
                .then(told(503), is("c1", CallState.TOAGENT), is("X", AgentState.INCALL), is("B", AgentState.FREE))
                .when(callerIsBack("c1"))
                .then(is("c1", CallState.TOAGENT), noRecords());
        Scene lost = hearsMusic();
        lost.restart(legs(Optional.of(music)))
                .then(
                        is("X", AgentState.WRAPUP),
                        is("c1", CallState.QUEUED),
                        is("B", AgentState.FREE),
                        cdr("c1").by("X").number(1));
    }

    @Test
    void t45_aCrashWhileTheCallerComesBack() {
        Scene scene = hearsMusic().when(agentRefuses("c1", 486));
        LegId music = scene.wires().right("c1");
        scene.restart(legs(Optional.of(music)))
                .then(is("X", AgentState.WRAPUP), is("c1", CallState.QUEUED), waits("c1", 0));
        Scene back = hearsMusic().when(agentRefuses("c1", 486));
        LegId agent = back.wires().aside("c1");
        back.restart(legs(Optional.of(agent), new Signal.LegReturned(new CallId("c1"), agent, back.now())))
                .then(is("X", AgentState.INCALL), is("c1", CallState.TOAGENT), noRecords());
    }
}
