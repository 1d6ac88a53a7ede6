package io.callcenter.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.transport.tls.TlsSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that does not know whether it still leads says nothing. */
class SilentPointsTest {
    private static final Duration WHILE = Duration.ofMillis(600);

    private final AtomicBoolean speaks = new AtomicBoolean();
    private final Station other = Station.plain();
    private final Station silent = new Station(
            PointSettings.of(TlsSettings.NONE, List.of(), new LongAdder()).speakingWhile(speaks::get));

    @AfterEach
    void close() {
        other.close();
        silent.close();
    }

    private static CompletableFuture<String> options(Station from, Destination destination) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return from.options(destination);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void whileItMayNotSpeakNoDatagramIsSentAndLaterARepetitionIs() throws Exception {
        silent.listen("udp:127.0.0.1:0");
        Destination destination = Station.destination("udp", "127.0.0.1", other.listen("udp:127.0.0.1:0"));
        CompletableFuture<String> fate = options(silent, destination);

        await().during(WHILE).atMost(10, TimeUnit.SECONDS).until(other.requests::isEmpty);
        speaks.set(true);

        assertThat(fate.get(15, TimeUnit.SECONDS)).isEqualTo("200");
    }

    @Test
    void whileItMayNotSpeakDatagramsAreNotHeard() throws Exception {
        other.listen("udp:127.0.0.1:0");
        Destination destination = Station.destination("udp", "127.0.0.1", silent.listen("udp:127.0.0.1:0"));
        CompletableFuture<String> fate = options(other, destination);

        await().during(WHILE).atMost(10, TimeUnit.SECONDS).until(silent.requests::isEmpty);
        speaks.set(true);

        assertThat(fate.get(15, TimeUnit.SECONDS)).isEqualTo("200");
    }

    @ParameterizedTest
    @ValueSource(strings = "tcp")
    void whileItMayNotSpeakNothingGoesOutOverAConnection(String transport) throws Exception {
        Destination destination = Station.destination(transport, "127.0.0.1", other.listen(transport + ":127.0.0.1:0"));

        String fate = options(silent, destination).get(15, TimeUnit.SECONDS);

        assertThat(fate).isNotEqualTo("200");
        assertThat(other.requests).isEmpty();
    }
}
