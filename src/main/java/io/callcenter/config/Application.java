package io.callcenter.config;

import io.callcenter.config.http.HttpService;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.sip.call.LiveCalls;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole application, running: {@link Startup} makes it; closing it stops SIP first and the databases last. */
public final class Application implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final StartedParts parts;
    private final CamelContext context;
    private final LiveCalls liveCalls;
    private final HttpService http;
    private final SipStop stop;
    private final CompletableFuture<String> broken;

    Application(
            StartedParts parts,
            CamelContext context,
            LiveCalls liveCalls,
            HttpService http,
            SipStop stop,
            CompletableFuture<String> broken) {
        this.parts = parts;
        this.context = context;
        this.liveCalls = liveCalls;
        this.http = http;
        this.stop = stop;
        this.broken = broken;
    }

    /**
     * Starts everything; returns when calls are taken.
     *
     * @throws StartFailed with one line that says why; everything that had been started is stopped again
     */
    public static Application start(Settings settings) throws StartFailed {
        StartedParts parts = new StartedParts();
        try {
            say(settings);
            return new Startup(settings, parts).run();
        } catch (StartFailed e) {
            LOG.debug("start failed", e);
            parts.close();
            throw e;
        } catch (Exception | LinkageError e) {
            LOG.debug("start failed", e);
            parts.close();
            throw new StartFailed(StartTrouble.line(e), e);
        }
    }

    /** Tells the log what is set, and what looks like a mistake. */
    public static void say(Settings settings) {
        settings.changed().forEach((name, value) -> LOG.info("{} = {}", name, value));
        settings.warnings().forEach(LOG::warn);
        SipSide.openToAll(settings).ifPresent(LOG::warn);
    }

    /** Completes with the reason when the process cannot go on and should be ended with 1. */
    public CompletionStage<String> broken() {
        return broken.minimalCompletionStage();
    }

    /** The points on which SIP is really listened to, as {@code udp:127.0.0.1:5060}. */
    public List<String> sip() {
        return liveCalls.listening();
    }

    /** Where the management interface listens, as {@code http://127.0.0.1:8080}. */
    public URI http() {
        return URI.create(http.url());
    }

    /** The context that runs the routes. */
    public CamelContext context() {
        return context;
    }

    @Override
    public void close() {
        boolean running = parts.running();
        parts.close();
        if (running) {
            LOG.info(stop.farewell());
        }
    }
}
