package io.callcenter.core;

import java.time.Duration;
import java.util.Objects;

/**
 * A reason that agents may give for a pause.
 *
 * @param paid whether its time is paid
 * @param longest after which it is reported as too long; zero = never
 */
public record PauseReason(String code, String label, boolean paid, Duration longest) {
    /** Refuses nulls, a code that no pause can have, a negative time. */
    public PauseReason {
        Objects.requireNonNull(label);
        if (code.isEmpty() || !Pause.isReason(code) || longest.isNegative()) {
            throw new IllegalArgumentException("reason of a pause");
        }
    }
}
