package io.callcenter.ha;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final long MILLI = 1_000_000;
    private static final long NOW = Long.MAX_VALUE - 100 * MILLI; // nanoTime may wrap

    private final Lease lease = new Lease(Duration.ofMillis(250), NOW);

    @Test
    void nobodySpeaksBeforeItIsOpenHoweverOftenConfirmed() {
        lease.confirmed(NOW + MILLI);
        assertThat(lease.held(NOW)).isFalse();
        assertThat(lease.held(NOW + MILLI)).isFalse();
    }

    @Test
    void itIsCountedFromTheQuestionNotFromTheAnswer() {
        lease.open();
        lease.confirmed(NOW + 200 * MILLI);
        assertThat(lease.held(NOW + 449 * MILLI)).isTrue();
        assertThat(lease.held(NOW + 450 * MILLI)).isFalse();
    }

    @Test
    void anOlderConfirmationThatComesLateShortensNothing() {
        lease.open();
        lease.confirmed(NOW + 200 * MILLI);
        lease.confirmed(NOW + 100 * MILLI);
        assertThat(lease.held(NOW + 440 * MILLI)).isTrue();
    }

    @Test
    void afterTheEndNoConfirmationHelps() {
        lease.open();
        lease.confirmed(NOW + MILLI);
        lease.end();
        lease.confirmed(NOW + 2 * MILLI);
        assertThat(lease.held(NOW + 2 * MILLI)).isFalse();
    }

    @Test
    void aNewLeaderIsSilentForLongerThanTheLeaseOfTheOneBefore() {
        assertThat(lease.silence()).isEqualTo(Duration.ofMillis(275));
    }
}
