package io.callcenter.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.message.Request;
import io.callcenter.transport.tls.TlsSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** What streams hold in memory, and by which other addresses they are found. */
class StreamsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final PointSettings PLAIN = PointSettings.of(TlsSettings.NONE, List.of(), new LongAdder());

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static String request(String callId, int body) {
        return Station.text("TCP", callId).replace("Content-Length: 0", "Content-Length: " + body) + "x".repeat(body);
    }

    private static void start(Thread thread) {
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void aStreamWhoseMessagesBelongToABusyLoopIsNotReadUntilThatOneHasTimeAndLosesNothing() throws Exception {
        int count = 4_000;
        try (Station center = new Station(PLAIN, 2, source -> false, 64 << 20);
                Socket phone = connect(center.listen("tcp:127.0.0.1:0"))) {
            phone.getOutputStream().write(Station.bytes(Station.text("TCP", "probe0")));
            center.requests.poll(5, TimeUnit.SECONDS);
            await().atMost(PATIENCE).until(() -> !center.links.isEmpty());
            Loop own = ((Connection) center.links.iterator().next()).loop();
            int other = center.loops().all().indexOf(own) == 0 ? 1 : 0;
            Loop busy = center.loops().all().get(other);
            CountDownLatch free = new CountDownLatch(1);
            busy.execute(() -> {
                try {
                    free.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            AtomicInteger written = new AtomicInteger();
            start(new Thread(() -> write(phone, count, other, written)));
            start(new Thread(() -> drain(phone)));

            await().atMost(PATIENCE).until(() -> busy.handOver().waiting() > 1 << 20);
            await().during(Duration.ofSeconds(1))
                    .atMost(PATIENCE)
                    .until(() -> busy.handOver().waiting() < (1 << 20) + (64 << 10));
            assertThat(written.get()).isLessThan(count);

            free.countDown();
            for (int i = 0; i < count; i++) {
                Request next = center.requests.poll(30, TimeUnit.SECONDS);
                assertThat(next).isNotNull();
                assertThat(next.callId().text()).isEqualTo(i + "-" + other);
            }
            assertThat(busy.handOver().waiting()).isZero();
        }
    }

    private static void write(Socket phone, int count, int home, AtomicInteger written) {
        try {
            OutputStream out = phone.getOutputStream();
            for (int i = 0; i < count; i++) {
                out.write(Station.bytes(request(i + "-" + home, 8_000)));
                written.incrementAndGet();
            }
        } catch (IOException e) {
            written.set(Integer.MAX_VALUE);
        }
    }

    private static void drain(Socket phone) {
        try {
            phone.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The test is over.
        }
    }

    @Test
    void whenHalfMessagesOfAllTakeTooMuchTheLargestIsClosed() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (Station center = new Station(PLAIN, 1, source -> false, 100_000)) {
            int port = center.listen("tcp:127.0.0.1:0");
            for (int i = 0; i < 4; i++) {
                sockets.add(connect(port));
            }
            Socket large = sockets.get(0);
            String half = request("half0", 30_000);
            large.getOutputStream()
                    .write(Station.bytes(request("large0", 60_000).substring(0, 58_000)));
            for (Socket small : sockets.subList(1, 4)) {
                small.getOutputStream().write(Station.bytes(half.substring(0, 16_000)));
            }
            assertThat(center.guarded.poll(30, TimeUnit.SECONDS)).isEqualTo("unread");
            assertThat(large.getInputStream().read()).isEqualTo(-1);

            for (Socket small : sockets.subList(1, 4)) {
                small.getOutputStream().write(Station.bytes(half.substring(16_000)));
                assertThat(small.getInputStream().read()).isEqualTo('S');
            }
            assertThat(center.guarded).isEmpty();
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void aPeerThatTakesNothingIsClosedWhenTooMuchWaitsToBeSent() throws Exception {
        String question = Station.text("TCP", "long0").replace("From: <", "From: \"" + "x".repeat(20_000) + "\" <");
        try (Station center = new Station(PLAIN, 1, source -> false, 100_000)) {
            int port = center.listen("tcp:127.0.0.1:0");
            try (Socket deaf = connect(port);
                    Socket other = connect(port)) {
                other.getOutputStream().write(Station.bytes(question));
                assertThat(other.getInputStream().readNBytes(20_000)).startsWith('S');
                start(new Thread(() -> {
                    try {
                        for (int i = 0; i < 10_000; i++) {
                            deaf.getOutputStream().write(Station.bytes(question));
                        }
                    } catch (IOException e) {
                        // It is closed, as it shall be.
                    }
                }));
                assertThat(center.guarded.poll(60, TimeUnit.SECONDS)).isEqualTo("unsent");
                await().atMost(PATIENCE).until(() -> center.loops().connections() == 1);
                other.getOutputStream().write(Station.bytes(question));
                assertThat(other.getInputStream().readNBytes(20_000)).isNotEmpty();
            }
        }
    }

    @Test
    void aTrustedPeerIsReachedOverItsConnectionAtTheAliasThatItNames_Rfc5923() throws Exception {
        InetSocketAddress alias = new InetSocketAddress("127.0.0.1", 5099);
        for (boolean trusted : new boolean[] {true, false}) {
            for (String sentBy : new String[] {"127.0.0.1:5099;alias", "127.0.0.1:5099", "127.0.0.2:5099;alias"}) {
                try (Station center = new Station(PLAIN, 1, source -> trusted, 64 << 20);
                        Socket trunk = connect(center.listen("tcp:127.0.0.1:0"))) {
                    String request = Station.text("TCP", "alias0").replace("df7jal23ls0d.invalid", sentBy);
                    trunk.getOutputStream().write(Station.bytes(request));
                    assertThat(trunk.getInputStream().read()).isEqualTo('S');
                    boolean taken = trusted && sentBy.equals("127.0.0.1:5099;alias");
                    assertThat(center.loops().open("tcp", alias).isPresent())
                            .as(sentBy + " " + trusted)
                            .isEqualTo(taken);
                    trunk.shutdownOutput();
                    await().atMost(PATIENCE)
                            .until(() -> center.loops().open("tcp", alias).isEmpty());
                }
            }
        }
    }
}
