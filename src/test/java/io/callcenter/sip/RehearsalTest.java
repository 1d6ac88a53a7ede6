package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void allCallsArePlayedAndNothingIsLeftBehind() {
        long before = threads();
        assertThat(Rehearsal.play(20, Duration.ofSeconds(20))).isEqualTo(20);
        await().atMost(Duration.ofSeconds(20)).until(() -> threads() <= before);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().matches("sip-.*|.*MessageProcessor.*|.*jain.*|.*EventScanner.*|.*Auditor.*"))
                .count();
    }
}
