package io.callcenter.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopLatenessTest {
    private static final long MILLI = 1_000_000L;

    private final LoopLateness watch = new LoopLateness(0);
    private long now;

    private void tickAfter(long millis) {
        now += millis * MILLI;
        watch.tick(now);
    }

    @Test
    void aLoopThatIsThereInTimeIsNotLate() {
        for (int i = 0; i < 50; i++) {
            tickAfter(130);
            assertThat(watch.isLate(now)).isFalse();
        }
        assertThat(watch.delay(now)).isEqualTo(30 * MILLI);
    }

    @Test
    void aLoopThatIsLaterThan50MillisecondsForASecondIsLateUntilItIsInTimeAgain() {
        for (int i = 0; i < 6; i++) {
            tickAfter(160);
            assertThat(watch.isLate(now)).isFalse();
        }
        tickAfter(160);
        assertThat(watch.isLate(now)).isTrue();
        tickAfter(140);
        assertThat(watch.isLate(now)).isFalse();
    }

    @Test
    void oneLongPauseIsNoReasonButASecondOfSilenceIs() {
        tickAfter(800);
        assertThat(watch.isLate(now)).isFalse();
        assertThat(watch.delay(now)).isEqualTo(700 * MILLI);
        tickAfter(100);
        assertThat(watch.isLate(now + 1_050 * MILLI)).isFalse();
        assertThat(watch.isLate(now + 1_100 * MILLI)).isTrue();
        assertThat(watch.isStuck(now + 5_000 * MILLI)).isFalse();
        assertThat(watch.isStuck(now + 5_100 * MILLI)).isTrue();
    }
}
