package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void timeStandsStillWhileTheMachinesClockStepsBack() {
        Iterator<Long> nanos = List.of(100L, 1_100L, 600L, 1_200L).iterator();
        SteadyClock clock = new SteadyClock(START, nanos::next);

        assertThat(clock.instant()).isEqualTo(START.plusNanos(1_000));
        assertThat(clock.instant()).isEqualTo(START.plusNanos(1_000));
        assertThat(clock.instant()).isEqualTo(START.plusNanos(1_100));
    }
}
