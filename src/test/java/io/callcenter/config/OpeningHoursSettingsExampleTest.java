package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class OpeningHoursSettingsExampleTest extends ExampleTestSupport {
    OpeningHoursSettingsExampleTest() {
        super("opening-hours.yaml");
    }

    @Override
    Map<String, String> settings() {
        return Map.of("hours.zone", "UTC");
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        Files.writeString(folder.resolve("callcenter.properties"), "hours.open = [1-7] ....\n");
        return super.createCamelContext();
    }

    @Test
    void openingHoursKnowTheTimeAndCanBeSetByPlaceholders() {
        Exchange exchange = ask(Map.of("SipRequestUser", "100", "CcFlow", "100"));

        assertThat(exchange.getProperty("now", String.class)).matches("[1-7] ([01][0-9]|2[0-3])[0-5][0-9]");
        assertThat(exchange.getMessage().getHeader("CcFlow")).isEqualTo("sales");
    }
}
