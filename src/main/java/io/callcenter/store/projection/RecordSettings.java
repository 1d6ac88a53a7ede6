package io.callcenter.store.projection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How records are kept.
 *
 * @param data {@code cc.data}: the journal, what was put aside, dead letters
 * @param strict {@code cc.durability} is {@code strict}
 * @param maxSize {@code cc.journal.max-size} in bytes, at least 128 MiB
 * @param eventsKeep {@code cc.events.keep}: events that could not be published for so long are dropped
 * @param parameterKey {@code cc.b2b-logic-ctx-param}: key of the opaque value in call events
 * @param mostWaiting records of a kind that may wait for a database or broker, as each takes memory, too: with so many call detail records
 *     no new calls are taken, of more events the oldest are dropped; 1 or more
 */
public record RecordSettings(
        Path data, boolean strict, long maxSize, Duration eventsKeep, String parameterKey, int mostWaiting) {
    private static final int HEAP_A_RECORD = 4096;

    /** Refuses nulls, and a bound below 1. */
    public RecordSettings {
        if (mostWaiting < 1) {
            throw new IllegalArgumentException("records that may wait: at least 1");
        }
        Objects.requireNonNull(data);
        Objects.requireNonNull(eventsKeep);
        Objects.requireNonNull(parameterKey);
    }

    /** What the heap bears: one record for each 4 KiB of it, at about 1 KiB a record. */
    public static int mostWaitingIn(long heapBytes) {
        return (int) Math.max(1, Math.min(heapBytes / HEAP_A_RECORD, Integer.MAX_VALUE));
    }

    /** The defaults of docs/design/interfaces.md 7: strict, 2 GiB, 10 minutes, {@code call_center}; 100,000 waiting records. */
    public static RecordSettings defaults(Path data) {
        return new RecordSettings(data, true, 2L << 30, Duration.ofMinutes(10), "call_center", 100_000);
    }
}
