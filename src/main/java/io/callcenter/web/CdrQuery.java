package io.callcenter.web;

import io.callcenter.core.CdrFilter;
import io.callcenter.core.FoundCdr;
import io.callcenter.mi.access.UserScope;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads what is searched for from the query of an address. */
final class CdrQuery {
    private static final Set<String> NAMES = Set.of(
            "from", "to", "flow", "agent", "caller", "match", "type", "media", "wait", "talk", "after", "format");
    private static final int LONGEST = 256;

    /** Why a query cannot be read. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String text) {
            super(text, null, false, false);
        }
    }

    private final MultiMap query;

    private CdrQuery(MultiMap query) {
        this.query = query;
    }

    static CdrFilter read(MultiMap given, CdrSearch search, UserScope scope) throws Unreadable {
        for (String name : given.names()) {
            if (!NAMES.contains(name)) {
                throw new Unreadable("there is no " + name);
            }
        }
        CdrQuery query = new CdrQuery(given);
        Instant from = search.moment()
                .apply(query.text("from"))
                .orElseThrow(() -> new Unreadable("from: a day (2026-11-30) or a time (2026-11-30T08:00)"));
        Instant to = search.end()
                .apply(query.text("to"))
                .filter(end -> end.isAfter(from))
                .orElseThrow(() -> new Unreadable("to: a day or a time, later than from"));
        return new CdrFilter(
                from,
                to,
                flows(query.text("flow"), search.flows().apply(scope)),
                Optional.of(query.text("agent")).filter(text -> !text.isEmpty()),
                query.caller(),
                query.number("type", -10, 10),
                query.number("media", 1, 2),
                query.number("wait", 0, 1_000_000).orElse(0),
                query.number("talk", 0, 1_000_000).orElse(0),
                query.behind());
    }

    /** The flow that is asked for, where it is there for who asks; without one all that are. */
    private static Optional<Set<String>> flows(String wanted, Optional<Set<String>> seen) {
        if (wanted.isEmpty()) {
            return seen;
        }
        boolean there = seen.map(flows -> flows.contains(wanted)).orElse(true);
        return Optional.of(there ? Set.of(wanted) : Set.of());
    }

    private String text(String name) throws Unreadable {
        String text = query.get(name);
        if (text != null && (text.length() > LONGEST || text.indexOf('\0') >= 0)) {
            throw new Unreadable(name + ": too long");
        }
        return text == null ? "" : text.strip();
    }

    private OptionalInt number(String name, int least, int most) throws Unreadable {
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

    private Optional<CdrFilter.CallerText> caller() throws Unreadable {
        String text = text("caller");
        String match = text("match");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        CdrFilter.Match how = Arrays.stream(CdrFilter.Match.values())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(match.isEmpty() ? "exact" : match))
                .findFirst()
                .orElseThrow(() -> new Unreadable("match: exact, begin or end"));
        return Optional.of(new CdrFilter.CallerText(how, text));
    }

    private Optional<CdrFilter.Place> behind() throws Unreadable {
        String text = text("after");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("\\d{1,11}-\\d{1,18}")) {
            throw new Unreadable("after: what an answer has as next");
        }
        String[] parts = text.split("-");
        return Optional.of(
                new CdrFilter.Place(Instant.ofEpochSecond(Long.parseLong(parts[0])), Long.parseLong(parts[1])));
    }

    /** That record as a place to go on behind. */
    static String place(FoundCdr cdr) {
        return cdr.received().getEpochSecond() + "-" + cdr.id();
    }
}
