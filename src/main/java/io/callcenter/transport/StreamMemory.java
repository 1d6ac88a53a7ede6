package io.callcenter.transport;

import io.callcenter.log.RateLimitedLog;
import io.callcenter.transport.address.Literals;
import org.slf4j.LoggerFactory;

/**
 * Bounds what all streams together hold in memory: of what peers sent and is not dealt with yet, and of what peers have not taken. Over one of the
 * bounds the connections that hold most are closed, counted and named in the log. Any thread.
 */
final class StreamMemory {
    private static final RateLimitedLog LOG = new RateLimitedLog(LoggerFactory.getLogger(StreamMemory.class));
    private static final long MOST = 64 << 20;
    private static final int HEAP_PART = 8;

    private final Backlog<Connection> unread;
    private final Backlog<Connection> unsent;

    /** Bounds of so many bytes, each way. */
    StreamMemory(long most) {
        unread = new Backlog<>(
                most,
                new Backlog.Asked<>(
                        Connection::unread,
                        Connection::isTrusted,
                        c -> giveUp(c, "unread", "messages that are not complete or not dealt with")));
        unsent = new Backlog<>(
                most,
                new Backlog.Asked<>(
                        Connection::unsent,
                        Connection::isTrusted,
                        c -> giveUp(c, "unsent", "messages that their peers do not take")));
    }

    /** The usual ones: 64 MiB, or an eighth of a small heap. */
    static StreamMemory usual() {
        return new StreamMemory(Math.min(MOST, Runtime.getRuntime().maxMemory() / HEAP_PART));
    }

    private static void giveUp(Connection connection, String cause, String what) {
        connection.giveUp(cause);
        String peer = Literals.text(connection.remote().getAddress());
        LOG.warn(
                cause,
                "Connections are closed since all hold too many bytes of {}; the last one was {} with {}:{}",
                what,
                connection.transport(),
                peer,
                connection.remote().getPort());
    }

    /** More came over that connection, or less waits. */
    void read(Connection connection) {
        unread.look(connection);
    }

    /** More waits for its peer, or less. */
    void written(Connection connection) {
        unsent.look(connection);
    }

    void gone(Connection connection) {
        unread.gone(connection);
        unsent.gone(connection);
    }
}
