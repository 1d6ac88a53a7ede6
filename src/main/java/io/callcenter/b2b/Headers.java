package io.callcenter.b2b;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The header fields of a message that have no component of their own, in message order; names are compared without case, in their long form.
 *
 * @param fields each field once, never combined
 */
public record Headers(List<Field> fields) {
    /** No header fields. */
    public static final Headers NONE = new Headers(List.of());

    /** One header field. */
    public record Field(String name, String value) {
        /** Refuses nulls and line breaks in either part. */
        public Field {
            Objects.requireNonNull(name);
            Objects.requireNonNull(value);
            if ((name + value).indexOf('\r') >= 0 || (name + value).indexOf('\n') >= 0) {
                throw new IllegalArgumentException("line break in header " + name);
            }
        }
    }

    /** Copies the fields. */
    public Headers {
        fields = List.copyOf(fields);
    }

    /** The value of the first field of that name. */
    public Optional<String> first(String name) {
        return fields.stream()
                .filter(f -> f.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst();
    }

    /** All values of that name, in order. */
    public List<String> all(String name) {
        return fields.stream()
                .filter(f -> f.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /** These and one more at the end. */
    public Headers with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Headers(more);
    }

    /** Whether a comma-separated header (Allow, Supported, Require …) names that token, without case. */
    public boolean lists(String name, String token) {
        String wanted = token.toLowerCase(Locale.ROOT);
        return all(name).stream()
                .flatMap(v -> List.of(v.split(",")).stream())
                .anyMatch(v -> v.strip().toLowerCase(Locale.ROOT).equals(wanted));
    }
}
