package io.callcenter.transport.tls;

import io.callcenter.log.RateLimitedLog;
import io.callcenter.transport.address.Literals;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.slf4j.LoggerFactory;

/**
 * TLS of all connections, by the JDK's engine. The files are looked at every minute and read again when they have changed; what cannot be read leaves
 * the old keys in use. What is slow in a handshake, signatures and certificates, runs on two threads of its own. Any thread.
 */
public final class Tls implements AutoCloseable {
    /** How long a handshake may take. */
    static final long SECONDS = 4;

    private static final RateLimitedLog LOG = new RateLimitedLog(LoggerFactory.getLogger(Tls.class));
    private static final int THREADS = 2;
    private static final long LOOK_SECONDS = 60;

    private final TlsFiles files;
    private final TlsSettings.ClientAuth clientAuth;
    private final ThreadPoolExecutor slow = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), // at most one entry a connection
            new DefaultThreadFactory("sip-tls", true));
    private final ScheduledThreadPoolExecutor watch =
            new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("sip-tls-files", true));
    private volatile SSLContext context;
    private String state;

    /** Reads the files; refused with one line by an {@link IOException} when they are of no use. */
    public Tls(TlsSettings settings) throws IOException {
        files = new TlsFiles(settings);
        clientAuth = settings.clientAuth();
        state = files.state();
        context = files.read();
        slow.allowCoreThreadTimeOut(true);
        Runnable look =
                LOG.guarding("SIP over TLS: cannot look whether keys and certificates have changed", this::look);
        watch.scheduleWithFixedDelay(look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** Reads the files again if they have changed since the last look. */
    public synchronized void look() {
        String now = files.state();
        if (now.equals(state)) {
            return;
        }
        state = now;
        try {
            context = files.read();
            LOG.info("read", "SIP over TLS: keys and certificates were read again");
        } catch (IOException e) {
            LOG.warn("files", "{}; the keys and certificates read before stay in use", e.getMessage());
        }
    }

    /** For a connection that a peer opened. */
    SslHandler accepted() {
        SSLEngine engine = StrongTls.strong(context.createSSLEngine());
        engine.setUseClientMode(false);
        switch (clientAuth) {
            case NONE -> engine.setNeedClientAuth(false);
            case WANTED -> engine.setWantClientAuth(true);
            case NEEDED -> engine.setNeedClientAuth(true);
        }
        return handler(engine);
    }

    /**
     * For a connection that we open.
     *
     * @param name the domain that the peer must prove to be, empty = that it has its address
     */
    SslHandler toward(String name, InetSocketAddress remote) {
        boolean literal = name.isEmpty();
        String wanted = literal ? Literals.text(remote.getAddress()) : name;
        SSLEngine engine = StrongTls.strong(context.createSSLEngine(wanted, remote.getPort()));
        engine.setUseClientMode(true);
        if (!literal) {
            ask(engine, name);
        }
        return handler(engine);
    }

    private static void ask(SSLEngine engine, String name) {
        SSLParameters parameters = engine.getSSLParameters();
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        try {
            parameters.setServerNames(List.of(new SNIHostName(plain)));
        } catch (IllegalArgumentException e) {
            return; // no host name: nothing is asked for, and no certificate will fit
        }
        engine.setSSLParameters(parameters);
    }

    private SslHandler handler(SSLEngine engine) {
        SslHandler handler = new SslHandler(engine, slow);
        handler.setHandshakeTimeout(SECONDS, TimeUnit.SECONDS);
        return handler;
    }

    @Override
    public void close() {
        watch.shutdownNow();
        slow.shutdown();
    }
}
