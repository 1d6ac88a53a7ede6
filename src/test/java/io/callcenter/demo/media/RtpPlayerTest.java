package io.callcenter.demo.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RtpPlayerTest {
    private static final int PACKETS = 25;

    private final Melody melody = new Tunes().announcement("queue").orElseThrow();
    private final RtpPlayer player = new RtpPlayer(new Random(1));
    private DatagramSocket ear;

    private record Heard(byte[] packet, long nanos) {
        int type() {
            return packet[1] & 0x7F;
        }

        boolean marked() {
            return (packet[1] & 0x80) != 0;
        }

        int sequence() {
            return ByteBuffer.wrap(packet).getShort(2) & 0xFFFF;
        }

        int timestamp() {
            return ByteBuffer.wrap(packet).getInt(4);
        }

        int source() {
            return ByteBuffer.wrap(packet).getInt(8);
        }
    }

    @BeforeEach
    void openEar() throws IOException {
        ear = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        ear.setSoTimeout(5000);
    }

    @AfterEach
    void close() throws IOException {
        player.close();
        ear.close();
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void packetsAreG711Of160OctetsEvery20Milliseconds(Codec codec) throws IOException {
        player.open().play(melody, codec, here());
        List<Heard> heard = listen(PACKETS);

        assertThat(heard).allSatisfy(one -> {
            assertThat(one.packet()).hasSize(12 + 160).startsWith(0x80);
            assertThat(one.type()).isEqualTo(codec.payloadType());
            assertThat(one.source()).isEqualTo(heard.get(0).source());
        });
        for (int i = 1; i < PACKETS; i++) {
            assertThat(heard.get(i).sequence()).isEqualTo(heard.get(0).sequence() + i & 0xFFFF);
            assertThat(heard.get(i).timestamp() - heard.get(i - 1).timestamp()).isEqualTo(160);
        }
        assertThat(spent(heard))
                .isBetween(Duration.ofMillis(20L * PACKETS - 120), Duration.ofMillis(20L * PACKETS * 3));
    }

    @Test
    void theOctetsAreTheTuneFromItsBeginning() throws IOException {
        player.open().play(melody, Codec.PCMA, here());
        List<Heard> heard = listen(PACKETS);
        for (int i = 0; i < PACKETS; i++) {
            byte[] octets = java.util.Arrays.copyOfRange(heard.get(i).packet(), 12, 172);
            assertThat(octets).isEqualTo(melody.frame(Codec.PCMA, i));
        }
    }

    @Test
    void onlyTheFirstPacketOfATalkspurtIsMarked() throws IOException {
        RtpStream stream = player.open();
        stream.play(melody, Codec.PCMU, here());
        List<Heard> heard = listen(3);
        assertThat(heard).extracting(Heard::marked).containsExactly(true, false, false);
    }

    @Test
    void aStreamCountsWhatItHearsByThePortItComesFrom() throws IOException {
        RtpStream one = player.open();
        RtpStream other = player.open();
        one.play(melody, Codec.PCMU, loopback(other.port()));
        await().untilAsserted(() -> assertThat(other.heardFrom(one.port())).isGreaterThan(5));
        assertThat(other.heardFrom(one.port() + 1)).isZero();
        assertThat(one.heardFrom(other.port())).isZero();
    }

    @Test
    void whatIsNoVoiceIsNotHeard() throws IOException {
        RtpStream stream = player.open();
        byte[] noise = new byte[172];
        ear.send(new DatagramPacket(noise, noise.length, loopback(stream.port())));
        RtpStream voice = player.open();
        voice.play(melody, Codec.PCMU, loopback(stream.port()));
        await().untilAsserted(() -> assertThat(stream.heardFrom(voice.port())).isPositive());
        assertThat(stream.heardFrom(ear.getLocalPort())).isZero();
    }

    @Test
    void allStreamsShareOneThread() throws IOException {
        for (int i = 0; i < 50; i++) {
            player.open().play(melody, Codec.PCMA, here());
        }
        listen(100);
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("demo-rtp"))
                .count();
        assertThat(threads).isEqualTo(1);
    }

    @Test
    void portsAreEven() throws IOException {
        assertThat(player.open().port()).isEven();
        assertThat(player.open().port()).isEven();
    }

    private InetSocketAddress here() {
        return loopback(ear.getLocalPort());
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private List<Heard> listen(int packets) throws IOException {
        List<Heard> heard = new ArrayList<>();
        while (heard.size() < packets) {
            DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
            ear.receive(packet);
            byte[] octets = java.util.Arrays.copyOf(packet.getData(), packet.getLength());
            heard.add(new Heard(octets, System.nanoTime()));
        }
        return heard;
    }

    private static Duration spent(List<Heard> heard) {
        return Duration.ofNanos(
                heard.get(heard.size() - 1).nanos() - heard.get(0).nanos());
    }
}
