package io.callcenter.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointsTest {
    @ParameterizedTest
    @CsvSource({"udp, 127.0.0.1", "udp, ::1", "tcp, 127.0.0.1", "tcp, ::1"})
    void requestsAreAnsweredOverEachKindOfPoint(String transport, String host) throws Exception {
        try (Station center = Station.plain();
                Station caller = Station.plain()) {
            int port = center.listen(transport + ":[" + host + "]:0");
            caller.listen(transport + ":[" + host + "]:0");
            assertThat(caller.options(Station.destination(transport, host, port)))
                    .isEqualTo("200");
            assertThat(center.loops().connections()).isEqualTo(transport.equals("tcp") ? 1 : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "ws"})
    void aTakenPortIsRefusedInOneLine(String transport) throws Exception {
        try (Station first = Station.plain();
                Station second = Station.plain()) {
            String point = transport + ":127.0.0.1:" + first.listen(transport + ":127.0.0.1:0");
            assertThatThrownBy(() -> second.listen(point))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("SIP cannot listen on " + point + ": ");
        }
    }

    @Test
    void aPeerThatTakesNoConnectionIsNowhereAndLeavesNothing() throws Exception {
        int port;
        try (Station gone = Station.plain()) {
            port = gone.listen("tcp:127.0.0.1:0");
        }
        try (Station caller = Station.plain()) {
            assertThat(caller.options(Station.destination("tcp", "127.0.0.1", port)))
                    .isEqualTo("NOWHERE");
            await().atMost(Duration.ofSeconds(5)).until(() -> caller.loops().connections() == 0);
        }
    }

    @Test
    void withoutKeysNobodyIsCalledByTls() throws Exception {
        try (Station caller = Station.plain()) {
            assertThat(caller.options(Station.destination("tls", "127.0.0.1", 5061)))
                    .isEqualTo("NOWHERE");
        }
    }

    @Test
    void aSourceMayHold100ConnectionsAndThoseWeOpenCountApart() throws Exception {
        Socket[] all = new Socket[101];
        try (Station center = Station.plain();
                Station other = Station.plain()) {
            int port = center.listen("tcp:127.0.0.1:0");
            for (int i = 0; i < all.length; i++) {
                all[i] = new Socket("127.0.0.1", port);
            }
            all[100].setSoTimeout(5_000);
            assertThat(all[100].getInputStream().read()).isEqualTo(-1);
            await().atMost(Duration.ofSeconds(5)).until(() -> center.loops().connections() == 100);
            int there = other.listen("tcp:127.0.0.1:0");
            assertThat(center.options(Station.destination("tcp", "127.0.0.1", there)))
                    .isEqualTo("200");
            assertThat(center.loops().connections()).isEqualTo(101);
        } finally {
            for (Socket socket : all) {
                socket.close();
            }
        }
    }
}
