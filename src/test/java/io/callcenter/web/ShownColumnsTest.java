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
import io.callcenter.mi.command.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What routes of an integrator show with calls, flows and agents. */
class ShownColumnsTest {
    private static final Instant T0 = Instant.parse("2026-03-02T08:00:00Z");

    private final AtomicReference<ShownColumns> columns = new AtomicReference<>(ShownColumns.NONE);
    private final Map<String, String> ofCall =
            new HashMap<>(Map.of("X-Case", "7", CallerFields.SHOWN + "Tier", "gold"));
    private final ContactCenter center = new ContactCenter(Policy.defaults());
    private final Feed feed = new Feed("e");
    private final DeskFacts facts = new DeskFacts(call -> ofCall, List.of(), Optional.empty(), columns::get);
    private final BoardRows rows =
            new BoardRows(center.board(), feed, new DeskRows(center.board(), feed, facts), Thresholds.first());
    private final JsonMapper mapper = new JsonMapper();

    @BeforeEach
    void load() {
        Duration none = Duration.ZERO;
        Flow flow = new Flow(new FlowId("sales"), 256, "talk", "", none, false, none, none, 0, "", "sip:m@h", "", "");
        Agent ann = new Agent(
                new AgentId("ann"), "sip:ann@h", "", 0, List.of("other"), true, Duration.ZERO, Optional.empty());
        Agent bob = new Agent(
                new AgentId("bob"),
                "sip:bob@h",
                "",
                0,
                List.of("talk"),
                true,
                Duration.ZERO,
                Optional.of(T0.plusSeconds(60)));
        center.handle(new Signal.Reload(new Provisioning(List.of(flow), List.of(ann, bob))), T0);
        center.board().rowChanges().begin();
        center.handle(
                new Signal.CallArrived(
                        new CallId("c1"),
                        1,
                        new FlowId("sales"),
                        new Caller("4711", "Ada", "sip:1@h"),
                        MediaOffer.AUDIO,
                        ""),
                T0);
        rows.all(T0);
    }

    private JsonNode cell(Topic topic, NumberMask numbers) throws Exception {
        JsonNode all = mapper.readTree(feed.snapshot(EnumSet.of(topic), numbers, RowScope.ALL, T0));
        return all.path(topic.label()).get(0).path(topic.columns().indexOf("shows"));
    }

    @Test
    void whatIsShownOfACallIsForThoseWhoSeeCallersWhole() throws Exception {
        assertThat(cell(Topic.WAITING, NumberMask.FULL)).hasToString("[[\"Tier\",\"gold\"]]");
        assertThat(cell(Topic.WAITING, NumberMask.LAST4).isNull()).isTrue();
        assertThat(cell(Topic.WAITING, NumberMask.NONE).isNull()).isTrue();
    }

    @Test
    void aNewAnswerIsSeenWithTheNextTickAndNothingIsShownWithoutOne() throws Exception {
        assertThat(cell(Topic.FLOWS, NumberMask.NONE).isNull()).isTrue();
        columns.set(new ShownColumns(
                Map.of("sales", Map.of("target", "80/20"), "gone", Map.of("a", "b")),
                Map.of("ann", Map.of("team", "north"), "bob", Map.of("team", "north"))));
        rows.tick(T0.plusSeconds(1));
        assertThat(cell(Topic.FLOWS, NumberMask.NONE)).hasToString("[[\"target\",\"80/20\"]]");
        assertThat(cell(Topic.AGENTS, NumberMask.NONE)).hasToString("[[\"team\",\"north\"]]");

        long before = feed.seq();
        rows.tick(T0.plusSeconds(1));
        assertThat(feed.seq()).as("the same answer changes no row").isEqualTo(before);
        columns.set(ShownColumns.NONE);
        rows.tick(T0.plusSeconds(2));
        assertThat(cell(Topic.AGENTS, NumberMask.NONE).isNull()).isTrue();
    }

    @Test
    void thereAreFiveOfSixtyFourCharactersAtMost() {
        Map<String, String> many = new HashMap<>();
        for (char name = 'a'; name < 'h'; name++) {
            many.put(String.valueOf(name), "\uD83D\uDE00".repeat(100));
        }
        List<List<String>> cell = ShownColumns.cell(many);
        assertThat(cell).hasSize(5).extracting(pair -> pair.get(0)).containsExactly("a", "b", "c", "d", "e");
        assertThat(cell.get(0).get(1)).isEqualTo("\uD83D\uDE00".repeat(64));
    }
}
