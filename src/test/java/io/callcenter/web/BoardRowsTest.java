package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callcenter.core.Agent;
import io.callcenter.core.Caller;
import io.callcenter.core.Effect;
import io.callcenter.core.Flow;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Pause;
import io.callcenter.core.Policy;
import io.callcenter.core.Provisioning;
import io.callcenter.core.Signal;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import io.callcenter.mi.command.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of pages say what the contact center does. */
class BoardRowsTest {
    private static final Instant T0 = Instant.parse("2026-03-02T08:00:00Z");
    private static final CallId CALL = new CallId("c1");
    private static final AgentId ANN = new AgentId("ann");

    private final ContactCenter center = new ContactCenter(Policy.defaults());
    private final Feed feed = new Feed("e");
    private final BoardRows rows = new BoardRows(center.board(), feed, Thresholds.first());
    private final JsonMapper mapper = JsonMapper.builder().build();
    private Instant now = T0;
    private long sequence;

    @BeforeEach
    void load() {
        Flow flow = new Flow(
                new FlowId("sales"),
                256,
                "talk",
                "",
                Duration.ZERO,
                false,
                Duration.ZERO,
                Duration.ZERO,
                0,
                "",
                "sip:m@h",
                "",
                "");
        Agent ann = new Agent(ANN, "sip:ann@h", "", 0, List.of("talk"), true, Duration.ZERO, Optional.empty());
        Agent bob = new Agent(
                new AgentId("bob"), "sip:bob@h", "", 0, List.of("talk"), false, Duration.ZERO, Optional.empty());
        handle(new Signal.Reload(new Provisioning(List.of(flow), List.of(ann, bob))));
        center.board().rowChanges().begin();
        rows.all(now);
    }

    private List<Effect> handle(Signal signal) {
        return center.handle(signal, now).effects();
    }

    private List<Effect> arrives(CallId call) {
        return handle(new Signal.CallArrived(
                call,
                ++sequence,
                new FlowId("sales"),
                new Caller("+49305554711", "Ada <b>Lane</b>", "sip:1@h"),
                MediaOffer.AUDIO,
                ""));
    }

    private JsonNode row(Topic topic, String id, NumberMask numbers) throws Exception {
        rows.take(center.board().rowChanges().take(), now);
        JsonNode all = mapper.readTree(feed.snapshot(EnumSet.allOf(Topic.class), numbers, RowScope.ALL, now));
        for (JsonNode row : all.get(topic.label())) {
            if (row.get(0).asText().equals(id)) {
                return row;
            }
        }
        return mapper.missingNode();
    }

    private String cell(Topic topic, String id, String column) throws Exception {
        return row(topic, id, NumberMask.FULL)
                .path(topic.columns().indexOf(column))
                .asText();
    }

    @Test
    void aCallRingsTalksAndIsOver() throws Exception {
        LegId leg = arrives(CALL).stream()
                .filter(effect -> effect instanceof Effect.Connect)
                .map(effect -> ((Effect.Connect) effect).leg())
                .findFirst()
                .orElseThrow();
        assertThat(cell(Topic.AGENTS, "ann", "status")).isEqualTo("ringing");
        assertThat(cell(Topic.FLOWS, "sales", "sl")).as("no call yet").isEqualTo("null");
        assertThat(cell(Topic.AGENTS, "ann", "caller")).isEqualTo("Ada <b>Lane</b>");
        assertThat(cell(Topic.FLOWS, "sales", "busy")).isEqualTo("1");
        now = now.plusSeconds(4);
        handle(new Signal.LegAnswered(CALL, leg, now));
        handle(new Signal.LegConnected(CALL, leg, now));
        assertThat(cell(Topic.AGENTS, "ann", "status")).isEqualTo("talking");
        assertThat(cell(Topic.FLOWS, "sales", "sl")).isEqualTo("100");
        assertThat(cell(Topic.FLOWS, "sales", "slToday")).isEqualTo("100");
        assertThat(cell(Topic.TOTALS, "all", "sl")).isEqualTo("100");
        assertThat(cell(Topic.AGENTS, "ann", "since")).isEqualTo(String.valueOf(now.toEpochMilli()));
        now = now.plusSeconds(9);
        handle(new Signal.CallerGone(CALL, Signal.Gone.BYE, now));
        handle(new Signal.CallEnded(CALL, "CALLER_GONE", now));
        assertThat(cell(Topic.AGENTS, "ann", "status")).isEqualTo("wrapup");
        assertThat(cell(Topic.AGENTS, "ann", "last")).isEqualTo(String.valueOf(now.toEpochMilli()));
        assertThat(cell(Topic.AGENTS, "ann", "call")).isEqualTo("null");
        assertThat(cell(Topic.FLOWS, "sales", "wrapup")).isEqualTo("1");
        assertThat(cell(Topic.TOTALS, "all", "answered")).isEqualTo("1");
    }

    @Test
    void whoWaitsStandsInTheQueueSinceTheyCame() throws Exception {
        handle(new Signal.PauseAgent(ANN, "lunch", Pause.By.OPERATOR));
        arrives(CALL);
        now = now.plusSeconds(3);
        arrives(new CallId("c2"));

        assertThat(cell(Topic.AGENTS, "ann", "status")).isEqualTo("paused");
        assertThat(cell(Topic.AGENTS, "ann", "reason")).isEqualTo("lunch");
        assertThat(cell(Topic.FLOWS, "sales", "paused")).isEqualTo("1");
        assertThat(cell(Topic.FLOWS, "sales", "offline")).isEqualTo("1");
        assertThat(cell(Topic.FLOWS, "sales", "waiting")).isEqualTo("2");
        assertThat(cell(Topic.FLOWS, "sales", "longest")).isEqualTo(String.valueOf(T0.toEpochMilli()));
        assertThat(cell(Topic.FLOWS, "sales", "level")).isEqualTo("warning");
        handle(new Signal.CallerGone(CALL, Signal.Gone.CANCEL, now));
        handle(new Signal.CallEnded(CALL, "CALLER_GONE", now));
        assertThat(row(Topic.WAITING, "c1", NumberMask.FULL).isMissingNode()).isTrue();
        assertThat(cell(Topic.FLOWS, "sales", "longest")).isEqualTo(String.valueOf(now.toEpochMilli()));
        handle(new Signal.AgentReady(ANN));
        assertThat(cell(Topic.FLOWS, "sales", "waiting")).isEqualTo("0");
    }

    @Test
    void w07_hiddenDigitsAreInNoByte() throws Exception {
        handle(new Signal.PauseAgent(ANN, "", Pause.By.OPERATOR));
        arrives(CALL);
        assertThat(row(Topic.WAITING, "c1", NumberMask.FULL).toString()).contains("+49305554711");
        assertThat(row(Topic.WAITING, "c1", NumberMask.LAST4).toString())
                .contains("…4711")
                .doesNotContain("5554711");
        assertThat(row(Topic.WAITING, "c1", NumberMask.NONE).toString()).doesNotContain("4711", "Ada");
        handle(new Signal.AgentReady(ANN));
        assertThat(row(Topic.AGENTS, "ann", NumberMask.NONE).toString()).doesNotContain("Ada");
    }

    @Test
    void agentsAndFlowsThatAreRemovedGo() throws Exception {
        handle(new Signal.Reload(new Provisioning(List.of(), List.of())));

        assertThat(row(Topic.AGENTS, "ann", NumberMask.FULL).isMissingNode()).isTrue();
        assertThat(row(Topic.FLOWS, "sales", NumberMask.FULL).isMissingNode()).isTrue();
        assertThat(cell(Topic.TOTALS, "all", "logged")).isEqualTo("0");
    }

    @Test
    void anAgentWhoIsRemovedInACallGoesAndTheCallIsFollowed() throws Exception {
        arrives(CALL);
        assertThat(cell(Topic.AGENTS, "ann", "status")).isEqualTo("ringing");
        handle(new Signal.Reload(new Provisioning(List.of(), List.of())));
        assertThat(row(Topic.AGENTS, "ann", NumberMask.FULL).isMissingNode()).isTrue();
        handle(new Signal.CallerGone(CALL, Signal.Gone.CANCEL, now));
        handle(new Signal.CallEnded(CALL, "CALLER_GONE", now));
        assertThat(cell(Topic.TOTALS, "all", "waiting")).isEqualTo("0");
    }

    @Test
    void whatChangedWhileNobodyLookedIsFound() throws Exception {
        center.board().rowChanges().end();
        handle(new Signal.AgentLogin(ANN, false));
        arrives(CALL);
        center.board().rowChanges().begin();
        rows.all(now);
        assertThat(cell(Topic.AGENTS, "ann", "status")).isEqualTo("offline");
    }
}
