package io.callcenter.ids;

import java.util.Objects;

/**
 * Names one flow as provisioned (docs/design/behaviour.md 1.2, case-sensitive).
 *
 * @param value non-blank text
 */
public record FlowId(String value) implements Comparable<FlowId> {
    /** Refuses blank ids with {@link IllegalArgumentException}. */
    public FlowId {
        Objects.requireNonNull(value);
        if (value.isBlank()) {
            throw new IllegalArgumentException("flow id: blank");
        }
    }

    @Override
    public int compareTo(FlowId other) {
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
        return other instanceof FlowId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
