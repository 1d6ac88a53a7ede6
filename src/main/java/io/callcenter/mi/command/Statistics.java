package io.callcenter.mi.command;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.core.Board;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The statistics under the names of the reference (docs/design/behaviour.md 8), from the board. Names are found in any case. */
public final class Statistics {
    private static final String GROUP = "call_center";
    /** What the reference does not know; not part of {@code all}. */
    static final String OURS = "callcenter_x";

    private static final String ALL = "all";

    private static final Map<String, ToLongFunction<Board.Totals>> GLOBAL = global();
    private static final Map<String, ToLongFunction<Board.FlowRow>> FLOW = flow();
    private static final Map<String, ToLongFunction<Board.AgentRow>> AGENT = agent();

    private final Board board;
    private final OwnStatistics own;

    /** Reads that board, by the clock of the system. */
    public Statistics(Board board) {
        this(board, InstantSource.system());
    }

    /** Reads that board. */
    public Statistics(Board board, InstantSource clock) {
        this.board = board;
        this.own = new OwnStatistics(board, clock);
    }

    private static Map<String, ToLongFunction<Board.Totals>> global() {
        Map<String, ToLongFunction<Board.Totals>> all = new LinkedHashMap<>();
        all.put("ccg_incalls", Board.Totals::arrived);
        all.put("ccg_awt", Board.Totals::averageWaitSeconds);
        all.put("ccg_load", t -> load(t.onHold(), t.logged(), t.free()));
        all.put("ccg_distributed_incalls", Board.Totals::distributed);
        all.put("ccg_answered_incalls", Board.Totals::answered);
        all.put("ccg_answered_inchats", Board.Totals::answeredChats);
        all.put("ccg_abandonned_incalls", Board.Totals::abandoned);
        all.put("ccg_onhold_calls", Board.Totals::onHold);
        all.put("ccg_onhold_chats", Board.Totals::onHoldChats);
        all.put("ccg_free_agents", Board.Totals::free);
        return all;
    }

    private static Map<String, ToLongFunction<Board.FlowRow>> flow() {
        Map<String, ToLongFunction<Board.FlowRow>> all = new LinkedHashMap<>();
        all.put("ccf_incalls", Board.FlowRow::arrived);
        all.put("ccf_dist_incalls", Board.FlowRow::distributed);
        all.put("ccf_answ_incalls", Board.FlowRow::answered);
        all.put("ccf_answ_inchats", Board.FlowRow::answeredChats);
        all.put("ccf_aban_incalls", Board.FlowRow::abandoned);
        all.put("ccf_onhold_calls", Board.FlowRow::onHold);
        all.put("ccf_onhold_chats", Board.FlowRow::onHoldChats);
        all.put("ccf_queued_calls", Board.FlowRow::queued);
        all.put("ccf_free_agents", Board.FlowRow::free);
        all.put("ccf_etw", Statistics::expectedWait);
        all.put("ccf_awt", Board.FlowRow::averageWaitSeconds);
        all.put("ccf_load", f -> load(f.onHold(), f.logged(), f.free()));
        return all;
    }

    private static Map<String, ToLongFunction<Board.AgentRow>> agent() {
        Map<String, ToLongFunction<Board.AgentRow>> all = new LinkedHashMap<>();
        all.put("cca_dist_incalls", Board.AgentRow::distributed);
        all.put("cca_answ_incalls", Board.AgentRow::answered);
        all.put("cca_answ_inchats", Board.AgentRow::answeredChats);
        all.put("cca_aban_incalls", Board.AgentRow::rejected);
        all.put("cca_att", Board.AgentRow::averageTalkSeconds);
        return all;
    }

    /** All names, without ids. */
    public static List<String> names() {
        Map<String, Object> all = new LinkedHashMap<>(GLOBAL);
        all.putAll(FLOW);
        all.putAll(AGENT);
        return List.copyOf(all.keySet());
    }

    /** Load in percent; above 100 when more wait than are logged in (docs/design/behaviour.md 8.3). */
    static long load(long onHold, long logged, long free) {
        return logged == 0 ? 0 : 100 * (onHold + logged - free) / logged;
    }

    /** Expected wait of a flow in seconds, cut off as a call's own estimate is; 0 with nobody logged in (docs/design/behaviour.md 6.2, B34). */
    public static long expectedWait(Board.FlowRow row) {
        return row.logged() == 0 ? 0 : (long) (row.averageTalkSeconds() * row.queued() / row.logged() + 1e-9);
    }

    /**
     * The statistics that the selectors name: {@code all}, a group ({@code call_center:}), or single ones with or without the group. What does
     * not exist is left out.
     */
    JsonNode get(List<String> selectors) {
        if (selectors.stream().anyMatch(Statistics::isAll)) {
            return StreamedValue.node(this::everything);
        }
        ObjectNode found = JsonNodeFactory.instance.objectNode();
        BiConsumer<String, Long> put = (name, value) -> found.put(GROUP + ":" + name, value);
        Lookup<Board.FlowRow> flows = new Lookup<>(
                id -> board.flow(new FlowId(id)),
                board::flows,
                row -> row.flow().id().value());
        Lookup<Board.AgentRow> agents = new Lookup<>(
                id -> board.agent(new AgentId(id)),
                board::agents,
                row -> row.agent().value());
        for (String selector : selectors) {
            String name = selector.strip();
            if (name.regionMatches(true, 0, OURS + ":", 0, OURS.length() + 1)) {
                own.put(name.substring(OURS.length() + 1), flows, agents, found);
            } else if (name.regionMatches(true, 0, GROUP + ":", 0, GROUP.length() + 1)) {
                single(name.substring(GROUP.length() + 1), flows, agents, put);
            } else {
                single(name, flows, agents, put);
                own.put(name, flows, agents, found);
            }
        }
        return found;
    }

    private static boolean isAll(String selector) {
        String name = selector.strip();
        return name.equalsIgnoreCase(ALL) || name.equalsIgnoreCase(GROUP + ":");
    }

    private void everything(JsonGenerator out) throws IOException {
        out.writeStartObject();
        write(out, GLOBAL, board.totals(), "");
        for (Board.FlowRow row : board.flows()) {
            if (!row.removed()) {
                write(out, FLOW, row, "-" + row.flow().id());
            }
        }
        for (Board.AgentRow row : board.agents()) {
            write(out, AGENT, row, "-" + row.agent());
        }
        out.writeEndObject();
    }

    private static <T> void write(JsonGenerator out, Map<String, ToLongFunction<T>> values, T row, String suffix)
            throws IOException {
        for (Map.Entry<String, ToLongFunction<T>> value : values.entrySet()) {
            out.writeNumberField(
                    GROUP + ":" + value.getKey() + suffix, value.getValue().applyAsLong(row));
        }
    }

    private void single(
            String name, Lookup<Board.FlowRow> flows, Lookup<Board.AgentRow> agents, BiConsumer<String, Long> put) {
        int dash = name.indexOf('-');
        String stem = (dash < 0 ? name : name.substring(0, dash)).toLowerCase(Locale.ROOT);
        if (dash < 0) {
            ToLongFunction<Board.Totals> value = GLOBAL.get(stem);
            if (value != null) {
                put.accept(stem, value.applyAsLong(board.totals()));
            }
            return;
        }
        String id = name.substring(dash + 1);
        if (FLOW.containsKey(stem)) {
            flows.find(id)
                    .ifPresent(row -> put.accept(
                            stem + "-" + row.flow().id(), FLOW.get(stem).applyAsLong(row)));
        } else if (AGENT.containsKey(stem)) {
            agents.find(id)
                    .ifPresent(row ->
                            put.accept(stem + "-" + row.agent(), AGENT.get(stem).applyAsLong(row)));
        }
    }

    /**
     * Finds rows by id within one request: the one that is written so, else the first that differs in case alone. Deviation: B64, asking for
     * every agent by name costs the reference the square of their number.
     */
    static final class Lookup<T> {
        private final Function<String, Optional<T>> exact;
        private final Supplier<List<T>> all;
        private final Function<T, String> id;
        private Optional<Map<String, T>> index = Optional.empty();

        Lookup(Function<String, Optional<T>> exact, Supplier<List<T>> all, Function<T, String> id) {
            this.exact = exact;
            this.all = all;
            this.id = id;
        }

        Optional<T> find(String text) {
            if (text.isBlank()) {
                return Optional.empty();
            }
            return exact.apply(text).or(() -> Optional.ofNullable(index().get(text.toLowerCase(Locale.ROOT))));
        }

        private Map<String, T> index() {
            if (index.isEmpty()) {
                Map<String, T> made = new HashMap<>();
                all.get().forEach(row -> made.putIfAbsent(id.apply(row).toLowerCase(Locale.ROOT), row));
                index = Optional.of(made);
            }
            return index.orElseThrow();
        }
    }
}
