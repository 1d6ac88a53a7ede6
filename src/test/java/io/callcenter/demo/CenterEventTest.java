package io.callcenter.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CenterEventTest {
    private static final Instant AT = Instant.parse("2026-11-23T08:15:30.123Z");

    @Test
    void anAgentReportIsRead() {
        String json = "{\"event\":\"E_CALLCENTER_AGENT_REPORT\",\"time\":\"2026-11-23T08:15:30.123Z\",\"seq\":4711,"
                + "\"agent_id\":\"alice\",\"status\":\"wrapup\",\"state\":\"wrapup\",\"wrapup_ends\":1795421760}";
        assertThat(CenterEvent.parse(json, "call_center"))
                .contains(new CenterEvent.OfAgent("alice", "wrapup", 4711, AT));
    }

    @Test
    void aCallReportIsReadWithTheOpaqueValueOfItsCall() {
        String json =
                "{\"event\":\"E_CALLCENTER_CALL_REPORT\",\"time\":\"2026-11-23T08:15:30.123Z\",\"call_id\":\"c1\","
                        + "\"flow_id\":\"support\",\"state\":\"queued\",\"queue_position\":2,\"call_center\":\"1001\"}";
        assertThat(CenterEvent.parse(json, "call_center"))
                .contains(new CenterEvent.OfCall("c1", "1001", "support", "queued", "", 2, "", AT));
    }

    @Test
    void whatIsNoReportIsNone() {
        assertThat(CenterEvent.parse("{\"event\":\"E_OTHER\",\"time\":\"2026-11-23T08:15:30Z\"}", "x"))
                .isEmpty();
        assertThat(CenterEvent.parse("{\"event\":\"E_CALLCENTER_AGENT_REPORT\"}", "x"))
                .isEmpty();
        assertThat(CenterEvent.parse("nonsense", "x")).isEmpty();
    }
}
