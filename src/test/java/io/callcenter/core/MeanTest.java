package io.callcenter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeanTest {
    private static final int MORE_THAN_SINGLE_PRECISION_COUNTS = 20_000_000;

    @Test
    void b45_theMeanStillMovesAfterMoreSamplesThanSinglePrecisionCanCount() {
        Mean mean = new Mean();
        for (int i = 0; i < MORE_THAN_SINGLE_PRECISION_COUNTS; i++) {
            mean.add(Duration.ofSeconds(60));
        }
        assertThat(mean.seconds()).isEqualTo(60);
        for (int i = 0; i < 1_000_000; i++) {
            mean.add(Duration.ofSeconds(123));
        }
        assertThat(mean.seconds()).isEqualTo(63, within(1e-6));
    }

    @Test
    void wholeSecondsAreCutOffButForARoundingError() {
        Mean mean = new Mean();
        mean.add(Duration.ofSeconds(4));
        mean.add(Duration.ofSeconds(9));
        assertThat(mean.wholeSeconds()).isEqualTo(6);
        mean.reset();
        for (int i = 0; i < 3; i++) {
            mean.add(Duration.ofMillis(2_100).multipliedBy(10));
        }
        assertThat(mean.wholeSeconds()).isEqualTo(21);
        assertThat(mean.count()).isEqualTo(3);
    }
}
