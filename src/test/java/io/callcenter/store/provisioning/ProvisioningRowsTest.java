package io.callcenter.store.provisioning;

import static io.callcenter.store.provisioning.Rows.agent;
import static io.callcenter.store.provisioning.Rows.flow;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Agent;
import io.callcenter.core.Flow;
import io.callcenter.core.SkippedRow;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvisioningRowsTest {
    @Test
    void c01SkillsAreTrimmedEmptyOnesIgnoredAndEqualOnesCountOnce() {
        LoadedProvisioning loaded = Rows.agents(List.of(agent("x", "skills", " a , b,,a ")));

        assertThat(only(loaded).skills()).containsExactly("a", "b");
        assertThat(loaded.skipped()).isEmpty();
    }

    @Test
    void c02OfSeventySkillsTheFirst64AreKeptWithAWarning() {
        String list = IntStream.range(0, 70).mapToObj(i -> "s" + i).collect(Collectors.joining(","));

        LoadedProvisioning loaded = Rows.agents(List.of(agent("x", "skills", list)));

        assertThat(only(loaded).skills()).hasSize(64).startsWith("s0").endsWith("s63");
        assertThat(loaded.warnings())
                .singleElement()
                .hasToString("agents row 1 (x): skills: 70 given, the first 64 taken");
    }

    @Test
    void anAgentWith500SkillsIsTakenAndOneWithoutAnyToo() {
        String list = IntStream.range(0, 500).mapToObj(i -> "s" + i).collect(Collectors.joining(" , "));

        LoadedProvisioning loaded = Rows.agents(List.of(agent("x", "skills", list), agent("y", "skills", "")));

        assertThat(loaded.provisioning().agents())
                .extracting(a -> a.skills().size())
                .containsExactly(64, 0);
    }

    @Test
    void theHeaderFieldsOfALocationAreCutAndNamed_F15() {
        LoadedProvisioning loaded = Rows.agents(List.of(agent(
                "x", "location", "sip:a?b@h;transport=tcp?Subject=hello", "msrp_location", "sip:x@h?Replaces=1")));

        assertThat(only(loaded).location()).isEqualTo("sip:a?b@h;transport=tcp");
        assertThat(only(loaded).chatLocation()).isEqualTo("sip:x@h");
        assertThat(loaded.skipped()).isEmpty();
        assertThat(loaded.warnings())
                .extracting(Object::toString)
                .containsExactly(
                        "agents row 1 (x): location: cut at its header fields: sip:a?b@h;transport=tcp",
                        "agents row 1 (x): msrp_location: cut at its header fields: sip:x@h");
    }

    @Test
    void c03AnAgentWithoutLocationOrWithAMalformedOneIsSkippedAndTheOthersAreLoaded() {
        LoadedProvisioning loaded = Rows.agents(List.of(
                agent("none", "location", null),
                agent("blank", "location", "  "),
                agent("odd", "location", "not a uri"),
                agent("good")));

        assertThat(loaded.provisioning().agents())
                .extracting(a -> a.id().value())
                .containsExactly("good");
        assertThat(loaded.skipped()).extracting(SkippedRow::id).containsExactly("none", "blank", "odd");
        assertThat(loaded.skipped()).last().hasToString("agents row 3 (odd): location: not a SIP URI: not a uri");
    }

    @Test
    void c04AFlowWithEmptyQueueMessageIsUnknown() {
        LoadedProvisioning loaded =
                Rows.flows(List.of(flow("blank", "message_queue", ""), flow("null", "message_queue", null), flow("F")));

        assertThat(loaded.provisioning().flows())
                .extracting(f -> f.id().value())
                .containsExactly("F");
        assertThat(loaded.skipped()).extracting(SkippedRow::reason).containsOnly("message_queue: NULL or empty");
    }

    @Test
    void aSoundAgentIsTakenWhole() {
        LoadedProvisioning loaded = Rows.agents(List.of(agent(
                "Ann@Desk 7 ",
                "location",
                "sip:ann@[2001:db8::1]:5062;transport=tcp   ",
                "msrp_location",
                "sips:ann.chat@example.org",
                "msrp_max_sessions",
                2L,
                "wrapup_time",
                new BigDecimal("15"),
                "wrapup_end_time",
                1_795_421_760,
                "logstate",
                "3")));

        assertThat(loaded.skipped()).isEmpty();
        assertThat(only(loaded))
                .isEqualTo(new Agent(
                        new AgentId("Ann@Desk 7"),
                        "sip:ann@[2001:db8::1]:5062;transport=tcp",
                        "sips:ann.chat@example.org",
                        2,
                        List.of("s"),
                        true,
                        Duration.ofSeconds(15),
                        java.util.Optional.of(Instant.ofEpochSecond(1_795_421_760))));
    }

    @Test
    void aSoundFlowIsTakenWhole() {
        LoadedProvisioning loaded = Rows.flows(List.of(flow(
                "F   ",
                "priority",
                4_294_967_295L,
                "prependcid",
                "Sales  ",
                "max_wrapup_time",
                20,
                "dissuading_hangup",
                1,
                "dissuading_onhold_th",
                5,
                "dissuading_ewt_th",
                10,
                "dissuading_qsize_th",
                2,
                "message_welcome",
                "sip:welcome@m",
                "message_dissuading",
                "sip:sorry@m",
                "message_flow_id",
                "sip:sales@m")));

        assertThat(loaded.provisioning().flows())
                .containsExactly(new Flow(
                        new FlowId("F"),
                        4_294_967_295L,
                        "s",
                        "Sales",
                        Duration.ofSeconds(20),
                        true,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        2,
                        "sip:welcome@m",
                        "sip:music@192.0.2.9",
                        "sip:sorry@m",
                        "sip:sales@m"));
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void theChatCapacityIsReadOnlyWithAChatLocation() {
        LoadedProvisioning loaded = Rows.agents(List.of(
                agent("audio", "msrp_max_sessions", null),
                agent("chat", "msrp_location", "sip:c@h", "msrp_max_sessions", null)));

        assertThat(only(loaded).maxChats()).isZero();
        assertThat(loaded.skipped()).singleElement().hasToString("agents row 2 (chat): msrp_max_sessions: NULL");
    }

    @ParameterizedTest
    @CsvSource({
        "agentid, ''",
        "agentid,",
        "skills,",
        "logstate,",
        "logstate, yes",
        "wrapup_time,",
        "wrapup_time, 1.5",
        "wrapup_time, 99999999999",
        "location, sip:a@b@c",
        "msrp_location, http://x"
    })
    void aBadValueSkipsItsAgentAndNoOther(String column, String value) {
        LoadedProvisioning loaded = Rows.agents(List.of(agent("bad", column, value), agent("good")));

        assertThat(only(loaded).id().value()).isEqualTo("good");
        assertThat(loaded.skipped()).singleElement().satisfies(row -> {
            assertThat(row.row()).isEqualTo(1);
            assertThat(row.reason()).startsWith(column + ":");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "flowid, ''",
        "flowid,",
        "priority,",
        "priority, -1",
        "priority, high",
        "skill,",
        "max_wrapup_time,",
        "dissuading_hangup,",
        "dissuading_onhold_th, -5",
        "dissuading_ewt_th,",
        "dissuading_qsize_th, 1e99",
        "message_queue, <sip:x@y>"
    })
    void aBadValueSkipsItsFlowAndNoOther(String column, String value) {
        LoadedProvisioning loaded = Rows.flows(List.of(flow("bad", column, value), flow("good")));

        assertThat(loaded.provisioning().flows())
                .extracting(f -> f.id().value())
                .containsExactly("good");
        assertThat(loaded.skipped())
                .singleElement()
                .satisfies(row -> assertThat(row.reason()).startsWith(column + ":"));
    }

    @Test
    void lineBreaksInNamesAndTargetsAreRefused() {
        LoadedProvisioning agents = Rows.agents(List.of(
                agent("a\r\nb"),
                agent("uri", "location", "sip:a@h\r\nVia: x"),
                agent("skill", "skills", "a,b\u0000c"),
                agent("good")));
        LoadedProvisioning flows = Rows.flows(List.of(flow("f", "prependcid", "x\ny"), flow("good")));

        assertThat(only(agents).id().value()).isEqualTo("good");
        assertThat(flows.provisioning().flows()).hasSize(1);
        assertThat(agents.skipped()).extracting(SkippedRow::toString).noneMatch(line -> line.contains("\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-7", "", "soon", "99999999999999999999", "9999999999999"})
    void anOddWrapUpEndIsAsNone(String end) {
        assertThat(only(Rows.agents(List.of(agent("x", "wrapup_end_time", end))))
                        .wrapUpEnd())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-99999999999"})
    void aNegativeWrapUpIsTakenAndIsNotTheGlobalOne(String length) {
        assertThat(only(Rows.agents(List.of(agent("x", "wrapup_time", length)))).wrapUp())
                .isNegative();
    }

    @Test
    void theSecondRowOfAnIdIsSkipped() {
        LoadedProvisioning loaded = Rows.agents(List.of(agent("x"), agent("x ", "skills", "t"), agent("X")));

        assertThat(loaded.provisioning().agents())
                .extracting(a -> a.id().value())
                .containsExactly("x", "X");
        assertThat(loaded.skipped()).singleElement().hasToString("agents row 2 (x): agentid: a second row of that id");
    }

    @Test
    void aRowThatBreaksWhileItsAgentIsKnownLeavesTheFormerDefinition() {
        LoadedProvisioning first = Rows.agents(List.of(agent("x"), agent("y")));

        LoadedProvisioning second = ProvisioningRows.read(
                List.of(flow("F", "priority", null)),
                List.of(agent("x", "location", "sip:"), agent("y", "location", null)),
                first.provisioning());

        assertThat(second.provisioning().agents())
                .containsExactly(first.provisioning().agents().get(0));
        assertThat(second.provisioning().flows()).isEqualTo(first.provisioning().flows());
        assertThat(second.skipped())
                .extracting(SkippedRow::toString)
                .containsExactly(
                        "flows row 1 (F): priority: NULL; the former definition stands",
                        "agents row 1 (x): location: not a SIP URI: sip:; the former definition stands",
                        "agents row 2 (y): location and msrp_location: both empty");
    }

    @Test
    void columnNamesCountWithoutCase() {
        Map<String, Object> row = agent("x").entrySet().stream()
                .filter(e -> e.getValue() != null)
                .collect(Collectors.toMap(e -> e.getKey().toUpperCase(java.util.Locale.ROOT), Map.Entry::getValue));

        assertThat(only(Rows.agents(List.of(row))).id().value()).isEqualTo("x");
    }

    @Test
    void aSkillThatNobodyCanHaveAndAnOddMessageAreTakenWithAWarning() {
        LoadedProvisioning loaded = Rows.flows(List.of(flow("F", "skill", " s", "message_welcome", "music-on-hold")));

        assertThat(loaded.provisioning().flows()).hasSize(1);
        assertThat(loaded.warnings()).hasSize(2);
    }

    private static Agent only(LoadedProvisioning loaded) {
        assertThat(loaded.provisioning().agents()).hasSize(1);
        return loaded.provisioning().agents().get(0);
    }
}
