package io.callcenter.store.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.store.StoredSamples;
import io.callcenter.store.projection.Projection.Pace;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    private static final Pace PACE = new Pace(1, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), 3, Duration.ZERO);

    private final AtomicReference<Instant> now = new AtomicReference<>(StoredSamples.AT);
    private final Other other = new Other();
    private final Projection<Integer, Integer> projection = new Projection<>("test", PACE, other, now::get);

    /** Another side that hangs until it is let go. */
    private static final class Other implements Projection.Target<Integer> {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);
        private final List<Integer> written = new CopyOnWriteArrayList<>();
        private final List<Integer> dropped = new CopyOnWriteArrayList<>();

        @Override
        public void write(List<Integer> batch) throws InterruptedException {
            asked.countDown();
            letGo.await();
            written.addAll(batch);
        }

        @Override
        public void written(Integer value) {}

        @Override
        public void refused(Integer value, Throwable why) {}

        @Override
        public void dropped(Integer value) {
            dropped.add(value);
        }
    }

    @AfterEach
    void stop() {
        other.letGo.countDown();
        projection.stop(Duration.ofSeconds(5));
    }

    private void put(int... values) {
        IntStream.of(values).forEach(value -> projection.put(value, value));
    }

    @Test
    void whileAWriteHangsWhatIsTooMuchAndWhatIsTooOldIsDroppedButNotWhatIsUnderWay() throws Exception {
        projection.start();
        put(1);
        other.asked.await();

        put(2, 3, 4, 5);
        assertThat(other.dropped).containsExactly(2, 3);
        now.set(StoredSamples.AT.plusSeconds(61));
        put(6);
        assertThat(other.dropped).containsExactly(2, 3, 4, 5);
        assertThat(projection.dropped()).isEqualTo(4);

        other.letGo.countDown();
        await().until(() -> projection.backlog() == 0);
        assertThat(other.written).containsExactly(1, 6);
    }

    @Test
    void noDefectOnEitherSideEndsIt() {
        List<Integer> written = new CopyOnWriteArrayList<>();
        List<Integer> refused = new CopyOnWriteArrayList<>();
        Projection<Integer, Integer> hurt = new Projection<>(
                "hurt",
                PACE,
                new Projection.Target<>() {
                    @Override
                    public void write(List<Integer> batch) throws SQLException {
                        if (batch.contains(1)) {
                            throw new StackOverflowError("of a driver");
                        }
                        if (batch.contains(2)) {
                            throw new SQLException("too long", "22001");
                        }
                        written.addAll(batch);
                    }

                    @Override
                    public void written(Integer value) {}

                    @Override
                    public void refused(Integer value, Throwable why) {
                        refused.add(value);
                        throw new IllegalStateException("no place for dead letters");
                    }

                    @Override
                    public void dropped(Integer value) {}
                },
                now::get);
        hurt.start();
        hurt.put(2, 2);
        await().until(() -> refused.equals(List.of(2)));
        hurt.put(1, 1);
        hurt.put(3, 3);

        await().atMost(Duration.ofSeconds(30)).until(() -> hurt.failures() > 2);
        now.set(StoredSamples.AT.plusSeconds(61)); // gives up the one that cannot be written
        hurt.put(4, 4);
        await().atMost(Duration.ofSeconds(60)).until(() -> written.contains(4));
        hurt.stop(Duration.ofSeconds(5));
    }

    @Test
    void whatIsYoungWaitsAndIsWrittenOnceWithItsLastValue() {
        Other table = new Other();
        table.letGo.countDown();
        Pace pace = Pace.of(100, Duration.ZERO).notBefore(Duration.ofMillis(500));
        Projection<String, Integer> calls = new Projection<>("calls", pace, table, now::get);
        calls.start();
        long began = System.nanoTime();
        calls.put("a", 1);
        calls.put("b", 2);
        calls.put("a", 3);

        await().until(() -> !table.written.isEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
        await().until(() -> calls.backlog() == 0);
        assertThat(table.written).containsExactly(3, 2);

        calls.put("c", 4);
        calls.stop(Duration.ofSeconds(5));
        assertThat(table.written).containsExactly(3, 2, 4);
    }

    @Test
    void aWriteThatHangsIsAFailure() throws Exception {
        projection.start();
        put(1);
        other.asked.await();

        now.set(StoredSamples.AT.plusSeconds(30));
        assertThat(projection.failing()).isFalse();
        now.set(StoredSamples.AT.plusSeconds(31));
        assertThat(projection.failing()).isTrue();
        other.letGo.countDown();
        await().until(() -> !projection.failing());
    }
}
