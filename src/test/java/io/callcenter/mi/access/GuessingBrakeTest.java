package io.callcenter.mi.access;

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
        assertThat(brake.remaining("a", "ann")).isZero();
        brake.wrong("a", "ann");
        assertThat(brake.remaining("a", "ann")).isEqualTo(Duration.ofMillis(250));
        brake.wrong("a", "ann");
        assertThat(brake.remaining("a", "ann")).isEqualTo(Duration.ofMillis(500));
        for (int i = 0; i < 100; i++) {
            brake.wrong("a", "ann");
        }
        assertThat(brake.remaining("a", "ann")).isEqualTo(Duration.ofSeconds(8));
        assertThat(brake.remaining("b", "ann")).isZero();
    }

    @Test
    void theWaitBeginsWithTheLastWrongOne() {
        brake.wrong("a", "ann");
        now.updateAndGet(at -> at.plusMillis(100));
        assertThat(brake.remaining("a", "ann")).isEqualTo(Duration.ofMillis(150));
        now.updateAndGet(at -> at.plusMillis(200));
        assertThat(brake.remaining("a", "ann")).isZero();
    }

    @Test
    void aRightPasswordOrTenMinutesForgive() {
        brake.wrong("a", "ann");
        brake.right("a", "ann");
        assertThat(brake.remaining("a", "ann")).isZero();

        for (int i = 0; i < 10; i++) {
            brake.wrong("a", "ann");
        }
        now.updateAndGet(at -> at.plusSeconds(601));
        brake.wrong("a", "ann");
        assertThat(brake.remaining("a", "ann")).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void w02_whoGuessesHoldsUpNobodyBehindTheSameAddressUntilItIsTooMuch() {
        for (int i = 1; i < GuessingBrake.MANY; i++) {
            brake.wrong("a", "ann");
            assertThat(brake.remaining("a", "bob")).as("after %s", i).isZero();
        }
        assertThat(brake.slowsAll("a")).isFalse();
        brake.wrong("a", "eve");
        assertThat(brake.slowsAll("a")).isTrue();
        assertThat(brake.remaining("a", "bob")).isEqualTo(Duration.ofMillis(250));
        brake.wrong("a", "eve");
        assertThat(brake.remaining("a", "bob")).isEqualTo(Duration.ofMillis(500));
        assertThat(brake.remaining("b", "bob")).isZero();
        now.updateAndGet(at -> at.plusSeconds(601));
        assertThat(brake.slowsAll("a")).isFalse();
    }

    @Test
    void w02_manyNamesTriedOnceEachAreSlowedDownToo() {
        for (int i = 0; i < GuessingBrake.MANY + 10; i++) {
            brake.wrong("a", "name" + i);
        }
        assertThat(brake.remaining("a", "another")).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void thePasswordOfOneNameDoesNotForgiveGuessesAtAnother_H5() {
        for (int i = 0; i < GuessingBrake.MANY; i++) {
            brake.wrong("a", "admin");
        }
        brake.right("a", "viewer");
        assertThat(brake.remaining("a", "admin")).isEqualTo(Duration.ofSeconds(8));
        assertThat(brake.slowsAll("a")).isTrue();

        brake.wrong("a", "viewer");
        brake.right("a", "viewer");
        assertThat(brake.remaining("a", "admin")).isEqualTo(Duration.ofSeconds(8));
        assertThat(brake.slowsAll("a")).isTrue();
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
