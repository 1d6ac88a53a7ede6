package io.callcenter.web;

import io.callcenter.core.CdrFilter;
import io.callcenter.core.FoundCdr;
import io.callcenter.mi.access.UserScope;
import io.callcenter.web.SpanQuery.Unreadable;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads which call detail records are searched for from the query of an address. */
final class CdrQuery {
    private static final Set<String> NAMES = Set.of(
            "from", "to", "flow", "agent", "caller", "match", "type", "media", "wait", "talk", "after", "format");

    private CdrQuery() {}

    static CdrFilter read(MultiMap given, RecordSearch search, UserScope scope) throws Unreadable {
        SpanQuery query = new SpanQuery(given, NAMES, search);
        return new CdrFilter(
                query.from(),
                query.to(),
                flows(query.text("flow"), search.part().apply(scope).map(RecordSearch.Part::flows)),
                Optional.of(query.text("agent")).filter(text -> !text.isEmpty()),
                caller(query.text("caller"), query.text("match")),
                query.number("type", -10, 10),
                query.number("media", 1, 2),
                query.number("wait", 0, 1_000_000).orElse(0),
                query.number("talk", 0, 1_000_000).orElse(0),
                behind(query));
    }

    /** The flow that is asked for, where it is there for who asks; without one all that are. */
    private static Optional<Set<String>> flows(String wanted, Optional<Set<String>> seen) {
        if (wanted.isEmpty()) {
            return seen;
        }
        boolean there = seen.map(flows -> flows.contains(wanted)).orElse(true);
        return Optional.of(there ? Set.of(wanted) : Set.of());
    }

    private static Optional<CdrFilter.CallerText> caller(String text, String match) throws Unreadable {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        CdrFilter.Match how = Arrays.stream(CdrFilter.Match.values())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(match.isEmpty() ? "exact" : match))
                .findFirst()
                .orElseThrow(() -> new Unreadable("match: exact, begin or end"));
        return Optional.of(new CdrFilter.CallerText(how, text));
    }

    private static Optional<CdrFilter.Place> behind(SpanQuery query) throws Unreadable {
        try {
            return query.behind().map(place -> new CdrFilter.Place(Instant.ofEpochSecond(place[0]), place[1]));
        } catch (DateTimeException e) {
            throw new Unreadable("after: what an answer has as next");
        }
    }

    /** That record as a place to go on behind. */
    static String place(FoundCdr cdr) {
        return cdr.received().getEpochSecond() + "-" + cdr.id();
    }
}
