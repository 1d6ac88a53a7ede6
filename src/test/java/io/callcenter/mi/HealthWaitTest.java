package io.callcenter.mi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HealthWaitTest {
    @Test
    void checksThatHangAreWaitedForTogetherNotOneAfterTheOther() {
        CountDownLatch never = new CountDownLatch(1);
        try (Health health = new Health()) {
            health.add("well", Optional::empty);
            for (String name : new String[] {"one", "two", "three"}) {
                health.add(name, () -> hang(never));
            }
            long from = System.nanoTime();

            Health.Report report = health.ready();

            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(6));
            assertThat(report.up()).isFalse();
            assertThat(report.checks()).containsEntry("well", "UP").containsEntry("three", "no answer");
        }
    }

    private static Optional<String> hang(CountDownLatch never) {
        try {
            never.await();
            return Optional.empty();
        } catch (InterruptedException e) {
            return Optional.of("stopped");
        }
    }
}
