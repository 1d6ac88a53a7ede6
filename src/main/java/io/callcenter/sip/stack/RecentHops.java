package io.callcenter.sip.stack;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Hops of which something is remembered for a while: the last 1,024 of them. Any thread. */
final class RecentHops {
    static final int MOST = 1_024;

    private final Map<StackHop, Long> since = new LinkedHashMap<>();
    private final long nanos;

    RecentHops(Duration kept) {
        this.nanos = kept.toNanos();
    }

    synchronized void add(StackHop hop, long now) {
        since.remove(hop);
        since.put(hop, now);
        if (since.size() > MOST) {
            Iterator<StackHop> oldest = since.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    synchronized boolean contains(StackHop hop, long now) {
        Long at = since.get(hop);
        return at != null && now - at < nanos;
    }
}
