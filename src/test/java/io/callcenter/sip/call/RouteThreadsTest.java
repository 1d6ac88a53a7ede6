package io.callcenter.sip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.ids.CallId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RouteThreadsTest {
    private static final int THREADS = 16;

    private final LongAdder faults = new LongAdder();
    private final List<String> failed = new CopyOnWriteArrayList<>();
    private final RouteThreads routes = new RouteThreads(THREADS, faults, call -> {
        failed.add(call.value());
        if (call.value().equals("twice")) {
            throw new IllegalStateException("cannot refuse");
        }
    });

    @AfterEach
    void close() {
        routes.close();
    }

    private static CallId call(String name) {
        return new CallId(name);
    }

    private static void emptyIndexed() {
        List.of().get(0);
    }

    private static void linkageFails() {
        throw new NoClassDefFoundError("lost");
    }

    /** The threads that run now: each holds one task until all have one. */
    private Set<Thread> threads() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(THREADS);
        IntStream.range(0, THREADS)
                .forEach(i -> routes.execute(call("ok"), () -> {
                    threads.add(Thread.currentThread());
                    all.countDown();
                    try {
                        all.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
        await().until(() -> threads.size() == THREADS);
        return threads;
    }

    @Test
    void whateverTasksThrowTheThreadsGoOnAndEachCallIsGivenBackOnce() {
        Set<Thread> before = threads();
        for (int i = 0; i < THREADS / 2; i++) {
            routes.execute(call("broken" + i), RouteThreadsTest::emptyIndexed);
        }
        routes.later(call("later"), RouteThreadsTest::linkageFails, Duration.ofMillis(1));
        routes.execute(call("twice"), RouteThreadsTest::linkageFails);
        routes.aside(RouteThreadsTest::emptyIndexed);

        // The defects of ten calls, of what was aside, and of the refusal.
        await().until(() -> faults.sum() == THREADS / 2 + 4);
        assertThat(failed).hasSize(THREADS / 2 + 2).doesNotHaveDuplicates().contains("broken0", "later", "twice");
        assertThat(threads()).isEqualTo(before);
    }

    @Test
    void whatIsLaterRunsElsewhereWhereTooMuchWaitsAndItsDefectsAreCaughtThereToo() {
        CountDownLatch held = new CountDownLatch(1);
        List<String> ran = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 2 * THREADS; i++) {
            routes.execute(call("held"), () -> {
                try {
                    held.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        assertThatThrownBy(() -> routes.execute(call("more"), () -> {})).isInstanceOf(RejectedExecutionException.class);
        routes.later(call("late"), RouteThreadsTest::linkageFails, Duration.ZERO);
        routes.aside(() -> ran.add(Thread.currentThread().getName()));

        await().until(() -> ran.equals(List.of("sip-alarms")));
        assertThat(failed).containsExactly("late");
        held.countDown();
    }
}
