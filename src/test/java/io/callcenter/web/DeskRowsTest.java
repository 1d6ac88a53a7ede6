package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callcenter.app.CallerFields;
import io.callcenter.core.Agent;
import io.callcenter.core.Caller;
import io.callcenter.core.Flow;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Policy;
import io.callcenter.core.Provisioning;
import io.callcenter.core.Signal;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** W32: an agent's page gets their own row, and of the flows those that need a skill of theirs. */
class DeskRowsTest {
    private static final Instant T0 = Instant.parse("2026-03-02T08:00:00Z");
    private static final AgentId ANN = new AgentId("ann");
    private static final AgentId BOB = new AgentId("bob");

    private final ContactCenter center = new ContactCenter(Policy.defaults());
    private final Feed feed = new Feed("e");
    private final DeskFacts facts = new DeskFacts(
            call -> Map.of(
                    "X-Case",
                    "7-1234",
                    "X-Other",
                    "hidden",
                    CallerFields.PARAM,
                    "gold",
                    CallerFields.SHOWN + "Tier",
                    "A"),
            List.of("X-Case"),
            Optional.of(PopUrl.of("https://crm.example/?n={caller}&x={SipHeader.X-Other}")),
            () -> ShownColumns.NONE);
    private final DeskRows desks = new DeskRows(center.board(), feed, facts);
    private final BoardRows rows =
            new BoardRows(center.board(), feed, desks, io.callcenter.mi.command.Thresholds.first());
    private final JsonMapper mapper = JsonMapper.builder().build();
    private Instant now = T0;

    @BeforeEach
    void load() {
        provision(agent("ann", "talk"), agent("bob", "tech"));
        center.board().rowChanges().begin();
        rows.all(now);
    }

    private void provision(Agent... agents) {
        center.handle(
                new Signal.Reload(new Provisioning(
                        List.of(flow("sales", "talk"), flow("repair", "tech"), flow("orders", "talk")),
                        List.of(agents))),
                now);
    }

    private static Flow flow(String id, String skill) {
        Duration none = Duration.ZERO;
        return new Flow(new FlowId(id), 256, skill, "", none, false, none, none, 0, "", "sip:m@h", "", "");
    }

    private static Agent agent(String id, String... skills) {
        return new Agent(
                new AgentId(id), "sip:" + id + "@h", "", 0, List.of(skills), true, Duration.ZERO, Optional.empty());
    }

    private void arrives(String call, String flow) {
        center.handle(
                new Signal.CallArrived(
                        new CallId(call),
                        1,
                        new FlowId(flow),
                        new Caller("+4930&x=1", "Ada <b>", "sip:1@h"),
                        MediaOffer.AUDIO,
                        ""),
                now);
        look();
    }

    private void look() {
        rows.take(center.board().rowChanges().take(), now);
    }

    private JsonNode snapshot(AgentId agent) throws Exception {
        RowScope scope = desks.asked(agent, rows, now);
        return mapper.readTree(feed.snapshot(EnumSet.allOf(Topic.class), NumberMask.NONE, scope, now));
    }

    private static JsonNode cell(JsonNode row, String column) {
        return row.path(Topic.ME.columns().indexOf(column));
    }

    private static List<String> ids(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.get(0).asText())
                .sorted()
                .toList();
    }

    @Test
    void w32_anAgentGetsNoByteOfOthers() throws Exception {
        arrives("c1", "repair");
        arrives("c2", "repair");
        JsonNode ann = snapshot(ANN);

        assertThat(ids(ann.get("me"))).containsExactly("ann");
        assertThat(ids(ann.get("flows"))).containsExactly("orders", "sales");
        for (String topic : Arrays.asList("waiting", "agents", "totals")) {
            assertThat(ann.get(topic)).as(topic).isEmpty();
        }
        assertThat(ann.toString()).doesNotContain("bob", "repair", "4930", "Ada");
        String frame = feed.after(0, EnumSet.allOf(Topic.class), NumberMask.FULL, desks.asked(ANN, rows, now), now)
                .data();
        assertThat(frame).contains("\"ann\"").doesNotContain("bob", "repair", "4930", "Ada");
    }

    @Test
    void w29_theOwnCallHasItsCallerAndWhatCameWithIt() throws Exception {
        snapshot(BOB);
        arrives("c1", "repair");
        JsonNode row = snapshot(BOB).get("me").get(0);

        assertThat(cell(row, "status").asText()).isEqualTo("ringing");
        assertThat(cell(row, "flow").asText()).isEqualTo("repair");
        assertThat(cell(row, "number").asText()).isEqualTo("+4930&x=1");
        assertThat(cell(row, "name").asText()).isEqualTo("Ada <b>");
        assertThat(cell(row, "waited").asInt()).isZero();
        assertThat(cell(row, "offers").asInt()).isEqualTo(1);
        assertThat(cell(row, "fields").toString()).isEqualTo("[[\"X-Case\",\"7-1234\"],[\"Tier\",\"A\"]]");
        assertThat(cell(row, "param").asText()).isEqualTo("gold");
        assertThat(cell(row, "pop").asText()).isEqualTo("https://crm.example/?n=%2B4930%26x%3D1&x=hidden");
        center.handle(new Signal.CallerGone(new CallId("c1"), Signal.Gone.CANCEL, now), now);
        center.handle(new Signal.CallEnded(new CallId("c1"), "CALLER_GONE", now), now);
        look();
        assertThat(cell(snapshot(BOB).get("me").get(0), "number").isNull()).isTrue();
    }

    @Test
    void w32_whoGetsOtherSkillsBeginsAnew() throws Exception {
        snapshot(ANN);
        long place = feed.seq();
        assertThat(desks.outdated(ANN, place)).isFalse();
        provision(agent("ann", "tech"), agent("bob", "tech"));
        look();

        assertThat(desks.outdated(ANN, place)).isTrue();
        assertThat(ids(snapshot(ANN).get("flows"))).containsExactly("repair");
        assertThat(desks.outdated(ANN, feed.seq())).isFalse();
    }

    @Test
    void aPageThatIsClosedIsForgottenAfterAWhileAndAnAgentWhoIsNobodyHasNoRow() throws Exception {
        assertThat(snapshot(new AgentId("eve")).get("me")).isEmpty();
        snapshot(ANN);
        desks.opened(ANN);
        desks.forget(now.plusSeconds(1), now);
        assertThat(feed.ids(Topic.ME)).containsExactly("ann");
        desks.closed(ANN, now);
        desks.forget(now.plusSeconds(1), now);
        assertThat(feed.ids(Topic.ME)).isEmpty();
    }

    @Test
    void nobodyElseGetsAnAgentsOwnRow() throws Exception {
        snapshot(ANN);
        assertThat(feed.snapshot(EnumSet.allOf(Topic.class), NumberMask.FULL, RowScope.ALL, now))
                .contains("\"me\":[]");
    }
}
