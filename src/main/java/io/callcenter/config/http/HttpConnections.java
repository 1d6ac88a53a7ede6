package io.callcenter.config.http;

import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Bounds what connections to the management interface cost: a request must be there whole 30 s after the connection or the answer before, and
 * where there are too many connections, the one that waits longest for its request is closed. So whoever holds connections open without
 * asking loses their own, and a health check still gets one. Any thread.
 */
public final class HttpConnections {
    public static final int MOST = 512;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final LongSupplier nanos;
    private final Set<HttpConnection> open = new HashSet<>();
    /** Those of pages that follow the board, which are bounded elsewhere. */
    private final Set<HttpConnection> following = new HashSet<>();
    /** Those that wait for a request, with the time since when, oldest first. */
    private final Map<HttpConnection, Long> waiting = new LinkedHashMap<>();

    /** By a clock that counts nanoseconds and never goes back. */
    HttpConnections(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A connection was made. */
    void opened(HttpConnection connection) {
        connection.closeHandler(nothing -> closed(connection));
        for (HttpConnection surplus : enter(connection)) {
            surplus.close();
        }
    }

    private synchronized List<HttpConnection> enter(HttpConnection connection) {
        List<HttpConnection> surplus = new ArrayList<>();
        if (open.size() - following.size() >= MOST) {
            HttpConnection longest =
                    waiting.isEmpty() ? connection : waiting.keySet().iterator().next();
            waiting.remove(longest);
            surplus.add(longest);
            if (longest.equals(connection)) {
                return surplus;
            }
        }
        open.add(connection);
        waiting.put(connection, nanos.getAsLong());
        return surplus;
    }

    /** The head of a request has come, or its answer is complete: the rest, or the next one, has its time from now on. */
    synchronized void waits(HttpConnection connection) {
        waiting.remove(connection);
        following.remove(connection);
        if (open.contains(connection)) {
            waiting.put(connection, nanos.getAsLong());
        }
    }

    /** A request has come wholly; what it takes is not the client's affair. */
    synchronized void asks(HttpConnection connection) {
        waiting.remove(connection);
    }

    /** Its answer is a stream that goes on, until the next {@link #waits}. */
    synchronized void follows(HttpConnection connection) {
        if (open.contains(connection)) {
            following.add(connection);
        }
    }

    private synchronized void closed(HttpConnection connection) {
        following.remove(connection);
        open.remove(connection);
        waiting.remove(connection);
    }

    /** Closes those whose time is over. */
    void sweep() {
        overdue().forEach(HttpConnection::close);
    }

    private synchronized List<HttpConnection> overdue() {
        long now = nanos.getAsLong();
        List<HttpConnection> overdue = new ArrayList<>();
        Iterator<Map.Entry<HttpConnection, Long>> oldest = waiting.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<HttpConnection, Long> next = oldest.next();
            if (now - next.getValue() < PATIENCE_NANOS) {
                break;
            }
            overdue.add(next.getKey());
            oldest.remove();
        }
        return overdue;
    }

    /** How many of them wait for a request. */
    synchronized int waiting() {
        return waiting.size();
    }

    /** How many are open. */
    synchronized int open() {
        return open.size();
    }
}
