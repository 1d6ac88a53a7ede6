package io.callcenter.core;

import java.util.Objects;

/**
 * How callers' places are told again.
 *
 * @param waitParameter name of the URI parameter with the expected wait in seconds, {@code cc.queue-ewt-param}; empty = off
 * @param rate so many are told in a second at most, {@code cc.position-rate}
 */
public record PlacePolicy(String waitParameter, int rate) {
    /** No expected wait, twenty a second. */
    public static final PlacePolicy DEFAULT = new PlacePolicy("", 20);

    /** Refuses nulls and a rate below 1. */
    public PlacePolicy {
        Objects.requireNonNull(waitParameter);
        if (rate < 1) {
            throw new IllegalArgumentException("cc.position-rate: 1 or more");
        }
    }
}
