package io.callcenter.store;

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
 */
public record RecordSettings(Path data, boolean strict, long maxSize, Duration eventsKeep, String parameterKey) {
    /** Refuses nulls. */
    public RecordSettings {
        Objects.requireNonNull(data);
        Objects.requireNonNull(eventsKeep);
        Objects.requireNonNull(parameterKey);
    }

    /** The defaults of interfaces 7: strict, 2 GiB, 10 minutes, {@code call_center}. */
    public static RecordSettings defaults(Path data) {
        return new RecordSettings(data, true, 2L << 30, Duration.ofMinutes(10), "call_center");
    }
}
