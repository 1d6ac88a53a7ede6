package io.callcenter.core;

import java.time.Duration;
import java.util.Objects;

/**
 * How callers who wait in a flow learn their place again and again.
 *
 * @param by how
 * @param uri of a server that says it; empty = it is not told by a server
 * @param after how long they wait before the first time; zero = {@code every}
 * @param every how long it is from one time to the next
 */
public record PlaceMessage(By by, String uri, Duration after, Duration every) {
    /** How a place is told. */
    public enum By {
        /** The caller is moved to a server that says it. */
        URI,
        /** The server of the queue announcement is told by INFO. */
        INFO
    }

    /** More often it is not told. */
    public static final Duration SHORTEST = Duration.ofSeconds(20);
    /** It is not told. */
    public static final PlaceMessage NONE = new PlaceMessage(By.URI, "", Duration.ZERO, Duration.ZERO);

    /** Refuses nulls, and times between two that are too short. */
    public PlaceMessage {
        Objects.requireNonNull(by);
        Objects.requireNonNull(uri);
        if (!every.isZero() && every.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("position_every: 0, or 20 or more");
        }
    }

    /** Whether it is told. */
    public boolean told() {
        return (by == By.INFO || !uri.isEmpty()) && !every.isZero();
    }

    /** When it is told first to somebody who begins to wait. */
    public Duration first() {
        return after.isZero() ? every : after;
    }
}
