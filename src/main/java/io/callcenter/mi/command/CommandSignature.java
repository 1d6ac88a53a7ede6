package io.callcenter.mi.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One way to call a command.
 *
 * @param required parameters that must be there, in the order of positional calls
 * @param optional further ones, by name or, behind the required ones, as {@code further} says
 * @param further how the optional ones are given by position
 */
record CommandSignature(List<Parameter> required, List<Parameter> optional, Further further) {
    CommandSignature {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }

    /** What a parameter holds. */
    enum Type {
        STRING,
        INTEGER,
        STRINGS,
        /** A text, a number, true, false or null, as text; null is none. */
        VALUE
    }

    /** What may stand behind the required parameters of a positional call. */
    enum Further {
        /** The optional ones in their order. */
        IN_ORDER,
        /** The same, and the last parameter takes all that follow as a list. */
        LIST,
        /** Texts {@code NAME=VALUE}, with the names of the optional ones, in any order. */
        PAIRS
    }

    /** A named parameter. */
    record Parameter(String name, Type type) {}

    static Parameter string(String name) {
        return new Parameter(name, Type.STRING);
    }

    static Parameter integer(String name) {
        return new Parameter(name, Type.INTEGER);
    }

    static CommandSignature of(Parameter... required) {
        return new CommandSignature(List.of(required), List.of(), Further.IN_ORDER);
    }

    /** All parameters, in the order of positional calls. */
    List<Parameter> all() {
        List<Parameter> all = new ArrayList<>(required);
        all.addAll(optional);
        return all;
    }

    boolean takes(int positional) {
        return positional >= required.size() && (further != Further.IN_ORDER || positional <= all().size());
    }

    boolean takes(Set<String> names) {
        Set<String> known = Set.copyOf(all().stream().map(Parameter::name).toList());
        return known.containsAll(names)
                && names.containsAll(required.stream().map(Parameter::name).toList());
    }

    /** How it is called, for messages: {@code agent_id state}, optional parameters in brackets. */
    String usage() {
        String text = Stream.concat(
                        required.stream().map(Parameter::name),
                        optional.stream().map(p -> "[" + p.name() + "]"))
                .collect(Collectors.joining(" "));
        return text.isEmpty() ? "none" : text;
    }
}
