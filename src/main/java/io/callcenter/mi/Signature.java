package io.callcenter.mi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One way to call a command.
 *
 * @param required parameters that must be there, in the order of positional calls
 * @param optional further ones, by name or, behind the required ones, by position
 * @param rest whether the last parameter takes all further positional ones as a list
 */
record Signature(List<Parameter> required, List<Parameter> optional, boolean rest) {
    Signature {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }

    /** What a parameter holds. */
    enum Type {
        STRING,
        INTEGER,
        STRINGS
    }

    /** A named parameter. */
    record Parameter(String name, Type type) {}

    static Parameter string(String name) {
        return new Parameter(name, Type.STRING);
    }

    static Parameter integer(String name) {
        return new Parameter(name, Type.INTEGER);
    }

    static Signature of(Parameter... required) {
        return new Signature(List.of(required), List.of(), false);
    }

    /** All parameters, in the order of positional calls. */
    List<Parameter> all() {
        List<Parameter> all = new ArrayList<>(required);
        all.addAll(optional);
        return all;
    }

    boolean takes(int positional) {
        return positional >= required.size() && (rest || positional <= all().size());
    }

    boolean takes(Set<String> names) {
        Set<String> known = Set.copyOf(all().stream().map(Parameter::name).toList());
        return known.containsAll(names)
                && names.containsAll(required.stream().map(Parameter::name).toList());
    }
}
