package io.callcenter.mi.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.callcenter.core.AuditTarget;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.access.Visitor;
import io.callcenter.mi.command.CommandSignature.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The arguments of one call, checked against a way to call the command. */
final class Arguments {
    private static final long LONGEST_TEXT = 4096;

    private final Map<String, Object> values = new LinkedHashMap<>();

    private Role sender = Role.NOBODY;
    private UserScope scope = UserScope.ALL;
    private String name = "";

    private Arguments() {}

    /** Why arguments do not fit: the {@code data} of -32602. */
    static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1L;

        Mismatch(String text) {
            super(text, null, false, false);
        }
    }

    /**
     * Reads {@code params}: absent, null, {@code []} and {@code {}} are all none.
     *
     * @throws Mismatch with the texts of docs/design/behaviour.md 11.4
     */
    static Arguments of(JsonNode params, List<CommandSignature> signatures) throws Mismatch {
        if (params != null && params.isArray() && !params.isEmpty()) {
            return positional(params, signatures);
        }
        return named(params, signatures);
    }

    private static Arguments positional(JsonNode params, List<CommandSignature> signatures) throws Mismatch {
        CommandSignature signature = signatures.stream()
                .filter(s -> s.takes(params.size()))
                .findFirst()
                .orElseThrow(() -> new Mismatch(wrongNumber(signatures)));
        Arguments arguments = new Arguments();
        boolean pairs = signature.further() == CommandSignature.Further.PAIRS;
        List<Parameter> parameters = pairs ? signature.required() : signature.all();
        int last = parameters.size() - 1;
        for (int i = 0; i < params.size() && i <= last; i++) {
            boolean rest = signature.further() == CommandSignature.Further.LIST
                    && i == last
                    && params.size() > parameters.size();
            arguments.put(parameters.get(i), rest ? tail(params, i) : List.of(params.get(i)), rest);
        }
        for (int i = parameters.size(); pairs && i < params.size(); i++) {
            arguments.pair(params.get(i), signature);
        }
        return arguments;
    }

    private void pair(JsonNode given, CommandSignature signature) throws Mismatch {
        String text = text(given).orElse("");
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new Mismatch("Not NAME=VALUE: " + NearestName.shown(given.toString()) + expected(List.of(signature)));
        }
        String name = text.substring(0, equals);
        Parameter parameter = signature.optional().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Mismatch(wrongNames(Set.of(name), List.of(signature))));
        put(parameter, List.of(TextNode.valueOf(text.substring(equals + 1))), false);
    }

    private static String wrongNumber(List<CommandSignature> signatures) {
        return "Too few or too many parameters" + expected(signatures);
    }

    /** Names the first parameter that does not exist, with the nearest one that does. */
    private static String wrongNames(Set<String> names, List<CommandSignature> signatures) {
        List<String> known = signatures.stream()
                .flatMap(s -> s.all().stream())
                .map(Parameter::name)
                .distinct()
                .toList();
        String strange = names.stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .map(name -> ", no " + NearestName.shown(name)
                        + NearestName.suggested(known, name)
                                .map(near -> ", did you mean " + near + "?")
                                .orElse(""))
                .orElse("");
        return "Named parameters do not match" + strange + expected(signatures);
    }

    private static String expected(List<CommandSignature> signatures) {
        return "; expected: "
                + signatures.stream().map(CommandSignature::usage).distinct().collect(Collectors.joining(", or "));
    }

    private static List<JsonNode> tail(JsonNode params, int from) {
        List<JsonNode> tail = new ArrayList<>();
        for (int i = from; i < params.size(); i++) {
            tail.add(params.get(i));
        }
        return tail;
    }

    private static Arguments named(JsonNode params, List<CommandSignature> signatures) throws Mismatch {
        Set<String> names = new HashSet<>();
        if (params != null && params.isObject()) {
            params.fieldNames().forEachRemaining(names::add);
        }
        Optional<CommandSignature> signature =
                signatures.stream().filter(s -> s.takes(names)).findFirst();
        if (signature.isEmpty()) {
            throw new Mismatch(names.isEmpty() ? wrongNumber(signatures) : wrongNames(names, signatures));
        }
        Arguments arguments = new Arguments();
        for (Parameter parameter : signature.get().all()) {
            if (names.contains(parameter.name())) {
                arguments.put(parameter, List.of(params.get(parameter.name())), false);
            }
        }
        return arguments;
    }

    private void put(Parameter parameter, List<JsonNode> given, boolean rest) throws Mismatch {
        JsonNode first = given.get(0);
        Optional<?> value =
                switch (parameter.type()) {
                    case STRING -> text(first);
                    case INTEGER -> integer(first);
                    case STRINGS -> texts(rest || !first.isArray() ? given : List.copyOf(elements(first)));
                    case VALUE -> value(first);
                };
        values.put(
                parameter.name(),
                value.orElseThrow(() -> new Mismatch("Bad type for parameter '" + parameter.name() + "'")));
    }

    private static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() && node.textValue().length() <= LONGEST_TEXT
                ? Optional.of(node.textValue())
                : Optional.empty();
    }

    private static Optional<Integer> integer(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToInt()) {
            return Optional.of(node.intValue());
        }
        if (node.isTextual() && node.textValue().strip().matches("[+-]?\\d{1,10}")) {
            long number = Long.parseLong(node.textValue().strip());
            return number == (int) number ? Optional.of((int) number) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<List<String>> texts(List<JsonNode> nodes) {
        List<Optional<String>> texts = nodes.stream().map(Arguments::text).toList();
        return texts.stream().allMatch(Optional::isPresent)
                ? Optional.of(texts.stream().map(Optional::get).toList())
                : Optional.empty();
    }

    /** Empty where it is no value; else the value, which is empty for null. */
    private static Optional<Optional<String>> value(JsonNode node) {
        if (node.isNull()) {
            return Optional.of(Optional.empty());
        }
        if (node.isBoolean()) {
            return Optional.of(Optional.of(node.booleanValue() ? "1" : "0"));
        }
        return node.isNumber()
                ? Optional.of(Optional.of(node.asText()))
                : text(node).map(Optional::of);
    }

    /** No arguments. */
    static Arguments none() {
        return new Arguments();
    }

    /** Notes who sends the command. */
    Arguments sentBy(Visitor visitor) {
        sender = visitor.role();
        scope = visitor.scope();
        name = visitor.name();
        return this;
    }

    /** Who sends the command. */
    String senderName() {
        return name;
    }

    /** The part of the contact center that is there for the sender. */
    UserScope scope() {
        return scope;
    }

    /** What the sender of the command may do. */
    Role sender() {
        return sender;
    }

    /** A string that is there, or empty text. */
    String text(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    /** Whether it was given. */
    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Whom the command is about. */
    AuditTarget target() {
        String flow = text("flow");
        return new AuditTarget(flow.isEmpty() ? text("flow_id") : flow, text("agent_id"), text("call_id"));
    }

    /** An integer, where given. */
    OptionalInt integer(String name) {
        return values.get(name) instanceof Integer number ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** The values among the given parameters, by name; empty = null. */
    Map<String, Optional<String>> values() {
        Map<String, Optional<String>> found = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value instanceof Optional<?> given) {
                found.put(name, given.map(String::valueOf));
            }
        });
        return found;
    }

    /** A list of strings, or an empty one. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (values.get(name) instanceof List<?> list) {
            list.forEach(element -> texts.add(String.valueOf(element)));
        }
        return texts;
    }
}
