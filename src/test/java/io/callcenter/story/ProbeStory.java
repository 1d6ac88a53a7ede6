package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.ProbePolicy;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Idle agents whose phones are asked whether they are there. */
class ProbeStory {
    private static final ProbePolicy EACH_MINUTE = new ProbePolicy(Duration.ofMinutes(1), 2, 50);

    private static Scene asked(Given.Part... more) {
        Given.Part[] all = new Given.Part[more.length + 3];
        all[0] = flow("F");
        all[1] = agent("X");
        all[2] = options().admitWithoutAgents().probes(EACH_MINUTE);
        System.arraycopy(more, 0, all, 3, more.length);
        return given(all);
    }

    private static List<Effect.ProbeAgent> probes(Scene scene) {
        return scene.recent().stream()
                .filter(Effect.ProbeAgent.class::isInstance)
                .map(Effect.ProbeAgent.class::cast)
                .toList();
    }

    private static Deed answers(String agent, int code) {
        return signal(new Signal.AgentProbed(new AgentId(agent), "sip:" + agent + "@agents", code));
    }

    private static Scene missing(int times) {
        Scene scene = asked();
        for (int i = 0; i < times; i++) {
            scene.after(seconds(130)).when(answers("X", 408));
        }
        return scene;
    }

    @Test
    void whenItIsOffNobodyIsAsked() {
        given(flow("F"), agent("X"))
                .after(seconds(7200))
                .then(scene -> assertThat(probes(scene)).isEmpty());
    }

    @Test
    void aSilentPhoneIsAskedAboutOnceAMinute() {
        asked().after(seconds(130))
                .then(scene -> assertThat(probes(scene))
                        .hasSizeBetween(1, 2)
                        .contains(new Effect.ProbeAgent(new AgentId("X"), "sip:X@agents")));
        Scene scene = asked();
        int all = 0;
        for (int i = 0; i < 60; i++) {
            scene.after(seconds(60));
            all += probes(scene).size();
            scene.when(answers("X", 200));
        }
        assertThat(all).isBetween(30, 66);
    }

    @Test
    void whoIsAwayOrInACallOrNotToBeAskedIsNotAsked() {
        asked().when(logsOut("X"))
                .after(seconds(600))
                .then(scene -> assertThat(probes(scene)).isEmpty());
        asked().when(callArrives("c1").in("F"))
                .when(agentAnswers("c1"))
                .after(seconds(600))
                .then(scene -> assertThat(probes(scene)).isEmpty());
    }

    @Test
    void t57_twoMissesMakeAnAgentUnreachableWhoIsStillLoggedIn() {
        missing(1)
                .then(is("X", AgentState.FREE))
                .when(callArrives("c1").in("F"))
                .then(is("c1", CallState.TOAGENT));
        missing(2)
                .then(scene -> {
                    assertThat(status(scene)).isEqualTo("unreachable");
                    assertThat(scene.board().totals().free()).isZero();
                    assertThat(scene.board().totals().logged()).isEqualTo(1);
                    assertThat(scene.board().unreachableAgents()).isEqualTo(1);
                    assertThat(scene.board().missedProbes()).isEqualTo(2);
                })
                .when(callArrives("c1").in("F"))
                .then(waits("c1", 0))
                .after(seconds(130))
                .when(answers("X", 486))
                .then(
                        is("c1", CallState.TOAGENT),
                        scene -> assertThat(scene.board().unreachableAgents()).isZero());
    }

    private static String status(Scene scene) {
        return scene.board().agent(new AgentId("X")).orElseThrow().status();
    }

    @Test
    void t57_aLateAnswerAndOneOfAnotherAddressTellNothing() {
        missing(2)
                .when(answers("X", 200))
                .then(scene -> assertThat(status(scene)).isEqualTo("unreachable"))
                .after(seconds(130))
                .when(signal(new Signal.AgentProbed(new AgentId("X"), "sip:old@agents", 200)))
                .then(scene -> assertThat(status(scene)).isEqualTo("unreachable"));
    }

    @Test
    void anotherAddressOrALoginEndsIt() {
        missing(2)
                .reload(agent("X").location("sip:X2@agents"))
                .then(scene -> assertThat(status(scene)).isEqualTo("free"));
        missing(2)
                .when(logsOut("X"), logsIn("X"))
                .then(scene -> assertThat(status(scene)).isEqualTo("free"));
    }

    @Test
    void unreachableAgentsAreNoTargets() {
        Scene scene = asked(agent("Y").loggedOff());
        scene.after(seconds(130)).when(answers("X", 408)).after(seconds(130)).when(answers("X", 404));
        scene.when(logsIn("Y"))
                .when(callArrives("c1").in("F"))
                .when(agentAnswers("c1"))
                .when(refers("c1", "X"))
                .then(answeredRefer(480));
    }

    @Test
    void noMoreThanSoManyAreAskedInASecond() {
        Given.Part[] parts = new Given.Part[42];
        parts[0] = flow("F");
        parts[1] = options().probes(new ProbePolicy(Duration.ofSeconds(30), 2, 1));
        for (int i = 2; i < parts.length; i++) {
            parts[i] = agent("A" + i);
        }
        Scene scene = given(parts).after(seconds(60));
        int all = 0;
        for (int i = 0; i < 10; i++) {
            scene.after(seconds(1));
            assertThat(probes(scene).size()).isLessThanOrEqualTo(2);
            all += probes(scene).size();
        }
        assertThat(all).isBetween(9, 11);
    }

    private static final ProbePolicy WATCHED = new ProbePolicy(Duration.ZERO, 2, 50, true);

    private static Scene watched(ProbePolicy rules) {
        return given(flow("F"), agent("X"), options().admitWithoutAgents().probes(rules));
    }

    private static List<String> follows(Scene scene) {
        return scene.recent().stream()
                .filter(Effect.WatchAgent.class::isInstance)
                .map(effect -> ((Effect.WatchAgent) effect).location())
                .toList();
    }

    @Test
    void phonesAreFollowedWhereTheyAreAndAsLongAsTheirAgentsAreLoggedIn() {
        watched(WATCHED)
                .when(logsOut("X"))
                .then(scene -> assertThat(follows(scene)).containsExactly(""))
                .when(logsIn("X"))
                .then(scene -> assertThat(follows(scene)).containsExactly("sip:X@agents"))
                .reload(agent("X").location("sip:X2@agents"))
                .then(scene -> assertThat(follows(scene)).containsExactly("sip:X2@agents"))
                .after(seconds(7200))
                .then(scene -> assertThat(follows(scene)).isEmpty());
        given(flow("F"), agent("X"))
                .when(logsOut("X"), logsIn("X"))
                .then(scene -> assertThat(follows(scene)).isEmpty());
    }

    @Test
    void whoseRegistrationIsGoneGetsNoCallUntilItIsBack() {
        watched(WATCHED)
                .when(answers("X", Signal.AgentProbed.AWAY))
                .then(scene -> assertThat(status(scene)).isEqualTo("unreachable"))
                .when(callArrives("c1").in("F"))
                .then(waits("c1", 0))
                .when(answers("X", Signal.AgentProbed.THERE))
                .then(is("c1", CallState.TOAGENT));
        watched(WATCHED)
                .when(answers("X", Signal.AgentProbed.AWAY))
                .when(signal(new Signal.AgentProbed(new AgentId("X"), "sip:old@agents", Signal.AgentProbed.THERE)))
                .then(scene -> assertThat(status(scene)).isEqualTo("unreachable"))
                .when(logsOut("X"), logsIn("X"))
                .then(scene -> assertThat(status(scene)).isEqualTo("free"));
    }

    @Test
    void aPhoneIsAskedOnlyWhileNothingIsToldOfIt() {
        Scene scene = watched(new ProbePolicy(Duration.ofMinutes(1), 2, 50, true));
        scene.when(answers("X", Signal.AgentProbed.AWAY)).after(seconds(600));
        assertThat(probes(scene)).isEmpty();
        assertThat(status(scene)).isEqualTo("unreachable");
        scene.when(answers("X", Signal.AgentProbed.UNKNOWN));
        assertThat(status(scene)).isEqualTo("free");
        scene.after(seconds(130));
        assertThat(probes(scene)).isNotEmpty();
    }
}
