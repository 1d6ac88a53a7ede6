package io.callcenter.transport;

import io.callcenter.transport.address.Source;
import io.callcenter.transport.tls.HandshakeRate;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Says whether there may be one more stream: of those that peers opened, of those that we opened, and of one source. To a source belongs what it
 * opened, and what we opened to answer requests whose connection it had closed. Any thread.
 */
final class StreamCounts {
    /** Why there is a stream. */
    enum Origin {
        /** A peer opened it. */
        ACCEPTED,
        /** We opened it for a request of ours. */
        DIALLED,
        /** We opened it for an answer of ours. */
        ANSWERING
    }

    /**
     * How many streams may be open.
     *
     * @param accepted those that peers opened
     * @param dialled those that we opened
     * @param source of one source
     * @param trusted of a trusted one
     * @param isTrusted which are
     */
    record Bounds(int accepted, int dialled, int source, int trusted, Predicate<InetAddress> isTrusted) {
        private static final int MOST = 10_000;
        private static final int MOST_OF_A_SOURCE = 100;
        private static final int MOST_OF_A_TRUSTED_ONE = 1_000;

        /** The usual ones: at most {@value #MOST} each way; where files are few, a quarter of them is left for those that we open. */
        static Bounds usual(Predicate<InetAddress> isTrusted) {
            return of(Descriptors.connections(2 * MOST), isTrusted);
        }

        static Bounds of(int descriptors, Predicate<InetAddress> isTrusted) {
            int accepted = Math.min(MOST, descriptors - descriptors / 4);
            int dialled = Math.min(MOST, descriptors - accepted);
            return new Bounds(accepted, dialled, MOST_OF_A_SOURCE, MOST_OF_A_TRUSTED_ONE, isTrusted);
        }
    }

    private final Bounds bounds;
    private final Map<Source, Integer> bySource = new ConcurrentHashMap<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger dialled = new AtomicInteger();
    private final HandshakeRate answers = new HandshakeRate();

    StreamCounts(Bounds bounds) {
        this.bounds = bounds;
    }

    /** Counts one that a peer opened; {@code false} = there are too many, and it is not counted. */
    boolean enters(InetAddress source) {
        return isBelow(accepted, bounds.accepted()) && (ofSource(source) || isGivenBack(accepted));
    }

    /** Counts one that we open for a request; {@code false} = there are too many, and it is not counted. */
    boolean dials() {
        return isBelow(dialled, bounds.dialled());
    }

    /** Counts one that we open for an answer; {@code false} = there are too many, or too often, and it is not counted. */
    boolean answers(InetAddress source, long now) {
        boolean permitted = bounds.isTrusted().test(source) || answers.permits(source, now);
        return permitted && isBelow(dialled, bounds.dialled()) && (ofSource(source) || isGivenBack(dialled));
    }

    private static boolean isBelow(AtomicInteger count, int most) {
        if (count.incrementAndGet() <= most) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }

    private static boolean isGivenBack(AtomicInteger count) {
        count.decrementAndGet();
        return false;
    }

    private boolean ofSource(InetAddress source) {
        int most = bounds.isTrusted().test(source) ? bounds.trusted() : bounds.source();
        if (bySource.merge(Source.of(source), 1, Integer::sum) <= most) {
            return true;
        }
        noLonger(source);
        return false;
    }

    private void noLonger(InetAddress source) {
        bySource.computeIfPresent(Source.of(source), (s, count) -> count > 1 ? count - 1 : null);
    }

    /** One of that origin is gone that was counted. */
    void leaves(Origin origin, InetAddress source) {
        (origin == Origin.ACCEPTED ? accepted : dialled).decrementAndGet();
        if (origin != Origin.DIALLED) {
            noLonger(source);
        }
    }

    /** All that are counted. */
    int size() {
        return accepted.get() + dialled.get();
    }
}
