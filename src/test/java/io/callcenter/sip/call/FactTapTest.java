package io.callcenter.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.CallEvent;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** What a route that listens to facts gets. */
class FactTapTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<Long> told = new ArrayList<>();
    private final LongAdder lost = new LongAdder();
    private final FactTap tap = new FactTap(threads::add, event -> told.add(event.seq()), lost);

    private static CallEvent fact(long seq) {
        return new CallEvent.Progress(new CallId("c1"), seq, new LegId("c1-1"), 180);
    }

    @Test
    void nobodyWaitsForTheRouteAndTheOrderIsKept() {
        tap.add(fact(1));
        tap.add(fact(2));
        assertThat(told).isEmpty();

        threads.remove().run();

        assertThat(told).containsExactly(1L, 2L);
        assertThat(threads).isEmpty();
        tap.add(fact(3));
        assertThat(threads).hasSize(1);
    }

    @Test
    void ofMoreThanMayWaitTheOldestAreLostAndCounted() {
        for (int seq = 1; seq <= FactTap.MOST_WAITING + 3; seq++) {
            tap.add(fact(seq));
        }

        threads.remove().run();

        assertThat(told).hasSize(FactTap.MOST_WAITING).startsWith(4L).endsWith(FactTap.MOST_WAITING + 3L);
        assertThat(lost.sum()).isEqualTo(3);
    }
}
