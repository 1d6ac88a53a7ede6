package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.command.Thresholds;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** W06: a page of a part of the contact center gets no byte of the rest. */
class FeedViewTest {
    private static final Set<Topic> TOPICS = EnumSet.of(Topic.TOTALS, Topic.FLOWS, Topic.WAITING, Topic.AGENTS);
    private static final String[] HIDDEN = {"billing", "bob", "c-billing", "4999"};

    private final ContactCenter center = new ContactCenter(Policy.defaults());
    private Instant now = Instant.parse("2026-03-02T08:00:00Z");
    private FeedView view;

    @BeforeEach
    void load() {
        provision("tax", agent("ann", "talk"), agent("bob", "tax"), agent("eve", "talk", "tax"));
        center.board().rowChanges().begin();
        view = new FeedView(center.board(), UserScope.of("flows=sales"), "e", DeskFacts.NONE, Thresholds.first(), now);
    }

    private void provision(String skillOfBilling, Agent... agents) {
        center.handle(
                new Signal.Reload(new Provisioning(
                        List.of(flow("sales", "talk"), flow("billing", skillOfBilling)), List.of(agents))),
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

    private void arrives(String call, String flow, String caller) {
        center.handle(
                new Signal.CallArrived(
                        new CallId(call), 1, new FlowId(flow), new Caller(caller, "", "sip:1@h"), MediaOffer.AUDIO, ""),
                now);
    }

    private void look() {
        view.take(center.board().rowChanges().take(), now);
    }

    private String snapshot() throws Exception {
        byte[] zipped = view.snapshot(TOPICS, NumberMask.FULL, Optional.empty(), now, 0, -1);
        return new String(new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes(), StandardCharsets.UTF_8);
    }

    private JsonNode rows() throws Exception {
        return JsonMapper.builder().build().readTree(snapshot());
    }

    private static List<String> ids(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.get(0).asText())
                .sorted()
                .toList();
    }

    @Test
    void w06_noByteOfAnotherFlowIsInAnythingThatIsSent() throws Exception {
        arrives("c-billing1", "billing", "4999");
        arrives("c-billing2", "billing", "4999");
        arrives("c-billing3", "billing", "4999");
        arrives("c-sales1", "sales", "4711");
        arrives("c-sales2", "sales", "4711");
        look();
        center.handle(new Signal.HangUp(new CallId("c-billing3"), ""), now);
        center.handle(new Signal.AgentLogin(new AgentId("bob"), false), now);
        look();

        assertThat(snapshot()).contains("sales", "4711").doesNotContain(HIDDEN);
        assertThat(view.feed
                        .after(0, TOPICS, NumberMask.FULL, RowScope.ALL, now)
                        .data())
                .contains("sales", "4711")
                .doesNotContain(HIDDEN);
        JsonNode rows = rows();
        assertThat(ids(rows.get("flows"))).containsExactly("sales");
        assertThat(ids(rows.get("agents"))).containsExactly("ann", "eve");
        int logged = Topic.TOTALS.columns().indexOf("logged");
        assertThat(rows.get("totals").get(0).get(logged).asInt()).isEqualTo(2);
    }

    @Test
    void anAgentInACallOfAnotherFlowIsInACallAndNoMore() throws Exception {
        arrives("c-billing1", "billing", "4999"); // bob or eve
        arrives("c-billing2", "billing", "4999"); // the other one
        look();

        JsonNode eve = StreamSupport.stream(rows().get("agents").spliterator(), false)
                .filter(row -> row.get(0).asText().equals("eve"))
                .findFirst()
                .orElseThrow();
        assertThat(eve.get(1).asText()).isEqualTo("incall");
        assertThat(eve.toString()).doesNotContain(HIDDEN);
    }

    @Test
    void agentsComeAndGoWithTheSkillOfAFlow() throws Exception {
        view = new FeedView(
                center.board(), UserScope.of("flows=billing"), "e", DeskFacts.NONE, Thresholds.first(), now);
        assertThat(ids(rows().get("agents"))).containsExactly("bob", "eve");
        provision("talk", agent("ann", "talk"), agent("bob", "tax"), agent("eve", "talk", "tax"));
        look();

        assertThat(ids(rows().get("agents"))).containsExactly("ann", "eve");
        assertThat(view.feed
                        .after(0, TOPICS, NumberMask.FULL, RowScope.ALL, now)
                        .data())
                .contains("\"gone\"");
    }
}
