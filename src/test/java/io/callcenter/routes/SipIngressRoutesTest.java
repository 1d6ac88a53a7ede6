package io.callcenter.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipIngressRoutesTest extends RouteFileTest {
    private static final String INVITE = "sip-ingress-invite";

    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private boolean hooked;

    SipIngressRoutesTest() {
        super("sip-ingress.yaml");
    }

    @Override
    void start(String... routes) throws Exception {
        context.getPropertiesComponent().addOverrideProperty("cc.sip.offerless", "audio");
        super.start(routes);
    }

    /** The hook's owner, known to the route by this bean. */
    public final class Owned {
        /** Whether somebody chooses flows. */
        public boolean chooseFlow() {
            return hooked;
        }
    }

    /** Another partition serves one flow, known to the route by this bean. */
    public static final class Partitions {
        /** Where that flow is served. */
        public String elsewhere(String flow) {
            return "west".equals(flow) ? "sip:west@192.0.2.7" : null;
        }
    }

    @Override
    protected void bindToRegistry(Registry registry) throws Exception {
        super.bindToRegistry(registry);
        registry.bind("beginArrival", (Processor) exchange -> {});
        registry.bind("hooks", new Owned());
        registry.bind("hookPool", ExecutorService.class, pool);
        registry.bind("partition", new Partitions());
    }

    @AfterEach
    void stopPool() {
        pool.shutdownNow();
    }

    /** The center answers with that code; the order to refuse is a mock, which is returned. */
    private MockEndpoint centerSays(int code, Map<String, Object> headers) throws Exception {
        enterByDirect(INVITE);
        mockEndpoint(INVITE, "direct:handle-call").whenAnyExchangeReceived(exchange -> {
            exchange.getMessage().setHeader("CcReturnCode", code);
            headers.forEach(exchange.getMessage()::setHeader);
        });
        return mockNode("sip-ingress-refuse", "sip-ingress-refuse-order");
    }

    private Exchange invite() {
        return ask("direct:in", "v=0", Map.of("SipRequestUser", "sales"));
    }

    @Test
    void aNewCallComesBeforeTheCenterWithTheDialledUserAsItsFlow() throws Exception {
        MockEndpoint refused = centerSays(1, Map.of());
        refused.expectedMessageCount(0);
        getMockEndpoint("mock:direct:handle-call").expectedHeaderReceived("CcFlow", "sales");
        start(INVITE);

        assertThat(invite().getException()).isNull();
        MockEndpoint.assertIsSatisfied(context);
    }

    @Test
    void t51_aCallWithoutAnOfferIsAnAudioCall() throws Exception {
        MockEndpoint refused = centerSays(1, Map.of());
        refused.expectedMessageCount(0);
        MockEndpoint center = getMockEndpoint("mock:direct:handle-call");
        start(INVITE);

        invite();
        ask("direct:in", "", Map.of("SipRequestUser", "sales"));
        assertThat(center.getExchanges())
                .extracting(e -> e.getMessage().getHeader("CcMedia"))
                .containsExactly(null, "RTP/AVP");
        MockEndpoint.assertIsSatisfied(context);
    }

    @Test
    void theOwnerOfTheHookChoosesTheFlow() throws Exception {
        hooked = true;
        centerSays(1, Map.of());
        AdviceWith.adviceWith(
                context,
                INVITE,
                advice -> advice.weaveById("sip-ingress-hook")
                        .replace()
                        .setHeader("CcFlow")
                        .constant("night"));
        getMockEndpoint("mock:direct:handle-call").expectedHeaderReceived("CcFlow", "night");
        start(INVITE);

        assertThat(invite().getException()).isNull();
        MockEndpoint.assertIsSatisfied(context);
    }

    @ParameterizedTest
    @CsvSource({"-1, 404", "-2, 400", "-3, 404", "-4, 480", "-5, 500", "-6, 488", "-7, 488"})
    void aCallThatIsNotLetInIsAnsweredByItsReturnCode(int code, String status) throws Exception {
        MockEndpoint refused = centerSays(code, Map.of());
        refused.expectedHeaderReceived("SipStatus", status);
        start(INVITE);

        invite();

        refused.assertIsSatisfied();
        assertThat(refused.getExchanges().get(0).getMessage().getHeaders().containsKey("SipHeader.Warning"))
                .isEqualTo(code == -4);
    }

    @ParameterizedTest
    @CsvSource({"-3, west, 302, sip:west@192.0.2.7", "-3, sales, 404,", "-4, west, 480,"})
    void aCallForAFlowOfAnotherPartitionIsSentThere(int code, String flow, String status, String to) throws Exception {
        MockEndpoint refused = centerSays(code, Map.of());
        refused.expectedHeaderReceived("SipStatus", status);
        refused.expectedHeaderReceived("SipRedirect", to);
        start(INVITE);

        ask("direct:in", "v=0", Map.of("SipRequestUser", flow));

        refused.assertIsSatisfied();
    }

    @Test
    void inOverloadACallIsToldWhenToComeBack() throws Exception {
        MockEndpoint refused = centerSays(-5, Map.of("CcOverload", true));
        refused.expectedHeaderReceived("SipStatus", "503");
        start(INVITE);

        invite();

        refused.assertIsSatisfied();
        assertThat(refused.getExchanges().get(0).getMessage().getHeaders()).containsKey("SipHeader.Retry-After");
    }

    @Test
    void aCenterThatFailsIsTheFailureOfTheCall() throws Exception {
        enterByDirect(INVITE);
        mockEndpoint(INVITE, "direct:handle-call").whenAnyExchangeReceived(failing());
        mockNode("sip-ingress-refuse", "sip-ingress-refuse-order").expectedMessageCount(0);
        start(INVITE);

        assertThat(ask("direct:in", "v=0", new HashMap<>()).getException()).hasMessage("broken on purpose");
        MockEndpoint.assertIsSatisfied(context);
    }
}
