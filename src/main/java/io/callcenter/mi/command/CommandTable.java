package io.callcenter.mi.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.callcenter.mi.access.CommandAnswer;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.Visitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All commands by all of their names (docs/design/behaviour.md 11.1), and {@code which}. */
public final class CommandTable {
    private final Map<String, Command> byName = new LinkedHashMap<>();
    private final Map<String, List<Command>> byShortName = new LinkedHashMap<>();

    CommandTable(List<Command> commands) {
        List<Command> all = new ArrayList<>(commands);
        all.add(which());
        for (Command command : all) {
            add(command.name(), command);
            if (!command.alias().equals(command.name())) {
                add(command.alias(), command);
            }
            byShortName
                    .computeIfAbsent(command.shortName(), name -> new ArrayList<>())
                    .add(command);
        }
    }

    private void add(String name, Command command) {
        if (byName.put(name, command) != null) {
            throw new IllegalArgumentException("two commands are named " + name);
        }
    }

    /** What a method name stands for. */
    sealed interface Found {
        /** One command. */
        record One(Command command) implements Found {}

        /** Nothing, or several: the error to answer. */
        record None(CommandAnswer.Failure failure) implements Found {}
    }

    Found find(String method) {
        Command command = byName.get(method);
        if (command != null) {
            return new Found.One(command);
        }
        List<Command> named = byShortName.getOrDefault(method, List.of());
        if (named.size() == 1) {
            return new Found.One(named.get(0));
        }
        if (named.isEmpty()) {
            return new Found.None(new CommandAnswer.Failure(-32601, "Method not found", suggestion(method)));
        }
        String names = String.join(", ", named.stream().map(Command::name).toList());
        return new Found.None(new CommandAnswer.Failure(-32001, "Method ambiguous", "supported names: " + names));
    }

    /** The nearest name of the kind that was written: with module, with prefix, or short. */
    private String suggestion(String method) {
        List<String> known = Stream.concat(byName.keySet().stream(), byShortName.keySet().stream())
                .filter(name -> kind(name) == kind(method))
                .toList();
        return NearestName.suggested(known, method)
                .map(name -> "did you mean " + name + "?")
                .orElse("");
    }

    private static char kind(String name) {
        return name.indexOf(':') >= 0 ? ':' : name.startsWith("cc_") ? '_' : ' ';
    }

    /** The names with the prefix {@code cc_} of the commands that this visitor may call. */
    public List<String> allowed(Visitor visitor) {
        Role role = visitor.role();
        return byName.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("cc_"))
                .filter(entry -> entry.getValue().covers(visitor.scope()))
                .filter(entry -> visitor.callers() || !entry.getValue().callers())
                .filter(entry -> role == Role.AGENT
                        ? entry.getValue().own()
                        : role.covers(entry.getValue().role().apply(Arguments.none())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Command which() {
        List<CommandSignature> signatures =
                List.of(CommandSignature.of(), CommandSignature.of(CommandSignature.string("command")));
        Command.Handler run = arguments -> (arguments.has("command") ? ways(arguments.text("command")) : all()).now();
        return new Command("which", "which", arguments -> Role.VIEWER, signatures, run).scoped(run);
    }

    private CommandAnswer all() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        byName.keySet().forEach(array::add);
        return new CommandAnswer.Result(array);
    }

    private CommandAnswer ways(String name) {
        Found found = find(name);
        if (found instanceof Found.None) {
            return CommandAnswer.refused(404, "unknown MI command");
        }
        ArrayNode ways = JsonNodeFactory.instance.arrayNode();
        for (CommandSignature signature : Optional.of(found)
                .map(f -> ((Found.One) f).command().signatures())
                .orElseThrow()) {
            ArrayNode way = ways.addArray();
            signature.all().forEach(parameter -> way.add(parameter.name()));
        }
        return new CommandAnswer.Result(ways);
    }
}
