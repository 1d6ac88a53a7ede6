package io.callcenter.config.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.config.RawHttp;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a real server and a clock of the test. */
class HttpConnectionsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final HttpConnections connections = new HttpConnections(nanos::get);
    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .connectionHandler(connections::opened)
                .requestHandler(request -> {
                    connections.waits(request.connection());
                    request.end().onSuccess(nothing -> {
                        connections.asks(request.connection());
                        if (request.path().equals("/quick")) {
                            connections.waits(request.connection());
                            request.response().end("done");
                        }
                    });
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private RawHttp connect() throws Exception {
        int before = connections.open();
        RawHttp http = new RawHttp(URI.create("http://127.0.0.1:" + server.actualPort()));
        await().until(() -> connections.open() == before + 1);
        return http;
    }

    private void seconds(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        connections.sweep();
    }

    @Test
    void whoeverAsksNothingForHalfAMinuteIsClosed_L3() throws Exception {
        try (RawHttp silent = connect();
                RawHttp slow = connect()) {
            slow.send("GET /quick HTTP/1.1\r\nHo");
            seconds(29);
            assertThat(connections.open()).isEqualTo(2);

            seconds(1);

            assertThat(silent.rest()).isEmpty();
            assertThat(slow.rest()).isEmpty();
            await().until(() -> connections.open() == 0);
        }
    }

    @Test
    void aBodyHasHalfAMinuteFromItsHead_L3() throws Exception {
        try (RawHttp slow = connect()) {
            slow.send("POST /quick HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx");
            seconds(29);
            slow.send("x");
            seconds(2);

            assertThat(slow.rest()).isEmpty();
        }
    }

    @Test
    void anAnswerMayTakeLongerAndTheNextRequestHasItsOwnTime_L3() throws Exception {
        try (RawHttp patient = connect();
                RawHttp busy = connect()) {
            patient.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(busy.send("GET /quick HTTP/1.1\r\nHost: x\r\n\r\n").answer())
                    .endsWith("done");
            await().until(() -> connections.waiting() == 1);
            seconds(20);
            assertThat(busy.send("GET /quick HTTP/1.1\r\nHost: x\r\n\r\n").answer())
                    .endsWith("done");
            seconds(20);
            assertThat(connections.open()).isEqualTo(2);
            seconds(20);

            await().until(() -> connections.open() == 1);
        }
    }
}
