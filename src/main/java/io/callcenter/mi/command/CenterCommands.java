package io.callcenter.mi.command;

import static io.callcenter.mi.command.Command.of;
import static io.callcenter.mi.command.Command.own;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.app.CenterAccess;
import io.callcenter.app.TransferTargets;
import io.callcenter.core.Board;
import io.callcenter.core.Pause;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import io.callcenter.core.TransferPolicy;
import io.callcenter.core.TransferTarget;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.mi.access.CommandAnswer;
import io.callcenter.mi.access.Role;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/** The commands of the contact center (docs/design/behaviour.md 11.2, docs/design/interfaces.md 1). */
public final class CenterCommands {
    private static final String MODULE = "call_center:";
    private static final int LONGEST_CALL_ID = 128;
    /** Names no call and no agent: ids of ours and of any table are printable. */
    private static final String NOBODY = "\u0000";

    private final CenterAccess center;
    private final DeadLetterBox dead;
    private final Statistics statistics;
    private final TransferTargets targets;
    private final InstantSource clock;

    /** Commands over that center. */
    public CenterCommands(
            CenterAccess center,
            DeadLetterBox dead,
            Statistics statistics,
            TransferTargets targets,
            InstantSource clock) {
        this.targets = targets;
        this.center = center;
        this.dead = dead;
        this.statistics = statistics;
        this.clock = clock;
    }

    /** Commands about other things than calls and agents at work. */
    public record Others(
            ProvisioningCommands provisioning,
            UserCommands users,
            ReportCommands reports,
            ThresholdCommands thresholds,
            CallerCommands callers,
            Optional<HaCommands> machines) {}

    /** All of them, with the others, and {@code which}. */
    public CommandTable with(Others others) {
        List<Command> commands = new ArrayList<>(scoped(listings()));
        commands.addAll(scoped(orders()));
        commands.addAll(admins());
        commands.addAll(others.provisioning().all());
        commands.addAll(others.users().all());
        commands.addAll(scoped(others.reports().all()));
        commands.addAll(others.thresholds().all());
        commands.addAll(others.callers().all());
        others.machines().ifPresent(machines -> commands.addAll(machines.all()));
        commands.addAll(scoped(List.of(new Command(
                "statistics:get",
                "get_statistics",
                arguments -> Role.VIEWER,
                List.of(new CommandSignature(
                        List.of(new CommandSignature.Parameter("statistics", CommandSignature.Type.STRINGS)),
                        List.of(),
                        CommandSignature.Further.LIST)),
                arguments ->
                        new CommandAnswer.Result(statistics(arguments).get(arguments.texts("statistics"))).now()))));
        return new CommandTable(commands);
    }

    /** Those that are also for who sees a part of the contact center: what they do not see is not found. */
    private List<Command> scoped(List<Command> commands) {
        return commands.stream()
                .map(command -> command.scoped(arguments -> {
                    Optional<CommandAnswer> unseen = unseen(arguments);
                    return unseen.isPresent()
                            ? unseen.get().now()
                            : command.run().with(arguments);
                }))
                .toList();
    }

    private Optional<CommandAnswer> unseen(Arguments arguments) {
        if (arguments.scope().isAll()) {
            return Optional.empty();
        }
        Board board = board(arguments);
        if (!arguments.text("call_id").isEmpty() && board.call(call(arguments)).isEmpty()) {
            return Optional.of(CommandAnswer.refused(404, "Call not found"));
        }
        if (!arguments.text("agent_id").isEmpty()
                && board.agent(agent(arguments)).isEmpty()) {
            return Optional.of(CommandAnswer.refused(404, "Agent not found"));
        }
        String flow = arguments.text("flow");
        boolean known = flow.isEmpty() || board.flow(new FlowId(flow)).isPresent();
        return known ? Optional.empty() : Optional.of(CommandAnswer.refused(404, "Flow not found"));
    }

    private Board board(Arguments arguments) {
        return ScopedBoard.of(center.board(), arguments.scope());
    }

    private List<Command> listings() {
        return List.of(
                of("list_queue", Role.VIEWER, ListingPage.signatures("flow"), a -> queue(a).now())
                        .withCallers(),
                of("list_flows", Role.VIEWER, ListingPage.signatures("flow"), a -> flows(a).now()),
                of(
                        "list_agents",
                        Role.VIEWER,
                        ListingPage.detailed("agent_id", "state"),
                        a -> agents(a).now()),
                of("list_calls", Role.VIEWER, ListingPage.detailed("flow", "state", "agent_id"), a -> calls(a).now()),
                of(
                        "explain",
                        Role.VIEWER,
                        List.of(CommandSignature.of(CommandSignature.string("call_id"))),
                        a -> ask(new Signal.Explain(call(a)))));
    }

    private List<Command> orders() {
        return List.of(
                own(
                        "agent_login",
                        List.of(CommandSignature.of(
                                CommandSignature.string("agent_id"), CommandSignature.integer("state"))),
                        a -> ask(new Signal.AgentLogin(
                                agent(a), a.integer("state").orElse(0) != 0))),
                own(
                        "agent_pause",
                        List.of(
                                CommandSignature.of(CommandSignature.string("agent_id")),
                                CommandSignature.of(
                                        CommandSignature.string("agent_id"), CommandSignature.string("reason"))),
                        a -> ask(new Signal.PauseAgent(
                                agent(a),
                                a.text("reason"),
                                a.sender() == Role.AGENT ? Pause.By.AGENT : Pause.By.OPERATOR))),
                own(
                        "agent_ready",
                        List.of(CommandSignature.of(CommandSignature.string("agent_id"))),
                        a -> ask(new Signal.AgentReady(agent(a)))),
                own(
                        "agent_wrapup",
                        List.of(CommandSignature.of(
                                CommandSignature.string("agent_id"), CommandSignature.integer("seconds"))),
                        a -> ask(new Signal.EndWrapUp(
                                agent(a),
                                Duration.ofSeconds(a.integer("seconds").orElse(0))))),
                own(
                        "call_code",
                        List.of(new CommandSignature(
                                List.of(CommandSignature.string("call_id"), CommandSignature.string("code")),
                                List.of(CommandSignature.string("note"), CommandSignature.string("agent_id")),
                                CommandSignature.Further.IN_ORDER)),
                        a -> ask(new Signal.CodeCall(
                                call(a),
                                a.text("code"),
                                a.text("note"),
                                Optional.of(a.text("agent_id"))
                                        .filter(id -> !id.isEmpty())
                                        .map(AgentId::new)))),
                of(
                        "dispatch_call_to_agent",
                        Role.OPERATOR,
                        List.of(CommandSignature.of(
                                CommandSignature.string("call_id"), CommandSignature.string("agent_id"))),
                        a -> ask(new Signal.DispatchToAgent(call(a), agent(a)))),
                of(
                        "hangup",
                        Role.OPERATOR,
                        List.of(
                                CommandSignature.of(CommandSignature.string("call_id")),
                                CommandSignature.of(
                                        CommandSignature.string("call_id"), CommandSignature.string("reason"))),
                        a -> ask(new Signal.HangUp(call(a), a.text("reason")))),
                of(
                        "transfer",
                        Role.OPERATOR,
                        List.of(
                                CommandSignature.of(
                                        CommandSignature.string("call_id"), CommandSignature.string("target")),
                                CommandSignature.of(
                                        CommandSignature.string("call_id"),
                                        CommandSignature.string("target"),
                                        CommandSignature.string("place"))),
                        this::transfer),
                of(
                        "agent_release",
                        Role.OPERATOR,
                        List.of(
                                CommandSignature.of(CommandSignature.string("agent_id")),
                                CommandSignature.of(
                                        CommandSignature.string("agent_id"), CommandSignature.string("reason"))),
                        a -> ask(new Signal.ReleaseAgent(agent(a), a.text("reason")))));
    }

    private List<Command> admins() {
        return List.of(
                of("replay_cdrs", Role.ADMIN, List.of(CommandSignature.of()), a -> replay().now()),
                of("reset_stats", Role.ADMIN, List.of(CommandSignature.of()), a -> ask(new Signal.ResetStatistics())),
                dispatching());
    }

    private Statistics statistics(Arguments arguments) {
        return arguments.scope().isAll() ? statistics : new Statistics(board(arguments), clock);
    }

    /** Reading is a viewer's, switching an admin's. */
    private Command dispatching() {
        return new Command(
                MODULE + "internal_call_dispatching",
                "cc_internal_call_dispatching",
                arguments -> arguments.has("dispatching") ? Role.ADMIN : Role.VIEWER,
                List.of(CommandSignature.of(), CommandSignature.of(CommandSignature.integer("dispatching"))),
                this::dispatching);
    }

    private CompletionStage<CommandAnswer> dispatching(Arguments arguments) {
        OptionalInt wanted = arguments.integer("dispatching");
        Optional<Boolean> on = wanted.isPresent() ? Optional.of(wanted.getAsInt() != 0) : Optional.empty();
        return ask(new Signal.InternalDispatching(on));
    }

    private CompletionStage<CommandAnswer> transfer(Arguments arguments) {
        String place = arguments.text("place").toUpperCase(Locale.ROOT);
        Optional<TransferPolicy.Entry> entry = Arrays.stream(TransferPolicy.Entry.values())
                .filter(value -> value.name().equals(place))
                .findFirst();
        if (!place.isEmpty() && entry.isEmpty()) {
            return CommandAnswer.refused(400, "Bad place").now();
        }
        TransferTarget target = targets.ofCommand(arguments.text("target"));
        return ask(new Signal.Transfer(call(arguments), seen(target, arguments), entry));
    }

    /** For who sees a part, what is no flow or agent of that part, by its id, can only be somebody outside. */
    private TransferTarget seen(TransferTarget target, Arguments arguments) {
        if (arguments.scope().isAll()) {
            return target;
        }
        Board part = board(arguments);
        boolean known = !target.name().isBlank()
                && (part.flow(new FlowId(target.name())).isPresent()
                        || part.agent(new AgentId(target.name())).isPresent());
        return known
                ? target
                : new TransferTarget(TransferTarget.Kind.OUTSIDE, "", target.uri(), target.outside(), target.refusal());
    }

    private CommandAnswer queue(Arguments arguments) {
        Instant now = clock.instant();
        List<Board.CallRow> queue = board(arguments).queue();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < queue.size(); i++) {
            places.add(i);
        }
        return ListingPage.of(
                "Calls",
                places,
                arguments,
                place -> ListingPage.fits(
                        arguments, "flow", queue.get(place).flow().value()),
                place -> ReferenceRows.queued(queue.get(place), place, now));
    }

    private CommandAnswer flows(Arguments arguments) {
        return ListingPage.of(
                "Flows",
                board(arguments).flows(),
                arguments,
                row -> !row.removed()
                        && ListingPage.fits(arguments, "flow", row.flow().id().value()),
                ReferenceRows::flow);
    }

    private CommandAnswer agents(Arguments arguments) {
        Instant now = clock.instant();
        boolean details = ListingPage.wantsDetails(arguments);
        return ListingPage.of(
                "Agents",
                board(arguments).agents(),
                arguments,
                row -> ListingPage.fits(arguments, "agent_id", row.agent().value())
                        && ListingPage.fits(arguments, "state", row.status()),
                row -> {
                    ObjectNode node = ReferenceRows.agent(row, now);
                    return details ? ReferenceRows.withDetails(node, row) : node;
                });
    }

    private CommandAnswer calls(Arguments arguments) {
        Instant now = clock.instant();
        Board board = board(arguments);
        boolean details = ListingPage.wantsDetails(arguments);
        return ListingPage.of(
                "Calls",
                board.calls(),
                arguments,
                row -> ListingPage.fits(arguments, "flow", row.flow().value())
                        && (ListingPage.fits(arguments, "state", row.state().label())
                                || ListingPage.fits(
                                        arguments, "state", row.state().listed().label()))
                        && ListingPage.fits(
                                arguments,
                                "agent_id",
                                row.agent().map(AgentId::value).orElse("")),
                row -> {
                    ObjectNode node = ReferenceRows.call(row, now);
                    return details ? ReferenceRows.withDetails(node, row, target -> shown(target, board)) : node;
                });
    }

    /** The target of a transfer as who sees that part may know it: of flows and agents elsewhere that it is one. */
    private static String shown(String target, Board part) {
        String kind = target.substring(0, target.indexOf(':'));
        String name = target.substring(target.indexOf(':') + 1);
        boolean known =
                switch (kind) {
                    case "flow" -> part.flow(new FlowId(name)).isPresent();
                    case "agent" -> part.agent(new AgentId(name)).isPresent();
                    default -> true;
                };
        return known ? target : kind;
    }

    private CommandAnswer replay() {
        try {
            return new CommandAnswer.Result(
                    JsonNodeFactory.instance.objectNode().put("replayed", dead.replay()));
        } catch (IOException e) {
            return CommandAnswer.refused(500, "Dead letters cannot be read");
        }
    }

    private CompletionStage<CommandAnswer> ask(Signal signal) {
        return center.request(signal).thenApply(CenterCommands::answer);
    }

    private static CommandAnswer answer(Reply reply) {
        if (reply instanceof Reply.Refused refused) {
            return CommandAnswer.refused(refused.code(), refused.text());
        }
        if (reply instanceof Reply.Dispatching dispatching) {
            return new CommandAnswer.Result(
                    JsonNodeFactory.instance.objectNode().put("dispatching", dispatching.on() ? 1 : 0));
        }
        if (reply instanceof Reply.Explanation explanation) {
            return new CommandAnswer.Result(explained(explanation));
        }
        return CommandAnswer.ok();
    }

    private static ObjectNode explained(Reply.Explanation explanation) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("call_id", explanation.call())
                .put("state", explanation.state())
                .put("flow", explanation.flow())
                .put("skill", explanation.skill())
                .put("waiting_since", explanation.waitingSince())
                .put("position", explanation.position());
        ArrayNode candidates = node.putArray("candidates");
        for (Reply.Candidate candidate : explanation.candidates()) {
            candidates
                    .addObject()
                    .put("agent_id", candidate.agent())
                    .put("chosen", candidate.chosen())
                    .put("why", candidate.why());
        }
        return node;
    }

    private static CallId call(Arguments arguments) {
        String text = arguments.text("call_id");
        return new CallId(text.isBlank() || text.length() > LONGEST_CALL_ID ? NOBODY : text);
    }

    private static AgentId agent(Arguments arguments) {
        String text = arguments.text("agent_id");
        return new AgentId(text.isBlank() ? NOBODY : text);
    }
}
