package io.callcenter.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class MiJmsRoutesTest extends RouteFileTest {
    private Processor command = exchange -> exchange.getMessage().setBody("answer");

    MiJmsRoutesTest() {
        super("mi-jms.yaml");
    }

    @Override
    protected void bindToRegistry(Registry registry) throws Exception {
        super.bindToRegistry(registry);
        registry.bind("jmsCommand", (Processor) exchange -> command.process(exchange));
        registry.bind("jmsAnswer", (Processor) exchange -> {});
    }

    private Exchange send() throws Exception {
        enterByDirect("mi-jms-command");
        start();
        return ask("direct:in", "a request", Map.of("CamelJmsDestinationName", "cc.mi", "Anything", "x"));
    }

    @Test
    void aRequestIsAnsweredAndNoneOfItsPropertiesIsAHeader() throws Exception {
        MockEndpoint answer = mockNode("mi-jms-command", "mi-jms-answer");
        answer.expectedBodiesReceived("answer");

        send();

        answer.assertIsSatisfied();
        assertThat(answer.getExchanges().get(0).getMessage().getHeaders()).isEmpty();
    }

    @Test
    void aCommandThatFailsIsNotAnsweredAndGoesBackToTheBroker() throws Exception {
        command = failing();
        MockEndpoint answer = mockNode("mi-jms-command", "mi-jms-answer");
        answer.expectedMessageCount(0);

        assertThat(send().getException()).hasMessage("broken on purpose");
        answer.assertIsSatisfied();
    }
}
