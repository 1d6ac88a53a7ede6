package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.core.Policy;
import io.callcenter.core.Signal;
import io.callcenter.core.rules.ContactCenter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneRequestsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int THREADS = 2;
    private static final int MOST = 5;

    private final Lane lane =
            new Lane(new ContactCenter(Policy.defaults()), InstantSource.system(), outcome -> {}, 1000);
    private final LaneRequests requests = new LaneRequests(lane, "test-routes", THREADS, MOST);
    private final CountDownLatch release = new CountDownLatch(1);
    private final Collection<String> threads = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        release.countDown();
        requests.close();
        lane.close();
    }

    private boolean ask(Runnable then) {
        return requests.ask(new Signal.ResetStatistics(), (reply, failure) -> then.run());
    }

    private static void wait(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatFollowsAReplyRunsOnThreadsOfTheRequestsHoweverFastTheLaneIs() {
        for (int i = 0; i < 200; i++) {
            int before = i;
            assertThat(ask(() -> threads.add(Thread.currentThread().getName()))).isTrue();
            await().pollDelay(Duration.ZERO).until(() -> threads.size() > before && requests.open() == 0);
        }
        assertThat(new TreeSet<>(threads)).containsExactly("test-routes");
    }

    @Test
    void slowStepsBehindTheRepliesHoldUpNoFactAndRefuseRequestsOnlyAboveTheBound() {
        for (int i = 0; i < MOST; i++) {
            assertThat(ask(() -> wait(release))).isTrue();
        }
        await().until(() -> lane.depth() == 0);

        assertThat(ask(() -> threads.add("never"))).isFalse();
        assertThat(requests.refused()).isEqualTo(1);
        lane.fact(new Signal.Tick());
        await().atMost(PATIENCE).until(() -> lane.depth() == 0);

        release.countDown();
        await().atMost(PATIENCE).until(() -> requests.open() == 0);
        assertThat(ask(() -> threads.add("again"))).isTrue();
        await().atMost(PATIENCE).until(() -> threads.contains("again"));
        assertThat(threads).doesNotContain("never");
    }

    @Test
    void aStepThatBlocksUntilItsOwnRequestIsAnsweredIsAnsweredThoughAllThreadsDoTheSame() {
        CountDownLatch all = new CountDownLatch(THREADS);
        CountDownLatch answered = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            assertThat(ask(() -> {
                        all.countDown();
                        wait(all);
                        CountDownLatch inner = new CountDownLatch(1);
                        assertThat(ask(inner::countDown)).isTrue();
                        wait(inner);
                        answered.countDown();
                    }))
                    .isTrue();
        }
        wait(answered);
        assertThat(answered.getCount()).isZero();
    }

    @Test
    void aCommandThatFindsNoPlaceFailsAsOverloaded() {
        for (int i = 0; i < MOST; i++) {
            assertThat(ask(() -> wait(release))).isTrue();
        }
        CenterAccess center = new CenterAccess(new ContactCenter(Policy.defaults()).board(), requests);
        assertThat(center.request(new Signal.ResetStatistics())).isCompletedExceptionally();
        assertThatThrownBy(() -> center.request(new Signal.ResetStatistics())
                        .toCompletableFuture()
                        .get())
                .hasCauseInstanceOf(LaneFull.class);
    }

    @Test
    void aStepThatFailsGivesItsPlaceBack() {
        assertThat(ask(() -> {
                    throw new IllegalStateException("a step of an integrator");
                }))
                .isTrue();
        await().atMost(PATIENCE).until(() -> requests.open() == 0);
        assertThat(ask(() -> threads.add("next"))).isTrue();
        await().atMost(PATIENCE).until(() -> threads.contains("next"));
    }

    @Test
    void aLaneThatHasStoppedFailsTheRequestOnTheSameThreads() {
        lane.close();
        assertThat(requests.ask(
                        new Signal.ResetStatistics(),
                        (reply, failure) -> threads.add(Thread.currentThread().getName() + " " + (failure != null))))
                .isTrue();
        await().atMost(PATIENCE).until(() -> threads.contains("test-routes true"));
    }
}
