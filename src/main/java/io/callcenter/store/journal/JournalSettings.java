package io.callcenter.store.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How the journal is kept.
 *
 * @param folder its own folder, made if missing
 * @param strict whether a record is committed when the disk has it ({@code cc.durability=strict}); else when it is written
 * @param maxSize bytes on disk above which no new calls are taken ({@code cc.journal.max-size}); at least 128 MiB
 * @param reserve free bytes on the disk below which no new calls are taken
 * @param look from one measurement of both to the next; compactions for want of space are at least 60 of them apart
 */
public record JournalSettings(Path folder, boolean strict, long maxSize, long reserve, Duration look) {
    private static final long LEAST = 128L << 20;
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Refuses a bound below 128 MiB. */
    public JournalSettings {
        Objects.requireNonNull(folder);
        Objects.requireNonNull(look);
        if (maxSize < LEAST || reserve < 0) {
            throw new IllegalArgumentException("cc.journal.max-size: at least 128 MiB");
        }
    }

    /** Strict or not, with a reserve of 128 MiB, measured every second. */
    public static JournalSettings in(Path folder, boolean strict, long maxSize) {
        return new JournalSettings(folder, strict, maxSize, LEAST, LOOK);
    }
}
