package io.callcenter.ids;

import java.util.Objects;

/**
 * Names one call in every interface of the contact center: unique across nodes and restarts, opaque to users.
 *
 * @param value non-blank text, at most 128 characters so that it fits {@code cc_calls.b2buaid} (docs/design/behaviour.md 10)
 */
public record CallId(String value) implements Comparable<CallId> {
    /** Refuses blank ids and ids over 128 characters with {@link IllegalArgumentException}. */
    public CallId {
        Objects.requireNonNull(value);
        if (value.isBlank() || value.length() > 128) {
            throw new IllegalArgumentException("call id: 1 to 128 characters, got " + value.length());
        }
    }

    @Override
    public int compareTo(CallId other) {
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
        return other instanceof CallId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
