package io.callcenter.mi.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callcenter.core.Agent;
import io.callcenter.core.Caller;
import io.callcenter.core.Effect;
import io.callcenter.core.Flow;
import io.callcenter.core.Interval;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Policy;
import io.callcenter.core.Provisioning;
import io.callcenter.core.Signal;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.core.rules.ReportingRules;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.mi.access.CommandAnswer;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports over a day in Berlin that has 25 hours. */
class ReportCommandsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant MIDNIGHT = Instant.parse("2026-10-24T22:00:00Z");

    private final ContactCenter center =
            new ContactCenter(Policy.defaults(), new ReportingRules(BERLIN, Duration.ofMinutes(30)));
    private final List<Interval> table = new ArrayList<>();
    private Optional<String> away = Optional.empty();
    private Instant now = MIDNIGHT;
    private long sequence;

    private final ReportCommands commands =
            new ReportCommands(center.board(), () -> now, BERLIN, this::read, Runnable::run);

    private void read(
            io.callcenter.core.SavedFigures.Scope scope,
            Instant from,
            Instant to,
            Optional<String> name,
            java.util.function.Consumer<Interval> each)
            throws IntervalHistory.Away {
        if (away.isPresent()) {
            throw new IntervalHistory.Away(away.get());
        }
        table.stream()
                .filter(row -> row.scope() == scope
                        && !row.start().isBefore(from)
                        && row.start().isBefore(to)
                        && name.filter(wanted -> !wanted.equals(row.name())).isEmpty())
                .forEach(each);
    }

    @BeforeEach
    void rows() {
        Flow flow = new Flow(
                new FlowId("=F"),
                1,
                "s",
                "",
                Duration.ZERO,
                false,
                Duration.ZERO,
                Duration.ZERO,
                0,
                "",
                "sip:q@m",
                "",
                "");
        Agent ann = new Agent(
                new AgentId("ann"), "sip:a@h", "", 0, List.of("s"), true, Duration.ofSeconds(-1), Optional.empty());
        send(new Signal.Reload(new Provisioning(List.of(flow), List.of(ann))));
    }

    private List<Effect> send(Signal signal) {
        List<Effect> effects = center.handle(signal, now).effects();
        effects.stream()
                .filter(Effect.SaveInterval.class::isInstance)
                .forEach(effect -> table.add(((Effect.SaveInterval) effect).interval()));
        return effects;
    }

    private void passes(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            Instant next = now.plusSeconds(60);
            now = next.isAfter(end) ? end : next;
            send(new Signal.Tick());
        }
    }

    /** A call that is answered after that time and talks for a minute. */
    private void call(int waits) {
        CallId call = new CallId("c" + ++sequence);
        Effect.Connect leg = send(new Signal.CallArrived(
                        call, sequence, new FlowId("=F"), new Caller("1", "", "sip:1@h"), MediaOffer.AUDIO, ""))
                .stream()
                .filter(Effect.Connect.class::isInstance)
                .map(Effect.Connect.class::cast)
                .findFirst()
                .orElseThrow();
        passes(Duration.ofSeconds(waits));
        send(new Signal.LegConnected(call, leg.leg(), now));
        passes(Duration.ofSeconds(60));
        send(new Signal.LegEnded(call, leg.leg(), Signal.EndedBy.PEER, now));
    }

    private CommandAnswer ask(String command, String... arguments) {
        JsonMapper mapper = new JsonMapper();
        Command wanted = commands.all().stream()
                .filter(each -> each.shortName().equals(command))
                .findFirst()
                .orElseThrow();
        try {
            Arguments read = Arguments.of(mapper.valueToTree(List.of(arguments)), wanted.signatures());
            return wanted.run().with(read).toCompletableFuture().join();
        } catch (Arguments.Mismatch e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode result(String command, String... arguments) {
        try {
            JsonMapper mapper = new JsonMapper();
            return mapper.readTree(mapper.writeValueAsString(((CommandAnswer.Result) ask(command, arguments)).value()));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode cell(JsonNode report, int row, String column) {
        for (int i = 0; i < report.path("columns").size(); i++) {
            if (report.path("columns").path(i).asText().equals(column)) {
                return report.path("rows").path(row).path(i);
            }
        }
        throw new AssertionError(column);
    }

    @Test
    void v07_theDayOfTwentyFiveHoursHasAHundredQuarters() {
        passes(Duration.ofHours(25));
        JsonNode report = result("report", "2026-10-25", "2026-10-25", "interval", "", "ann");
        assertThat(report.path("rows")).hasSize(100);
        assertThat(cell(report, 0, "start").asText()).isEqualTo("2026-10-25T00:00:00+02:00");
        assertThat(cell(report, 99, "start").asText()).isEqualTo("2026-10-25T23:45:00+01:00");
        JsonNode hours = result("report", "2026-10-25", "2026-10-25", "hour", "", "ann");
        assertThat(hours.path("rows")).hasSize(25);
        JsonNode day = result("report", "2026-10-25", "2026-10-25", "day", "", "ann");
        assertThat(cell(day, 0, "login").asLong()).isEqualTo(90_000);
        assertThat(cell(day, 0, "day").asText()).isEqualTo("2026-10-25");
    }

    @Test
    void v09_todaysReportIsTomorrowsOfToday() {
        call(10);
        passes(Duration.ofHours(3));
        call(30);
        JsonNode today = result("report", "2026-10-25", "2026-10-25", "flow");
        passes(Duration.ofHours(30));
        assertThat(result("report", "2026-10-25", "2026-10-25", "flow")).isEqualTo(today);
        assertThat(cell(today, 0, "flow").asText()).isEqualTo("=F");
        assertThat(cell(today, 0, "answered").asLong()).isEqualTo(2);
        assertThat(cell(today, 0, "service_level").asDouble()).isEqualTo(50);
        assertThat(cell(today, 0, "asa").asDouble()).isEqualTo(20);
        assertThat(cell(today, 0, "aht").asDouble()).isEqualTo(60);
    }

    @Test
    void theQuarterThatRunsBelongsToTheReport() {
        call(10);
        JsonNode report = result("report", "2026-10-25T00:00", "2026-10-25T01:00", "total");
        assertThat(table).isEmpty();
        assertThat(cell(report, 0, "answered").asLong()).isEqualTo(1);
        assertThat(result("report", "2026-10-24", "2026-10-24", "total").path("rows"))
                .isEmpty();
    }

    @Test
    void theTextForSpreadsheetsKeepsFormulasFromBeingOnes() {
        call(10);
        String csv = result("report", "2026-10-25", "2026-10-25", "flow", "", "", "csv")
                .asText();
        assertThat(csv.lines().toList().get(0)).startsWith("flow,arrived,answered,");
        assertThat(csv.lines().toList().get(1)).startsWith("'=F,1,1,");
        assertThat(csv).endsWith("\r\n");
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        assertThat(ask("report", "yesterday", "2026-10-25", "day"))
                .isEqualTo(CommandAnswer.bad("from", data("report", "yesterday", "2026-10-25", "day")));
        assertThat(message("2026-10-25", "2026-10-24", "day")).isEqualTo("Bad to");
        assertThat(message("2026-10-25", "2026-10-25", "week")).isEqualTo("Bad group");
        assertThat(message("2026-10-25", "2026-10-25", "agent", "=F")).isEqualTo("Bad flow");
        away = Optional.of("connection refused");
        assertThat(ask("report", "2026-10-25", "2026-10-25", "day"))
                .isEqualTo(new CommandAnswer.Failure(503, "Database away", "connection refused"));
    }

    private String data(String... all) {
        String[] arguments = java.util.Arrays.copyOfRange(all, 1, all.length);
        return ((CommandAnswer.Failure) ask(all[0], arguments)).data();
    }

    private String message(String... arguments) {
        return ((CommandAnswer.Failure) ask("report", arguments)).message();
    }

    @Test
    void theTotalsOfAnAgentAreThoseOfTodayOrOfADayBefore() {
        call(10);
        passes(Duration.ofMinutes(5));
        JsonNode today = result("agent_totals", "ann");
        assertThat(today.path("login").asLong()).isEqualTo(370);
        assertThat(today.path("talk").asLong()).isEqualTo(60);
        assertThat(today.path("ring").asLong()).isEqualTo(10);
        assertThat(today.path("answered").asLong()).isEqualTo(1);
        passes(Duration.ofHours(25));
        assertThat(result("agent_totals", "ann", "2026-10-25").path("login").asLong())
                .isEqualTo(90_000);
        assertThat(result("agent_totals").path("Agents")).hasSize(1);
        assertThat(((CommandAnswer.Failure) ask("agent_totals", "nobody")).message())
                .isEqualTo("Agent not found");
        assertThat(((CommandAnswer.Failure) ask("agent_totals", "ann", "monday")).message())
                .isEqualTo("Bad day");
    }

    @Test
    void anAgentMayAskForTheirOwnTotalsOnly() {
        Command totals = commands.all().get(0);
        Visitor ann = new Visitor("ann", Role.AGENT, "here");
        assertThat(totals.allowed(ann, arguments(totals, "ann"))).isTrue();
        assertThat(totals.allowed(ann, arguments(totals, "bob"))).isFalse();
        assertThat(totals.allowed(ann, arguments(totals))).isFalse();
        assertThat(totals.allowed(new Visitor("eve", Role.VIEWER, "here"), arguments(totals)))
                .isTrue();
        assertThat(commands.all().get(1).allowed(ann, arguments(commands.all().get(1), "a", "b", "c")))
                .isFalse();
    }

    private static Arguments arguments(Command command, String... given) {
        try {
            return Arguments.of(new JsonMapper().valueToTree(List.of(given)), command.signatures());
        } catch (Arguments.Mismatch e) {
            throw new AssertionError(e);
        }
    }
}
