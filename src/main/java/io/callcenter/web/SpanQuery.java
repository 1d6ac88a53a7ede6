package io.callcenter.web;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The query of an address that asks for records of a span of time. */
final class SpanQuery {
    private static final int LONGEST = 256;

    private final MultiMap given;
    private final Instant from;
    private final Instant to;

    /** Why a query cannot be read. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String text) {
            super(text, null, false, false);
        }
    }

    /** A query that has no other names than those. */
    SpanQuery(MultiMap given, Set<String> names, RecordSearch search) throws Unreadable {
        this.given = given;
        for (String name : given.names()) {
            if (!names.contains(name)) {
                throw new Unreadable("there is no " + name);
            }
        }
        from = search.moment()
                .apply(text("from"))
                .orElseThrow(() -> new Unreadable("from: a day (2026-11-30) or a time (2026-11-30T08:00)"));
        to = search.end()
                .apply(text("to"))
                .filter(end -> end.isAfter(from))
                .orElseThrow(() -> new Unreadable("to: a day or a time, later than from"));
    }

    Instant from() {
        return from;
    }

    Instant to() {
        return to;
    }

    /** A text, empty where it is not there. */
    String text(String name) throws Unreadable {
        String text = given.get(name);
        if (text != null && (text.length() > LONGEST || text.indexOf('\0') >= 0)) {
            throw new Unreadable(name + ": too long");
        }
        return text == null ? "" : text.strip();
    }

    OptionalInt number(String name, int least, int most) throws Unreadable {
        String text = text(name);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        int number = text.matches("-?\\d{1,7}") ? Integer.parseInt(text) : most + 1;
        if (number < least || number > most) {
            throw new Unreadable(name + ": a whole number from " + least + " to " + most);
        }
        return OptionalInt.of(number);
    }

    /** Behind which record it goes on: a time and a number. */
    Optional<long[]> behind() throws Unreadable {
        String text = text("after");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("\\d{1,14}-\\d{1,19}")) {
            throw new Unreadable("after: what an answer has as next");
        }
        String[] parts = text.split("-");
        try {
            return Optional.of(new long[] {Long.parseLong(parts[0]), Long.parseLong(parts[1])});
        } catch (NumberFormatException e) {
            throw new Unreadable("after: what an answer has as next");
        }
    }

    /** What is searched for, in words for the audit. */
    static String text(MultiMap query) {
        return query.entries().stream()
                .filter(pair -> !pair.getValue().isBlank())
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining(" "));
    }
}
