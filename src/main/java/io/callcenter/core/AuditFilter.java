package io.callcenter.core;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries of the audit somebody wants, the newest first.
 *
 * @param from then or later
 * @param to before
 * @param who name of the user; empty = anybody
 * @param deed name of a command or another deed; empty = any
 * @param target name of the flow, agent or call; empty = any
 * @param part what is there for who asks; empty = everything
 * @param behind only those behind that entry in the list
 */
public record AuditFilter(
        Instant from, Instant to, String who, String deed, String target, Optional<Part> part, Optional<Place> behind) {
    /** What somebody who sees a part of the contact center sees: what was done to these flows and agents, and what they did themselves. */
    public record Part(Set<String> flows, Set<String> agents, String self) {
        /** Copies the sets. */
        public Part {
            flows = Set.copyOf(flows);
            agents = Set.copyOf(agents);
        }
    }

    /** An entry's place in the list. */
    public record Place(long millis, long number) {}

    /** Refuses nulls. */
    public AuditFilter {
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        Objects.requireNonNull(who);
        Objects.requireNonNull(deed);
        Objects.requireNonNull(target);
        Objects.requireNonNull(part);
        Objects.requireNonNull(behind);
    }

    /** The same, only those behind that entry. */
    public AuditFilter behind(Place place) {
        return new AuditFilter(from, to, who, deed, target, part, Optional.of(place));
    }
}
