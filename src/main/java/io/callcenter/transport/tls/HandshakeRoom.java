package io.callcenter.transport.tls;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A bounded number of handshakes that run at a time. Where one more begins, the oldest whose peer has said nothing makes room, or the oldest of
 * all. Any thread.
 *
 * @param <C> what shakes hands
 */
final class HandshakeRoom<C> {
    private final int most;
    private final Set<C> silent = new LinkedHashSet<>();
    private final Set<C> speaking = new LinkedHashSet<>();

    /** An empty one for so many. */
    HandshakeRoom(int most) {
        this.most = most;
    }

    /**
     * One begins.
     *
     * @return which one has to go for it
     */
    synchronized Optional<C> enter(C entering) {
        Optional<C> leaving = Optional.empty();
        if (size() >= most) {
            Iterator<C> oldest = (silent.isEmpty() ? speaking : silent).iterator();
            leaving = Optional.of(oldest.next());
            oldest.remove();
        }
        silent.add(entering);
        return leaving;
    }

    /** Its peer has said something. */
    synchronized void speaks(C handshake) {
        if (silent.remove(handshake)) {
            speaking.add(handshake);
        }
    }

    /** It is over, in whatever way. */
    synchronized void leaves(C handshake) {
        if (!silent.remove(handshake)) {
            speaking.remove(handshake);
        }
    }

    synchronized int size() {
        return silent.size() + speaking.size();
    }
}
