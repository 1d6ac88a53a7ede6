package io.callcenter.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.message.Limits;
import io.callcenter.message.MessageIntake;
import io.callcenter.transport.address.Literals;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class HepPacketTest {
    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000L, 123_456_789);

    /** Reads a packet by the specification: chunks by their type. */
    static Map<Integer, byte[]> read(ByteBuffer packet) {
        byte[] magic = new byte[4];
        packet.get(magic);
        assertThat(new String(magic, StandardCharsets.US_ASCII)).isEqualTo("HEP3");
        assertThat(packet.getShort() & 0xffff).isEqualTo(packet.limit());
        Map<Integer, byte[]> chunks = new TreeMap<>();
        while (packet.hasRemaining()) {
            assertThat(packet.getShort()).as("vendor").isZero();
            int type = packet.getShort();
            byte[] value = new byte[(packet.getShort() & 0xffff) - 6];
            packet.get(value);
            assertThat(chunks.put(type, value)).isNull();
        }
        return chunks;
    }

    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(Literals.address(host), port);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void anIpv4PacketHasAllChunks() {
        HepPacket.Way way = new HepPacket.Way(false, at("192.0.2.1", 5060), at("192.0.2.2", 65_000), AT);
        Map<Integer, byte[]> chunks = read(HepPacket.of(ascii("BYE x"), way, 2_001, ascii("secret"), "call-1"));
        assertThat(chunks).containsOnlyKeys(1, 2, 3, 4, 7, 8, 9, 10, 11, 12, 14, 15, 17);
        assertThat(chunks.get(1)).containsExactly(2);
        assertThat(chunks.get(2)).containsExactly(17);
        assertThat(chunks.get(3)).containsExactly(192, 0, 2, 1);
        assertThat(chunks.get(4)).containsExactly(192, 0, 2, 2);
        assertThat(ByteBuffer.wrap(chunks.get(7)).getShort() & 0xffff).isEqualTo(5_060);
        assertThat(ByteBuffer.wrap(chunks.get(8)).getShort() & 0xffff).isEqualTo(65_000);
        assertThat(ByteBuffer.wrap(chunks.get(9)).getInt()).isEqualTo(1_700_000_000);
        assertThat(ByteBuffer.wrap(chunks.get(10)).getInt()).isEqualTo(123_456);
        assertThat(chunks.get(11)).containsExactly(1);
        assertThat(ByteBuffer.wrap(chunks.get(12)).getInt()).isEqualTo(2_001);
        assertThat(chunks.get(14)).isEqualTo(ascii("secret"));
        assertThat(chunks.get(15)).isEqualTo(ascii("BYE x"));
        assertThat(chunks.get(17)).isEqualTo(ascii("call-1"));
    }

    @Test
    void anIpv6PacketByAStreamHasItsAddressesAndNoPassword() {
        HepPacket.Way way = new HepPacket.Way(true, at("0.0.0.0", 5060), at("2001:db8::2", 5061), AT);
        Map<Integer, byte[]> chunks = read(HepPacket.of(ascii("BYE x"), way, 1, new byte[0], "c"));
        assertThat(chunks).containsOnlyKeys(1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 15, 17);
        assertThat(chunks.get(1)).containsExactly(10);
        assertThat(chunks.get(2)).containsExactly(6);
        assertThat(chunks.get(5)).isEqualTo(new byte[16]);
        assertThat(chunks.get(6)).isEqualTo(Literals.address("2001:db8::2").getAddress());
    }

    @Test
    void whatAnswersAChallengeIsMasked_foldedToo_andNothingElse() {
        String message = "REGISTER sip:x SIP/2.0\r\nAUTHORIZATION : Digest a=\"b\",\r\n response=\"c\"\r\nVia: x\r\n"
                + "Proxy-Authorization:y\r\nX-Authorization: z\r\n\r\nAuthorization: body";
        String masked = new String(HepPacket.masked(ascii(message)), StandardCharsets.US_ASCII);
        assertThat(masked)
                .isEqualTo("REGISTER sip:x SIP/2.0\r\nAUTHORIZATION : ****** ******\r\n ************\r\nVia: x\r\n"
                        + "Proxy-Authorization:*\r\nX-Authorization: z\r\n\r\nAuthorization: body");
        byte[] plain = ascii("BYE sip:x SIP/2.0\r\n\r\n");
        assertThat(HepPacket.masked(plain)).isSameAs(plain);
    }

    @Test
    void aLargeMessageArrivesWhole_andOneThatFitsIntoNoDatagramIsLostAndCounted() throws Exception {
        try (DatagramSocket server = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            server.setSoTimeout(5_000);
            InetSocketAddress to = (InetSocketAddress) server.getLocalSocketAddress();
            LongAdder sent = new LongAdder();
            LongAdder lost = new LongAdder();
            CaptureSettings settings = new CaptureSettings(to, 1, "", id -> Optional.of("call-7"), sent, lost);
            try (Capture capture = new Capture(settings, new MessageIntake(Limits.USUAL))) {
                capture.goes(new byte[65_400], true, at("192.0.2.1", 1), at("192.0.2.2", 2));
                capture.goes(
                        ascii("OPTIONS sip:x SIP/2.0\r\n" + "x".repeat(60_000)),
                        true,
                        at("192.0.2.1", 1),
                        at("192.0.2.2", 2));
            }
            assertThat(lost.sum()).isEqualTo(1);
            assertThat(sent.sum()).isEqualTo(1);
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            server.receive(packet);
            Map<Integer, byte[]> chunks = read(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
            assertThat(chunks.get(15)).hasSize(60_023);
            assertThat(chunks.get(17)).isEqualTo(ascii("call-7"));
        }
    }
}
