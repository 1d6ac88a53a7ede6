package io.callcenter.demo.media;

import io.callcenter.log.RateLimitedLog;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Sends the RTP of all calls on one thread, a packet of 20 ms every 20 ms. */
public final class RtpPlayer implements AutoCloseable {
    private static final RateLimitedLog LOG = new RateLimitedLog(LoggerFactory.getLogger(RtpPlayer.class));

    private final RtpPorts ports = new RtpPorts();
    private final Random random;
    private final List<RtpStream> streams = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "demo-rtp"));

    /** Starts the clock; {@code random} gives SSRCs and first sequence numbers (RFC 3550 §5.1). */
    public RtpPlayer(Random random) {
        this.random = random;
        long frame = Melody.FRAME_TIME.toMillis();
        Runnable ticking = LOG.guarding("RTP of the demo's phones failed", this::tick);
        clock.scheduleAtFixedRate(ticking, frame, frame, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Opens a port for one call. */
    public RtpStream open() throws IOException {
        RtpStream[] opened = new RtpStream[1];
        opened[0] = new RtpStream(random.nextInt(), random.nextInt(0x10000), ports, () -> streams.remove(opened[0]));
        streams.add(opened[0]);
        return opened[0];
    }

    private void tick() {
        for (RtpStream stream : streams) {
            try {
                stream.tick();
            } catch (IOException e) {
                // A phone that is gone (port unreachable), or a stream closed a moment ago: nobody listens, so nothing
                // is lost.
                stream.silence();
            }
        }
    }

    /** Stops the clock and frees all ports. */
    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        for (RtpStream stream : streams) {
            stream.close();
        }
    }
}
