package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallNumbersTest {
    private static final Instant MORNING = Instant.parse("2026-11-23T08:00:00Z");

    @Test
    void b54_aLaterStartGoesOnAboveTenNumbersForEachSecondThatPassed() {
        CallNumbers first = new CallNumbers(MORNING);
        long last = 0;
        for (int call = 0; call < 36_000; call++) {
            last = first.next();
        }
        assertThat(new CallNumbers(MORNING.plusSeconds(3_600)).next()).isEqualTo(last + 1);
    }

    @Test
    void aClockBeforeTheOriginCountsFromZero() {
        CallNumbers numbers = new CallNumbers(Instant.EPOCH);
        assertThat(numbers.next()).isZero();
        assertThat(numbers.next()).isEqualTo(1);
    }
}
