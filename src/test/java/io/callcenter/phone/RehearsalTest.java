package io.callcenter.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void allCallsArePlayedAndNothingIsLeftBehind() {
        Set<Thread> before = threads();
        Rehearsal rehearsal = Rehearsal.begin(20);
        await().atMost(Duration.ofSeconds(20)).until(() -> rehearsal.played() == 20);
        assertThatNothingIsLeft(before);
    }

    @Test
    void itEndsWhereItIs() {
        Set<Thread> before = threads();
        try (Rehearsal rehearsal = Rehearsal.begin(100_000)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> rehearsal.played() > 0);
        }
        assertThatNothingIsLeft(before);
    }

    private static void assertThatNothingIsLeft(Set<Thread> before) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Set<Thread> left = threads();
            left.removeAll(before);
            assertThat(left).isEmpty();
        });
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().matches("sip-.*"))
                .collect(Collectors.toSet());
    }
}
