package io.callcenter.store.provisioning;

import static io.callcenter.store.provisioning.Rows.agent;
import static io.callcenter.store.provisioning.Rows.flow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.core.SkippedRow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionTest {
    private static final Map<String, String> ADDRESSES =
            Map.of("main", "sip:192.0.2.1:5060", "west", "sips:west.example.org;transport=tcp");

    private static final Partition.Rows ALL = new Partition.Rows(
            List.of(flow("sales"), flow("day night"), flow("lost")),
            List.of(agent("ann"), agent("will")),
            new PlanTables.Rows(
                    List.of(
                            Map.of("FLOW_ID", "day night", "PART", "west", "sl_threshold", 10),
                            Map.of("flow_id", "lost", "part", "east"),
                            Map.of("flow_id", "sales", "part", " ")),
                    List.of(Map.of("code", "lunch")),
                    List.of(Map.of("code", "sold", "flow_id", "*"))),
            List.of(Map.of("agent_id", "will", "part", "west", "dial", "12")));

    private static List<Object> ids(List<Map<String, Object>> rows, String key) {
        return rows.stream()
                .map(row -> row.getOrDefault(key, row.get(key.toUpperCase(java.util.Locale.ROOT))))
                .toList();
    }

    @Test
    void whatNamesNoPartitionBelongsToMain() {
        Partition.Rows own = Partition.of("main", ADDRESSES).own(ALL);

        assertThat(ids(own.flows(), "flowid")).containsExactly("sales");
        assertThat(ids(own.agents(), "agentid")).containsExactly("ann");
        assertThat(ids(own.plan().settings(), "flow_id")).containsExactly("sales");
        assertThat(own.agentSettings()).isEmpty();
        assertThat(own.plan().pauseReasons()).isEqualTo(ALL.plan().pauseReasons());
        assertThat(own.plan().codes()).isEqualTo(ALL.plan().codes());
    }

    @Test
    void anotherPartitionServesWhatNamesIt() {
        Partition.Rows own = Partition.of("west", ADDRESSES).own(ALL);

        assertThat(ids(own.flows(), "flowid")).containsExactly("day night");
        assertThat(ids(own.agents(), "agentid")).containsExactly("will");
        assertThat(ids(own.plan().settings(), "flow_id")).containsExactly("day night");
        assertThat(ids(own.agentSettings(), "agent_id")).containsExactly("will");
    }

    @Test
    void theIndexNamesTheAddressOfAnotherPartitionWithTheFlowAsItsUser() {
        Partition main = Partition.of("main", ADDRESSES);
        assertThat(main.elsewhere("day night")).isNull();
        main.learn(ALL);

        assertThat(main.elsewhere("day night")).isEqualTo("sips:day%20night@west.example.org;transport=tcp");
        assertThat(main.elsewhere("sales")).isNull();
        assertThat(main.elsewhere("unknown")).isNull();
        assertThat(main.elsewhere("")).isNull();
        assertThat(main.elsewhere("lost"))
                .describedAs("a partition without an address")
                .isNull();

        Partition west = Partition.of("west", ADDRESSES);
        west.learn(ALL);
        assertThat(west.elsewhere("sales")).isEqualTo("sip:sales@192.0.2.1:5060");
    }

    @Test
    void aLaterLoadReplacesTheIndex() {
        Partition main = Partition.of("main", ADDRESSES);
        main.learn(ALL);
        main.learn(new Partition.Rows(ALL.flows(), ALL.agents(), PlanTables.Rows.NONE, List.of()));

        assertThat(main.elsewhere("day night")).isNull();
    }

    @Test
    void aSingleInstallationServesAll() {
        Partition whole = Partition.whole();
        whole.learn(ALL);

        assertThat(whole.own(ALL)).isSameAs(ALL);
        assertThat(whole.elsewhere("day night")).isNull();
    }

    @Test
    void rowsThatNameAPartitionWithoutAnAddressAreNamed() {
        assertThat(Partition.of("main", ADDRESSES).unknown(ALL))
                .containsExactly(new SkippedRow(
                        "cc_x_flow_settings",
                        2,
                        "lost",
                        "part: cc.ha.parts has no address for east, so nobody serves it"));
        assertThat(Partition.whole().unknown(ALL)).isEmpty();
    }

    @Test
    void aRowWhosePartCannotBeReadStaysWhereItWas() {
        Partition.Rows bad = new Partition.Rows(
                ALL.flows(),
                ALL.agents(),
                new PlanTables.Rows(
                        List.of(Map.of("flow_id", "day night", "part", "we\u0001st")), List.of(), List.of()),
                List.of(Map.of("agent_id", "will", "part", "we\u0001st")));
        Partition main = Partition.of("main", ADDRESSES);
        main.learn(ALL);
        main.learn(bad);

        assertThat(main.elsewhere("day night")).isNotNull();
        assertThat(ids(main.own(bad).flows(), "flowid")).containsExactly("sales", "lost");
        assertThat(ids(main.own(bad).agents(), "agentid")).containsExactly("ann");
    }

    @Test
    void aPartitionWithoutAnAddressIsRefused() {
        assertThatThrownBy(() -> Partition.of("east", ADDRESSES)).hasMessageContaining("east");
    }
}
