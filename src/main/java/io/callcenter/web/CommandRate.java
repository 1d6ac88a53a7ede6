package io.callcenter.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** So many in a second for each key, and so many at once: ten and twenty for the commands of a session. Any thread. */
final class CommandRate {
    private static final double PER_NANO = 10 / 1e9;
    private static final double BURST = 20;
    private static final int MOST = 10_000;

    private record Left(double commands, long at) {}

    private final LongSupplier nanos;
    private final double perNano;
    private final double burst;
    private final Map<String, Left> keys = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Left> eldest) {
            return size() > MOST;
        }
    };

    /** That of commands. */
    CommandRate(LongSupplier nanos) {
        this(nanos, PER_NANO, BURST);
    }

    CommandRate(LongSupplier nanos, double perNano, double burst) {
        this.nanos = nanos;
        this.perNano = perNano;
        this.burst = burst;
    }

    /** Whether that key may send that many more now; if not, none of them counts. */
    synchronized boolean allows(String key, int commands) {
        long now = nanos.getAsLong();
        Left known = keys.getOrDefault(key, new Left(burst, now));
        double left = Math.min(burst, known.commands() + (now - known.at()) * perNano);
        boolean allowed = left >= commands;
        keys.put(key, new Left(allowed ? left - commands : left, now));
        return allowed;
    }
}
