package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.mi.access.UserScope;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A page at the other end of a real connection. */
class StreamTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aPageThatReadsNothingIsDroppedAtOnce() throws Exception {
        CompletableFuture<Stream> begun = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    request.connection().closeHandler(closed::complete);
                    request.response().setChunked(true).write("retry: 1000\n\n");
                    begun.complete(new Stream(
                            "s",
                            EnumSet.allOf(Topic.class),
                            NumberMask.FULL,
                            UserScope.ALL,
                            Optional.empty(),
                            request,
                            vertx.getOrCreateContext()));
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        try (Socket silent = new Socket("127.0.0.1", server.actualPort())) {
            silent.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Stream stream = begun.get(10, TimeUnit.SECONDS);
            for (int i = 0; i < 64; i++) {
                stream.send("x".repeat(1 << 20));
            }
            await().until(() -> stream.full() && stream.tooFull());

            stream.drop();

            closed.get(10, TimeUnit.SECONDS);
            assertThat(silent.isClosed()).isFalse();
        }
    }
}
