package io.callcenter.sip.call;

import io.callcenter.b2b.Hop;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which calls had messages over which connections, by the peers' addresses. Any thread. */
final class LinkTable<L> {
    private final Map<String, Set<L>> calls = new ConcurrentHashMap<>();

    static String key(String transport, String host, int port) {
        return transport + ' ' + host + ' ' + port;
    }

    static String key(Hop hop) {
        return key(hop.transport(), hop.remoteHost(), hop.remotePort());
    }

    void add(String link, L call) {
        calls.compute(link, (key, known) -> {
            Set<L> all = known == null ? ConcurrentHashMap.newKeySet(1) : known;
            all.add(call);
            return all;
        });
    }

    void remove(String link, L call) {
        calls.computeIfPresent(link, (key, all) -> {
            all.remove(call);
            return all.isEmpty() ? null : all;
        });
    }

    /** The connection is closed: its calls, which are forgotten here. */
    Set<L> gone(String link) {
        Set<L> all = calls.remove(link);
        return all == null ? Set.of() : Set.copyOf(all);
    }

    /** Connections that are known. */
    int size() {
        return calls.size();
    }
}
