package io.callcenter.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MiHttpRoutesTest extends RouteFileTest {
    private static final Map<String, Object> PLANTED =
            Map.of("CamelSqlQuery", "x", "CcFlow", "x", "SipStatus", "x", "cAMELfilename", "x");

    private final List<String> passed = new ArrayList<>();
    private boolean broken;

    MiHttpRoutesTest() {
        super("mi-http.yaml");
    }

    @Override
    protected void bindToRegistry(Registry registry) throws Exception {
        super.bindToRegistry(registry);
        for (String bean : new String[] {"httpCommand", "metricsPage"}) {
            registry.bind(bean, (Processor) exchange -> {
                passed.add(bean);
                if (broken) {
                    throw new RejectedExecutionException("too much waits");
                }
            });
        }
    }

    /** Each route is entered by {@code direct:} and its id: no HTTP server is here. */
    private Exchange get(String route) throws Exception {
        for (String each : List.of("mi-http-command", "mi-http-metrics")) {
            AdviceWith.adviceWith(context, each, advice -> advice.replaceFromWith("direct:" + each));
        }
        start();
        return ask("direct:" + route, "{}", PLANTED);
    }

    @ParameterizedTest
    @CsvSource({"mi-http-command, httpCommand", "mi-http-metrics, metricsPage"})
    void eachPageIsMadeByItsBeanAndNoPlantedHeaderComesSoFar(String route, String beans) throws Exception {
        Exchange exchange = get(route);

        assertThat(String.join(" ", passed)).isEqualTo(beans);
        assertThat(exchange.getMessage().getHeaders().keySet()).doesNotContainAnyElementsOf(PLANTED.keySet());
        assertThat(exchange.getException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mi-http-command", "mi-http-metrics"})
    void aFaultOfTheBeanIsTheExchanges(String route) throws Exception {
        broken = true;

        Exchange exchange = get(route);

        assertThat(exchange.getException()).hasMessage("too much waits");
        assertThat(passed).hasSize(1);
    }
}
