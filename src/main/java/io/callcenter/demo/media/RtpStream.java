package io.callcenter.demo.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One call's RTP port (RFC 3550): sends what it is told to play, counts what it hears by the port it comes from. Told from any thread; sends and
 * listens on the player's thread only.
 */
public final class RtpStream implements AutoCloseable {
    private static final int HEADER = 12;

    private final DatagramChannel channel;
    private final int port;
    private final int source;
    private final Runnable onClose;
    private final AtomicReference<Optional<Playing>> playing = new AtomicReference<>(Optional.empty());
    private final Map<Integer, Integer> heard = new ConcurrentHashMap<>();
    private final ByteBuffer packet = ByteBuffer.allocate(HEADER + Melody.FRAME);
    private final ByteBuffer ear = ByteBuffer.allocate(2048);
    private int sequence;
    private int timestamp;
    private long frame;
    private boolean talking;

    private record Playing(Melody melody, Codec codec, InetSocketAddress to) {}

    /**
     * Opens a port of its own on all addresses, so that it can send to a real phone too.
     *
     * @param source SSRC
     */
    RtpStream(int source, int firstSequence, RtpPorts ports, Runnable onClose) throws IOException {
        this.channel = ports.open();
        this.port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        this.source = source;
        this.sequence = firstSequence;
        this.onClose = onClose;
    }

    /** The UDP port for the session description. */
    public int port() {
        return port;
    }

    /** Plays from the tune's beginning, or goes on with the same tune toward another address. */
    void play(Melody melody, Codec codec, InetSocketAddress to) {
        playing.set(Optional.of(new Playing(melody, codec, to)));
    }

    /** Sends nothing any more. */
    void silence() {
        playing.set(Optional.empty());
    }

    /** RTP packets of G.711 that came from that UDP port. */
    int heardFrom(int remotePort) {
        return heard.getOrDefault(remotePort, 0);
    }

    /** Sends the frame that is due and takes what has come in. */
    void tick() throws IOException {
        listen();
        Optional<Playing> now = playing.get();
        if (now.isPresent()) {
            send(now.get());
        }
        talking = now.isPresent();
    }

    private void send(Playing now) throws IOException {
        byte[] octets = now.melody().frame(now.codec(), frame++);
        // The marker bit starts a talkspurt (RFC 3551 §4.1).
        int marker = talking ? 0 : 0x80;
        packet.clear();
        packet.put((byte) 0x80).put((byte) (marker | now.codec().payloadType()));
        packet.putShort((short) sequence++).putInt(timestamp).putInt(source);
        packet.put(octets).flip();
        timestamp += Melody.FRAME;
        channel.send(packet, now.to());
    }

    private void listen() throws IOException {
        for (SocketAddress from = receive(); from != null; from = receive()) {
            if (from instanceof InetSocketAddress sender && isVoice()) {
                heard.merge(sender.getPort(), 1, Integer::sum);
            }
        }
    }

    private SocketAddress receive() throws IOException {
        ear.clear();
        return channel.receive(ear);
    }

    private boolean isVoice() {
        ear.flip();
        int type = ear.limit() >= HEADER ? ear.get(1) & 0x7F : -1;
        return (ear.limit() > HEADER)
                && (ear.get(0) & 0xC0) == 0x80
                && Codec.of(Integer.toString(type)).isPresent();
    }

    /** Frees the port. */
    @Override
    public void close() throws IOException {
        onClose.run();
        channel.close();
    }
}
