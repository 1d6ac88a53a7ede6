package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Ratio;
import io.callcenter.mi.command.Thresholds;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a flow is in trouble. */
class ServiceLevelsTest {
    private static final Instant T0 = Instant.parse("2026-03-02T08:00:00Z");

    private final ServiceLevels levels = new ServiceLevels(Thresholds.first());

    private static ServiceLevels.Figures figures(int waiting, int longest, int expected, int free, int logged) {
        return new ServiceLevels.Figures(
                waiting, Duration.ofSeconds(longest), expected, free, logged, Ratio.NONE, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 2, 2, OK", "4, 59, 119, 1, 9, OK", "5, 0, 0, 1, 9, WARNING", "10, 0, 0, 1, 9, ALARM",
        "1, 60, 0, 1, 9, WARNING", "1, 120, 0, 1, 9, ALARM", "0, 0, 120, 1, 9, WARNING", "0, 0, 300, 1, 9, ALARM",
        "1, 0, 0, 0, 9, WARNING", "1, 30, 0, 0, 9, ALARM", "0, 0, 0, 0, 9, OK", "0, 0, 0, 0, 0, ALARM",
    })
    void w26_theFirstValuesDecide(
            int waiting, int longest, int expected, int free, int logged, ServiceLevels.Level level) {
        assertThat(levels.of("f", figures(waiting, longest, expected, free, logged), T0))
                .isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"19, 1, OK", "20, 400, OK", "20, 300, WARNING", "20, 100, ALARM"})
    void w26_fromTwentyOnThoseWhoGaveUpCount(long abandoned, long answered, ServiceLevels.Level level) {
        assertThat(levels.of(
                        "f", new ServiceLevels.Figures(0, Duration.ZERO, 0, 1, 1, Ratio.NONE, abandoned, answered), T0))
                .isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"0, 9, OK", "8, 10, OK", "7, 10, WARNING", "6, 10, WARNING", "5, 10, ALARM"})
    void w26_theServiceLevelCountsFromTenCallsOn(long inTime, long calls, ServiceLevels.Level level) {
        Ratio hour = new Ratio(inTime, calls);
        assertThat(levels.of("f", new ServiceLevels.Figures(0, Duration.ZERO, 0, 1, 1, hour, 0, 0), T0))
                .isEqualTo(level);
    }

    @Test
    void w26_aLevelRisesAtOnceAndFallsAfterFifteenSeconds() {
        levels.of("f", figures(0, 0, 0, 1, 9), T0);
        assertThat(levels.of("f", figures(10, 0, 0, 1, 9), T0)).isEqualTo(ServiceLevels.Level.ALARM);
        assertThat(levels.of("f", figures(0, 0, 0, 1, 9), T0.plusSeconds(14))).isEqualTo(ServiceLevels.Level.ALARM);
        assertThat(levels.of("f", figures(0, 0, 0, 1, 9), T0.plusSeconds(15))).isEqualTo(ServiceLevels.Level.OK);
    }
}
