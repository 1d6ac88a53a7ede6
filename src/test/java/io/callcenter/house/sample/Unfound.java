package io.callcenter.house.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A test whose name the build does not look for. */
final class Unfound {

    @Test
    void isNeverRun() {
        assertThat(true).isTrue();
    }
}
