package io.callcenter.mi.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> NAMES = List.of(
            "cc_list_queue",
            "cc_list_agents",
            "cc_list_flows",
            "cc_agent_login",
            "cc_agent_set",
            "cc_flow_set",
            "cc_reload");

    @ParameterizedTest
    @CsvSource({
        "cc_agents, cc_list_agents",
        "cc_login_agent, cc_agent_login",
        "cc_relaod, cc_reload",
        "cc_list_agent, cc_list_agents",
        "cc_set_flow, cc_flow_set",
    })
    void whatWasProbablyMeantIsFound_N8(String written, String meant) {
        assertThat(NearestName.suggested(NAMES, written)).contains(meant);
    }

    @Test
    void whatIsFarFromAllOrLongerThanAnyNameIsNotGuessed() {
        assertThat(NearestName.suggested(NAMES, "bogus")).isEmpty();
        assertThat(NearestName.suggested(NAMES, "")).isEmpty();
        assertThat(NearestName.suggested(NAMES, "_:")).isEmpty();
        assertThat(NearestName.suggested(NAMES, "cc_reload".repeat(1_000))).isEmpty();
        assertThat(NearestName.suggested(List.of(), "x")).isEmpty();
    }
}
