package io.callcenter.mi.access;

import java.util.Objects;

/**
 * Who sends a command.
 *
 * @param name the user's name as checked by us or the broker; {@code -} where nobody is asked
 * @param role what they may do
 * @param from where they are: transport and address
 * @param callers whether they may see numbers and names of callers, where their role may
 */
public record Visitor(String name, Role role, String from, boolean callers) {
    /** Refuses nulls. */
    public Visitor {
        Objects.requireNonNull(name);
        Objects.requireNonNull(role);
        Objects.requireNonNull(from);
    }

    /** One who may see callers. */
    public Visitor(String name, Role role, String from) {
        this(name, role, from, true);
    }
}
