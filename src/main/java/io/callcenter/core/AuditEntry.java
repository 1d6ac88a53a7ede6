package io.callcenter.core;

import java.time.Instant;
import java.util.Objects;

/**
 * That somebody did something, or was not let do it.
 *
 * @param at to a millisecond
 * @param number tells apart what happened in one millisecond, and rises in one process: with the time the key
 * @param who name of the user; {@code -} where nobody is asked
 * @param origin transport and address
 * @param deed name of the command, or what it was besides commands: {@code login}, {@code logout}, {@code refused}, {@code cdr-search} and the like
 * @param target whom it was done to
 * @param details what was asked for: parameters, or the query of a search
 * @param answer what came of it
 */
public record AuditEntry(
        Instant at,
        long number,
        String who,
        String origin,
        String deed,
        AuditTarget target,
        String details,
        String answer) {
    /** What an entry calls it that somebody was turned away. */
    public static final String REFUSED = "refused";

    /** Refuses nulls. */
    public AuditEntry {
        Objects.requireNonNull(at);
        Objects.requireNonNull(who);
        Objects.requireNonNull(origin);
        Objects.requireNonNull(deed);
        Objects.requireNonNull(target);
        Objects.requireNonNull(details);
        Objects.requireNonNull(answer);
    }

    /** Whether somebody was turned away: it takes no password to cause many of those. */
    public boolean refusal() {
        return deed.equals(REFUSED);
    }

    /** Its place in a list. */
    public AuditFilter.Place place() {
        return new AuditFilter.Place(at.toEpochMilli(), number);
    }
}
