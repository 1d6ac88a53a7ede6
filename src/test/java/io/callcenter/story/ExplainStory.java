package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import io.callcenter.ids.CallId;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Why a call waits, or went to its agent (docs/design/interfaces.md 1). */
class ExplainStory {
    private static When.Deed asked(String call) {
        return signal(new Signal.Explain(new CallId(call)));
    }

    private static Then.Check answer(Consumer<Reply.Explanation> check) {
        return scene -> check.accept((Reply.Explanation) scene.reply());
    }

    private static Then.Check because(String agent, boolean chosen, String why) {
        return answer(reply -> assertThat(reply.candidates()).contains(new Reply.Candidate(agent, chosen, why)));
    }

    @Test
    void everyAgentWithTheSkillIsNamedWithTheReasonWhyNot() {
        given(
                        flow("F"),
                        flow("G").skill("t"),
                        agent("calls"),
                        agent("chats").chatOnly(2),
                        agent("off").loggedOff(),
                        agent("other").skills("t"),
                        agent("talked"))
                .when(callArrives("c0"), agentAnswers("c0"))
                .when(callArrives("c1"), agentAnswers("c1"), agentHangsUp("c1"))
                .when(callArrives("c2"), announcementAnswers("c2"))
                .when(asked("c2"))
                .then(
                        because("calls", false, "in a call"),
                        because("chats", false, "has no audio location"),
                        because("off", false, "not logged in"),
                        because("talked", false, "in wrap-up until 2026-03-02T08:00:30Z"),
                        answer(reply -> {
                            assertThat(reply.candidates()).hasSize(4);
                            assertThat(reply.state()).isEqualTo("queued");
                            assertThat(reply.position()).isZero();
                            assertThat(reply.skill()).isEqualTo("s");
                            assertThat(reply.waitingSince()).isEqualTo(Scene.START.getEpochSecond());
                        }));
    }

    @Test
    void theAgentWhoHasTheCallIsNamedFirstWithTheReasonWhyHe() {
        given(flow("F"), agent("A"), agent("B"))
                .when(callArrives("c1"))
                .when(asked("c1"))
                .then(
                        answer(reply -> assertThat(reply.candidates().get(0))
                                .isEqualTo(new Reply.Candidate("A", true, "longest idle of 2 who could take it"))),
                        because("B", false, "free; the call is not in the queue: longest idle of 2 who could take it"),
                        answer(reply -> assertThat(reply.position()).isEqualTo(-1)));
    }

    @Test
    void chatsSayHowManyThereAre() {
        given(flow("F"), agent("A").chatOnly(1), agent("B"))
                .when(chatArrives("k1"), agentAnswers("k1"), chatArrives("k2"))
                .when(asked("k2"))
                .then(because("A", false, "in 1 of 1 chats"), because("B", false, "has no chat location"))
                .when(agentHangsUp("k1"))
                .when(asked("k2"))
                .then(because("A", false, "in 0 of 1 chats, in wrap-up until 2026-03-02T08:00:30Z"));
    }

    @Test
    void anAgentWithoutAnyChatSlotIsFreeWithoutRoom() {
        given(flow("F"), agent("A").chatOnly(0))
                .when(chatArrives("k1"), asked("k1"))
                .then(because("A", false, "free, without room for it"));
    }

    @Test
    void aSwitchThatIsOffAndARestAreReasons() {
        given(flow("F"), agent("A"), options().dispatchingOff())
                .when(callArrives("c1"), asked("c1"))
                .then(because("A", false, "free; dispatching is switched off"));
        given(flow("F"), agent("A"), options().wrapUp(0))
                .when(callArrives("c1"), agentRefuses("c1"), asked("c1"))
                .then(because("A", false, "free; the call rests after a failed set-up"));
    }

    @Test
    void anUnknownCallIsNotFound() {
        given(flow("F"), agent("A")).when(asked("c9")).then(refused(404, "Call not found"));
    }
}
