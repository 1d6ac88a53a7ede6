package io.callcenter.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Messages that came over streams of other loops and wait for this one: while they are more than so many bytes, the streams that bring more are not
 * read; when half of them are dealt with, they are again. Nothing is dropped. Any thread.
 */
final class HandOver {
    private final long most;
    private final AtomicLong waiting = new AtomicLong();
    private final Queue<StreamInput> stopped = new ConcurrentLinkedQueue<>();

    /** One of so many bytes. */
    HandOver(long most) {
        this.most = most;
    }

    /** One more message waits; {@code false} = that is too much now, and its stream has to stop. */
    boolean add(int bytes) {
        return waiting.addAndGet(bytes) <= most;
    }

    /** That stream reads nothing until it is told to go on. */
    void stops(StreamInput stream) {
        stopped.add(stream);
        if (waiting.get() <= most / 2) {
            goOn();
        }
    }

    /** A message waits no longer. */
    void taken(int bytes) {
        if (waiting.addAndGet(-bytes) <= most / 2 && !stopped.isEmpty()) {
            goOn();
        }
    }

    private void goOn() {
        for (StreamInput next = stopped.poll(); next != null; next = stopped.poll()) {
            next.goesOn(this);
        }
    }

    /** Bytes that wait. */
    long waiting() {
        return waiting.get();
    }
}
