package io.callcenter.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Ten commands in a second for each session, twenty at once. Any thread. */
final class CommandRate {
    private static final double PER_NANO = 10 / 1e9;
    private static final double BURST = 20;
    private static final int MOST = 10_000;

    private record Left(double commands, long at) {}

    private final LongSupplier nanos;
    private final Map<String, Left> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Left> eldest) {
            return size() > MOST;
        }
    };

    CommandRate(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether that session may send that many more now; if not, none of them counts. */
    synchronized boolean allows(String session, int commands) {
        long now = nanos.getAsLong();
        Left known = sessions.getOrDefault(session, new Left(BURST, now));
        double left = Math.min(BURST, known.commands() + (now - known.at()) * PER_NANO);
        boolean allowed = left >= commands;
        sessions.put(session, new Left(allowed ? left - commands : left, now));
        return allowed;
    }
}
