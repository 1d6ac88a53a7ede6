package io.callcenter.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.transport.address.Literals;
import java.net.DatagramSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LocalRoutesTest {
    @Test
    void oneSocketAFamilyTellsOfAllPeers() {
        AtomicInteger opened = new AtomicInteger();
        try (LocalRoutes routes = new LocalRoutes(() -> {
            opened.incrementAndGet();
            return new DatagramSocket();
        })) {
            for (int i = 1; i < 200; i++) {
                assertThat(routes.toward(Literals.address("127.0.0." + i)).map(Literals::text))
                        .contains("127.0.0.1");
                assertThat(routes.toward(Literals.address("::1"))).contains(Literals.address("::1"));
            }
        }
        assertThat(opened).hasValue(2);
    }

    @Test
    void whereNoSocketIsToBeHadNobodyKnows() {
        try (LocalRoutes routes = new LocalRoutes(() -> {
            throw new java.net.SocketException("too many open files");
        })) {
            assertThat(routes.toward(Literals.address("127.0.0.1"))).isEmpty();
        }
    }
}
