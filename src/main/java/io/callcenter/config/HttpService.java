package io.callcenter.config;

import io.callcenter.mi.JsonRpc;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;

/** The HTTP server behind the routes {@code platform-http:}: address, port, TLS and size limit come from our settings. */
final class HttpService {
    private static final long MARGIN = 1024;
    private static final int INTERNAL = 500;
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String JSON = "application/json";

    private final Settings settings;
    private final VertxPlatformHttpServer server;

    HttpService(Settings settings) {
        this.settings = settings;
        this.server = new VertxPlatformHttpServer(configuration());
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
        settings.path("cc.http.tls.key-store").ifPresent(file -> configuration.setSslContextParameters(tls(file)));
        return configuration;
    }

    /**
     * Starts it.
     *
     * @throws StartFailed when address or port cannot be had, or the certificate not be read
     */
    void start(CamelContext context) throws StartFailed {
        try {
            tryToBind();
            context.addService(server, true);
            server.start();
        } catch (Exception e) {
            throw new StartFailed(
                    "cc.http.address = " + settings.text("cc.http.address") + ", cc.http.port = "
                            + settings.text("cc.http.port") + ": " + Reason.of(e),
                    e);
        }
        context.getRegistry()
                .findSingleByType(VertxPlatformHttpRouter.class)
                .route("/mi")
                .order(-1)
                .handler(HttpService::takeAsJson)
                .failureHandler(HttpService::fail);
    }

    /** The server itself only logs that it could not bind, and the start goes on. */
    private void tryToBind() throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(settings.text("cc.http.address"), settings.number("cc.http.port")));
        }
    }

    /** Clients that name no type, or a form as curl does, mean JSON: a body that is read as a form would be lost. */
    private static void takeAsJson(RoutingContext request) {
        request.request().headers().set(CONTENT_TYPE, JSON);
        request.next();
    }

    /** Without it, a body that is too large would be logged as an error of ours. */
    private static void fail(RoutingContext request) {
        int status = request.statusCode() > 0 ? request.statusCode() : INTERNAL;
        request.response().setStatusCode(status).end();
    }

    private SSLContextParameters tls(Path file) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + file);
        store.setType("PKCS12");
        store.setPassword(settings.text("cc.http.tls.key-store-password"));
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(store);
        keys.setKeyPassword(settings.text("cc.http.tls.key-store-password"));
        SSLContextParameters tls = new SSLContextParameters();
        tls.setKeyManagers(keys);
        return tls;
    }

    /** Where it listens; the port is the real one where 0 was asked for. */
    String url() {
        String scheme = settings.path("cc.http.tls.key-store").isPresent() ? "https" : "http";
        String host = settings.text("cc.http.address");
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getPort();
    }
}
