package io.callcenter.config.http;

import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.mi.HttpDoor;
import io.callcenter.mi.command.JsonRpc;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/** The HTTP server behind the routes {@code platform-http:}: address, port, TLS and limits come from our settings. */
public final class HttpService {
    /** What the kernel takes for a client that does not read, in bytes; by itself it would take several MiB for each. */
    private static final int UNREAD = 128 << 10;

    private static final long MARGIN = 1024;
    /** Longer than any answer takes for which {@code ./callcenter mi} waits. */
    private static final int SILENCE_SECONDS = 60;

    private final Settings settings;
    private final BoundedHttpServer server;

    /** A server that asks that handler first, then the pages, then the door. */
    public HttpService(Settings settings, Handler<RoutingContext> first, Handler<RoutingContext> pages, HttpDoor door) {
        this.settings = settings;
        this.server = new BoundedHttpServer(configuration(), options(), List.of(first, pages, door));
    }

    private VertxPlatformHttpServerConfiguration configuration() {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(settings.text("cc.http.address"));
        configuration.setBindPort(settings.number("cc.http.port"));
        configuration.setPath("/");
        configuration.setServerType("server");
        configuration.getBodyHandler().setHandleFileUploads(false);
        // Slightly above the largest request, so that one a little too large gets its JSON-RPC error.
        configuration.setMaxBodySize(JsonRpc.LARGEST_REQUEST + MARGIN);
        return configuration;
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.text("cc.http.address"))
                .setPort(settings.number("cc.http.port"))
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setSendBufferSize(UNREAD)
                .setIdleTimeout(SILENCE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        settings.path("cc.http.tls.key-store").ifPresent(file -> tls(options, file));
        return options;
    }

    private void tls(HttpServerOptions options, Path file) {
        options.setSsl(true)
                .setKeyCertOptions(new PfxOptions()
                        .setPath(file.toString())
                        .setPassword(settings.text("cc.http.tls.key-store-password")))
                .setEnabledSecureTransportProtocols(TlsSuites.PROTOCOLS);
        TlsSuites.SUITES.forEach(options::addEnabledCipherSuite);
    }

    /**
     * Starts it.
     *
     * @throws StartFailed when address or port cannot be had, or the certificate not be read
     */
    public void start(CamelContext context) throws StartFailed {
        try {
            context.addService(server, true);
            server.start();
        } catch (Exception e) {
            throw new StartFailed(
                    "cc.http.address = " + settings.text("cc.http.address") + ", cc.http.port = "
                            + settings.text("cc.http.port") + ": " + Reason.of(e),
                    e);
        }
    }

    /** Where it listens; the port is the real one where 0 was asked for. */
    public String url() {
        String scheme = settings.path("cc.http.tls.key-store").isPresent() ? "https" : "http";
        String host = settings.text("cc.http.address");
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getPort();
    }
}
