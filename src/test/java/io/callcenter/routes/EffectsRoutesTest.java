package io.callcenter.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.app.EffectOrders;
import io.callcenter.b2b.CallOrder;
import io.callcenter.core.Effect;
import io.callcenter.ids.CallId;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectsRoutesTest extends RouteFileTest {
    private final CallId call = new CallId("c1");
    private int recorded;
    private int sampled;
    private int logged;
    private int failed;

    EffectsRoutesTest() {
        super("effects.yaml");
    }

    @Override
    protected void bindToRegistry(Registry registry) throws Exception {
        registry.bind("effectOrders", new EffectOrders());
        registry.bind("record", (Processor) exchange -> recorded++);
        registry.bind("samples", (Processor) exchange -> sampled++);
        registry.bind("callLog", (Processor) exchange -> logged++);
        registry.bind("agentLog", (Processor) exchange -> logged++);
        registry.bind("effectFailures", (Processor) exchange -> failed++);
    }

    /** All four orders are mocks: without the component nothing would start. */
    private void mockOrders() throws Exception {
        for (String order : new String[] {"connect", "drop", "refuse", "end"}) {
            mockNode("effects-" + order, "effects-" + order + "-order");
        }
    }

    private MockEndpoint order(String name) {
        return getMockEndpoint("mock:effects-" + name + "-order");
    }

    @Test
    void anEffectAboutLegsBecomesItsOrder() throws Exception {
        mockOrders();
        start();

        ask("direct:effect-end", new Effect.End(call, "over"), Map.of());
        ask("direct:effect-refuse", new Effect.Refuse(call, 486), Map.of());

        assertThat(order("end").getExchanges())
                .singleElement()
                .satisfies(e -> assertThat(e.getMessage().getBody()).isInstanceOf(CallOrder.class));
        assertThat(order("refuse").getExchanges())
                .singleElement()
                .satisfies(e -> assertThat(e.getMessage().getBody()).isInstanceOf(CallOrder.Refuse.class));
        assertThat(failed).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "save-call",
                "forget-call",
                "write-cdr",
                "report-agent",
                "report-call",
                "report-provisioning",
                "save-wrap-up",
                "save-login",
                "save-figures"
            })
    void aRecordGoesToTheJournal(String kind) throws Exception {
        mockOrders();
        start();

        ask("direct:effect-" + kind, "a record", Map.of());

        assertThat(recorded).isEqualTo(1);
    }

    @Test
    void aSampleFeedsTheHistograms() throws Exception {
        mockOrders();
        start();

        ask("direct:effect-sample", "a sample", Map.of());

        assertThat(sampled).isEqualTo(1);
    }

    @Test
    void theEndOfACallGoesToTheLog() throws Exception {
        mockOrders();
        start();

        ask("direct:effect-log-call", call, Map.of());

        assertThat(logged).isEqualTo(1);
        assertThat(failed).isZero();
    }

    @Test
    void aPhoneThatRefusesForGoodGoesToTheLog() throws Exception {
        mockOrders();
        start();

        ask("direct:effect-log-agent", "a refusal", Map.of());

        assertThat(logged).isEqualTo(1);
        assertThat(failed).isZero();
    }

    @Test
    void anOrderThatFailsIsReportedAndFailsNobodyElse() throws Exception {
        mockOrders();
        order("end").whenAnyExchangeReceived(failing());
        start();

        Exchange exchange = ask("direct:effect-end", new Effect.End(call, "over"), new HashMap<>());

        assertThat(exchange.getException()).isNull();
        assertThat(failed).isEqualTo(1);
    }

    @Test
    void whatIsNoEffectAboutLegsIsReportedToo() throws Exception {
        mockOrders();
        start();

        assertThat(ask("direct:effect-drop", "nonsense", Map.of()).getException())
                .isNull();
        assertThat(failed).isEqualTo(1);
        assertThat(order("drop").getExchanges()).isEmpty();
    }
}
