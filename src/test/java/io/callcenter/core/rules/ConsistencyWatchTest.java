package io.callcenter.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Agent;
import io.callcenter.core.AgentState;
import io.callcenter.core.Caller;
import io.callcenter.core.Effect;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Policy;
import io.callcenter.core.Provisioning;
import io.callcenter.core.SampleRows;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What cannot be true is found, ended and counted. */
class ConsistencyWatchTest {
    private static final Instant T0 = Instant.parse("2026-03-02T08:00:00Z");
    private static final CallId CALL = new CallId("c1");
    private static final AgentId AGENT = new AgentId("A");

    private final ContactCenter center = new ContactCenter(Policy.defaults());

    @BeforeEach
    void aCallRingsAnAgent() {
        Agent agent = new Agent(AGENT, "sip:a@h", "", 0, List.of("s"), true, Duration.ZERO, Optional.empty());
        center.handle(new Signal.Reload(new Provisioning(List.of(SampleRows.FLOW), List.of(agent))), T0);
        Caller caller = new Caller("1", "", "sip:1@h");
        center.handle(new Signal.CallArrived(CALL, 1, new FlowId("F"), caller, MediaOffer.AUDIO, ""), T0);
    }

    private List<Effect> tick(Duration later) {
        return center.handle(new Signal.Tick(), T0.plus(later)).effects().stream()
                .filter(effect -> !(effect instanceof Effect.SaveFigures
                        || effect instanceof Effect.SaveInterval)) // counters are saved at any tick
                .toList();
    }

    @Test
    void nothingIsRepairedWhereNothingIsWrong() {
        assertThat(tick(Duration.ofMinutes(29))).isEmpty();
        assertThat(center.board().repairs()).isZero();
    }

    @Test
    void aSetUpThatNeverComesToAnEndIsEnded() {
        assertThat(tick(Duration.ofMinutes(31))).contains(new Effect.End(CALL, "failed"), new Effect.ForgetCall(CALL));
        assertThat(center.board().repairs()).isEqualTo(1);
        assertThat(center.board().agent(AGENT).orElseThrow().state()).isEqualTo(AgentState.FREE);
    }

    @Test
    void aCallWithoutAnyLegOrStepIsEnded() {
        center.calls().get(CALL).legs.nextGone();
        assertThat(tick(Duration.ofSeconds(1))).contains(new Effect.End(CALL, "failed"));
        assertThat(center.board().call(CALL)).isEmpty();
    }

    @Test
    void aCallWhoseAgentDoesNotKnowItIsEnded() {
        center.state().roster().find(AGENT).orElseThrow().calls.clear();
        assertThat(tick(Duration.ofSeconds(1))).contains(new Effect.End(CALL, "failed"));
    }

    @Test
    void anAgentWhoIsBusyWithADeadCallIsFree() {
        center.calls().remove(CALL);
        assertThat(tick(Duration.ofSeconds(1)))
                .anyMatch(effect -> effect instanceof Effect.ReportAgent report
                        && report.status().equals("free"));
        assertThat(center.board().agent(AGENT).orElseThrow().state()).isEqualTo(AgentState.FREE);
        assertThat(center.board().repairs()).isEqualTo(1);
    }

    @Test
    void anEstablishedCallIsLeftAloneHoweverLong() {
        center.handle(new Signal.LegConnected(CALL, new LegId("c1-1"), T0), T0);
        assertThat(tick(Duration.ofHours(11))).isEmpty();
    }
}
