package io.callcenter.core.rules;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * How the center keeps its books; fixed for the life of a process.
 *
 * @param zone in which "today" begins, {@code cc.zone}
 * @param codeWindow how long after a call a code may still be given to it, {@code cc.code-window}
 */
public record ReportingRules(ZoneId zone, Duration codeWindow) {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    /** Days in UTC, half an hour for codes. */
    public static final ReportingRules DEFAULT = new ReportingRules(ZoneOffset.UTC, HALF_AN_HOUR);

    /** Refuses nulls and a negative time. */
    public ReportingRules {
        Objects.requireNonNull(zone);
        if (codeWindow.isNegative()) {
            throw new IllegalArgumentException("cc.code-window: 0 or more");
        }
    }
}
