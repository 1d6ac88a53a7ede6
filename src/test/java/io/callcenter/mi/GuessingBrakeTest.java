package io.callcenter.mi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuessingBrakeTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final GuessingBrake brake = new GuessingBrake(now::get);

    @Test
    void eachWrongPasswordDoublesTheWaitUpToEightSeconds() {
        assertThat(brake.remaining("a")).isZero();
        brake.wrong("a", "ann");
        assertThat(brake.remaining("a")).isEqualTo(Duration.ofMillis(250));
        brake.wrong("a", "ann");
        assertThat(brake.remaining("a")).isEqualTo(Duration.ofMillis(500));
        for (int i = 0; i < 100; i++) {
            brake.wrong("a", "ann");
        }
        assertThat(brake.remaining("a")).isEqualTo(Duration.ofSeconds(8));
        assertThat(brake.remaining("b")).isZero();
    }

    @Test
    void theWaitBeginsWithTheLastWrongOne() {
        brake.wrong("a", "ann");
        now.updateAndGet(at -> at.plusMillis(100));
        assertThat(brake.remaining("a")).isEqualTo(Duration.ofMillis(150));
        now.updateAndGet(at -> at.plusMillis(200));
        assertThat(brake.remaining("a")).isZero();
    }

    @Test
    void aRightPasswordOrTenMinutesForgive() {
        brake.wrong("a", "ann");
        brake.right("a", "ann");
        assertThat(brake.remaining("a")).isZero();

        for (int i = 0; i < 10; i++) {
            brake.wrong("a", "ann");
        }
        now.updateAndGet(at -> at.plusSeconds(601));
        brake.wrong("a", "ann");
        assertThat(brake.remaining("a")).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void thePasswordOfOneNameDoesNotForgiveGuessesAtAnother_H5() {
        brake.wrong("a", "admin");
        brake.right("a", "viewer");
        assertThat(brake.remaining("a")).isEqualTo(Duration.ofMillis(250));

        brake.wrong("a", "viewer");
        brake.right("a", "viewer");
        assertThat(brake.remaining("a")).isEqualTo(Duration.ofMillis(500));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::1, true",
        "[2001:db8:1:2::7], 2001:db8:1:2::1, true",
        "fe80::1%eth0, fe80::2, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "::ffff:192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
    })
    void addressesOfOneSubscriberAreOneSource_H5(String one, String other, boolean same) {
        assertThat(GuessingBrake.source(one).equals(GuessingBrake.source(other)))
                .isEqualTo(same);
    }
}
