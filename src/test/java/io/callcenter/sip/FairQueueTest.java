package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FairQueueTest {
    private record Datagram(int source, int number, int bytes) {}

    private final LongAdder dropped = new LongAdder();
    private int staleBelow;
    private int served;

    private FairQueue<Datagram> queue(int most, long mostBytes) {
        FairQueue.Traits<Datagram> traits = new FairQueue.Traits<>() {
            @Override
            public int source(Datagram datagram) {
                return datagram.source();
            }

            @Override
            public int bytes(Datagram datagram) {
                return datagram.bytes();
            }

            @Override
            public boolean stale(Datagram datagram) {
                return datagram.number() < staleBelow;
            }

            @Override
            public void served(Datagram datagram) {
                served++;
            }
        };
        return new FairQueue<>(traits, most, mostBytes, 12345, dropped);
    }

    @Test
    void whatOneSourceSendsTooMuchDoesNotDelayAnother_C1() {
        FairQueue<Datagram> queue = queue(50_000, 1 << 30);
        for (int i = 0; i < 10_000; i++) {
            queue.add(new Datagram(1, i, 400));
        }
        queue.add(new Datagram(2, 0, 400));
        assertThat(List.of(queue.poll().source(), queue.poll().source())).contains(2);
    }

    @Test
    void eachSourceKeepsItsOrder_C1() {
        FairQueue<Datagram> queue = queue(50_000, 1 << 30);
        for (int i = 0; i < 5_000; i++) {
            queue.add(new Datagram(i % 700, i, 400));
        }
        Map<Integer, Integer> last = new HashMap<>();
        List<Datagram> all = new ArrayList<>();
        assertThat(queue.drainTo(all, 10)).isEqualTo(10);
        assertThat(queue.drainTo(all)).isEqualTo(4_990);
        for (Datagram datagram : all) {
            Integer before = last.put(datagram.source(), datagram.number());
            assertThat(before == null || before < datagram.number()).isTrue();
        }
        assertThat(queue).hasSize(0);
    }

    @Test
    void aFullQueueDropsWhatTheBusiestSourceSentLast_C1() {
        FairQueue<Datagram> queue = queue(100, 1 << 30);
        for (int i = 0; i < 150; i++) {
            assertThat(queue.offer(new Datagram(1, i, 400))).isEqualTo(i < 100);
        }
        assertThat(queue.offer(new Datagram(2, 0, 400))).isTrue();
        assertThat(queue.size()).isEqualTo(100);
        assertThat(dropped.sum()).isEqualTo(51);
        List<Datagram> all = new ArrayList<>();
        queue.drainTo(all);
        assertThat(all).contains(new Datagram(2, 0, 400), new Datagram(1, 98, 400));
        assertThat(all).doesNotContain(new Datagram(1, 99, 400));
    }

    @Test
    void theBytesThatWaitAreBounded_C1() {
        FairQueue<Datagram> queue = queue(1_000, 100_000);
        assertThat(queue.offer(new Datagram(1, 0, 100_001))).isFalse();
        assertThat(queue.offer(new Datagram(1, 1, 60_000))).isTrue();
        assertThat(queue.offer(new Datagram(2, 2, 65_000)))
                .as("takes the place of the larger")
                .isTrue();
        assertThat(queue.poll().number()).isEqualTo(2);
        assertThat(queue.poll()).isNull();
        for (int i = 0; i < 2_000; i++) {
            queue.offer(new Datagram(i, i, 1_000));
        }
        assertThat(queue.size()).isEqualTo(100);
    }

    @Test
    void whatHasWaitedTooLongIsDropped_C1() {
        FairQueue<Datagram> queue = queue(1_000, 100_000);
        for (int i = 0; i < 10; i++) {
            queue.add(new Datagram(1, i, 10));
        }
        staleBelow = 7;
        assertThat(queue.poll().number()).isEqualTo(7);
        assertThat(dropped.sum()).isEqualTo(7);
        assertThat(served).isEqualTo(1);
    }

    @Test
    @Timeout(10)
    void whoWaitsGetsWhatComes_C1() throws Exception {
        FairQueue<Datagram> queue = queue(1_000, 100_000);
        assertThat(queue.poll(1, TimeUnit.MILLISECONDS)).isNull();
        CompletableFuture<Datagram> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return queue.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        queue.add(new Datagram(1, 1, 10));
        assertThat(taken.get().number()).isEqualTo(1);
        queue.add(new Datagram(1, 2, 10));
        assertThat(queue.poll(1, TimeUnit.SECONDS).number()).isEqualTo(2);
    }
}
