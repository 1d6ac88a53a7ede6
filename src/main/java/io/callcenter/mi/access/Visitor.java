package io.callcenter.mi.access;

import java.util.Objects;

/**
 * Who sends a command.
 *
 * @param name the user's name as checked by us or the broker; {@code -} where nobody is asked
 * @param role what they may do
 * @param from where they are: transport and address
 * @param callers whether they may see numbers and names of callers, where their role may
 * @param scope the part of the contact center that is there for them
 */
public record Visitor(String name, Role role, String from, boolean callers, UserScope scope) {
    /** Refuses nulls. */
    public Visitor {
        Objects.requireNonNull(name);
        Objects.requireNonNull(role);
        Objects.requireNonNull(from);
        Objects.requireNonNull(scope);
    }

    /** One who may see callers, of the whole contact center. */
    public Visitor(String name, Role role, String from) {
        this(name, role, from, true, UserScope.ALL);
    }
}
