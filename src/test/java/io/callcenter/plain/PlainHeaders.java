package io.callcenter.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The header fields of a message that have no component of their own, in message order; names are compared without case, in their long form.
 *
 * @param fields each field once, never combined
 */
public record PlainHeaders(List<Field> fields) {
    /** No header fields. */
    public static final PlainHeaders NONE = new PlainHeaders(List.of());

    /** One header field. */
    public record Field(String name, String value) {
        /** Refuses nulls. */
        public Field {
            Objects.requireNonNull(name);
            Objects.requireNonNull(value);
        }
    }

    /** Copies the fields. */
    public PlainHeaders {
        fields = List.copyOf(fields);
    }

    /** The value of the first field of that name. */
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** All values of that name, in order. */
    public List<String> all(String name) {
        return fields.stream()
                .filter(f -> f.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /** These and one more at the end. */
    public PlainHeaders with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new PlainHeaders(more);
    }

    /** These with that field at the end in place of all of its name. */
    public PlainHeaders replaced(Field field) {
        List<Field> others = new ArrayList<>(fields);
        others.removeIf(other -> other.name().equalsIgnoreCase(field.name()));
        others.add(field);
        return new PlainHeaders(others);
    }

    /** The tokens of a comma-separated header (Allow, Supported, Require …), in order. */
    public List<String> tokens(String name) {
        return all(name).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .toList();
    }

    /** Whether a comma-separated header (Allow, Supported, Require …) names that token, without case. */
    public boolean lists(String name, String token) {
        return tokens(name).stream().anyMatch(token::equalsIgnoreCase);
    }
}
