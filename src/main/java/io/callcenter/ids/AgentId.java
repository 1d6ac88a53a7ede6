package io.callcenter.ids;

import java.util.Objects;

/**
 * Names one agent as provisioned (docs/design/behaviour.md 1.1, case-sensitive).
 *
 * @param value non-blank text
 */
public record AgentId(String value) implements Comparable<AgentId> {
    /** Refuses blank ids with {@link IllegalArgumentException}. */
    public AgentId {
        Objects.requireNonNull(value);
        if (value.isBlank()) {
            throw new IllegalArgumentException("agent id: blank");
        }
    }

    @Override
    public int compareTo(AgentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    // Written out, as is the hash: the key of most maps, and the generated ones are slow on the quick compiler (ADR
    // 0010).
    @Override
    public boolean equals(Object other) {
        return other instanceof AgentId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
