package io.callcenter.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentHopsTest {
    private final RecentHops hops = new RecentHops(Duration.ofNanos(10));

    private static StackHop hop(int port) {
        return new StackHop("192.0.2.1", port, "udp");
    }

    @Test
    void onlyTheLastOnesAreRemembered_L6() {
        for (int port = 1; port <= 5_000; port++) {
            hops.add(hop(port), 0);
        }
        assertThat(hops.contains(hop(5_000 - RecentHops.MOST), 0)).isFalse();
        assertThat(hops.contains(hop(5_001 - RecentHops.MOST), 0)).isTrue();
        assertThat(hops.contains(hop(5_000), 0)).isTrue();
    }

    @Test
    void andForAWhileFromTheLastTimeOn() {
        hops.add(hop(1), 0);
        hops.add(hop(1), 5);
        assertThat(hops.contains(hop(1), 14)).isTrue();
        assertThat(hops.contains(hop(1), 15)).isFalse();
        assertThat(hops.contains(new StackHop("192.0.2.1", 1, "tcp"), 5)).isFalse();
    }
}
