package io.callcenter.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches, once a second, how much the journal takes and how much the disk has left, so that new calls are refused before either is used up
 * and the calls that are there can be carried to their end.
 */
final class JournalSpace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalSpace.class);

    /** Measurements, a second apart, between two attempts to give files back. */
    private static final int SHRINK_EVERY = 5;

    private final JournalSettings settings;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "cc-journal-space"));
    private final Runnable shrink;
    private volatile long used;
    private volatile boolean enough = true;
    private int refusals;

    /**
     * Measures that folder.
     *
     * @param shrink gives files without live records back; asked for while there is not enough space
     */
    JournalSpace(JournalSettings settings, Runnable shrink) throws IOException {
        this.settings = settings;
        this.shrink = shrink;
        measure();
        timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    boolean enough() {
        return enough;
    }

    long used() {
        return used;
    }

    private void look() {
        try {
            measure();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("journal: its folder cannot be measured: {}", e.toString());
        }
    }

    private void measure() throws IOException {
        used = sizeOf(settings.folder());
        long free = Files.getFileStore(settings.folder()).getUsableSpace();
        // once refused, calls come back only when a tenth is free again: no flapping at the edge
        long bound = enough ? settings.maxSize() : settings.maxSize() / 10 * 9;
        long reserve = enough ? settings.reserve() : settings.reserve() / 10 * 11;
        boolean now = used < bound && free >= reserve;
        if (now != enough) {
            LOG.warn(
                    "journal: {} bytes used of {}, {} free on the disk: new calls are {}",
                    used,
                    settings.maxSize(),
                    free,
                    now ? "taken again" : "refused");
        }
        enough = now;
        if (!now && ++refusals % SHRINK_EVERY == 1) {
            shrink.run();
        }
    }

    private static long sizeOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(JournalSpace::size).sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0; // compaction removed it meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
