package io.callcenter.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * SIP header fields that go with a caller from one agent to the next: User-to-User and those that are named in {@code cc.sip.headers}. Bounded: a value
 * has at most {@value #LONGEST} bytes, all of them with their names {@value #MOST}. What the agent's page shows is something else ({@code CallerFields}).
 *
 * @param fields in their order; a name may come more than once
 */
public record PassedFields(List<Passed> fields) {
    /** None. */
    public static final PassedFields NONE = new PassedFields(List.of());
    /** Bytes of a value. */
    public static final int LONGEST = 2_048;
    /** Bytes of all names and values. */
    public static final int MOST = 8_192;

    /** Copies the list. */
    public PassedFields {
        fields = List.copyOf(fields);
    }

    /** A header field. */
    public record Passed(String name, String value) {
        /** Refuses nulls. */
        public Passed {
            Objects.requireNonNull(name);
            Objects.requireNonNull(value);
        }

        private int size() {
            return bytes(name) + bytes(value);
        }
    }

    /** In UTF-8. */
    private static int bytes(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a pair of surrogates counts two of its four.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /** Whether there are none. */
    public boolean none() {
        return fields.isEmpty();
    }

    /** These, but those of a name that the newer ones have, and the newer ones; what is too much is not left out. */
    public PassedFields replacedBy(PassedFields newer) {
        if (newer.none()) {
            return this;
        }
        Set<String> names = new LinkedHashSet<>();
        newer.fields.forEach(field -> names.add(key(field)));
        List<Passed> all = new ArrayList<>(fields);
        all.removeIf(field -> names.contains(key(field)));
        all.addAll(newer.fields);
        return new PassedFields(all);
    }

    /** As many of them, from the first on, as the bounds allow. */
    public PassedFields bounded() {
        List<Passed> kept = new ArrayList<>(fields.size());
        int size = 0;
        for (Passed field : fields) {
            if (bytes(field.value()) <= LONGEST && size + field.size() <= MOST) {
                kept.add(field);
                size += field.size();
            }
        }
        return kept.size() == fields.size() ? this : new PassedFields(kept);
    }

    /** The values of each name, as the first one of that name is written. */
    public Map<String, List<String>> byName() {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Passed field : fields) {
            String name = names.computeIfAbsent(key(field), key -> field.name());
            values.computeIfAbsent(name, any -> new ArrayList<>()).add(field.value());
        }
        return values;
    }

    private static String key(Passed field) {
        return field.name().toLowerCase(Locale.ROOT);
    }
}
