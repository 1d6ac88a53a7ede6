package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Effect;
import io.callcenter.core.Outcome;
import io.callcenter.core.Policy;
import io.callcenter.core.Provisioning;
import io.callcenter.core.Signal;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a leg whose route fails (B06, B50). */
class EffectFailuresTest {
    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final Lane lane =
            new Lane(new ContactCenter(Policy.defaults()), InstantSource.system(), outcomes::add, 1000);
    private final List<Effect> recorded = new CopyOnWriteArrayList<>();
    private final EffectFailures failures = new EffectFailures(lane, InstantSource.system(), recorded::add);

    @AfterEach
    void stop() {
        lane.close();
    }

    private Outcome ask(Signal signal) throws Exception {
        Asked.of(lane, signal).get(10, TimeUnit.SECONDS);
        return outcomes.get(outcomes.size() - 1);
    }

    private void fail(Effect effect) {
        fail(effect, new DefaultExchange(new DefaultCamelContext()));
    }

    private void fail(Effect effect, Exchange exchange) {
        exchange.getMessage().setBody("what a route made of it");
        exchange.setProperty(EffectRoutes.EFFECT, effect);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("a route of ours is broken"));
        failures.process(exchange);
    }

    /** What the failure of the first leg of a call led to. */
    private Outcome arriveAndFail(Provisioning rows) throws Exception {
        ask(new Signal.Reload(rows));
        fail(ask(Calls.arrival("c1")).effects().stream()
                .filter(effect -> effect instanceof Effect.Connect)
                .findFirst()
                .orElseThrow());
        ask(new Signal.InternalDispatching(Optional.empty()));
        return outcomes.get(outcomes.size() - 2);
    }

    @Test
    void anAgentWhoseOfferCouldNotBeOrderedIsFreeAtOnceAndLosesNothing() throws Exception {
        assertThat(arriveAndFail(Calls.rows("sip:ann@h", "")).effects())
                .noneMatch(Effect.WriteCdr.class::isInstance)
                .anyMatch(effect -> effect instanceof Effect.ReportAgent report
                        && report.status().equals("free"));
        assertThat(failures.count()).isEqualTo(1);
    }

    @Test
    void aCallerWhoseFirstAnnouncementFailsIsRefused() throws Exception {
        assertThat(arriveAndFail(Calls.rows("", "sip:ann@chat")).effects())
                .contains(new Effect.Refuse(new CallId("c1"), 500));
    }

    @Test
    void whatIsNoLegIsOnlyCounted() {
        fail(new Effect.Sample(Effect.Measure.WAITING, new FlowId("F"), Duration.ofSeconds(1)));

        assertThat(failures.count()).isEqualTo(1);
        assertThat(outcomes).isEmpty();
        assertThat(recorded).isEmpty();
    }

    @Test
    void aRecordReachesTheOutboxThoughItsRouteFailed() {
        Effect record = new Effect.ForgetCall(new CallId("c1"));

        fail(record);

        assertThat(recorded).containsExactly(record);
    }

    @Test
    void aRecordThatTheRouteHadGivenToTheOutboxIsNotGivenTwice() throws Exception {
        Effect record = new Effect.ForgetCall(new CallId("c1"));
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(record);
        exchange.setProperty(RecordEffect.RECORDED, new AtomicBoolean());
        new RecordEffect(recorded::add).process(exchange);

        fail(record, exchange.copy());

        assertThat(recorded).containsExactly(record);
    }
}
