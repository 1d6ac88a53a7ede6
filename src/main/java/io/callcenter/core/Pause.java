package io.callcenter.core;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * A pause of an agent: nobody is given to them while it lasts.
 *
 * @param reason a word of at most 32 letters, digits, {@code _} and {@code -}; may be empty
 * @param since when it was asked for
 * @param by who asked for it
 */
public record Pause(String reason, Instant since, By by) {
    /** Who ordered a pause. */
    public enum By {
        /** The agent. */
        AGENT,
        /** Somebody who looks after agents. */
        OPERATOR;

        /** The name in events. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String REASON = "[A-Za-z0-9_-]{0,32}";

    /** Refuses nulls and a reason that {@link #isReason} refuses. */
    public Pause {
        Objects.requireNonNull(since);
        Objects.requireNonNull(by);
        if (!isReason(reason)) {
            throw new IllegalArgumentException("reason of a pause");
        }
    }

    /** Whether that text may be a reason; the empty one is none given. */
    public static boolean isReason(String text) {
        return text.matches(REASON);
    }
}
