package io.callcenter.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads many records for a file, some thousands at a time: nothing of the database is held while they are written, so that a slow reader holds up
 * nobody else. A thread that may wait.
 */
final class RecordFile {
    static final int MOST = 1_000_000;
    static final int AT_A_TIME = 5_000;
    static final Duration LONGEST = Duration.ofMinutes(30);

    private final InstantSource clock;
    private final Instant until;

    /** The file takes too long. */
    static final class TooLong extends Exception {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("a file took longer than " + LONGEST.toMinutes() + " minutes", null, false, false);
        }
    }

    /** Records in their order. */
    @FunctionalInterface
    interface Pages<R> {
        /** Those behind the last one that was read, or from the first on; so many at most. */
        List<R> next(Optional<R> last, int most) throws RecordSearch.Away;
    }

    /** A file that is begun now. */
    RecordFile(InstantSource clock) {
        this.clock = clock;
        this.until = clock.instant().plus(LONGEST);
    }

    /** Gives the records in their order, each once. */
    <R> void read(Pages<R> pages, Consumer<R> each) throws RecordSearch.Away, TooLong {
        Optional<R> last = Optional.empty();
        int left = MOST;
        List<R> page;
        do {
            page = pages.next(last, Math.min(AT_A_TIME, left));
            for (R record : page) {
                if (clock.instant().isAfter(until)) {
                    throw new TooLong();
                }
                each.accept(record);
            }
            left -= page.size();
            if (page.size() < AT_A_TIME) {
                return;
            }
            last = Optional.of(page.get(page.size() - 1));
        } while (left > 0);
    }
}
