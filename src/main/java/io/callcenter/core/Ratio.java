package io.callcenter.core;

import java.util.OptionalDouble;

/**
 * So many of so many.
 *
 * @param good those that count
 * @param of all
 */
public record Ratio(long good, long of) {
    /** Nothing yet. */
    public static final Ratio NONE = new Ratio(0, 0);

    /** From 0 to 100; empty where there is nothing. */
    public OptionalDouble percent() {
        return of <= 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * good / of);
    }

    /** Both together. */
    public Ratio plus(Ratio other) {
        return new Ratio(good + other.good, of + other.of);
    }

    /** This without the other. */
    public Ratio minus(Ratio other) {
        return new Ratio(good - other.good, of - other.of);
    }
}
