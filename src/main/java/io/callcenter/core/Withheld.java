package io.callcenter.core;

import java.util.Objects;

/**
 * The number of a caller who stays unknown to everybody but who must be able to trace them ({@code cc.privacy-records=keep}). It does not show in any text
 * that is made of it.
 *
 * @param number as the caller's identity says it
 */
public record Withheld(String number) {
    /** Refuses null. */
    public Withheld {
        Objects.requireNonNull(number);
    }

    @Override
    public String toString() {
        return "withheld";
    }
}
