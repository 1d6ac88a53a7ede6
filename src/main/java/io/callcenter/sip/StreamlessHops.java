package io.callcenter.sip;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Hops that refused a stream, to which large requests go by datagram at once: the last 1,024 of them. Any thread. */
final class StreamlessHops {
    static final int MOST = 1_024;

    private final Set<StackHop> hops = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StackHop, Boolean> eldest) {
            return size() > MOST;
        }
    }));

    void add(StackHop hop) {
        hops.add(hop);
    }

    boolean contains(StackHop hop) {
        return hops.contains(hop);
    }
}
