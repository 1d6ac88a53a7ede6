package io.callcenter.web;

import io.callcenter.ids.AgentId;
import io.callcenter.mi.access.UserScope;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** One page that follows the board. Its place and its times belong to the thread of the feed; what is sent goes by its connection's own thread. */
final class Stream {
    private static final long MOST_QUEUED = 1 << 20;

    final String session;
    final Set<Topic> topics;
    final NumberMask numbers;
    final UserScope scope;
    final Optional<AgentId> own;
    long place;
    long lastFrame;
    long lastByte;
    long lastChecked;
    long fullSince;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Context context;
    private final AtomicLong queued = new AtomicLong();

    /** A page of that session with that scope, of an agent for their own rows; the head of the response to its request is written. */
    Stream(
            String session,
            Set<Topic> topics,
            NumberMask numbers,
            UserScope scope,
            Optional<AgentId> own,
            HttpServerRequest request,
            Context context) {
        this.session = session;
        this.topics = Set.copyOf(topics);
        this.numbers = numbers;
        this.scope = scope;
        this.own = own;
        this.request = request;
        this.response = request.response();
        this.context = context;
    }

    /** Whether what was sent before has not gone out. */
    boolean full() {
        return response.writeQueueFull();
    }

    /** Whether more waits than may wait. */
    boolean tooFull() {
        return queued.get() > MOST_QUEUED;
    }

    /** Sends an event; returns at once. */
    void send(String text) {
        queued.addAndGet(text.length());
        context.runOnContext(nothing -> {
            if (response.ended() || response.closed()) {
                return;
            }
            response.write(text).onComplete(written -> queued.addAndGet(-text.length()));
        });
    }

    /** Says good-bye, and ends it. */
    void bye(String why) {
        send("event: bye\ndata: \"" + why + "\"\n\n");
        context.runOnContext(nothing -> {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        });
    }

    /** Ends it without a word: nobody reads. */
    void drop() {
        context.runOnContext(nothing -> {
            if (request.connection() instanceof ConnectionBase connection) {
                connection.channelHandlerContext().close(); // Vert.x would first send all that is queued
            } else {
                response.reset();
            }
        });
    }
}
