package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerQueuesTest {
    private final PeerQueues queues = new PeerQueues();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        queues.close();
    }

    private void hang() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static StackHop stranger(int number) {
        return new StackHop("192.0.2.1", number + 1, "tcp");
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sip-peer"))
                .count();
    }

    @Test
    void peersThatHangTakeABoundedNumberOfThreadsAndDoNotHoldUpKnownOnes_L6() throws Exception {
        CountDownLatch known = new CountDownLatch(1);
        queues.execute("known", known::countDown);
        assertThat(known.await(5, TimeUnit.SECONDS)).isTrue();
        long before = threads();
        AtomicInteger hanging = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            queues.toward(stranger(i), () -> {
                hanging.incrementAndGet();
                hang();
            });
        }
        await().until(() -> hanging.get() == 32);

        CountDownLatch again = new CountDownLatch(1);
        await().until(() -> queues.execute("known", again::countDown));
        assertThat(again.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(threads() - before).isLessThanOrEqualTo(33);
        assertThat(hanging).hasValue(32);
    }

    @Test
    void peersThatTakeNothingOnTheirConnectionsHoldUpNobodyElse() throws Exception {
        for (int i = 0; i < 200; i++) {
            queues.execute("deaf" + i, this::hang);
        }
        CountDownLatch other = new CountDownLatch(1);
        CountDownLatch connected = new CountDownLatch(1);
        queues.execute("other", other::countDown);
        queues.toward(stranger(1), connected::countDown);
        assertThat(other.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(connected.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void workBehindWorkThatThrowsIsStillDone() throws Exception {
        CountDownLatch next = new CountDownLatch(1);
        queues.execute("peer", () -> {
            throw new IllegalStateException("thrown by a test");
        });
        await().dontCatchUncaughtExceptions()
                .until(() -> queues.execute("peer", next::countDown) && next.await(100, TimeUnit.MILLISECONDS));
    }

    @Test
    void workThatWaitsIsBoundedForAllPeersTogether_L6() {
        int taken = 0;
        for (int i = 0; i < 60_000; i++) {
            taken += queues.toward(stranger(i % 600), this::hang) ? 1 : 0;
        }
        assertThat(taken).isBetween(50_000, 50_032);
    }
}
