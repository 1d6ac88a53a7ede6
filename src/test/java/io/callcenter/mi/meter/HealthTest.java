package io.callcenter.mi.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final Health health = new Health();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() {
        goOn.countDown();
        health.close();
    }

    private Optional<String> hang() {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    @Test
    void aNoteIsToldWhileThereIsSomethingToTellAndChangesNothing() {
        AtomicReference<Optional<String>> note = new AtomicReference<>(Optional.empty());
        health.note("calls", note::get);
        assertThat(health.ready().join().notes()).isEmpty();
        note.set(Optional.of("some are refused"));
        assertThat(health.ready().join().notes()).containsEntry("calls", "some are refused");
        assertThat(health.ready().join().up()).isTrue();
    }

    @Test
    void theReportNamesEachTrouble() {
        health.add("fine", Optional::empty);
        health.add("bad", () -> Optional.of("is away"));
        health.add("broken", () -> {
            throw new IllegalStateException("fell over");
        });

        Health.Report report = health.ready().join();

        assertThat(report.up()).isFalse();
        assertThat(report.checks())
                .containsEntry("fine", "UP")
                .containsEntry("bad", "is away")
                .containsEntry("broken", "fell over");
    }

    @Test
    void aLookAtWhatWasFoundLatelyWaitsForNothing() {
        health.add("fine", Optional::empty);
        health.add("bad", () -> Optional.of("is away"));

        assertThat(health.lately("fine")).isEmpty();
        await().untilAsserted(() -> assertThat(health.lately("fine")).contains(true));
        await().untilAsserted(() -> assertThat(health.lately("bad")).contains(false));
    }

    @Test
    void aCheckThatHangsIsNoMoreThanThreeSecondsUnknown() {
        health.add("hangs", this::hang);

        assertThat(health.lately("hangs")).isEmpty();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(health.lately("hangs")).contains(false));
        goOn.countDown();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(health.lately("hangs")).contains(true));
    }

    @Test
    void checksThatHangAreWaitedForTogetherNotOneAfterTheOther() {
        health.add("fine", Optional::empty);
        for (String name : new String[] {"one", "two", "three"}) {
            health.add(name, this::hang);
        }
        long from = System.nanoTime();

        Health.Report report = health.ready().join();

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(6));
        assertThat(report.checks()).containsEntry("fine", "UP").containsEntry("three", "no answer");
    }
}
