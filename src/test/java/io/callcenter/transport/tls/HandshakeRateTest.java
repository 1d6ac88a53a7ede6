package io.callcenter.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.transport.address.Literals;
import java.net.InetAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandshakeRateTest {
    private final HandshakeRate rate = new HandshakeRate();

    private long permitted(String source, int tries, long nanos) {
        InetAddress address = Literals.address(source);
        return IntStream.range(0, tries)
                .filter(i -> rate.permits(address, nanos))
                .count();
    }

    @Test
    void aSourceMayBeginTenASecond() {
        assertThat(permitted("192.0.2.1", 30, 5)).isEqualTo(10);
        assertThat(permitted("192.0.2.1", 30, 500_000_005L)).isEqualTo(5);
        assertThat(permitted("192.0.2.1", 30, 60_000_000_000L)).isEqualTo(10);
        assertThat(permitted("192.0.2.2", 1, 60_000_000_000L)).isEqualTo(1);
    }

    @Test
    void anIpv6NetworkIsOneSource() {
        assertThat(permitted("2001:db8::1", 8, 0)).isEqualTo(8);
        assertThat(permitted("2001:db8::2", 8, 0)).isEqualTo(2);
        assertThat(permitted("2001:db8:0:1::2", 8, 0)).isEqualTo(8);
    }

    @Test
    void theSourcesAreBoundedAndTheLongestUnusedGoes_L6() {
        assertThat(permitted("192.0.2.1", 10, 0)).isEqualTo(10);
        for (int i = 0; i < 9_000; i++) {
            permitted("10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256, 1, 0);
        }
        assertThat(permitted("192.0.2.1", 30, 0)).isEqualTo(10);
    }
}
