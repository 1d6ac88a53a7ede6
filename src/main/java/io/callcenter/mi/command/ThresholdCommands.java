package io.callcenter.mi.command;

import static io.callcenter.mi.command.Command.of;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.mi.access.CommandAnswer;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.command.CommandSignature.Further;
import io.callcenter.mi.command.CommandSignature.Parameter;
import io.callcenter.mi.command.CommandSignature.Type;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The commands over the thresholds of warnings and alarms. */
public final class ThresholdCommands {
    private static final int LARGEST = 86_400;
    private static final int LONGEST_FLOW = 128;

    private final Thresholds thresholds;

    /** Commands over those. */
    public ThresholdCommands(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    List<Command> all() {
        List<Parameter> values = Thresholds.names().stream()
                .map(name -> new Parameter(name, Type.VALUE))
                .toList();
        return List.of(
                of(
                        "threshold_list",
                        Role.VIEWER,
                        List.of(CommandSignature.of(), CommandSignature.of(CommandSignature.string("flow"))),
                        arguments -> list(arguments.text("flow")).now()),
                of(
                        "threshold_set",
                        Role.ADMIN,
                        List.of(new CommandSignature(List.of(CommandSignature.string("flow")), values, Further.PAIRS)),
                        arguments -> set(arguments).now()));
    }

    private CommandAnswer list(String flow) {
        TreeSet<String> flows = new TreeSet<>(thresholds.flows());
        flows.add(Thresholds.ALL);
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = node.putArray("Thresholds");
        for (String each : flow.isEmpty() ? List.copyOf(flows) : List.of(flow)) {
            ObjectNode row = rows.addObject().put("flow", each);
            thresholds.shown(each).forEach(row::put);
        }
        return new CommandAnswer.Result(node);
    }

    private CommandAnswer set(Arguments arguments) {
        String flow = arguments.text("flow");
        if (flow.isBlank() || flow.length() > LONGEST_FLOW) {
            return CommandAnswer.bad("flow", "a flow, or * for all");
        }
        Map<String, Optional<Integer>> values = new LinkedHashMap<>();
        for (Map.Entry<String, Optional<String>> given : arguments.values().entrySet()) {
            Optional<String> text = given.getValue().filter(value -> !value.isBlank());
            if (text.isPresent() && !isValue(text.get())) {
                return CommandAnswer.bad(given.getKey(), "a whole number from 0 to " + LARGEST);
            }
            values.put(given.getKey(), text.map(value -> Integer.valueOf(value.strip())));
        }
        try {
            thresholds.change(flow, values);
            return CommandAnswer.ok();
        } catch (IOException e) {
            return new CommandAnswer.Failure(500, "Thresholds cannot be written", e.toString());
        }
    }

    private static boolean isValue(String text) {
        return text.strip().matches("\\d{1,5}") && Integer.parseInt(text.strip()) <= LARGEST;
    }
}
