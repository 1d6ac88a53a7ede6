package io.callcenter.web;

import io.callcenter.app.CallerFields;
import io.callcenter.core.Board;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The own rows of agents, only of those whose page is open or was a moment ago. One thread. */
final class DeskRows {
    /** What the board's rows know of an agent. */
    interface Source {
        /** Their row, as supervisors get it. */
        Optional<PageRow> agent(AgentId agent);

        /** Their call. */
        Optional<Board.CallRow> call(AgentId agent);
    }

    private static final class Desk {
        private int pages;
        private Instant asked = Instant.MIN;
        private Set<String> flows = Set.of();
        /** The place at which these flows became those of the agent: who is behind it knows others. */
        private long since;
    }

    private final Board board;
    private final Feed feed;
    private final DeskFacts facts;
    private final Map<AgentId, Desk> desks = new LinkedHashMap<>();
    private final Map<FlowId, String> skills = new HashMap<>();

    DeskRows(Board board, Feed feed, DeskFacts facts) {
        this.board = board;
        this.feed = feed;
        this.facts = facts;
    }

    /** What is shown besides. */
    DeskFacts facts() {
        return facts;
    }

    /** Looks at agents and flows that have changed. */
    void look(Collection<AgentId> agents, Collection<FlowId> flows, Source source, Instant now) {
        boolean moved = false;
        for (FlowId flow : flows) {
            Optional<String> skill = board.flow(flow)
                    .filter(row -> !row.removed())
                    .map(row -> row.flow().skill());
            String before = skill.isPresent() ? skills.put(flow, skill.get()) : skills.remove(flow);
            moved |= !skill.equals(Optional.ofNullable(before));
        }
        for (Map.Entry<AgentId, Desk> desk : desks.entrySet()) {
            if (moved || agents.contains(desk.getKey())) {
                put(desk.getKey(), desk.getValue(), source, now);
            }
        }
    }

    /** Somebody asks for the own rows of that agent: what they may see. */
    RowScope asked(AgentId agent, Source source, Instant now) {
        Desk desk = desks.get(agent);
        if (desk == null) {
            desk = new Desk();
            desks.put(agent, desk);
            put(agent, desk, source, now);
        }
        desk.asked = now;
        return new RowScope(Optional.of(agent), desk.flows);
    }

    /** One more page of that agent is open; ask for their rows before. */
    void opened(AgentId agent) {
        desks.get(agent).pages++;
    }

    /** One page of theirs is closed. */
    void closed(AgentId agent, Instant now) {
        Desk desk = desks.get(agent);
        desk.pages--;
        desk.asked = now;
    }

    /** Whether who is at that place knows rows of other flows than the agent has now. */
    boolean outdated(AgentId agent, long place) {
        return place < desks.get(agent).since;
    }

    /** Forgets agents whose page has been closed since then. */
    void forget(Instant since, Instant now) {
        desks.entrySet().removeIf(entry -> {
            boolean over = entry.getValue().pages == 0 && entry.getValue().asked.isBefore(since);
            if (over) {
                feed.gone(Topic.ME, entry.getKey().value(), now);
            }
            return over;
        });
    }

    private void put(AgentId agent, Desk desk, Source source, Instant now) {
        Optional<Board.AgentRow> known = board.agent(agent);
        Set<String> flows = new TreeSet<>();
        known.ifPresent(row -> skills.forEach((flow, skill) -> {
            if (row.skills().contains(skill)) {
                flows.add(flow.value());
            }
        }));
        Optional<PageRow> row = source.agent(agent);
        if (known.isEmpty() || row.isEmpty()) {
            feed.gone(Topic.ME, agent.value(), now);
        } else {
            List<Object> cells = new ArrayList<>(row.get().cells());
            cells.addAll(Arrays.asList(known.get().rejected(), known.get().averageTalkSeconds(), List.copyOf(flows)));
            cells.addAll(call(agent, source.call(agent)));
            cells.add(board.coding(agent).map(this::coding).orElse(null));
            feed.put(Topic.ME, agent.value(), new PageRow(cells, Set.of()), now);
        }
        if (!flows.equals(desk.flows)) {
            desk.flows = Set.copyOf(flows);
            desk.since = feed.seq();
        }
    }

    /** What the page needs to ask for a result: the call, its codes with their labels, whether one is a must, and the one it has. */
    private List<Object> coding(Board.Coding coding) {
        List<List<String>> codes = board.codes(coding.flow()).stream()
                .map(code -> List.of(code.code(), code.label().isEmpty() ? code.code() : code.label()))
                .distinct()
                .toList();
        return Arrays.asList(
                coding.call().value(),
                coding.flow().value(),
                coding.required() ? 1 : 0,
                coding.given().orElse(null),
                codes);
    }

    private List<Object> call(AgentId agent, Optional<Board.CallRow> found) {
        if (found.isEmpty()) {
            return Arrays.asList(null, null, null, null, null, null, null);
        }
        Board.CallRow call = found.get();
        Map<String, String> fields = facts.of().apply(call.call());
        List<List<String>> shown = new ArrayList<>();
        facts.shown().stream().filter(fields::containsKey).forEach(name -> shown.add(List.of(name, fields.get(name))));
        CallerFields.shown(fields).forEach((name, text) -> shown.add(List.of(name, text)));
        Instant came = call.queuedSince().orElse(call.received());
        return Arrays.asList(
                call.callerUser(),
                call.callerName(),
                Duration.between(came, call.talkingSince().orElse(call.legStarted()))
                        .toSeconds(),
                call.refusals() + 1,
                shown,
                fields.get(CallerFields.PARAM),
                facts.pop().map(pop -> pop.with(values(agent, call, fields))).orElse(null));
    }

    private static Map<String, String> values(AgentId agent, Board.CallRow call, Map<String, String> fields) {
        Map<String, String> values = new HashMap<>();
        fields.forEach((name, value) -> values.put("SipHeader." + name, value));
        values.put("caller", call.callerUser());
        values.put("name", call.callerName());
        values.put("flow", call.flow().value());
        values.put("agent", agent.value());
        values.put("call_id", call.call().value());
        values.put("param", fields.getOrDefault(CallerFields.PARAM, ""));
        return values;
    }
}
