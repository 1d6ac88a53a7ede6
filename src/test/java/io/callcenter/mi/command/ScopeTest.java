package io.callcenter.mi.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callcenter.app.CenterAccess;
import io.callcenter.app.Lane;
import io.callcenter.app.LaneRequests;
import io.callcenter.app.TransferTargets;
import io.callcenter.core.Agent;
import io.callcenter.core.Caller;
import io.callcenter.core.Counts;
import io.callcenter.core.Effect;
import io.callcenter.core.Flow;
import io.callcenter.core.Interval;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Outcome;
import io.callcenter.core.Policy;
import io.callcenter.core.Provisioning;
import io.callcenter.core.Reply;
import io.callcenter.core.SavedFigures;
import io.callcenter.core.Signal;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.mi.access.Audit;
import io.callcenter.mi.access.CommandAnswer;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.access.Users;
import io.callcenter.mi.access.Visitor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** W06: who sees a part of the contact center finds no byte of the rest in any answer, and acts on nothing of it. */
class ScopeTest {
    private static final Visitor OPERATOR =
            new Visitor("olga", Role.OPERATOR, "test", true, UserScope.of("flows=sales"));
    private static final List<String> HIDDEN = List.of("billing", "bob", "c-billing", "4999", "tax");

    private final ContactCenter state = new ContactCenter(Policy.defaults());
    private final Lane lane = new Lane(state, InstantSource.system(), this::note, 100);
    private final LaneRequests requests = new LaneRequests(lane, "test-mi", 2, 100);
    private final CenterAccess center = new CenterAccess(state.board(), requests);
    private final JsonRpc rpc = new JsonRpc(commands(), new Audit(), center.threads());

    private final List<Effect.Connect> legs = new CopyOnWriteArrayList<>();

    private void note(Outcome outcome) {
        outcome.effects().stream()
                .filter(Effect.Connect.class::isInstance)
                .map(Effect.Connect.class::cast)
                .forEach(legs::add);
    }

    private CommandTable commands() {
        Reloader none = () -> CompletableFuture.completedFuture(new Reply.Done());
        return new CenterCommands(
                        center,
                        () -> 0,
                        new Statistics(state.board(), InstantSource.system()),
                        TransferTargets.INSIDE,
                        InstantSource.system())
                .with(new CenterCommands.Others(
                        new ProvisioningCommands(new NoRows(), none),
                        new UserCommands(Users.none(), OpenSessions.NOBODY),
                        new ReportCommands(
                                state.board(), InstantSource.system(), ZoneOffset.UTC, this::history, Runnable::run),
                        new ThresholdCommands(Thresholds.first()),
                        new CallerCommands(state.board(), name -> false, caller -> Map.of(), Runnable::run),
                        Optional.empty()));
    }

    private void history(
            SavedFigures.Scope scope,
            Instant from,
            Instant to,
            Optional<String> name,
            java.util.function.Consumer<Interval> each) {
        List<String> names = scope == SavedFigures.Scope.FLOW ? List.of("sales", "billing") : List.of("ann", "bob");
        names.stream()
                .filter(id -> name.isEmpty() || name.get().equals(id))
                .map(id -> new Interval(scope, id, from, 1, false, Counts.NOTHING))
                .forEach(each);
    }

    /** No command of these tests reads or writes a table. */
    private static final class NoRows implements Provisioner {
        @Override
        public List<String> columns(Kind kind) {
            return List.of("skill");
        }

        @Override
        public CompletionStage<CommandAnswer> change(Change change) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<CommandAnswer> show(Kind kind, String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<CommandAnswer> compare() {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void open() throws Exception {
        ask(new Signal.Reload(new Provisioning(
                List.of(flow("sales", "talk"), flow("billing", "tax")),
                List.of(agent("ann", "talk"), agent("bob", "tax"), agent("eve", "talk", "tax")))));
        ask(arrives("c-billing", 1, "billing", "4999"));
        for (int i = 0; i < 3; i++) {
            ask(arrives("c-sales" + i, 2 + i, "sales", "4711"));
        }
        Effect.Connect leg = legs.stream()
                .filter(one -> one.call().equals(new CallId("c-sales0")))
                .findFirst()
                .orElseThrow();
        ask(new Signal.LegAnswered(leg.call(), leg.leg(), Instant.now()));
        ask(new Signal.LegConnected(leg.call(), leg.leg(), Instant.now()));
    }

    @AfterEach
    void close() {
        requests.close();
        lane.close();
    }

    private void ask(Signal signal) throws Exception {
        center.request(signal).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Signal arrives(String call, long number, String flow, String caller) {
        return new Signal.CallArrived(
                new CallId(call),
                number,
                new FlowId(flow),
                new Caller(caller, caller, "sip:" + caller + "@h"),
                MediaOffer.AUDIO,
                "");
    }

    private static Flow flow(String id, String skill) {
        Duration none = Duration.ZERO;
        return new Flow(new FlowId(id), 256, skill, "", none, false, none, none, 0, "", "sip:m@h", "", "");
    }

    private static Agent agent(String id, String... skills) {
        return new Agent(
                new AgentId(id), "sip:" + id + "@h", "", 0, List.of(skills), true, Duration.ZERO, Optional.empty());
    }

    private JsonNode answer(Visitor visitor, String method, String params) throws Exception {
        String request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":"
                + params.replace('\'', '"') + "}";
        return JsonMapper.builder()
                .build()
                .readTree(rpc.answer(request.getBytes(StandardCharsets.UTF_8), visitor)
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS)
                        .body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cc_list_flows | []",
                "cc_list_agents | []",
                "cc_list_calls | []",
                "cc_list_queue | []",
                "cc_list_calls | {'agent_id':'eve'}",
                "get_statistics | [['all']]",
                "get_statistics | [['callcenter_x:']]",
                "get_statistics | [['ccf_incalls-billing','cca_att-bob','ccf_sl-BILLING','ccg_incalls']]",
                "cc_agent_totals | []",
                "cc_report | ['2026-01-01','2026-01-02','flow']",
                "cc_report | ['2026-01-01','2026-01-02','agent']",
                "cc_explain | ['c-sales0']",
                "which | []",
            })
    void w06_noAnswerHasAByteOfTheRest(String method, String params) throws Exception {
        JsonNode answer = answer(OPERATOR, method, params);

        assertThat(answer.has("result")).as("%s", answer).isTrue();
        String text = answer.toString().replaceAll("dispatch_call_to_agent|\"tables?\"", "");
        assertThat(text).doesNotContain(HIDDEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cc_agent_login | ['bob',0] | 404",
                "cc_agent_pause | ['bob'] | 404",
                "cc_agent_ready | ['bob'] | 404",
                "cc_agent_wrapup | ['bob',0] | 404",
                "cc_agent_release | ['bob'] | 404",
                "cc_hangup | ['c-billing'] | 404",
                "cc_explain | ['c-billing'] | 404",
                "cc_transfer | ['c-billing','sales'] | 404",
                "cc_transfer | ['c-sales0','billing'] | 404",
                "cc_transfer | ['c-sales0','agent:bob'] | 404",
                "cc_transfer | ['c-sales0','sip:bob@h'] | 403",
                "cc_dispatch_call_to_agent | ['c-billing','ann'] | 404",
                "cc_dispatch_call_to_agent | ['c-sales0','bob'] | 404",
                "cc_call_code | ['c-billing','sold'] | 404",
                "cc_list_calls | {'flow':'billing'} | 404",
                "cc_list_agents | {'agent_id':'bob'} | 404",
                "cc_agent_totals | ['bob'] | 404",
                "cc_report | ['2026-01-01','2026-01-02','total','billing'] | 404",
                "cc_show | ['flow','sales'] | -32003",
                "cc_threshold_list | [] | -32003",
                "cc_internal_call_dispatching | [] | -32003",
                "cc_reset_stats | [] | -32003",
                "cc_reload | [] | -32003",
                "cc_flow_set | ['sales','skill=x'] | -32003",
                "cc_user_list | [] | -32003",
                "cc_display_pair | ['BCDFGHJK','lobby'] | 404",
                "cc_display_pair | ['BCDFGHJK','lobby','flows=billing'] | 400",
            })
    void w06_whatIsOutOfScopeIsNotFoundAndNothingIsDoneToIt(String method, String params, int code) throws Exception {
        JsonNode answer = answer(OPERATOR, method, params);

        assertThat(answer.path("error").path("code").asInt()).as("%s", answer).isEqualTo(code);
        assertThat(answer.toString()).doesNotContain(HIDDEN);
        assertThat(state.board().agent(new AgentId("bob")).orElseThrow().loggedIn())
                .isTrue();
        assertThat(state.board().call(new CallId("c-billing"))).isPresent();
    }

    @Test
    void whatIsInScopeIsThereAndCanBeChanged() throws Exception {
        JsonNode flows = answer(OPERATOR, "cc_list_flows", "[]").path("result").path("Flows");
        assertThat(flows).hasSize(1);
        assertThat(answer(OPERATOR, "cc_list_agents", "[]").path("result").path("Agents"))
                .hasSize(2);
        assertThat(answer(OPERATOR, "get_statistics", "[['ccg_incalls']]")
                        .path("result")
                        .path("call_center:ccg_incalls")
                        .asInt())
                .isEqualTo(3);
        assertThat(answer(OPERATOR, "cc_agent_login", "['eve',0]")
                        .path("result")
                        .asText())
                .isEqualTo("OK");
        assertThat(state.board().agent(new AgentId("eve")).orElseThrow().loggedIn())
                .isFalse();
    }

    @Test
    void w06_everyCommandThatAScopedOperatorMayCallIsTriedHere() {
        List<String> allowed = commands().allowed(OPERATOR);

        assertThat(allowed)
                .containsExactlyInAnyOrder(
                        "cc_list_queue",
                        "cc_list_flows",
                        "cc_list_agents",
                        "cc_list_calls",
                        "cc_explain",
                        "cc_agent_login",
                        "cc_agent_pause",
                        "cc_agent_ready",
                        "cc_agent_wrapup",
                        "cc_call_code",
                        "cc_dispatch_call_to_agent",
                        "cc_hangup",
                        "cc_transfer",
                        "cc_agent_release",
                        "cc_display_pair",
                        "cc_agent_totals",
                        "cc_report");
    }

    @Test
    void theTotalsOfAPartAreCountedFromIt() {
        ScopedBoard part = new ScopedBoard(state.board(), UserScope.of("flows=sales"));

        assertThat(part.totals().arrived()).isEqualTo(3);
        assertThat(part.totals().logged()).isEqualTo(2);
        assertThat(new ScopedBoard(state.board(), UserScope.of("skills=tax"))
                        .totals()
                        .arrived())
                .isEqualTo(1);
    }
}
