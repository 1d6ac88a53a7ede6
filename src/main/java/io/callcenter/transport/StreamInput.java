package io.callcenter.transport;

import io.callcenter.message.Frame;
import io.callcenter.message.Framing;
import io.callcenter.message.Limits;
import io.callcenter.message.MessageFault;
import io.netty.buffer.ByteBuf;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What comes over a connection: cut into messages, each of which goes to its home. While a home has too much to do, nothing more is read. For the
 * loop of the connection, where nothing else is said.
 */
final class StreamInput {
    private static final byte[] PONG = {'\r', '\n'};
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    private static final long IDLE = TimeUnit.MINUTES.toNanos(10);
    /** What a message takes beside its bytes. */
    private static final int OVERHEAD = 200;

    private final Connection connection;
    private final Connections connections;
    private final Loop loop;
    private final Framing framing = new Framing(Limits.USUAL);
    private final Set<HandOver> stops = new HashSet<>();
    private final AtomicLong handed = new AtomicLong();
    /** Bytes that came since the last message was complete. */
    private volatile long partial;

    private boolean told;
    private boolean spoke;
    private long begun = System.nanoTime();
    private long heard = begun;

    StreamInput(Connection connection, Connections connections) {
        this.connection = connection;
        this.connections = connections;
        this.loop = connection.loop();
    }

    /** Messages may come from now on; {@code spoke}: the peer has said something already. */
    void begins(boolean peerSpoke) {
        spoke = peerSpoke;
        partial = 0;
        begun = System.nanoTime();
        heard = begun;
    }

    /** So many bytes came, whatever they are. */
    void came(int bytes) {
        partial += bytes;
    }

    /** What came is dealt with as far as it goes. */
    void settled() {
        boolean holds = held() > 0;
        if (holds || told) {
            told = holds;
            connections.memory().read(connection);
        }
    }

    /** Bytes that came and are not dealt with. Any thread. */
    long held() {
        return partial + handed.get();
    }

    /** A read of a stream without frames. */
    void bytes(ByteBuf buffer) {
        byte[] bytes;
        try {
            bytes = new byte[buffer.readableBytes()];
            buffer.readBytes(bytes);
        } finally {
            buffer.release();
        }
        heard = System.nanoTime();
        if (spoke && framing.isIdle()) {
            begun = heard;
        }
        framing.add(bytes, 0, bytes.length);
        boolean progress = false;
        for (Optional<Frame> frame = framing.next(); frame.isPresent(); frame = framing.next()) {
            take(frame.get());
            begun = spoke ? heard : begun;
            progress = true;
        }
        if (progress || framing.isIdle()) {
            partial = framing.kept();
        }
    }

    /** A message in a frame of its own. */
    void frame(Frame frame) {
        lives(0);
        take(frame);
    }

    /** The peer showed that it is there; {@code fragments}: bytes of a message that is not complete. */
    void lives(int fragments) {
        heard = System.nanoTime();
        partial = fragments;
    }

    private void take(Frame frame) {
        if (frame instanceof Frame.Whole whole) {
            spoke = true;
            deliver(whole.bytes());
        } else if (frame instanceof Frame.TooLarge large) {
            refuse(large.head(), large.why());
        } else if (frame instanceof Frame.Lost lost) {
            refuse(lost.head(), lost.why());
            connection.close();
        } else {
            connection.write(PONG);
        }
    }

    private void refuse(byte[] head, MessageFault why) {
        loop.execute(() -> loop.refused(head, why, connection));
    }

    private void deliver(byte[] message) {
        Loop home = connections.home(message, loop);
        if (home == loop) {
            loop.execute(() -> loop.received(message, connection));
            return;
        }
        int size = OVERHEAD + message.length;
        HandOver handOver = home.handOver();
        handed.addAndGet(size);
        boolean room = handOver.add(size);
        home.execute(() -> {
            handed.addAndGet(-size);
            handOver.taken(size);
            home.received(message, connection);
        });
        if (!room && stops.add(handOver)) {
            connection.reads(false);
            handOver.stops(this);
        }
    }

    /** That home has room again. Any thread. */
    void goesOn(HandOver handOver) {
        loop.execute(() -> {
            stops.remove(handOver);
            if (stops.isEmpty()) {
                heard = System.nanoTime();
                begun = heard;
                connection.reads(true);
            }
        });
    }

    /** Whether nothing is read now: what the peer has sent in the meantime is not known. */
    boolean isStopped() {
        return !stops.isEmpty();
    }

    /** Whether a message, or the first one, should be complete. */
    boolean isLate(long now) {
        boolean first = connection.origin() == StreamCounts.Origin.ACCEPTED && !spoke;
        return !isStopped() && (first || !framing.isIdle()) && now - begun > PATIENCE;
    }

    /** Whether the peer has said nothing for very long. */
    boolean isQuiet(long now) {
        return !isStopped() && now - heard > IDLE;
    }
}
