package io.callcenter.store.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Agent;
import io.callcenter.core.AgentSettings;
import io.callcenter.core.AgentSettings.Right;
import io.callcenter.core.SkippedRow;
import io.callcenter.ids.AgentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What is set for agents beside their rows. */
class AgentSettingsTableTest {
    private final List<SkippedRow> skipped = new ArrayList<>();

    private static Agent agent(String id) {
        return new Agent(
                new AgentId(id), "sip:" + id + "@h", "", 0, List.of("s"), true, Duration.ZERO, Optional.empty());
    }

    private List<AgentSettings> settings(List<Agent> former, List<Map<String, Object>> rows) {
        return AgentSettingsTable.apply(List.of(agent("ann"), agent("bob")), rows, former, skipped::add).stream()
                .map(Agent::settings)
                .toList();
    }

    @Test
    void aBotHasSeveralCallsAndMayNotBeAskedWhetherItIsThere() {
        List<SkippedRow> bad = new java.util.ArrayList<>();
        List<Map<String, Object>> rows = List.of(
                Map.of("agent_id", "ann", "max_calls", 10, "wrap_up", 1, "probe", 0),
                Map.of("agent_id", "bob", "max_calls", 0));
        List<Agent> agents = AgentSettingsTable.apply(List.of(agent("ann"), agent("bob")), rows, List.of(), bad::add);

        assertThat(agents)
                .extracting(Agent::settings)
                .containsExactly(new AgentSettings("", Right.AS_ALL, 10, true, true, List.of()), AgentSettings.NONE);
        assertThat(bad)
                .extracting(SkippedRow::reason)
                .containsExactly("max_calls: 1 to 10000; the former definition stands");
    }

    @Test
    void anAgentMayCallFromOtherAddressesThanTheirPhones() {
        List<Map<String, Object>> rows = List.of(
                Map.of("agent_id", "ann", "identities", " sip:ann@pbx, tel:+49301234 SIPS:ann@pbx sip:ann@pbx"),
                Map.of("agent_id", "bob", "identities", "bob@pbx"));

        assertThat(settings(List.of(), rows))
                .containsExactly(
                        AgentSettings.NONE.calling(List.of("sip:ann@pbx", "tel:+49301234", "SIPS:ann@pbx")),
                        AgentSettings.NONE);
        assertThat(skipped)
                .extracting(SkippedRow::reason)
                .containsExactly("identities: bob@pbx is no sip, sips or tel address; the former definition stands");
    }

    @Test
    void moreAddressesThanAnAgentCanHaveAreABadRow() {
        String seventeen =
                IntStream.range(0, 17).mapToObj(i -> "sip:" + i + "@pbx").collect(Collectors.joining(","));

        assertThat(settings(List.of(), List.of(Map.of("agent_id", "ann", "identities", seventeen))))
                .containsOnly(AgentSettings.NONE);
        assertThat(skipped).hasSize(1);
    }

    @Test
    void anAgentWithoutRowIsAsWithoutTheTable() {
        assertThat(settings(List.of(), List.of())).containsOnly(AgentSettings.NONE);
        assertThat(settings(List.of(), List.of(Map.of("agent_id", "bob", "dial", "4711 ", "transfer", "Inside"))))
                .containsExactly(AgentSettings.NONE, new AgentSettings("4711", Right.INSIDE));
        assertThat(settings(List.of(), List.of(Map.of("agent_id", "eve", "dial", "1"))))
                .containsOnly(AgentSettings.NONE);
        assertThat(skipped).isEmpty();
    }

    @Test
    void aBadRowIsNamedAndTheFormerOneStands() {
        AgentSettings before = new AgentSettings("1", Right.NONE);
        assertThat(settings(
                        List.of(agent("ann").with(before)),
                        List.of(Map.of("agent_id", "ann", "transfer", "perhaps"), Map.of("dial", "7"))))
                .containsExactly(before, AgentSettings.NONE);
        assertThat(skipped)
                .extracting(SkippedRow::toString)
                .containsExactly(
                        "cc_x_agent_settings row 1 (ann): transfer: none, inside or NULL; the former definition stands",
                        "cc_x_agent_settings row 2: agent_id: NULL or blank");
    }

    @Test
    void aTableThatIsNotThereIsEmpty() throws Exception {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:settings;DB_CLOSE_DELAY=-1");
        AgentSettingsTable table = new AgentSettingsTable(source);
        assertThat(table.rows()).isEmpty();
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE cc_x_agent_settings (agent_id VARCHAR(9), dial VARCHAR(9))");
            statement.execute("INSERT INTO cc_x_agent_settings VALUES ('ann', '4711')");
            assertThat(table.rows()).containsExactly(Map.of("agent_id", "ann", "dial", "4711"));
            statement.execute("SHUTDOWN");
        }
    }
}
