package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.core.Cdr;
import io.callcenter.core.Effect;
import io.callcenter.core.Media;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.Test;

class CdrToJmsExampleTest extends ExampleTestSupport {
    CdrToJmsExampleTest() {
        super("cdr-to-jms.yaml");
    }

    private void ends(String call) {
        Cdr cdr = new Cdr(
                new CallId(call),
                1,
                "4711",
                Instant.parse("2026-01-02T03:04:05.678Z"),
                Duration.ofMillis(4500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(61),
                new FlowId("sales"),
                Optional.of(new AgentId("ann")),
                0,
                0,
                7,
                17,
                Media.AUDIO);
        template.sendBodyAndHeader("direct:effect-write-cdr", new Effect.WriteCdr(cdr), "CcCallId", call);
    }

    private void isInTheTable() {
        await().untilAsserted(() -> assertThat(template.requestBody(
                        "sql:select caller from cc_cdrs?dataSource=#dataSourceAcc", null, String.class))
                .contains("4711"));
    }

    @Test
    void callDetailRecordsGoToAQueueAndToTheTable() {
        ends("c1");

        String copy = consumer.receiveBody("jms:queue:cdrs", 20_000, String.class);
        assertThat(copy)
                .contains("\"call\":\"c1\"", "\"caller\":\"4711\"", "\"flow\":\"sales\"", "\"agent\":\"ann\"")
                .contains("\"received\":\"2026-01-02T03:04:05.678Z\"", "\"talked\":\"PT1M1S\"", "\"type\":0");
        isInTheTable();
    }

    @Test
    void aBrokerThatIsAwayCostsTheCopyAndNotTheRecord() throws Exception {
        AdviceWith.adviceWith(
                context,
                "cdr-to-jms-send",
                advice -> advice.weaveById("cdr-to-jms-queue")
                        .replace()
                        .throwException(new IllegalStateException("no broker")));

        ends("c1");

        isInTheTable();
    }
}
