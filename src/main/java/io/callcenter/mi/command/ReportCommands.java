package io.callcenter.mi.command;

import static io.callcenter.mi.command.Command.of;
import static io.callcenter.mi.command.Command.ownOrViewer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.callcenter.core.AgentFigure;
import io.callcenter.core.AgentShift;
import io.callcenter.core.Board;
import io.callcenter.core.Counts;
import io.callcenter.core.FlowService;
import io.callcenter.core.Interval;
import io.callcenter.core.SavedFigures.Scope;
import io.callcenter.core.ServiceTarget;
import io.callcenter.core.ServiceTarget.Formula;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import io.callcenter.mi.access.CommandAnswer;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.command.CommandSignature.Further;
import io.callcenter.mi.command.IntervalReport.Group;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The commands that tell what was: reports over quarters of an hour, and how agents spent a day. */
public final class ReportCommands {
    private static final int MOST_ROWS = 10_000;

    private final Board board;
    private final InstantSource clock;
    private final ZoneId zone;
    private final TimeArguments moments;
    private final IntervalHistory history;
    private final Executor threads;

    /**
     * Commands over that board and what it was before.
     *
     * @param zone in which days begin
     * @param threads that may take their time
     */
    public ReportCommands(Board board, InstantSource clock, ZoneId zone, IntervalHistory history, Executor threads) {
        this.board = board;
        this.clock = clock;
        this.zone = zone;
        this.moments = new TimeArguments(zone);
        this.history = history;
        this.threads = threads;
    }

    List<Command> all() {
        return List.of(
                ownOrViewer(
                        "agent_totals",
                        List.of(new CommandSignature(
                                List.of(),
                                List.of(CommandSignature.string("agent_id"), CommandSignature.string("day")),
                                Further.IN_ORDER)),
                        arguments -> inTurn(() -> totals(arguments))),
                of(
                        "report",
                        Role.VIEWER,
                        List.of(new CommandSignature(
                                List.of(
                                        CommandSignature.string("from"),
                                        CommandSignature.string("to"),
                                        CommandSignature.string("group")),
                                List.of(
                                        CommandSignature.string("flow"),
                                        CommandSignature.string("agent_id"),
                                        CommandSignature.string("format")),
                                Further.IN_ORDER)),
                        arguments -> inTurn(() -> report(arguments))));
    }

    private interface Task {
        CommandAnswer run() throws IntervalHistory.Away;
    }

    private CompletionStage<CommandAnswer> inTurn(Task task) {
        try {
            return CompletableFuture.supplyAsync(() -> run(task), threads);
        } catch (RejectedExecutionException e) {
            return CommandAnswer.serverError("overloaded").now();
        }
    }

    private static CommandAnswer run(Task task) {
        try {
            return task.run();
        } catch (IntervalHistory.Away e) {
            return new CommandAnswer.Failure(503, "Database away", e.getMessage());
        }
    }

    private CommandAnswer report(Arguments arguments) throws IntervalHistory.Away {
        Optional<Instant> from = moments.from(arguments.text("from"));
        Optional<Instant> to = moments.to(arguments.text("to"));
        if (from.isEmpty()) {
            return CommandAnswer.bad("from", "a day (2026-11-30) or a time (2026-11-30T08:00, 2026-11-30T08:00:00Z)");
        }
        if (to.isEmpty() || !to.get().isAfter(from.get())) {
            return CommandAnswer.bad("to", "a day or a time, later than from");
        }
        Optional<Group> group = group(arguments.text("group"));
        if (group.isEmpty()) {
            return CommandAnswer.bad("group", "interval, hour, day, flow, agent or total");
        }
        String format = arguments.text("format");
        if (!List.of("", "json", "csv").contains(format)) {
            return CommandAnswer.bad("format", "json or csv");
        }
        Optional<String> flow = Optional.of(arguments.text("flow")).filter(text -> !text.isEmpty());
        Optional<String> agent = Optional.of(arguments.text("agent_id")).filter(text -> !text.isEmpty());
        Scope scope = agent.isPresent() || group.get() == Group.AGENT ? Scope.AGENT : Scope.FLOW;
        if (scope == Scope.AGENT && (flow.isPresent() || group.get() == Group.FLOW)) {
            return CommandAnswer.bad("flow", "agents are not counted by flow");
        }
        IntervalReport report = new IntervalReport(group.get(), scope, zone, this::formula);
        Predicate<String> seen = seen(arguments, scope);
        read(scope, from.get(), to.get(), scope == Scope.AGENT ? agent : flow, interval -> {
            if (seen.test(interval.name())) {
                report.add(interval);
            }
        });
        return answer(report, format);
    }

    private static CommandAnswer answer(IntervalReport report, String format) {
        if (report.size() > MOST_ROWS) {
            return CommandAnswer.bad("group", "more than " + MOST_ROWS + " rows");
        }
        return new CommandAnswer.Result(format.equals("csv") ? TextNode.valueOf(report.csv()) : report.json());
    }

    /** Which flows or agents there are for the sender; for who sees a part, only those that are there now. */
    private Predicate<String> seen(Arguments arguments, Scope scope) {
        if (arguments.scope().isAll()) {
            return name -> true;
        }
        Board part = ScopedBoard.of(board, arguments.scope());
        return scope == Scope.FLOW
                ? name -> part.flow(new FlowId(name)).isPresent()
                : name -> part.agent(new AgentId(name)).isPresent();
    }

    private static Optional<Group> group(String text) {
        for (Group group : Group.values()) {
            if (group.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }

    private Formula formula(String flow) {
        return board.service(new FlowId(flow))
                .map(FlowService::target)
                .orElse(ServiceTarget.DEFAULT)
                .formula();
    }

    /** What is in the tables, and the quarter that runs. */
    private void read(Scope scope, Instant from, Instant to, Optional<String> name, Consumer<Interval> each)
            throws IntervalHistory.Away {
        history.read(scope, from, to, name, each);
        Consumer<Interval> open = interval -> {
            if (!interval.start().isBefore(from)
                    && interval.start().isBefore(to)
                    && name.filter(wanted -> !wanted.equals(interval.name())).isEmpty()) {
                each.accept(interval);
            }
        };
        if (scope == Scope.FLOW) {
            board.flows()
                    .forEach(row -> board.service(row.flow().id())
                            .map(FlowService::open)
                            .filter(interval -> interval.version() > 0)
                            .ifPresent(open));
        } else {
            Instant now = clock.instant();
            board.agents()
                    .forEach(row -> board.shift(row.agent())
                            .filter(shift -> shift.openUntil(now).of(AgentFigure.LOGIN) > 0
                                    || shift.open().version() > 0)
                            .map(shift -> untilNow(shift, now))
                            .ifPresent(open));
        }
    }

    private static Interval untilNow(AgentShift shift, Instant now) {
        Interval open = shift.open();
        return new Interval(
                open.scope(), open.name(), open.start(), open.version(), open.partial(), shift.openUntil(now));
    }

    private CommandAnswer totals(Arguments arguments) throws IntervalHistory.Away {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, zone);
        Optional<LocalDate> day =
                arguments.text("day").isEmpty() ? Optional.of(today) : moments.day(arguments.text("day"));
        if (day.isEmpty()) {
            return CommandAnswer.bad("day", "a day, as 2026-11-30");
        }
        Optional<String> agent = Optional.of(arguments.text("agent_id")).filter(text -> !text.isEmpty());
        Map<String, Counts> found = day.get().equals(today) ? today(agent, now) : before(agent, day.get());
        Predicate<String> seen = seen(arguments, Scope.AGENT);
        found.keySet().removeIf(seen.negate());
        if (agent.isEmpty()) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            ArrayNode agents = node.putArray("Agents");
            found.forEach((id, counts) -> agents.add(shown(id, day.get(), counts)));
            return new CommandAnswer.Result(node);
        }
        boolean known = board.agent(new AgentId(agent.get())).isPresent() || found.containsKey(agent.get());
        return known
                ? new CommandAnswer.Result(
                        shown(agent.get(), day.get(), found.getOrDefault(agent.get(), Counts.NOTHING)))
                : CommandAnswer.refused(404, "Agent not found");
    }

    private Map<String, Counts> today(Optional<String> agent, Instant now) {
        Map<String, Counts> found = new TreeMap<>();
        List<AgentId> ids = agent.isPresent()
                ? List.of(new AgentId(agent.get()))
                : board.agents().stream().map(Board.AgentRow::agent).toList();
        ids.forEach(id -> board.shift(id).ifPresent(shift -> found.put(id.value(), shift.today(now))));
        return found;
    }

    private Map<String, Counts> before(Optional<String> agent, LocalDate day) throws IntervalHistory.Away {
        Map<String, Counts> found = new TreeMap<>();
        history.read(
                Scope.AGENT,
                moments.start(day),
                moments.start(day.plusDays(1)),
                agent,
                interval -> found.merge(interval.name(), interval.counts(), Counts::plus));
        return found;
    }

    private static ObjectNode shown(String id, LocalDate day, Counts counts) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", id).put("day", day.toString());
        for (AgentFigure figure : AgentFigure.values()) {
            node.put(figure.column(), IntervalReport.value(counts.of(figure), figure.isTime()));
        }
        node.set("by_reason", IntervalReport.reasons(counts));
        return node.put(
                "occupancy", IntervalReport.tenths(AgentShift.occupancy(counts).percent()));
    }
}
