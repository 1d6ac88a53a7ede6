package io.callcenter.mi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GuessingBrakeTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final GuessingBrake brake = new GuessingBrake(now::get);

    @Test
    void eachWrongPasswordDoublesTheWaitUpToEightSeconds() {
        assertThat(brake.delay("a")).isZero();
        brake.wrong("a");
        assertThat(brake.delay("a")).isEqualTo(Duration.ofMillis(250));
        brake.wrong("a");
        assertThat(brake.delay("a")).isEqualTo(Duration.ofMillis(500));
        for (int i = 0; i < 100; i++) {
            brake.wrong("a");
        }
        assertThat(brake.delay("a")).isEqualTo(Duration.ofSeconds(8));
        assertThat(brake.delay("b")).isZero();
    }

    @Test
    void aRightPasswordOrTenMinutesForgive() {
        brake.wrong("a");
        brake.right("a");
        assertThat(brake.delay("a")).isZero();

        brake.wrong("a");
        now.updateAndGet(at -> at.plusSeconds(601));
        assertThat(brake.delay("a")).isZero();
    }
}
