package io.callcenter.store.journal;

import io.callcenter.log.RateLimitedLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how much the journal takes and how much the disk has left, so that new calls are refused before either is used up and the calls
 * that are there can be carried to their end.
 */
final class JournalSpace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalSpace.class);

    /** Seconds that an end waits for a shrinking. */
    private static final int LONGEST_SHRINK = 60;

    private final JournalSettings settings;
    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(2, task -> new Thread(task, "cc-journal-space"));
    private final LongConsumer shrink;
    private volatile long used;
    private volatile long free;
    private volatile boolean enough = true;

    /**
     * Measures that folder.
     *
     * @param shrink makes the journal smaller, told how many bytes are free on the disk; asked for at each look while there is not enough
     *     space, on a thread of its own: it may take its time
     */
    JournalSpace(JournalSettings settings, LongConsumer shrink) throws IOException {
        this.settings = settings;
        this.shrink = shrink;
        measure();
        long look = settings.look().toNanos();
        RateLimitedLog defects = new RateLimitedLog(LOG);
        Runnable measuring = defects.guarding("journal: cannot measure its folder", this::look);
        Runnable shrinking = defects.guarding("journal: cannot be made smaller", this::shrink);
        timer.scheduleWithFixedDelay(measuring, look, look, TimeUnit.NANOSECONDS);
        timer.scheduleWithFixedDelay(shrinking, look, look, TimeUnit.NANOSECONDS);
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
            LOG.warn("journal: cannot measure its folder: {}", e.toString());
        }
    }

    private void measure() throws IOException {
        used = sizeOf(settings.folder());
        free = Files.getFileStore(settings.folder()).getUsableSpace();
        // once refused, calls come back only when a tenth is free again: no flapping at the edge
        long bound = enough ? settings.maxSize() : settings.maxSize() / 10 * 9;
        long reserve = enough ? settings.reserve() : settings.reserve() / 10 * 11;
        boolean now = used < bound && free >= reserve;
        if (now != enough) {
            String state = "journal: {} bytes used of {}, {} free on the disk: {}";
            if (now) {
                LOG.info(state, used, settings.maxSize(), free, "accepting new calls again");
            } else {
                LOG.warn(state, used, settings.maxSize(), free, "new calls get 503 until there is room");
            }
        }
        enough = now;
    }

    private void shrink() {
        if (!enough) {
            shrink.accept(free);
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

    /** Ends it after a shrinking that is under way: the journal could not stop before that either. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            timer.awaitTermination(LONGEST_SHRINK, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer.shutdownNow();
    }
}
