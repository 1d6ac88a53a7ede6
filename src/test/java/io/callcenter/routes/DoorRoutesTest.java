package io.callcenter.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files whose one route hands over to one bean: handle-call, lane, mi-direct. */
class DoorRoutesTest extends RouteFileTest {
    private boolean broken;

    DoorRoutesTest() {
        super("handle-call.yaml");
    }

    @Override
    protected void configure(MainConfigurationProperties main) {
        super.configure(main);
        main.setRoutesIncludePattern(
                main.getRoutesIncludePattern() + ",classpath:routes/lane.yaml,classpath:routes/mi-direct.yaml");
    }

    @Override
    protected void bindToRegistry(Registry registry) throws Exception {
        super.bindToRegistry(registry);
        for (String bean : new String[] {"admission", "agentLogin", "laneDoor", "routeCommand"}) {
            registry.bind(bean, (Processor) exchange -> {
                if (broken) {
                    failing().process(exchange);
                }
                exchange.getMessage().setBody(bean);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "direct:handle-call, admission",
        "direct:agent-login, agentLogin",
        "direct:_lane, laneDoor",
        "direct:mi, routeCommand"
    })
    void eachDoorLeadsToItsBeanAndTellsWhoeverAskedOfAFailure(String door, String bean) throws Exception {
        start();

        assertThat(ask(door, "in", Map.of()).getMessage().getBody()).isEqualTo(bean);
        broken = true;
        Exchange exchange = ask(door, "in", new HashMap<>());

        assertThat(exchange.getException()).hasMessage("broken on purpose");
    }
}
