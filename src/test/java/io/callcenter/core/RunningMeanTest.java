package io.callcenter.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunningMeanTest {
    @Test
    void wholeSecondsAreCutOffButForARoundingError() {
        RunningMean mean = new RunningMean();
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
