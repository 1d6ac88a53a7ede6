package io.callcenter.sip;

import java.util.Optional;

/** A part that is made later than those who need it. Set once, before the first use. */
final class Latch<T> {
    private volatile Optional<T> part = Optional.empty();

    void set(T value) {
        part = Optional.of(value);
    }

    T get() {
        return part.orElseThrow(() -> new IllegalStateException("used before it was made"));
    }
}
