package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.CallOrder;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.PassedFields;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import io.callcenter.message.Field;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Orders to legs as the effects say them. */
class EffectOrdersTest {
    private static final CallId CALL = new CallId("c1");
    private static final LegId LEG = new LegId("c1-2");

    private static List<String> headers(Effect.Purpose purpose, Optional<AgentId> agent, Effect.Referral referral) {
        return headers(purpose, agent, referral, Effect.Story.NONE);
    }

    private static List<String> headers(
            Effect.Purpose purpose, Optional<AgentId> agent, Effect.Referral referral, Effect.Story story) {
        CallOrder order = EffectOrders.order(new Effect.Connect(
                CALL,
                LEG,
                purpose,
                "sip:x@h",
                "Bob",
                new FlowId("F"),
                agent,
                "",
                CallState.TRANSFERRING,
                "",
                false,
                referral,
                story));
        CallOrder.Connect connect = (CallOrder.Connect) order;
        assertThat(connect.purpose().name()).isEqualTo(purpose.name());
        return connect.headers().stream()
                .map(Field::toString)
                .map(String::strip)
                .toList();
    }

    @Test
    void whoeverIsTransferredSaysByWhomAndWhatTheyReplace() {
        Effect.Referral referral = new Effect.Referral("<sip:ann@h>;x=1", "77@h;to-tag=a;from-tag=b");
        assertThat(headers(Effect.Purpose.OUTSIDE, Optional.empty(), referral))
                .containsExactly("Referred-By: <sip:ann@h>;x=1", "Replaces: 77@h;to-tag=a;from-tag=b");
        assertThat(headers(Effect.Purpose.AGENT, Optional.of(new AgentId("bob")), new Effect.Referral("", "")))
                .containsExactly("X-CC-Call-ID: c1", "X-CC-Flow: F");
        assertThat(headers(Effect.Purpose.MUSIC, Optional.empty(), Effect.Referral.NONE))
                .isEmpty();
    }

    @Test
    void anAgentLearnsWhatTheCallerBroughtAlongAndWhoHadThem() {
        Effect.Story story = new Effect.Story(
                new PassedFields(List.of(
                        new PassedFields.Passed("User-to-User", "56a3;encoding=hex"),
                        new PassedFields.Passed("X-Case", "7\r\nX-Evil: 1"))),
                2,
                Optional.of(new AgentId("ann")));
        assertThat(headers(Effect.Purpose.AGENT, Optional.of(new AgentId("bob")), Effect.Referral.NONE, story))
                .hasSize(6)
                .containsSequence(
                        "X-CC-Call-ID: c1",
                        "X-CC-Flow: F",
                        "X-CC-Transfers: 2",
                        "X-CC-Transferred-By: ann",
                        "User-to-User: 56a3;encoding=hex")
                .noneMatch(line -> line.contains("\n"));
        assertThat(headers(Effect.Purpose.OUTSIDE, Optional.empty(), Effect.Referral.NONE, story))
                .isEmpty();
    }

    @Test
    void whatBecameOfATransferIsAnOrder() {
        assertThat(EffectOrders.order(new Effect.AnswerRefer(CALL, LEG, 202)))
                .isEqualTo(new CallOrder.AnswerRefer(CALL, LEG, 202));
        assertThat(EffectOrders.order(new Effect.Hand(CALL, LEG, new CallId("c9"), new LegId("c9-2"))))
                .isEqualTo(new CallOrder.Hand(CALL, LEG, new CallId("c9"), new LegId("c9-2")));
        assertThat(EffectOrders.order(new Effect.Take(CALL, LEG, Effect.Purpose.AGENT, 200)))
                .isEqualTo(new CallOrder.Take(CALL, LEG, CallOrder.Purpose.AGENT, 200));
        assertThat(EffectOrders.order(new Effect.Inform(CALL, LEG, 2, OptionalInt.of(120))))
                .isEqualTo(new CallOrder.Inform(CALL, LEG, "text/parameters", "place: 2\r\nwait: 120\r\n"));
        assertThat(EffectOrders.order(new Effect.Notify(CALL, LEG, 486)))
                .isEqualTo(new CallOrder.Notify(CALL, LEG, 486));
    }
}
