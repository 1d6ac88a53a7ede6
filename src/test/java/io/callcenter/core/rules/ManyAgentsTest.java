package io.callcenter.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Agent;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A big center costs no more for each step than a small one (B44). */
class ManyAgentsTest {
    private static final Instant T0 = Instant.parse("2026-03-02T08:00:00Z");

    /** No step may look at all agents or all calls: with so many, that would take minutes instead of seconds. */
    @Test
    @Timeout(60)
    void tenThousandAgentsAndTwiceAsManyCallsAreNoBurden() {
        int size = 10_000;
        ContactCenter center = new ContactCenter(Policy.defaults());
        center.handle(new Signal.Reload(rows(size)), T0);
        List<Effect.Connect> ringing = new ArrayList<>();
        for (int i = 1; i <= 2 * size; i++) {
            center.handle(arrival(i), T0).effects().stream()
                    .filter(effect -> effect instanceof Effect.Connect)
                    .map(effect -> (Effect.Connect) effect)
                    .filter(connect -> connect.agent().isPresent())
                    .forEach(ringing::add);
        }
        assertThat(ringing).hasSize(size);
        assertThat(center.board().totals().queued()).isEqualTo(size);
        Instant now = T0;
        for (Effect.Connect leg : ringing) {
            now = now.plusMillis(1);
            center.handle(new Signal.LegRefused(leg.call(), leg.leg(), 486, now), now);
        }
        assertThat(center.board().totals().queued()).isEqualTo(2 * size);
        for (int tick = 0; tick < 200; tick++) {
            now = now.plusMillis(250);
            center.handle(new Signal.Tick(), now);
        }
        assertThat(center.board().totals().queued()).isEqualTo(size);
        assertThat(center.board().queue()).hasSize(size);
    }

    private static Signal arrival(int number) {
        CallId call = new CallId("c" + number);
        Caller caller = new Caller("1", "", "sip:1@h");
        return new Signal.CallArrived(call, number, new FlowId("F"), caller, MediaOffer.AUDIO, "");
    }

    private static Provisioning rows(int agents) {
        List<Agent> rows = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            rows.add(new Agent(
                    new AgentId("A" + i), "sip:a@h", "", 0, List.of("s", "t"), true, Duration.ZERO, Optional.empty()));
        }
        return new Provisioning(List.of(SampleRows.FLOW), rows);
    }
}
