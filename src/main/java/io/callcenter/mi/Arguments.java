package io.callcenter.mi;

import com.fasterxml.jackson.databind.JsonNode;
import io.callcenter.mi.Signature.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The arguments of one call, checked against a way to call the command. */
final class Arguments {
    private static final long LONGEST_TEXT = 4096;

    private final Map<String, Object> values = new HashMap<>();

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
     * @throws Mismatch with the texts of behaviour 11.4
     */
    static Arguments of(JsonNode params, List<Signature> signatures) throws Mismatch {
        if (params != null && params.isArray() && !params.isEmpty()) {
            return positional(params, signatures);
        }
        return named(params, signatures);
    }

    private static Arguments positional(JsonNode params, List<Signature> signatures) throws Mismatch {
        Signature signature = signatures.stream()
                .filter(s -> s.takes(params.size()))
                .findFirst()
                .orElseThrow(() -> new Mismatch("Too few or too many parameters"));
        Arguments arguments = new Arguments();
        List<Parameter> parameters = signature.all();
        int last = parameters.size() - 1;
        for (int i = 0; i < params.size() && i <= last; i++) {
            boolean rest = signature.rest() && i == last && params.size() > parameters.size();
            arguments.put(parameters.get(i), rest ? tail(params, i) : List.of(params.get(i)), rest);
        }
        return arguments;
    }

    private static List<JsonNode> tail(JsonNode params, int from) {
        List<JsonNode> tail = new ArrayList<>();
        for (int i = from; i < params.size(); i++) {
            tail.add(params.get(i));
        }
        return tail;
    }

    private static Arguments named(JsonNode params, List<Signature> signatures) throws Mismatch {
        Set<String> names = new HashSet<>();
        if (params != null && params.isObject()) {
            params.fieldNames().forEachRemaining(names::add);
        }
        Optional<Signature> signature =
                signatures.stream().filter(s -> s.takes(names)).findFirst();
        if (signature.isEmpty()) {
            throw new Mismatch(names.isEmpty() ? "Too few or too many parameters" : "Named parameters do not match");
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

    /** A string that is there, or empty text. */
    String text(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    /** Whether it was given. */
    boolean has(String name) {
        return values.containsKey(name);
    }

    /** An integer, where given. */
    OptionalInt integer(String name) {
        return values.get(name) instanceof Integer number ? OptionalInt.of(number) : OptionalInt.empty();
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
