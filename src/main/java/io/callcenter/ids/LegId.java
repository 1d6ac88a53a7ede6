package io.callcenter.ids;

import java.util.Objects;

/**
 * Names one leg that was ordered for a call; chosen by the sender of the order, so that a repeated order is recognised (docs/design/legs.md 6).
 *
 * @param value non-blank text of letters, digits, {@code .} and {@code -}, fit for the user part of a Contact URI
 */
public record LegId(String value) {
    /** The leg of a call's caller, which needs no name of its own. */
    public static final LegId CALLER = new LegId("caller");

    /** Refuses blank ids with {@link IllegalArgumentException}. */
    public LegId {
        Objects.requireNonNull(value);
        if (value.isBlank()) {
            throw new IllegalArgumentException("leg id: blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }

    // Written out, as is the hash: the key of most maps, and the generated ones are slow on the quick compiler (ADR
    // 0010).
    @Override
    public boolean equals(Object other) {
        return other instanceof LegId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
