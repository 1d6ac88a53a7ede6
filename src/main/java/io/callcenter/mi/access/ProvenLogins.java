package io.callcenter.mi.access;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From which sources which names have come with their password: from there the password is compared at once, without the wait of those who
 * guess beside them. That lasts for {@value #MOST_WRONG} wrong ones, so that it is no way to guess quickly. Any thread.
 */
final class ProvenLogins {
    static final int MOST_WRONG = 1000;
    private static final int MOST = 10_000;

    private final Map<Proof, Integer> wrong = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Proof, Integer> eldest) {
            return size() > MOST;
        }
    };

    private record Proof(String source, String name) {}

    /** That name came from that source with its password. */
    synchronized void proven(String source, String name) {
        wrong.put(new Proof(source, name), 0);
    }

    /** Whether it did, and not too many wrong ones have come since. */
    synchronized boolean holds(String source, String name) {
        return wrong.get(new Proof(source, name)) != null;
    }

    /** A wrong password came with that name from that source. */
    synchronized void wrong(String source, String name) {
        wrong.computeIfPresent(new Proof(source, name), (proof, count) -> count + 1 < MOST_WRONG ? count + 1 : null);
    }
}
