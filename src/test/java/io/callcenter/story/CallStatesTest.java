package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.Pause;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The matrix of {@code docs/call-states.md} is what the contact center does. */
class CallStatesTest {
    private static final Path PAGE = Path.of("docs", "call-states.md");
    private static final CallId CALL = new CallId("c1");
    private static final String MESSAGE = "sip:sorry@media";

    /** Signals about the leg that is being set up. */
    private static final List<String> SETTING_UP = List.of(
            "LegProgress",
            "LateOfferRefused",
            "LegAnswered",
            "LegConnected",
            "LegRefused",
            "LegNotJoined",
            "LegDropped");

    @TestFactory
    Stream<DynamicTest> eachCellIsWhatHappens() throws IOException {
        Map<String, Map<String, String>> matrix = matrix();
        return matrix.entrySet().stream()
                .flatMap(row -> row.getValue().entrySet().stream()
                        .map(cell -> DynamicTest.dynamicTest(
                                row.getKey() + " in " + cell.getKey(),
                                () -> check(cell.getKey(), row.getKey(), cell.getValue()))));
    }

    @Test
    void everySignalHasARowAndEveryStateAColumn() throws IOException {
        Map<String, Map<String, String>> matrix = matrix();
        List<String> signals = Arrays.stream(Signal.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
        assertThat(matrix.keySet()).containsExactlyInAnyOrderElementsOf(signals);
        for (Map<String, String> row : matrix.values()) {
            assertThat(row.keySet().stream().map(column -> column.split(" ")[0]))
                    .containsAll(Arrays.stream(CallState.values())
                            .map(CallState::label)
                            .toList());
        }
    }

    @Test
    void theStatesStandThereWithTheirNumbers() throws IOException {
        String page = Files.readString(PAGE);
        for (CallState state : CallState.values()) {
            assertThat(page).contains("| " + state.number() + " | `" + state.label() + "` |");
        }
    }

    private static void check(String column, String signal, String cell) {
        Scene scene = bring(column, SETTING_UP.contains(signal));
        boolean nothingToSay = hasNothingToSay(signal, scene);
        int effectsBefore = scene.all().size();
        deed(signal, scene);
        Optional<String> state =
                scene.board().call(CALL).map(Board.CallRow::state).map(CallState::label);
        String before = column.split(" ")[0];
        assertThat(cell.equals("-")).as("the signal has nothing to say here").isEqualTo(nothingToSay);
        assertThat(cell)
                .as("a state that does not change is written =")
                .isNotEqualTo(before.equals("ended") ? "" : before);
        switch (cell) {
            case "=" -> assertThat(state).contains(before);
            case "-" -> {
                assertThat(state.orElse("ended")).isIn(before, "ended");
                assertThat(scene.all().subList(effectsBefore, scene.all().size()))
                        .noneMatch(effect -> effect.about().equals(Optional.of(CALL)));
            }
            case "ended" -> assertThat(state).isEmpty();
            default -> assertThat(state).contains(cell);
        }
    }

    /** There is no such call, or none of its legs is being set up, or it is not there yet and this is not what brings it. */
    private static boolean hasNothingToSay(String signal, Scene scene) {
        boolean isThere = scene.board().call(CALL).isPresent();
        boolean settingUp = scene.wires().pendingIn("c1").isPresent();
        boolean arrives =
                signal.equals("CallArrived") && !scene.all().toString().contains("ForgetCall");
        return !arrives && (!isThere || SETTING_UP.contains(signal) && !settingUp);
    }

    /** A call in that state: the leg of the state is being set up, or heard. */
    private static Scene bring(String column, boolean settingUp) {
        Scene scene = given(
                flow("F").dissuading(MESSAGE).onHold(5),
                flow("W").welcome("sip:w@media"),
                flow("D1").dissuading(MESSAGE).qsize(1),
                flow("D2").dissuading(MESSAGE).qsize(1).hangup(),
                flow("P").agentAnnouncement("sip:hint@media"),
                agent("X"),
                agent("Y").skills("other"),
                agent("Z").loggedOff());
        switch (column) {
            case "welcome" -> heard(occupied(scene).when(callArrives("c1").in("W")), settingUp);
            case "dissuading1" ->
                heard(waitingBefore(scene, "D1").when(callArrives("c1").in("D1")), settingUp);
            case "dissuading2" ->
                heard(waitingBefore(scene, "D2").when(callArrives("c1").in("D2")), settingUp);
            case "queued" -> heard(occupied(scene).when(callArrives("c1").in("F")), settingUp);
            case "preagent" -> scene.when(callArrives("c1").in("P"), announcementAnswers("c1"));
            case "toagent (ringing)" -> ringing(scene);
            case "toagent (talking)" -> scene.when(callArrives("c1").in("F"), agentAnswers("c1"));
            case "transferring" -> scene.when(callArrives("c1").in("F"), agentAnswers("c1"), refers("c1", "Y"));
            case "outside" ->
                scene.when(
                        callArrives("c1").in("F"),
                        agentAnswers("c1"),
                        refers("c1", outside("sip:9@out")),
                        outsideAnswers("c1"));
            case "ended" -> scene.when(callArrives("c1").in("F"), callerCancels("c1"));
            default -> assertThat(column).isEqualTo("none");
        }
        return scene;
    }

    private static Scene occupied(Scene scene) {
        return scene.when(callArrives("c0").in("F"), agentAnswers("c0"));
    }

    private static Scene waitingBefore(Scene scene, String flow) {
        return scene.when(callArrives("c0").in(flow), agentAnswers("c0"))
                .when(callArrives("q1").in(flow), announcementAnswers("q1"));
    }

    /** An agent rings after the music was heard, so that the music can end. */
    private static void ringing(Scene scene) {
        scene.when(logsOut("X"), logsIn("X"), dispatchingIs(false))
                .when(callArrives("c1").in("F"), announcementAnswers("c1"))
                .when(dispatchingIs(true));
    }

    private static void heard(Scene scene, boolean settingUp) {
        if (!settingUp) {
            scene.when(announcementAnswers("c1"));
        }
    }

    private static void deed(String name, Scene scene) {
        switch (name) {
            case "CallArrived" -> {
                if (!scene.all().toString().contains("ForgetCall")) {
                    scene.when(callArrives("c1").in("F"));
                }
            }
            case "LegEnded" -> rightIfAny(scene).ifPresent(leg -> scene.when(rightEnds("c1", Signal.EndedBy.PEER)));
            case "CallerGone" -> scene.when(callerGoes("c1", Signal.Gone.BYE));
            case "CallEnded" -> scene.when(callEnds("c1", "ENDED"));
            case "Tick" -> scene.after(seconds(5.25));
            case "AgentLogin" -> scene.when(logsIn("Z"));
            case "DispatchToAgent" -> scene.when(dispatchingIs(false), logsIn("Z"), operatorGives("c1", "Z"));
            case "InternalDispatching" -> scene.when(dispatchingIs(false), logsIn("Z"), dispatchingIs(true));
            case "Reload" -> scene.reloadUnchanged();
            case "ReleaseAgent" -> scene.when(operatorReleases(boundAgent(scene)));
            case "PauseAgent" -> pausedBesideTheCall(scene);
            case "AgentReady" -> {
                pausedBesideTheCall(scene);
                scene.when(signal(new Signal.AgentReady(new AgentId("Z"))));
            }
            case "EndWrapUp" -> scene.when(signal(new Signal.EndWrapUp(new AgentId("Z"), java.time.Duration.ZERO)));
            case "CodeCall" -> scene.when(signal(new Signal.CodeCall(CALL, "sold", "", Optional.empty())));
            case "HangUp" -> scene.when(operatorHangsUp("c1"));
            case "Transfer" -> scene.when(operatorTransfers("c1", named("W")));
            case "Referred" ->
                scene.when(signal(new Signal.Referred(CALL, rightOrNone(scene), named("Y"), "", "", scene.now())));
            case "AskTransfer" ->
                scene.when(signal(new Signal.AskTransfer(CALL, Optional.of(rightOrNone(scene)), named("Y"))));
            case "AgentProbed" -> scene.when(signal(new Signal.AgentProbed(new AgentId("X"), "sip:X@agents", 408)));
            case "TakeAsked" ->
                scene.when(signal(new Signal.TakeAsked(
                        CALL,
                        rightOrNone(scene),
                        new LegId("taker"),
                        Optional.of(new AgentId("Y")),
                        Optional.empty(),
                        "sip:joe@h",
                        scene.now())));
            case "TakenBack" -> scene.when(signal(new Signal.TakenBack(CALL, rightOrNone(scene), scene.now())));
            case "LegReturned" -> scene.when(signal(new Signal.LegReturned(CALL, rightOrNone(scene), scene.now())));
            case "ResetStatistics" -> scene.when(statisticsAreReset());
            case "Explain" -> scene.when(signal(new Signal.Explain(CALL)));
            case "Stopping" -> scene.when(signal(new Signal.Stopping()));
            case "Restore" ->
                scene.when(signal(new Signal.Restore(
                        List.of(), scene.saved("c1").stream().toList(), java.util.Map.of(), List.of())));
            default -> ofLeg(name, scene);
        }
    }

    /** An agent logs in and pauses before any call can be given to them. */
    private static void pausedBesideTheCall(Scene scene) {
        scene.when(
                dispatchingIs(false),
                logsIn("Z"),
                signal(new Signal.PauseAgent(new AgentId("Z"), "", Pause.By.OPERATOR)),
                dispatchingIs(true));
    }

    private static void ofLeg(String name, Scene scene) {
        LegId leg = scene.wires().pendingIn("c1").orElse(new LegId("none"));
        scene.when(
                switch (name) {
                    case "LegProgress" -> signal(new Signal.LegProgress(CALL, leg, 180));
                    case "LateOfferRefused" -> signal(new Signal.LateOfferRefused(CALL, leg));
                    case "LegAnswered" -> signal(new Signal.LegAnswered(CALL, leg, scene.now()));
                    case "LegConnected" -> signal(new Signal.LegConnected(CALL, leg, scene.now()));
                    case "LegRefused" -> signal(new Signal.LegRefused(CALL, leg, 486, scene.now()));
                    case "LegNotJoined" -> signal(new Signal.LegNotJoined(CALL, leg, false, 487, true, scene.now()));
                    case "LegDropped" -> signal(new Signal.LegDropped(CALL, leg));
                    default -> throw new AssertionError("no deed for " + name);
                });
    }

    private static Optional<LegId> rightIfAny(Scene scene) {
        return scene.wires().rightOf("c1");
    }

    private static LegId rightOrNone(Scene scene) {
        return rightIfAny(scene).orElse(new LegId("none"));
    }

    private static String boundAgent(Scene scene) {
        return scene.board()
                .call(CALL)
                .flatMap(Board.CallRow::agent)
                .map(AgentId::value)
                .orElse("Z");
    }

    /** Signal, then column, then cell. */
    private static Map<String, Map<String, String>> matrix() throws IOException {
        Map<String, Map<String, String>> matrix = new LinkedHashMap<>();
        for (Map<String, String> row : PageTable.rows(PAGE, "Signal")) {
            Map<String, String> cells = new LinkedHashMap<>(row);
            matrix.put(cells.remove("Signal").replace("`", ""), cells);
        }
        return matrix;
    }
}
