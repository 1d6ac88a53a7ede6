package io.callcenter.transport;

import java.util.concurrent.ThreadLocalRandom;

/**
 * What came by datagrams and waits for its loop. Responses and requests with a To tag come first, but for one in eight places: a flood of these must
 * not keep new calls out. Within both, sources take turns, and messages of one source keep their order. One thread.
 */
final class DatagramInbox {
    private static final int MOST = 50_000;
    private static final long MOST_BYTES = 64 << 20;
    private static final int HEAP_PART = 16;
    /** Longer than a pause, shorter than the peer's patience. */
    private static final long STALE = 4_000_000_000L;

    private static final int TURNS = 8;

    private final FairQueue known;
    private final FairQueue others;
    private int turn;
    private long lost;

    /** An empty one of so many loops. */
    DatagramInbox(int loops) {
        long room = Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PART) / (2L * loops);
        int secret = ThreadLocalRandom.current().nextInt();
        known = new FairQueue(MOST / (2 * loops), room, secret);
        others = new FairQueue(MOST / (2 * loops), room, secret);
    }

    void add(ReceivedDatagram datagram) {
        lost += (datagram.seemsKnown() ? known : others).add(datagram);
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        return known.size() == 0 && others.size() == 0;
    }

    /** The next one, {@code null} = none; what nobody needs any more is left out. */
    ReceivedDatagram poll(long now) {
        while (!isEmpty()) {
            turn = (turn + 1) % TURNS;
            boolean first = known.size() > 0 && (turn != 0 || others.size() == 0);
            ReceivedDatagram next = (first ? known : others).remove();
            if (now - next.at() <= STALE) {
                return next;
            }
            lost++;
        }
        return null;
    }

    /** How many were lost since it was asked last. */
    long lost() {
        long count = lost;
        lost = 0;
        return count;
    }
}
