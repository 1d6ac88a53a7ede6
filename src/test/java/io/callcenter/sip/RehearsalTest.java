package io.callcenter.sip;

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
        assertThat(Rehearsal.play(20, Duration.ofSeconds(20))).isEqualTo(20);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Set<Thread> left = threads();
            left.removeAll(before);
            assertThat(left).isEmpty();
        });
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().matches("sip-.*|.*MessageProcessor.*|.*jain.*|.*EventScanner.*|.*Auditor.*"))
                .collect(Collectors.toSet());
    }
}
