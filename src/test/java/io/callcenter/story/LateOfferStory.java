package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.Effect;
import io.callcenter.core.SavedLogin;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is learned about phones that take calls only with an offer: case T53. */
class LateOfferStory {
    private Scene annHasRefusedToBeAsked() {
        Scene scene = given(flow("F"), agent("ann")).when(callArrives("c1"));
        scene.then(offer("c1", false));
        scene.when(refusesLateOffer("c1")).then(lines(1), savedLogins(1));
        return scene.when(agentAnswers("c1"), callerHangsUp("c1")).after(seconds(31));
    }

    private static Deed refusesLateOffer(String call) {
        return scene -> List.of(
                new Signal.LateOfferRefused(new CallId(call), scene.wires().agent(call)));
    }

    private static Check offer(String call, boolean callers) {
        return scene -> assertThat(scene.recent())
                .filteredOn(Effect.Connect.class::isInstance)
                .extracting(effect -> (Effect.Connect) effect)
                .anySatisfy(connect -> {
                    assertThat(connect.call()).isEqualTo(new CallId(call));
                    assertThat(connect.callersOffer()).isEqualTo(callers);
                });
    }

    private static Check lines(int number) {
        return scene -> assertThat(scene.recent())
                .filteredOn(
                        effect -> effect instanceof Effect.LogAgent line && line.code() == Effect.LogAgent.LATE_OFFER)
                .hasSize(number);
    }

    private static Check savedLogins(int number) {
        return scene -> assertThat(scene.recent())
                .filteredOn(Effect.SaveLogin.class::isInstance)
                .hasSize(number);
    }

    @Test
    void t53_thePhoneGetsAnOfferAtOnceFromThenOn() {
        annHasRefusedToBeAsked().when(callArrives("c2")).then(offer("c2", true));
    }

    @Test
    void t53_whatIsLearnedIsForgottenAfterThirtyDays() {
        for (int days : new int[] {29, 30}) {
            Instant since = Scene.START.minus(Duration.ofDays(days));
            SavedLogin login = new SavedLogin(
                    new AgentId("ann"),
                    true,
                    true,
                    Optional.empty(),
                    Optional.of(new SavedLogin.OfferRefusal("sip:ann@agents", since)));
            given(flow("F"), agent("ann"))
                    .when(signal(new Signal.Restore(List.of(login), List.of(), Map.of(), List.of())))
                    .when(callArrives("c1"))
                    .then(offer("c1", days < 30));
        }
    }

    @Test
    void t53_anotherAddressIsAnotherPhone() {
        annHasRefusedToBeAsked()
                .reload(flow("F"), agent("ann").location("sip:ann@elsewhere"))
                .when(callArrives("c2"))
                .then(offer("c2", false));
    }

    @Test
    void t53_aRestartDoesNotForgetIt() {
        annHasRefusedToBeAsked()
                .restart(flow("F"), agent("ann"))
                .when(callArrives("c2"))
                .then(offer("c2", true));
    }

    @Test
    void t53_aRefusedAnnouncementSaysNothingAboutTheAgent() {
        Scene scene =
                given(flow("F").welcome("sip:welcome@media"), agent("ann")).when(callArrives("c1"));
        scene.when(signal(new Signal.LateOfferRefused(
                        new CallId("c1"), scene.wires().pendingIn("c1").orElseThrow())))
                .then(lines(0), savedLogins(0), is("ann", AgentState.FREE));
    }
}
