package io.callcenter.config.http;

import io.callcenter.config.settings.Reason;
import io.callcenter.mi.HttpDoor;
import io.callcenter.mi.HttpRefusal;
import io.callcenter.web.PageGate;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Camel's HTTP server with options of ours, {@link HttpConnections bounded}, behind the gate of the pages and a {@link HttpDoor}, with a JSON body for each error. */
final class BoundedHttpServer extends VertxPlatformHttpServer {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedHttpServer.class);
    private static final long SWEEP_MILLIS = 5_000;
    private static final long LINGER_MILLIS = 2_000;
    private static final int PATIENCE_SECONDS = 10;
    private static final int NO_HTTP = 400;
    /** What the router says by itself, where no route fits. */
    private static final List<Integer> ERRORS = List.of(400, 404, 405, 406, 415, 500);

    private final VertxPlatformHttpServerConfiguration configuration;
    private final HttpServerOptions options;
    private final List<Handler<RoutingContext>> handlers;
    private final HttpConnections connections = new HttpConnections(System::nanoTime);
    private HttpServer server;

    BoundedHttpServer(
            VertxPlatformHttpServerConfiguration configuration,
            HttpServerOptions options,
            List<Handler<RoutingContext>> handlers) {
        super(configuration);
        this.configuration = configuration;
        this.options = options;
        this.handlers = List.copyOf(handlers);
    }

    @Override
    protected void startServer() throws Exception {
        VertxPlatformHttpRouter router =
                getCamelContext().getRegistry().findSingleByType(VertxPlatformHttpRouter.class);
        ERRORS.forEach(status -> router.errorHandler(status, failed -> fail(failed, status)));
        Route first = router.route().order(-2).handler(this::watch);
        handlers.forEach(first::handler);
        first.failureHandler(BoundedHttpServer::fail);
        BodyHandler body = BodyHandler.create(false).setBodyLimit(configuration.getMaxBodySize());
        router.route(HttpDoor.COMMANDS).order(-1).handler(body);
        router.route(PageGate.ROUTES)
                .order(-1)
                .handler(context -> {
                    if (PageGate.hasForm(context)) {
                        body.handle(context);
                    } else {
                        context.next();
                    }
                })
                .handler(PageGate::checkForm);
        server = getVertx()
                .createHttpServer(options)
                .connectionHandler(connections::opened)
                .invalidRequestHandler(BoundedHttpServer::invalid)
                .exceptionHandler(failure -> LOG.debug("a connection failed", failure))
                .requestHandler(router);
        getVertx().setPeriodic(SWEEP_MILLIS, timer -> connections.sweep());
        await(server.listen());
    }

    private void watch(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        connections.waits(connection);
        boolean follows = PageGate.isStream(context.request().path());
        context.request().end().onSuccess(nothing -> {
            if (context.response().ended()) {
                return; // it waits for the next request already
            }
            connections.asks(connection);
            if (follows) {
                connections.follows(connection);
            }
        });
        context.addEndHandler(nothing -> connections.waits(connection));
        try {
            context.normalizedPath();
        } catch (IllegalArgumentException e) {
            HttpDoor.refuse(context, NO_HTTP, "not a path");
            return;
        }
        context.next();
    }

    /** The body handler fails with status 200 where the client has gone, or sends what is no body. */
    private static void fail(RoutingContext context) {
        Throwable failure = context.failure();
        boolean broken = failure instanceof IOException || failure instanceof HttpClosedException;
        int status = context.statusCode() > 0 ? context.statusCode() : HttpRefusal.FAULT;
        if (broken || status < NO_HTTP || failure instanceof NumberFormatException) {
            LOG.debug("a request was broken off", failure);
            fail(context, NO_HTTP);
            return;
        }
        if (failure != null && status >= HttpRefusal.FAULT) {
            LOG.error("A request failed: {}", context.request().method(), failure);
        }
        fail(context, status);
    }

    /** What is not read to its end goes on for two seconds, so that the client can read why, and then with its connection. */
    private static void fail(RoutingContext context, int status) {
        boolean cut = !context.request().isEnded();
        if (cut && !context.response().headWritten()) {
            context.response().putHeader("Connection", "close");
        }
        HttpDoor.refuse(context, status, HttpRefusal.words(status));
        if (cut) {
            HttpConnection connection = context.request().connection();
            context.vertx().setTimer(LINGER_MILLIS, timer -> connection.close());
        }
    }

    /** What is no HTTP, or more than a head may be. */
    private static void invalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        int status = NO_HTTP;
        if (cause instanceof TooLongFrameException) {
            status = String.valueOf(cause.getMessage()).contains("line") ? 414 : 431;
        }
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", HttpRefusal.JSON)
                .putHeader("Connection", "close")
                .end(new HttpRefusal(status, "").body())
                .onComplete(written -> request.connection().close());
    }

    @Override
    public HttpServer getServer() {
        return server;
    }

    @Override
    public int getPort() {
        return server == null ? configuration.getBindPort() : server.actualPort();
    }

    @Override
    protected void stopServer() {
        if (server != null) {
            awaitQuietly(server.close());
        }
    }

    @Override
    protected void stopVertx() {
        if (getVertx() != null) {
            awaitQuietly(getVertx().close());
        }
    }

    private static void await(Future<?> future) throws Exception {
        try {
            future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static void awaitQuietly(Future<?> future) {
        try {
            await(future);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.warn("The HTTP server does not stop");
        } catch (Exception e) {
            LOG.warn("The HTTP server does not stop: {}", Reason.of(e));
        }
    }
}
