package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Effect;
import io.callcenter.core.Policy;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.CallId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which effects go to a route of an integrator. */
class EffectRoutesTest {
    private static final Effect RECORD = new Effect.ForgetCall(new CallId("c1"));

    private final List<Effect> recorded = new ArrayList<>();
    private final List<Object> routed = new CopyOnWriteArrayList<>();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Lane lane = new Lane(new ContactCenter(Policy.defaults()), InstantSource.system(), outcome -> {}, 10);
    private final EffectFailures failures = new EffectFailures(lane, InstantSource.system(), recorded::add);
    private final EffectRoutes routes = new EffectRoutes(context, "call_center");

    @BeforeEach
    void start() {
        context.getRegistry().bind("effectFailures", failures);
        context.getComponent("direct", DirectComponent.class).setBlock(false);
        context.getManagementStrategy().addEventNotifier(routes);
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        lane.close();
    }

    private void route(String uri, org.apache.camel.Processor step) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri).routeId("own").process(step);
            }
        });
    }

    private void note(Exchange exchange) {
        routed.add(exchange.getMessage().getBody());
    }

    @Test
    void withoutARouteNoEffectIsTaken() throws Exception {
        route("direct:effect-drop", this::note);

        assertThat(routes.carryOut(RECORD)).isFalse();
        assertThat(recorded).isEmpty();
    }

    @Test
    void anEffectIsTakenAsLongAsItsRouteIsThere() throws Exception {
        assertThat(routes.any()).isFalse();

        route("direct:effect-forget-call", this::note);

        assertThat(routes.any()).isTrue();
        assertThat(routes.carryOut(RECORD)).isTrue();
        context.getRouteController().stopRoute("own");
        context.removeRoute("own");
        assertThat(routes.carryOut(RECORD)).isFalse();
        assertThat(routed).containsExactly(RECORD);
        assertThat(failures.count()).isZero();
    }

    @Test
    void aRecordWhoseRouteFailsWithoutOurConfigurationReachesTheOutbox() throws Exception {
        route("direct:effect-forget-call", exchange -> {
            throw new IllegalStateException("broken on purpose");
        });

        assertThat(routes.carryOut(RECORD)).isTrue();

        assertThat(failures.count()).isEqualTo(1);
        assertThat(recorded).containsExactly(RECORD);
    }

    @Test
    void namesAreThoseOfAllEffects() {
        assertThat(EffectRoutes.names())
                .hasSize(21)
                .contains("effect-connect", "effect-write-cdr", "effect-report-provisioning", "effect-log-call");
    }
}
