package io.callcenter.mi.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a visitor may do (docs/design/interfaces.md 6); each role may do what the ones before it may. */
public enum Role {
    /** Nothing: known to the broker, but not to us. */
    NOBODY,
    /** Looks at the wallboard, and sends no commands. */
    WALL,
    /** Pauses, readies and logs in themselves: their name is the id of an agent. */
    AGENT,
    /** Listings, statistics, metrics. */
    VIEWER,
    /** Logs agents in and out, dispatches, releases. */
    OPERATOR,
    /** Reloads, resets, switches dispatching. */
    ADMIN;

    /** Whether this role may do what that one may. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** The role of that name, in any case. */
    public static Optional<Role> of(String name) {
        return List.of(WALL, AGENT, VIEWER, OPERATOR, ADMIN).stream()
                .filter(role -> role.label().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** The name in files and messages. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
