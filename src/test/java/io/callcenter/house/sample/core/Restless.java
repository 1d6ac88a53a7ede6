package io.callcenter.house.sample.core;

import java.time.Instant;

/** Looks at the clock by itself. */
final class Restless {

    Instant when() {
        return Instant.now();
    }
}
