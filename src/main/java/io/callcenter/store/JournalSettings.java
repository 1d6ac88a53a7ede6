package io.callcenter.store;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How the journal is kept.
 *
 * @param folder its own folder, made if missing
 * @param strict whether a record is committed when the disk has it ({@code cc.durability=strict}); else when it is written
 * @param maxSize bytes on disk above which no new calls are taken ({@code cc.journal.max-size}); at least 128 MiB
 * @param reserve free bytes on the disk below which no new calls are taken
 */
public record JournalSettings(Path folder, boolean strict, long maxSize, long reserve) {
    private static final long LEAST = 128L << 20;

    /** Refuses a bound below 128 MiB. */
    public JournalSettings {
        Objects.requireNonNull(folder);
        if (maxSize < LEAST || reserve < 0) {
            throw new IllegalArgumentException("cc.journal.max-size: at least 128 MiB");
        }
    }

    /** Strict or not, with a reserve of 128 MiB. */
    public static JournalSettings in(Path folder, boolean strict, long maxSize) {
        return new JournalSettings(folder, strict, maxSize, LEAST);
    }
}
