package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.mi.meter.Health;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the lane is late, new calls are refused and readiness says so. */
class LaneLatenessTest {
    @ParameterizedTest
    @CsvSource({"0, false", "200, false", "201, true"})
    void callsAreRefusedAndReadinessIsDownUnderTheSameCondition(long delay, boolean late) {
        LaneLateness lateness = new LaneLateness(() -> Duration.ofMillis(delay), Duration.ofMillis(200));
        try (Health health = new Health()) {
            health.add("lane", lateness::trouble);

            assertThat(lateness.tooLate()).isEqualTo(late);
            assertThat(health.ready().join().up()).isEqualTo(!late);
            assertThat(health.ready().join().checks()).containsEntry("lane", late ? "late: new calls get 503" : "UP");
        }
    }
}
