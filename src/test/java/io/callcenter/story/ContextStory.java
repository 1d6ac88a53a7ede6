package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.CallState;
import io.callcenter.core.Caller;
import io.callcenter.core.Effect;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.PassedFields;
import io.callcenter.core.PassedFields.Passed;
import io.callcenter.core.RecoveredLegs;
import io.callcenter.core.SegmentFacts;
import io.callcenter.core.Signal;
import io.callcenter.core.TransferPolicy;
import io.callcenter.core.TransferTarget;
import io.callcenter.core.Withheld;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What callers bring along goes with them from one agent to the next, and a route has a word in transfers. */
class ContextStory {
    private static final CallId CALL = new CallId("c1");
    private static final PassedFields FIRST =
            fields(new Passed("User-to-User", "1;encoding=hex"), new Passed("X-Case", "7"));
    private static final PassedFields LATER =
            fields(new Passed("X-Case", "7"), new Passed("User-to-User", "2;encoding=hex"));

    private static PassedFields fields(Passed... all) {
        return new PassedFields(List.of(all));
    }

    private static Scene arrived(Given.Part... more) {
        List<Given.Part> parts = new ArrayList<>(
                List.of(flow("F"), flow("G").skill("g"), agent("X"), agent("B").skills("b")));
        parts.addAll(List.of(more));
        return given(parts.toArray(new Given.Part[0]))
                .when(signal(new Signal.CallArrived(
                        CALL,
                        1,
                        new FlowId("F"),
                        new Caller("bob", "Bob", "sip:bob@example.org"),
                        MediaOffer.AUDIO,
                        "",
                        FIRST)));
    }

    private static Deed refers(TransferTarget target, Optional<Signal.HookWord> hook) {
        return scene -> List.of(new Signal.Referred(
                CALL,
                scene.wires().right("c1"),
                target,
                "",
                "",
                fields(new Passed("User-to-User", "2;encoding=hex")),
                hook,
                Optional.empty(),
                scene.now()));
    }

    private static Deed refers(String name) {
        return refers(named(name), Optional.empty());
    }

    private static Effect.Story story(Scene scene) {
        return scene.recent().stream()
                .filter(Effect.Connect.class::isInstance)
                .map(effect -> ((Effect.Connect) effect).story())
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    @Test
    void t23_theFirstAgentGetsWhatCameAndTheNextOneWhatTheFirstMadeOfIt() {
        arrived()
                .then(scene -> assertThat(story(scene)).isEqualTo(new Effect.Story(FIRST, 0, Optional.empty())))
                .when(agentAnswers("c1"))
                .when(refers("B"))
                .then(scene ->
                        assertThat(story(scene)).isEqualTo(new Effect.Story(LATER, 1, Optional.of(new AgentId("X")))));
    }

    @Test
    void whoeverTakesTheCallFromAFlowKnowsToo() {
        arrived(agent("Y").skills("g").loggedOff(), options().admitWithoutAgents())
                .when(agentAnswers("c1"))
                .when(refers("G"))
                .then(scene -> assertThat(story(scene)).isEqualTo(Effect.Story.NONE))
                .when(musicAnswers("c1"))
                .when(logsIn("Y"))
                .then(scene ->
                        assertThat(story(scene)).isEqualTo(new Effect.Story(LATER, 1, Optional.of(new AgentId("X")))));
    }

    @Test
    void eachSegmentSaysHowItCameAboutAndEnded() {
        arrived()
                .when(agentAnswers("c1"))
                .when(refers("B"))
                .when(agentAnswers("c1"))
                .then(scene -> assertThat(segment(scene))
                        .isEqualTo(new SegmentFacts(1, "call", Optional.empty(), "transferred", LATER)))
                .when(callerHangsUp("c1"))
                .then(scene -> assertThat(segment(scene))
                        .isEqualTo(new SegmentFacts(2, "blind", Optional.of(new AgentId("X")), "answered", LATER)));
    }

    @Test
    void t59_theNumberOfACallerWhoStaysUnknownIsInTheRecordOfEachOfTheirSegmentsWhereItIsKept() {
        Caller caller = Caller.anonymous(Optional.of("id")).tracedAs("4711");
        given(flow("F"), agent("X"), agent("B").skills("b"))
                .when(signal(new Signal.CallArrived(CALL, 1, new FlowId("F"), caller, MediaOffer.AUDIO, "")))
                .when(agentAnswers("c1"))
                .restart()
                .when(signal(new Signal.CallerGone(CALL, Signal.Gone.BYE, Scene.START)))
                .then(scene -> assertThat(segment(scene).caller()).contains(new Withheld("4711")))
                .then(scene -> assertThat(scene.recent().toString()).doesNotContain("4711"));
    }

    @Test
    void aCallerWhoBringsNothingAndStaysLeavesNoSegment() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1").in("F"))
                .when(agentAnswers("c1"))
                .when(callerHangsUp("c1"))
                .then(scene -> assertThat(scene.recent().stream()
                                .filter(Effect.WriteCdr.class::isInstance)
                                .map(effect -> ((Effect.WriteCdr) effect).cdr().segment()))
                        .containsExactly(Optional.empty()));
    }

    private static SegmentFacts segment(Scene scene) {
        return scene.recent().stream()
                .filter(Effect.WriteCdr.class::isInstance)
                .map(effect -> ((Effect.WriteCdr) effect).cdr().segment().orElseThrow())
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    @Test
    void aRefusedTransferChangesNothing() {
        arrived()
                .when(agentAnswers("c1"))
                .when(refers("nobody"))
                .then(answeredRefer(404))
                .then(scene -> assertThat(scene.saved("c1")
                                .orElseThrow()
                                .segment()
                                .orElseThrow()
                                .passed())
                        .isEqualTo(FIRST));
    }

    @Test
    void itOutlivesARestart() {
        arrived()
                .when(agentAnswers("c1"))
                .restart(Map.of("c1", new RecoveredLegs(List.of(), Optional.of(new LegId("c1-1")), Set.of())))
                .when(refers("B"))
                .then(scene -> assertThat(story(scene).passed()).isEqualTo(LATER));
    }

    @Test
    void reportsHaveItOnlyWhereThatIsSet() {
        arrived().then(scene -> assertThat(reports(scene)).containsOnly(PassedFields.NONE));
        arrived(options().transfers(TransferPolicy.DEFAULT.tellingFields()))
                .then(scene -> assertThat(reports(scene)).containsOnly(FIRST));
    }

    private static List<PassedFields> reports(Scene scene) {
        return scene.recent().stream()
                .filter(Effect.ReportCall.class::isInstance)
                .map(effect -> ((Effect.ReportCall) effect).passed())
                .toList();
    }

    @Test
    void aRouteMayRefuseAndSaysThePlace() {
        arrived()
                .when(agentAnswers("c1"))
                .when(refers(named("B"), Optional.of(new Signal.HookWord(603, Optional.empty()))))
                .then(answeredRefer(603), is("c1", CallState.TOAGENT));
        arrived(options().admitWithoutAgents())
                .when(agentAnswers("c1"))
                .when(callArrives("c2").in("G"))
                .when(refers(named("G"), Optional.of(new Signal.HookWord(0, Optional.of(TransferPolicy.Entry.HEAD)))))
                .when(musicAnswers("c1"))
                .then(waits("c1", 0));
    }

    @Test
    void theTargetOfARouteIsCheckedAgainButNotWhetherTheAgentMay() {
        Optional<Signal.HookWord> hook = Optional.of(new Signal.HookWord(0, Optional.empty()));
        Given.Part bound = agent("X").mayTransfer(io.callcenter.core.AgentSettings.Right.INSIDE);
        arrived(bound)
                .when(agentAnswers("c1"))
                .when(refers(outside("sip:9@out"), Optional.empty()))
                .then(answeredRefer(403))
                .when(refers(named("nobody"), hook))
                .then(answeredRefer(404))
                .when(refers(outside("sip:9@out"), hook))
                .then(answeredRefer(202));
    }
}
