package io.callcenter.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.core.Agent;
import io.callcenter.core.CallState;
import io.callcenter.core.Flow;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows refuse what makes no sense. */
class ChangedRowsTest {
    private static Flow flow(long priority, String queue, int maxWrapUp, int onHold, int wait, int size) {
        return new Flow(
                new FlowId("F"),
                priority,
                "s",
                "",
                Duration.ofSeconds(maxWrapUp),
                false,
                Duration.ofSeconds(onHold),
                Duration.ofSeconds(wait),
                size,
                "",
                queue,
                "",
                "");
    }

    private static Agent agent(String location, String chat, int max, int wrapUp) {
        return new Agent(
                new AgentId("A"), location, chat, max, List.of(), true, Duration.ofSeconds(wrapUp), Optional.empty());
    }

    @Test
    void aFlowNeedsAQueueAnnouncementAndNoNegativeNumbers() {
        refused(() -> flow(1, " ", 0, 0, 0, 0));
        refused(() -> flow(-1, "sip:q", 0, 0, 0, 0));
        refused(() -> flow(1, "sip:q", -1, 0, 0, 0));
        refused(() -> flow(1, "sip:q", 0, -1, 0, 0));
        refused(() -> flow(1, "sip:q", 0, 0, -1, 0));
        refused(() -> flow(1, "sip:q", 0, 0, 0, -1));
        assertThat(flow(0, "sip:q", 0, 0, 0, 0).priority()).isZero();
    }

    @Test
    void anAgentNeedsALocationAndNoNegativeNumberOfChats() {
        refused(() -> agent("", " ", 1, 0));
        refused(() -> agent("sip:a", "", -1, 0));
        assertThat(agent("sip:a", "", 0, -1).wrapUp()).isNegative();
        assertThat(agent("", "sip:a", 1, 0).maxChats()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(CallState.class)
    void aStateIsFoundByItsNumber(CallState state) {
        assertThat(CallState.of(state.number())).isEqualTo(state);
    }

    @Test
    void aNumberWithoutAStateIsRefused() {
        refused(() -> CallState.of(10));
    }

    private static void refused(ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class);
    }
}
