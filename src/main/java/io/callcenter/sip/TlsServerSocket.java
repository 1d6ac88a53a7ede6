package io.callcenter.sip;

import io.callcenter.log.RateLimitedLog;
import io.callcenter.transport.Literals;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLSocket;
import org.slf4j.LoggerFactory;

/**
 * Accepts TLS connections: the stack gets them when their handshake is complete, the others are closed, counted and named in the log. It accepts on
 * after a failed accept, as {@link SteadyServerSocket} does.
 *
 * <p>At most {@value #AT_ONCE} handshakes run at the same time, {@value #OF_ONE_ADDRESS} of them with one address, four seconds each. What clients
 * must show, the protocols and the cipher suites are those of {@link TlsSockets}.
 */
final class TlsServerSocket extends SealedServerSocket {
    private static final RateLimitedLog LOG = new RateLimitedLog(LoggerFactory.getLogger(TlsServerSocket.class));
    private static final int AT_ONCE = 256;
    private static final int OF_ONE_ADDRESS = 64;
    private static final int WAITING = 512;
    private static final long SECONDS = 4;

    private final TlsSockets tls;
    private final LongAdder refused;
    private final ServerSocket plain = new SteadyServerSocket();
    private final Map<InetAddress, Integer> running = new ConcurrentHashMap<>();
    private final BlockingQueue<Socket> ready = new LinkedBlockingQueue<>(WAITING);
    /** Stands in the queue for the end. */
    private final Socket end = new Socket();

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, CallLanes.daemon("sip-tls-timer"));
    private final ThreadPoolExecutor handshakes = new ThreadPoolExecutor(
            0, AT_ONCE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), CallLanes.daemon("sip-tls"));

    TlsServerSocket(TlsSockets tls, LongAdder refused) throws IOException {
        this.tls = tls;
        this.refused = refused;
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void bind(SocketAddress address, int backlog) throws IOException {
        plain.bind(address, backlog);
        CallLanes.daemon("sip-tls-accept").newThread(this::acceptAll).start();
    }

    private void acceptAll() {
        while (true) {
            Socket socket;
            try {
                socket = plain.accept();
            } catch (SocketException closed) {
                end();
                return;
            } catch (IOException e) {
                continue;
            }
            begin(socket);
        }
    }

    private void begin(Socket socket) {
        InetAddress peer = socket.getInetAddress();
        if (running.merge(peer, 1, Integer::sum) > OF_ONE_ADDRESS) {
            leave(peer);
            refuse(socket, "too many handshakes at a time with this address");
            return;
        }
        try {
            handshakes.execute(() -> {
                try {
                    handshake(socket);
                } finally {
                    leave(peer);
                }
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) { // the machine has no thread to spare: accept on
            leave(peer);
            refuse(socket, "too many handshakes at a time");
        }
    }

    private void leave(InetAddress peer) {
        running.computeIfPresent(peer, (address, number) -> number == 1 ? null : number - 1);
    }

    /** Nobody takes the connections that are ready any more. */
    private void end() {
        for (Socket left = ready.poll(); left != null; left = ready.poll()) {
            close(left);
        }
        ready.offer(end);
    }

    private void handshake(Socket socket) {
        Future<?> limit;
        try {
            limit = timer.schedule(
                    () -> refuse(socket, "not complete after " + SECONDS + " s"), SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            close(socket); // after the end
            return;
        }
        try {
            SSLSocket secure = tls.accepted(socket);
            secure.startHandshake();
            if (!limit.cancel(false) || !ready.offer(secure)) {
                close(secure);
            }
        } catch (IOException | RuntimeException e) {
            boolean inTime = limit.cancel(false);
            if (inTime && left(e)) {
                close(socket);
            } else if (inTime) {
                refuse(socket, e.getMessage());
            }
        }
    }

    /** Whether the peer closed the connection without saying why, as a port scan or a health check does. */
    private static boolean left(Exception e) {
        return e instanceof SocketException || e.getCause() instanceof EOFException;
    }

    private void refuse(Socket socket, String why) {
        String peer = Literals.text(socket.getInetAddress());
        refused.increment();
        LOG.warn("tls " + peer, "TLS handshake with {}:{} failed: {}", peer, socket.getPort(), why);
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed for us all the same.
        }
    }

    /** The next connection whose handshake is complete. */
    @Override
    public Socket accept() throws IOException {
        try {
            Socket next = ready.take();
            if (next == end) {
                ready.offer(end);
                throw new SocketException("closed");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketException("interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        plain.close();
        handshakes.shutdown();
        timer.shutdown(); // after the time limits of the handshakes that run
    }

    @Override
    public boolean isClosed() {
        return plain.isClosed();
    }

    @Override
    public boolean isBound() {
        return plain.isBound();
    }

    @Override
    public void setReuseAddress(boolean on) throws SocketException {
        plain.setReuseAddress(on);
    }

    @Override
    public InetAddress getInetAddress() {
        return plain.getInetAddress();
    }

    @Override
    public int getLocalPort() {
        return plain.getLocalPort();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return plain.getLocalSocketAddress();
    }
}
