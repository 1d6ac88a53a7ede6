package io.callcenter.mi.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callcenter.core.Agent;
import io.callcenter.core.Caller;
import io.callcenter.core.Effect;
import io.callcenter.core.Flow;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Policy;
import io.callcenter.core.Provisioning;
import io.callcenter.core.Signal;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The numbers as {@code get_statistics} shows them (docs/design/behaviour.md 8). */
class StatisticsTest {
    private final ContactCenter center = new ContactCenter(Policy.defaults());
    private final Statistics statistics = new Statistics(center.board(), () -> this.now);
    private Instant now = Instant.parse("2026-03-02T08:00:00Z");
    private long sequence;

    private static Flow flow(String id) {
        return new Flow(
                new FlowId(id),
                256,
                "s",
                "",
                Duration.ZERO,
                false,
                Duration.ZERO,
                Duration.ZERO,
                0,
                "",
                "sip:music@media",
                "",
                "");
    }

    private static Agent agent(String id, boolean loggedIn) {
        return new Agent(new AgentId(id), "sip:a@h", "", 0, List.of("s"), loggedIn, Duration.ZERO, Optional.empty());
    }

    /** As it arrives at the other side. */
    private JsonNode get(List<String> selectors) {
        try {
            JsonMapper mapper = new JsonMapper();
            return mapper.readTree(mapper.writeValueAsString(statistics.get(selectors)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void rows(List<Flow> flows, Agent... agents) {
        center.handle(new Signal.Reload(new Provisioning(flows, List.of(agents))), now);
    }

    private Effect.Connect arrives(String call) {
        Caller caller = new Caller("1", "Bob", "sip:1@h");
        Signal arrival =
                new Signal.CallArrived(new CallId(call), ++sequence, new FlowId("F"), caller, MediaOffer.AUDIO, "");
        return center.handle(arrival, now).effects().stream()
                .filter(effect -> effect instanceof Effect.Connect)
                .map(effect -> (Effect.Connect) effect)
                .findFirst()
                .orElseThrow();
    }

    private void talks(String call, double seconds) {
        Effect.Connect leg = arrives(call);
        center.handle(new Signal.LegConnected(leg.call(), leg.leg(), now), now);
        now = now.plus(Duration.ofMillis(Math.round(seconds * 1000)));
        center.handle(new Signal.LegEnded(leg.call(), leg.leg(), Signal.EndedBy.PEER, now), now);
    }

    private long value(String name) {
        return get(List.of(name)).path("call_center:" + name).asLong(-1);
    }

    @Test
    void c60_theLoadIsThatOfTwoAgentsOneFreeAndOneCallOnHold() {
        rows(List.of(flow("F")), agent("A", true), agent("B", true));
        talks("c1", 5);
        arrives("c2");
        assertThat(value("ccg_free_agents")).isZero();
        assertThat(value("ccg_load")).isEqualTo(100);
        arrives("c3");
        assertThat(value("ccg_onhold_calls")).isEqualTo(1);
        assertThat(value("ccg_load")).isEqualTo(150);
        assertThat(value("ccf_load-F")).isEqualTo(150);
        assertThat(Statistics.load(1, 2, 1)).isEqualTo(100);
        assertThat(Statistics.load(1, 3, 3)).isEqualTo(33);
    }

    @Test
    void b34_theExpectedWaitIsThatOfTheFlowNowAndZeroWithNobodyLoggedIn() {
        rows(List.of(flow("F")), agent("A", true));
        talks("c1", 20);
        arrives("c2");
        arrives("c3");
        assertThat(value("ccf_queued_calls-F")).isEqualTo(2);
        assertThat(value("ccf_etw-F")).isEqualTo(40);
        center.handle(new Signal.AgentLogin(new AgentId("A"), false), now);
        assertThat(value("ccf_etw-F")).isZero();
        assertThat(value("ccf_load-F")).isZero();
        assertThat(value("ccg_load")).isZero();
    }

    @Test
    void b34_aRoundingErrorOfTheMeanCostsNoSecond() {
        rows(List.of(flow("F")), agent("A", true), agent("B", false));
        for (int call = 0; call < 7; call++) {
            talks("t" + call, 2.1);
            now = now.plusSeconds(60);
            center.handle(new Signal.Tick(), now);
        }
        talks("t7", 2.1);
        for (int call = 0; call < 10; call++) {
            arrives("q" + call);
        }
        assertThat(value("ccf_etw-F")).isEqualTo(21);
    }

    @Test
    void b37_statisticsOfWhatWasRemovedAreGoneAndBeginAnewWhenItComesBack() {
        rows(List.of(flow("F"), flow("G")), agent("A", true));
        talks("c1", 5);
        assertThat(value("ccf_incalls-F")).isEqualTo(1);
        assertThat(value("cca_answ_incalls-A")).isEqualTo(1);
        rows(List.of(flow("G")));
        assertThat(get(List.of("ccf_incalls-F", "cca_answ_incalls-A"))).isEmpty();
        assertThat(get(List.of("all")).toString()).doesNotContain("-F", "-A");
        rows(List.of(flow("F"), flow("G")), agent("A", true));
        assertThat(value("ccf_incalls-F")).isZero();
        assertThat(value("cca_answ_incalls-A")).isZero();
    }

    @Test
    @Timeout(20)
    void b64_theWholeGroupIsReadAtOnceWithTwentyThousandAgentsAndAFlowInUseRemoved() {
        Agent[] agents = new Agent[20_000];
        Arrays.setAll(agents, number -> agent("A" + number, false));
        rows(List.of(flow("F"), flow("G")), agents);
        center.handle(new Signal.AgentLogin(new AgentId("A7"), true), now);
        arrives("c1");
        rows(List.of(flow("G")), agents);
        assertThat(get(List.of("call_center:"))).hasSize(10 + 12 + 5 * 20_000);
    }

    @Test
    void thereAreTwentySevenStatisticsFoundInAnyCase() {
        rows(List.of(flow("F")), agent("A", true));
        assertThat(Statistics.names()).hasSize(27).doesNotHaveDuplicates();
        assertThat(get(List.of("all"))).hasSize(27);
        assertThat(value("ccg_abandonned_incalls")).isZero();
        assertThat(get(List.of("CCF_INCALLS-f")).has("call_center:ccf_incalls-F"))
                .isTrue();
        assertThat(get(List.of("ccg_nothing", "ccf_incalls-nobody", "other:"))).isEmpty();
    }

    @Test
    void serviceOfAFlowAndTheDayOfAnAgentHaveAGroupOfTheirOwn() {
        rows(List.of(flow("F")), agent("A", true));
        talks("c1", 20);
        now = now.plusSeconds(10);
        JsonNode found = get(List.of("callcenter_x:"));
        assertThat(found.path("callcenter_x:ccf_sl-F").asDouble()).isEqualTo(100);
        assertThat(found.path("callcenter_x:ccf_sl60-F").asDouble()).isEqualTo(100);
        assertThat(found.path("callcenter_x:ccf_aht-F").asDouble()).isEqualTo(20);
        assertThat(found.path("callcenter_x:ccf_asa-F").asDouble(-1)).isZero();
        assertThat(found.path("callcenter_x:ccf_abandon_rate-F").asDouble(-1)).isZero();
        assertThat(found.path("callcenter_x:ccf_longest_wait-F").asLong(-1)).isZero();
        assertThat(found.path("callcenter_x:cca_login-A").asLong()).isEqualTo(30);
        assertThat(found.path("callcenter_x:cca_occupancy-A").isNumber()).isTrue();
        assertThat(get(List.of("CCA_LOGIN-a", "ccf_sl-f"))).hasSize(2);
        assertThat(get(List.of("all")).has("callcenter_x:ccf_sl-F")).isFalse();
    }

    @Test
    void aFlowWithoutCallsHasNoServiceLevel() {
        rows(List.of(flow("F")), agent("A", true));
        assertThat(get(List.of("ccf_sl-F")).path("callcenter_x:ccf_sl-F").isNull())
                .isTrue();
        assertThat(get(List.of("ccf_sl60-F")).path("callcenter_x:ccf_sl60-F").isNull())
                .isTrue();
    }
}
