package io.callcenter.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Datagrams that wait to be read, served by turns: one of each source, in the order of each source, so that a source that sends too much waits for
 * itself. Sources that fall into the same of 256 shares, by a secret number, are one. Bounded: when it is full, the share that holds most bytes loses
 * its oldest ones. One thread.
 */
final class FairQueue {
    private static final int SHARES = 256;
    private static final int SPREAD = 0x9E3779B9;

    private static final class Share {
        private final Deque<ReceivedDatagram> waiting = new ArrayDeque<>();
        private long bytes;
    }

    private final int most;
    private final long mostBytes;
    private final int secret;
    private final Deque<Share> turns = new ArrayDeque<>();
    private final List<Share> shares = new ArrayList<>(SHARES);
    private int size;
    private long bytes;

    /**
     * An empty queue.
     *
     * @param most datagrams, and {@code mostBytes} of them
     * @param secret spreads the sources
     */
    FairQueue(int most, long mostBytes, int secret) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.secret = secret;
        for (int i = 0; i < SHARES; i++) {
            shares.add(new Share());
        }
    }

    /**
     * Adds it.
     *
     * @return how many others lost their place for it
     */
    int add(ReceivedDatagram datagram) {
        Share share = shares.get((datagram.source().hashCode() ^ secret) * SPREAD >>> 24);
        int lost = 0;
        while (size > 0 && (size >= most || bytes + datagram.size() > mostBytes)) {
            Share longest = longest();
            removed(longest, longest.waiting.removeFirst());
            if (longest.waiting.isEmpty()) {
                turns.remove(longest);
            }
            lost++;
        }
        if (share.waiting.isEmpty()) {
            turns.add(share);
        }
        share.waiting.add(datagram);
        share.bytes += datagram.size();
        bytes += datagram.size();
        size++;
        return lost;
    }

    private Share longest() {
        Share longest = shares.get(0);
        for (Share share : shares) {
            if (share.bytes > longest.bytes) {
                longest = share;
            }
        }
        return longest;
    }

    private void removed(Share share, ReceivedDatagram datagram) {
        share.bytes -= datagram.size();
        bytes -= datagram.size();
        size--;
    }

    /** The next one; there must be one. */
    ReceivedDatagram remove() {
        Share share = turns.remove();
        ReceivedDatagram datagram = share.waiting.remove();
        removed(share, datagram);
        if (!share.waiting.isEmpty()) {
            turns.add(share);
        }
        return datagram;
    }

    int size() {
        return size;
    }
}
