package io.callcenter.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.callcenter.core.RunningMean;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Averages of a center that has been running for years. */
class ManySamplesTest {
    private static final int MORE_THAN_SINGLE_PRECISION_COUNTS = 20_000_000;

    @Test
    void b45_theMeanStillMovesAfterMoreSamplesThanSinglePrecisionCanCount() {
        RunningMean mean = new RunningMean();
        for (int i = 0; i < MORE_THAN_SINGLE_PRECISION_COUNTS; i++) {
            mean.add(Duration.ofSeconds(60));
        }
        assertThat(mean.seconds()).isEqualTo(60);
        for (int i = 0; i < 1_000_000; i++) {
            mean.add(Duration.ofSeconds(123));
        }
        assertThat(mean.seconds()).isEqualTo(63, within(1e-6));
    }
}
