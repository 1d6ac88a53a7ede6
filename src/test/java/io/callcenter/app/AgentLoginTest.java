package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Agent;
import io.callcenter.core.Policy;
import io.callcenter.core.Provisioning;
import io.callcenter.core.Signal;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.AgentId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentLoginTest {
    private final CamelContext context = new DefaultCamelContext();
    private final ContactCenter center = new ContactCenter(Policy.defaults());
    private final Lane lane = new Lane(center, InstantSource.system(), outcome -> {}, 1000);
    private final LaneRequests requests = new LaneRequests(lane, "test-routes", 1, 10);
    private final AgentLogin login = new AgentLogin(requests);

    @BeforeEach
    void provision() throws Exception {
        Agent ann = new Agent(
                new AgentId("ann"),
                "sip:ann@127.0.0.1",
                "",
                0,
                List.of("tech"),
                false,
                Duration.ZERO,
                Optional.empty());
        Asked.of(lane, new Signal.Reload(new Provisioning(List.of(), List.of(ann))))
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        requests.close();
        lane.close();
        context.stop();
    }

    private int login(String agent, Object state) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader("CcAgent", agent);
        exchange.getMessage().setHeader("CcState", state);
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        login.process(exchange, sync -> done.complete(exchange));
        return done.get(10, TimeUnit.SECONDS).getMessage().getHeader("CcReturnCode", Integer.class);
    }

    private boolean loggedIn() {
        return center.board().agent(new AgentId("ann")).orElseThrow().loggedIn();
    }

    @Test
    void anyNumberButZeroLogsInAlsoTwice() throws Exception {
        assertThat(login("ann", 1)).isEqualTo(1);
        assertThat(login("ann", "7")).isEqualTo(1);
        assertThat(loggedIn()).isTrue();
        assertThat(login("ann", 0)).isEqualTo(1);
        assertThat(loggedIn()).isFalse();
    }

    @Test
    void anUnknownAgentOrNoStateIsMinusThree() throws Exception {
        assertThat(login("nobody", 1)).isEqualTo(-3);
        assertThat(login("", 1)).isEqualTo(-3);
        assertThat(login("ann", null)).isEqualTo(-3);
    }
}
