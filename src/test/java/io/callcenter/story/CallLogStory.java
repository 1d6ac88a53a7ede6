package io.callcenter.story;

import static io.callcenter.story.Given.agent;
import static io.callcenter.story.Given.flow;
import static io.callcenter.story.Given.given;
import static io.callcenter.story.Given.options;
import static io.callcenter.story.Given.seconds;
import static io.callcenter.story.When.agentAnswers;
import static io.callcenter.story.When.agentHangsUp;
import static io.callcenter.story.When.agentRefuses;
import static io.callcenter.story.When.announcementAnswers;
import static io.callcenter.story.When.announcementEnds;
import static io.callcenter.story.When.announcementRefuses;
import static io.callcenter.story.When.callArrives;
import static io.callcenter.story.When.callEnds;
import static io.callcenter.story.When.callerCancels;
import static io.callcenter.story.When.callerGoes;
import static io.callcenter.story.When.callerHangsUp;
import static io.callcenter.story.When.operatorReleases;
import static io.callcenter.story.When.rightEnds;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Effect;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the log says of each call that has ended: one line, with who hung up or what failed. */
class CallLogStory {
    private static Then.Check logged(String reason, String why) {
        return scene -> assertThat(lines(scene.recent()))
                .singleElement()
                .satisfies(line -> assertThat(line.reason() + ", " + line.why()).isEqualTo(reason + ", " + why));
    }

    private static Then.Check notLogged() {
        return scene -> assertThat(lines(scene.recent())).isEmpty();
    }

    private static List<Effect.LogCall> lines(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.LogCall.class::isInstance)
                .map(Effect.LogCall.class::cast)
                .toList();
    }

    private static Scene talking() {
        return given(flow("F"), agent("ann"))
                .when(callArrives("c1"))
                .after(seconds(3))
                .when(agentAnswers("c1"));
    }

    private static Scene waiting() {
        return waiting(flow("F")).after(seconds(7));
    }

    private static Scene waiting(FlowRow flow) {
        return given(flow, agent("ann"))
                .when(callArrives("c0"), agentAnswers("c0"), callArrives("c1"), announcementAnswers("c1"));
    }

    @Test
    void anAnsweredCallIsOneLineWithItsAgentAndItsTimes_K3() {
        talking()
                .then(notLogged())
                .after(seconds(61))
                .when(callerHangsUp("c1"))
                .then(logged("answered", "the caller hung up"))
                .then(scene -> {
                    Effect.LogCall line = lines(scene.recent()).get(0);
                    assertThat(line.agent()).contains(new AgentId("ann"));
                    assertThat(line.flow().value()).isEqualTo("F");
                    assertThat(line.caller().user()).isEqualTo("1");
                    assertThat(line.waited()).isEqualTo(Duration.ofSeconds(3));
                    assertThat(line.talked()).isEqualTo(Duration.ofSeconds(61));
                });
    }

    @Test
    void theLineIsTheLastEffect_K3() {
        talking()
                .when(callerHangsUp("c1"))
                .then(scene -> assertThat(scene.recent()).last().isInstanceOf(Effect.LogCall.class));
    }

    @Test
    void whoEndedAnAnsweredCallIsSaid_K3() {
        talking().when(agentHangsUp("c1")).then(logged("answered", "the agent hung up"));
        talking()
                .when(rightEnds("c1", Signal.EndedBy.DEAD))
                .then(logged("answered", "the agent's phone stopped responding"));
        talking()
                .when(callerGoes("c1", Signal.Gone.DEAD))
                .then(logged("answered", "the caller's phone stopped responding"));
        talking().when(operatorReleases("ann")).then(logged("answered", "the agent was released"));
        talking().when(callEnds("c1", "LIMIT")).then(logged("answered", "the longest call duration was reached"));
        talking().when(callEnds("c1", "NO_LEGS")).then(logged("answered", "its legs were lost"));
    }

    @Test
    void whyACallWasNotAnsweredIsSaid_K3() {
        waiting().when(callerHangsUp("c1")).then(logged("abandoned", "the caller hung up"));
        waiting().when(callerCancels("c1")).then(logged("abandoned", "the caller canceled"));
        waiting()
                .when(callerGoes("c1", Signal.Gone.NO_ACK))
                .then(logged("failed", "the caller never acknowledged the answer"));
        waiting().when(callEnds("c1", "SETUP_TIMEOUT")).then(logged("failed", "the caller was not answered in time"));
        given(flow("F").welcome("sip:welcome@media"), agent("ann"))
                .when(callArrives("c1"), announcementRefuses("c1", 404))
                .then(logged("failed", "the welcome announcement failed with 404"));
    }

    @Test
    void aCallThatRangInVainNamesTheAgent_K3() {
        given(flow("F"), agent("ann"))
                .when(callArrives("c1"))
                .after(seconds(4))
                .when(callerCancels("c1"))
                .then(logged("abandoned", "the caller canceled"))
                .then(scene -> assertThat(lines(scene.recent()).get(0).agent()).contains(new AgentId("ann")));
    }

    @Test
    void aCallThatAgentsRefusedTooOftenNamesTheLastOne_K3() {
        given(options().maxRejections(1), flow("F"), agent("ann"))
                .when(callArrives("c1"), agentRefuses("c1", 486))
                .then(logged("failed", "agent ann refused it with 486, and its limit of refusals is reached"))
                .then(scene ->
                        assertThat(lines(scene.recent()).get(0).refusals()).isEqualTo(1));
    }

    @Test
    void aDissuadedCallIsSaidToBe_K3() {
        waiting(flow("F").dissuading("sip:dissuade@media").onHold(5).hangup())
                .after(seconds(6))
                .when(announcementAnswers("c1"), announcementEnds("c1"))
                .then(logged("dissuaded", "the dissuading announcement is over"));
    }
}
