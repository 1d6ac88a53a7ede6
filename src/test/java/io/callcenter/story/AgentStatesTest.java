package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.Board;
import io.callcenter.core.OfferOutcome;
import io.callcenter.ids.AgentId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The table of an agent's states in {@code docs/call-states.md} is what happens to agents. */
class AgentStatesTest {
    private static final Path PAGE = Path.of("docs", "call-states.md");

    private static final String SEVERAL = "with several calls: ";

    @TestFactory
    Stream<DynamicTest> eachRowOfThePageHappens() throws IOException {
        return PageTable.rows(PAGE, "What happens").stream().flatMap(this::cells);
    }

    private Stream<DynamicTest> cells(Map<String, String> row) {
        String what = row.get("What happens");
        return Stream.of(AgentState.values())
                .filter(from -> !row.get(from.label()).equals("-"))
                .filter(from -> !onlyAfterAFault(row.get("Step"), from))
                .map(from -> DynamicTest.dynamicTest(
                        what + ", " + from.label(), () -> check(what, from, row.get(from.label()))));
    }

    /** WatchTest makes the faults; an agent has two calls after a restart only if the process died between two saves (ReconcileStory). */
    private static boolean onlyAfterAFault(String step, AgentState from) {
        return step.equals("`REPAIRED`") || step.equals("`CALL_RESUMED`") && from == AgentState.INCALL;
    }

    private static void check(String what, AgentState from, String to) {
        boolean chat = from == AgentState.INCHAT || what.startsWith("a chat");
        AgentRow row = what.startsWith(SEVERAL)
                ? agent("X").callsWithWrapUp(4)
                : agent("X").alsoChats(2);
        Scene scene = given(flow("F"), row, options().wrapUp(wrapUp(what)).refusalsCost(costs(what)));
        if (!happensAtStart(what)) {
            before(what, from, scene);
            assertThat(state(scene)).as("before").isEqualTo(from.label());
        }
        happens(what, from, chat, scene);
        assertThat(state(scene)).isEqualTo(to);
    }

    private static String state(Scene scene) {
        return scene.board()
                .agent(new AgentId("X"))
                .map(Board.AgentRow::state)
                .map(AgentState::label)
                .orElseThrow();
    }

    private static double wrapUp(String what) {
        return what.equals("the same for agents and flows without wrap-up") ? 0 : 30;
    }

    private static OfferOutcome costs(String what) {
        Duration rest = what.equals("the same with a rest of 0 s") ? Duration.ZERO : Duration.ofSeconds(10);
        return new OfferOutcome(false, Map.of(480, OfferOutcome.Cost.rest(rest)));
    }

    /** Between the steps of a start nobody sees the agent. */
    private static boolean happensAtStart(String what) {
        return what.endsWith("after a restart") || what.contains("their row");
    }

    private static void before(String what, AgentState from, Scene scene) {
        switch (from) {
            case FREE -> {}
            case WRAPUP -> scene.when(callArrives("c1"), agentAnswers("c1"), agentHangsUp("c1"));
            case INCALL -> {
                if (what.contains("such a call is over")) {
                    besides(what, scene);
                    return;
                }
                if (what.startsWith(SEVERAL) && !what.endsWith("ends")) {
                    scene.when(callArrives("k1"), agentAnswers("k1"));
                }
                scene.when(callArrives("c1"));
                if (what.startsWith(SEVERAL) && what.endsWith("ends")) {
                    scene.when(agentAnswers("c1"), agentHangsUp("c1"));
                }
            }
            case INCHAT -> {
                if (what.contains("another chat") || what.startsWith("a chat is given")) {
                    scene.when(chatArrives("k1"), agentAnswers("k1"));
                }
                if (!what.startsWith("a chat is given")) {
                    scene.when(chatArrives("c1"));
                }
                if (what.startsWith("the wrap-up ends") || what.endsWith("wrap-up of chats")) {
                    scene.when(agentAnswers("c1"), agentHangsUp("c1"));
                }
                if (what.endsWith("beside such a call")) {
                    scene.when(callArrives("own").by("X"));
                }
            }
        }
    }

    /** They have made a call of their own, and had something else before or beside it. */
    private static void besides(String what, Scene scene) {
        if (what.endsWith("in a wrap-up of chats")) {
            scene.when(chatArrives("k1"), agentAnswers("k1"), agentHangsUp("k1"), chatArrives("c1"));
        } else if (what.endsWith("in their wrap-up")) {
            scene.when(callArrives("c1"), agentAnswers("c1"), agentHangsUp("c1"));
        } else if (what.endsWith("beside it")) {
            scene.when(chatArrives("c1"));
        }
        scene.when(callArrives("own").by("X"));
        if (what.endsWith("after the last chat beside it")) {
            scene.when(agentAnswers("c1"), agentHangsUp("c1"));
        } else if (what.endsWith("after they refused a chat beside it")) {
            scene.when(agentRefuses("c1", 480));
        } else if (what.endsWith("in a wrap-up of chats")) {
            scene.when(callerCancels("c1"));
        }
    }

    private static void happens(String what, AgentState from, boolean chat, Scene scene) {
        switch (what) {
            case SEVERAL + "one is over or was refused" -> scene.when(agentRefuses("c1", 603));
            case SEVERAL + "a refused offer costs a rest" -> scene.when(agentRefuses("c1", 480));
            case SEVERAL + "a caller gives up while they are rung" -> scene.when(callerCancels("c1"));
            case SEVERAL + "the wrap-up after the last one ends" -> scene.after(seconds(30));
            case SEVERAL + "another one is given to them", "a call is given to them" -> scene.when(callArrives("c2"));
            case "they make a call of their own, or a colleague calls them", "the same in a wrap-up of chats" ->
                scene.when(callArrives("own").by("X"));
            case "such a call is over",
                    "such a call is over in their wrap-up",
                    SEVERAL + "such a call is over in their wrap-up",
                    "such a call is over after the last chat beside it",
                    "such a call is over after they refused a chat beside it",
                    "such a call is over after a chat beside it was given up in a wrap-up of chats" ->
                scene.when(callerCancels("own"));
            case "the last chat ends beside such a call" -> scene.when(callerCancels("c1"));
            case "a chat is given to them" -> scene.when(chatArrives("c2"));
            case "a call is theirs again after a restart", "a chat is theirs again after a restart" ->
                restart(from, chat, scene);
            case "a call is over or was refused", "the same for agents and flows without wrap-up" ->
                scene.when(agentRefuses("c1", 486));
            case "a refused offer costs a rest", "the same with a rest of 0 s" -> scene.when(agentRefuses("c1", 480));
            case "the caller gives up while they are rung", "the same while another chat goes on" ->
                scene.when(callerCancels("c1"));
            case "the wrap-up ends, by time or by order" -> scene.after(seconds(30));
            case "their row names a wrap-up that runs" -> scene.restart(flow("F"), inWrapUp(scene));
            case SEVERAL + "their row names a wrap-up that runs" ->
                scene.restart(
                        flow("F"),
                        agent("X").callsWithWrapUp(4).wrapUpEnd(scene.now().plusSeconds(20)));
            default -> throw new AssertionError("nothing happens: " + what);
        }
    }

    /** Several calls are taken up one after the other; the agent has their wrap-up from their row by then. */
    private static void restart(AgentState from, boolean chat, Scene scene) {
        scene.when(chat ? chatArrives("c1") : callArrives("c1"), agentAnswers("c1"));
        if (from == AgentState.INCHAT) {
            scene.when(chatArrives("c2"), agentAnswers("c2"));
        }
        scene.restart(
                flow("F"),
                from == AgentState.WRAPUP ? inWrapUp(scene) : agent("X").alsoChats(2));
    }

    private static AgentRow inWrapUp(Scene scene) {
        return agent("X").alsoChats(2).wrapUpEnd(scene.now().plusSeconds(20));
    }
}
