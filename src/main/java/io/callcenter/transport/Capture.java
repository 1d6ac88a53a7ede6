package io.callcenter.transport;

import io.callcenter.message.MessageIntake;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Sends copies of a loop's messages to a capture server. Never waits: what the socket's buffer does not take is dropped and counted, and after an error
 * nothing is tried for 0.1 s. Any thread.
 */
final class Capture implements AutoCloseable {
    private static final int BUFFER = 1 << 20;
    private static final int LARGEST = 65_507;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    /** Shorter ones keep connections alive. */
    private static final int SHORTEST = 16;

    private final CaptureSettings settings;
    private final MessageIntake door;
    private final byte[] password;
    private final DatagramChannel channel;
    private volatile long silentUntil = System.nanoTime();

    Capture(CaptureSettings settings, MessageIntake door) throws IOException {
        this.settings = settings;
        this.door = door;
        this.password = settings.password().getBytes(StandardCharsets.UTF_8);
        boolean ipv4 = settings.collector().getAddress().getAddress().length == 4;
        this.channel = DatagramChannel.open(ipv4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
        channel.configureBlocking(false);
        channel.connect(settings.collector());
    }

    /** A message came in. */
    void came(byte[] message, Link link, Instant at) {
        copy(message, new HepPacket.Way(link.reliable(), link.remote(), link.localSocket(), at));
    }

    /** A message goes out. */
    void goes(byte[] message, boolean stream, InetSocketAddress from, InetSocketAddress to) {
        if (message.length >= SHORTEST) {
            copy(message, new HepPacket.Way(stream, from, to, Instant.now()));
        }
    }

    private void copy(byte[] message, HepPacket.Way way) {
        String callId = door.callId(message).orElse("");
        String name = settings.callOf().apply(callId).orElse(callId);
        if (HepPacket.overhead(password, name) + message.length > LARGEST || System.nanoTime() - silentUntil < 0) {
            settings.lost().increment();
            return;
        }
        ByteBuffer packet = HepPacket.of(message, way, settings.agent(), password, name);
        try {
            (channel.write(packet) > 0 ? settings.sent() : settings.lost()).increment();
        } catch (IOException e) {
            settings.lost().increment();
            silentUntil = System.nanoTime() + PAUSE;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is left to be sent.
        }
    }
}
