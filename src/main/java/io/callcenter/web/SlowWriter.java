package io.callcenter.web;

import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Writes a long file to a browser from a thread that may wait: it goes on when what was written before has left, so that no more than a piece of it
 * is in memory. The answer begins with the first full piece, or the end.
 */
final class SlowWriter {
    private static final int PIECE = 32 << 10;
    private static final int PATIENCE_SECONDS = 10;

    /** The browser has gone, or does not read. */
    static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Gone() {
            super("the browser has gone", null, false, false);
        }
    }

    private final RoutingContext context;
    private final Context loop;
    private final PageReply reply;
    private final String name;
    private final StringBuilder piece = new StringBuilder();
    private boolean begun;

    /** A writer of the answer on that loop, which is a file of that name. */
    SlowWriter(RoutingContext context, Context loop, PageReply reply, String name) {
        this.name = name;
        this.context = context;
        this.loop = loop;
        this.reply = reply;
    }

    /** Writes that text; throws {@link Gone} where nobody reads. */
    void write(String text) {
        piece.append(text);
        if (piece.length() >= PIECE) {
            send(false);
        }
    }

    /** Ends the file. */
    void end() {
        send(true);
    }

    private void send(boolean last) {
        String text = piece.toString();
        piece.setLength(0);
        boolean first = !begun;
        begun = true;
        CompletableFuture<Void> sent = new CompletableFuture<>();
        loop.runOnContext(nothing -> {
            var response = context.response();
            if (response.closed() || response.ended()) {
                sent.completeExceptionally(new Gone());
                return;
            }
            if (first) {
                reply.begin(context, 200)
                        .putHeader("Content-Type", "text/csv; charset=utf-8; header=present")
                        .putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"")
                        .setChunked(true);
            }
            (last ? response.end(text) : response.write(text))
                    .onSuccess(sent::complete)
                    .onFailure(sent::completeExceptionally);
        });
        try {
            sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Gone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Gone();
        }
    }

    /** Breaks off what was begun, so that a part is not taken for the whole; whether there was anything. */
    boolean abort() {
        if (begun) {
            loop.runOnContext(nothing -> context.request().connection().close());
        }
        return begun;
    }
}
