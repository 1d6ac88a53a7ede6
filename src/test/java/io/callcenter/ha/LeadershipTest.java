package io.callcenter.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeadershipTest {
    private static final Duration LEASE = Duration.ofMillis(200);

    private final List<String> lost = new CopyOnWriteArrayList<>();
    private final Leadership leadership = new Leadership(LEASE, lost::add);
    private final Majority majority = new Majority();

    /** A log whose majority confirms, or is silent. */
    private static final class Majority implements ReplicatedLog {
        private volatile boolean silent;

        @Override
        public CompletionStage<Void> append(long term, List<MapChange> changes) {
            return confirm(1);
        }

        @Override
        public CompletionStage<Void> confirm(long term) {
            return silent ? new CompletableFuture<>() : CompletableFuture.completedStage(null);
        }

        @Override
        public SortedMap<Long, MapRecord> state() {
            return new TreeMap<>();
        }

        @Override
        public Optional<MapRecord> find(long id) {
            return Optional.empty();
        }

        @Override
        public Status status() {
            return new Status(1, Optional.empty(), 0, Map.of(), Map.of(), SharedFormat.FIRST);
        }

        @Override
        public CompletionStage<Void> handOver(String member) {
            return confirm(1);
        }

        @Override
        public CompletionStage<Void> change(Map<String, String> members) {
            return confirm(1);
        }

        @Override
        public CompletionStage<Map<String, Integer>> formats(Set<String> members) {
            return CompletableFuture.completedStage(Map.of());
        }

        @Override
        public void shrink() {
            // nothing is kept
        }

        @Override
        public Path folder() {
            return Path.of(".");
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @AfterEach
    void close() {
        leadership.close();
    }

    private void leads() throws InterruptedException {
        leadership.keep(majority);
        leadership.leads(5);
        assertThat(leadership.await(Duration.ofSeconds(10))).contains(5L);
        leadership.begin(5);
        await().atMost(10, TimeUnit.SECONDS).until(leadership::speaks);
    }

    @Test
    void aNewLeaderWaitsUntilTheLeaseOfTheOneBeforeIsOver() throws InterruptedException {
        leadership.keep(majority);
        long from = System.nanoTime();
        leadership.leads(5);

        assertThat(leadership.await(LEASE.dividedBy(2))).isEmpty();
        assertThat(leadership.await(Duration.ofSeconds(10))).contains(5L);
        assertThat(System.nanoTime() - from)
                .isGreaterThanOrEqualTo(LEASE.multipliedBy(11).dividedBy(10).toNanos());
        assertThat(leadership.speaks()).as("before it begins").isFalse();
    }

    @Test
    void whoIsElectedAndLosesItAtOnceGoesOnFollowing() throws InterruptedException {
        leadership.leads(5);
        leadership.follows();

        assertThat(leadership.await(LEASE.multipliedBy(2))).isEmpty();
        assertThat(lost).isEmpty();
    }

    @Test
    void aLeaderWhomNoMajorityConfirmsIsSilentAfterTheLeaseAndEndsASecondLater() throws InterruptedException {
        leads();
        majority.silent = true;
        long from = System.nanoTime();

        await().atMost(10, TimeUnit.SECONDS).until(() -> !leadership.speaks());
        assertThat(lost).isEmpty();
        await().atMost(10, TimeUnit.SECONDS).until(() -> !lost.isEmpty());
        assertThat(System.nanoTime() - from).isGreaterThan(Duration.ofSeconds(1).toNanos());
        assertThat(lost).singleElement().asString().contains("no majority");
    }

    @Test
    void aLeaderThatIsOneNoMoreSpeaksNoWordAndEndsOnce() throws InterruptedException {
        leads();
        leadership.follows();
        assertThat(leadership.speaks()).isFalse();
        leadership.leads(9);
        leadership.ended("the engine has ended");

        assertThat(lost).singleElement().asString().contains("another process");
        assertThat(leadership.speaks()).isFalse();
    }

    @Test
    void whoCannotReadWhatTheOthersWriteNeverLeadsAndSaysWhy() throws InterruptedException {
        leadership.keep(majority);
        leadership.leads(5);
        leadership.unreadable("format 2");
        leadership.leads(6);

        assertThat(leadership.await(LEASE.multipliedBy(2))).isEmpty();
        assertThat(leadership.unreadable()).contains("format 2");
        assertThat(lost).as("it ends as a start that failed").isEmpty();
    }

    @Test
    void whoBeginsInATermThatIsOverEnds() throws InterruptedException {
        leadership.keep(majority);
        leadership.leads(5);
        leadership.follows();
        leadership.begin(5);

        assertThat(lost).hasSize(1);
        assertThat(leadership.speaks()).isFalse();
    }
}
