package io.callcenter.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.Reply;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The "then" words of a story: what came of the last deed, and what can be read. */
final class Then {
    private Then() {}

    /** Something that must be so. */
    interface Check {
        void in(Scene scene);
    }

    /** Expects an order for a leg of the call. */
    static Wanted.Leg connect(String call) {
        return new Wanted.Leg(call);
    }

    /** Expects a record of the call. */
    static Wanted.Record cdr(String call) {
        return new Wanted.Record(call);
    }

    /** Expects a report of the agent. */
    static Wanted.Report reported(String agent) {
        return new Wanted.Report(agent);
    }

    static Check ends(String call) {
        return scene -> assertThat(scene.recent())
                .anyMatch(effect ->
                        effect instanceof Effect.End end && end.call().value().equals(call));
    }

    static Check refuses(String call, int code) {
        return scene -> assertThat(scene.recent()).contains(new Effect.Refuse(new CallId(call), code));
    }

    static Check drops(String call) {
        return scene -> assertThat(scene.recent())
                .anyMatch(effect -> effect instanceof Effect.Drop drop
                        && drop.call().value().equals(call));
    }

    /** The REFER got that answer. */
    static Check answeredRefer(int code) {
        return scene -> assertThat(scene.recent())
                .filteredOn(Effect.AnswerRefer.class::isInstance)
                .extracting(effect -> ((Effect.AnswerRefer) effect).code())
                .containsExactly(code);
    }

    /** Whoever asked for the transfer is told that it ended so. */
    static Check told(int code) {
        return scene -> assertThat(scene.recent())
                .filteredOn(Effect.Notify.class::isInstance)
                .extracting(effect -> ((Effect.Notify) effect).code())
                .containsExactly(code);
    }

    static Check nobodyIsTold() {
        return scene -> assertThat(scene.recent()).noneMatch(Effect.Notify.class::isInstance);
    }

    /** The last report of a call says so. */
    static Check says(CallState state, String reason, Effect.TransferNote transfer) {
        return scene -> assertThat(scene.recent())
                .filteredOn(Effect.ReportCall.class::isInstance)
                .extracting(effect -> (Effect.ReportCall) effect)
                .last()
                .satisfies(report -> {
                    assertThat(report.state()).isEqualTo(state);
                    assertThat(report.reason()).isEqualTo(reason);
                    assertThat(report.transfer()).isEqualTo(transfer);
                });
    }

    /** No leg was ordered or given up, and nothing ended. */
    static Check noOrders() {
        return scene -> assertThat(scene.recent())
                .noneMatch(effect -> effect instanceof Effect.Connect
                        || effect instanceof Effect.Drop
                        || effect instanceof Effect.Refuse
                        || effect instanceof Effect.End);
    }

    static Check noRecords() {
        return scene -> assertThat(scene.recent()).noneMatch(effect -> effect instanceof Effect.WriteCdr);
    }

    static Check noReports() {
        return scene -> assertThat(scene.recent()).noneMatch(effect -> effect instanceof Effect.ReportAgent);
    }

    static Check nothing() {
        return scene -> assertThat(scene.recent()).isEmpty();
    }

    static Check is(String call, CallState state) {
        return scene -> assertThat(scene.board().call(new CallId(call)).map(Board.CallRow::state))
                .as("state of %s", call)
                .contains(state);
    }

    static Check waits(String call, int position) {
        return scene -> assertThat(scene.board().queue().stream()
                        .map(row -> row.call().value())
                        .toList())
                .as("place of %s in the queue", call)
                .element(position)
                .isEqualTo(call);
    }

    static Check queue(String... calls) {
        return scene -> assertThat(scene.board().queue().stream()
                        .map(row -> row.call().value())
                        .toList())
                .containsExactly(calls);
    }

    static Check gone(String call) {
        return scene -> {
            assertThat(scene.board().call(new CallId(call))).isEmpty();
            assertThat(scene.saved(call)).isEmpty();
        };
    }

    static Check is(String agent, AgentState state) {
        return scene -> assertThat(agentRow(scene, agent).state())
                .as("state of %s", agent)
                .isEqualTo(state);
    }

    static Check chats(String agent, int number) {
        return scene -> assertThat(agentRow(scene, agent).chats())
                .as("chats of %s", agent)
                .isEqualTo(number);
    }

    static Check loggedIn(String agent, boolean is) {
        return scene -> assertThat(agentRow(scene, agent).loggedIn()).isEqualTo(is);
    }

    static Check agent(String agent, Consumer<Board.AgentRow> check) {
        return scene -> check.accept(agentRow(scene, agent));
    }

    static Check flow(String flow, Consumer<Board.FlowRow> check) {
        return scene -> check.accept(scene.board().flow(new FlowId(flow)).orElseThrow());
    }

    static Check call(String call, Consumer<Board.CallRow> check) {
        return scene -> check.accept(scene.board().call(new CallId(call)).orElseThrow());
    }

    static Check totals(Consumer<Board.Totals> check) {
        return scene -> check.accept(scene.board().totals());
    }

    /** On-hold gauges of the flow {@code F} and of all. */
    static Check onHold(int calls) {
        return scene -> {
            assertThat(scene.board().flow(new FlowId("F")).orElseThrow().onHold())
                    .isEqualTo(calls);
            assertThat(scene.board().totals().onHold()).isEqualTo(calls);
        };
    }

    static Check notAdmitted(int code) {
        return replied(new Reply.NotAdmitted(code));
    }

    static Check refused(int code, String text) {
        return replied(new Reply.Refused(code, text));
    }

    static Check done() {
        return replied(new Reply.Done());
    }

    static Check replied(Reply reply) {
        return scene -> assertThat(scene.reply()).isEqualTo(reply);
    }

    static Check reloaded(String... changes) {
        return replied(new Reply.Reloaded(List.of(changes)));
    }

    static Check recordsInAll(int number) {
        return scene -> assertThat(scene.all().stream().filter(effect -> effect instanceof Effect.WriteCdr))
                .hasSize(number);
    }

    /** What is saved of the call now. */
    static Check saved(String call, CallState state, String... agent) {
        return scene -> {
            var saved = scene.saved(call).orElseThrow(() -> new AssertionError(call + " is not saved"));
            assertThat(saved.state()).isEqualTo(state);
            Optional<String> bound = Arrays.stream(agent).findFirst();
            assertThat(saved.agent().map(AgentId::value)).isEqualTo(bound);
        };
    }

    private static Board.AgentRow agentRow(Scene scene, String agent) {
        return scene.board().agent(new AgentId(agent)).orElseThrow(() -> new AssertionError("no agent " + agent));
    }
}
