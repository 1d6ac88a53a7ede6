package io.callcenter.sip;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Hops that took no stream, to which large requests go by datagram at once for ten minutes: the last 1,024 of them. Any thread. */
final class StreamlessHops {
    static final int MOST = 1_024;
    private static final long NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Map<StackHop, Long> since = new LinkedHashMap<>();

    synchronized void add(StackHop hop) {
        since.remove(hop);
        since.put(hop, System.nanoTime());
        if (since.size() > MOST) {
            Iterator<StackHop> oldest = since.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    synchronized boolean contains(StackHop hop) {
        Long at = since.get(hop);
        return at != null && System.nanoTime() - at < NANOS;
    }
}
