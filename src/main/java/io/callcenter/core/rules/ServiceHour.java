package io.callcenter.core.rules;

import io.callcenter.core.Ratio;
import io.callcenter.core.ServiceTarget;
import java.time.Instant;

/** The service of a flow in the last sixty minutes, minute by minute. */
final class ServiceHour {
    private static final int MINUTES = 60;
    private static final int SECONDS = 60;
    /** What is counted: answered, in time, abandoned, abandoned in time, short. */
    enum Kind {
        ANSWERED,
        IN_TIME,
        ABANDONED,
        ABANDONED_IN_TIME,
        SHORT
    }

    private final long[][] minutes = new long[MINUTES][Kind.values().length];
    private final long[] sums = new long[Kind.values().length];
    private long last = Long.MIN_VALUE;

    void add(Kind kind, Instant now) {
        advance(now);
        minutes[Math.floorMod(last, MINUTES)][kind.ordinal()]++;
        sums[kind.ordinal()]++;
    }

    /** Drops what is over; whether anything was. */
    boolean advance(Instant now) {
        long minute = Math.floorDiv(now.getEpochSecond(), SECONDS);
        long from = Math.max(last + 1, minute - MINUTES + 1);
        boolean dropped = false;
        for (long each = last == Long.MIN_VALUE ? minute : from; each <= minute; each++) {
            long[] old = minutes[Math.floorMod(each, MINUTES)];
            for (int kind = 0; kind < old.length; kind++) {
                dropped |= old[kind] != 0;
                sums[kind] -= old[kind];
                old[kind] = 0;
            }
        }
        last = Math.max(last, minute);
        return dropped;
    }

    Ratio level(ServiceTarget.Formula formula) {
        return formula.of(
                of(Kind.ANSWERED), of(Kind.IN_TIME), of(Kind.ABANDONED), of(Kind.ABANDONED_IN_TIME), of(Kind.SHORT));
    }

    private long of(Kind kind) {
        return sums[kind.ordinal()];
    }
}
