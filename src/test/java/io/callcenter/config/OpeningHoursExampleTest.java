package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningHoursExampleTest extends ExampleTestSupport {
    OpeningHoursExampleTest() {
        super("opening-hours.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "100, 1 0930, sales",
        "200, 5 1759, support",
        "300, 3 1200, 300",
        "100, 1 0759, night",
        "100, 1 1800, night",
        "200, 6 1200, night",
        "100, 7 0000, night"
    })
    void openingHoursChooseTheFlowByNumberAndTime(String dialled, String now, String flow) throws Exception {
        AdviceWith.adviceWith(
                context,
                "opening-hours-choose",
                advice -> advice.weaveById("opening-hours-now")
                        .replace()
                        .setProperty("now")
                        .constant(now));

        Exchange exchange = ask(Map.of("SipRequestUser", dialled, "CcFlow", dialled));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("CcFlow")).isEqualTo(flow);
    }
}
