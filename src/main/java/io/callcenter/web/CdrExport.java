package io.callcenter.web;

import io.callcenter.core.CdrFilter;
import io.callcenter.core.FoundCdr;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads many call detail records for a file, some thousands at a time: nothing of the database is held while they are written, so that a slow reader
 * holds up nobody else. A thread that may wait.
 */
final class CdrExport {
    static final int MOST = 1_000_000;
    static final int AT_A_TIME = 5_000;
    static final Duration LONGEST = Duration.ofMinutes(30);

    private final CdrSearch search;
    private final Instant until;

    /** The file takes too long. */
    static final class TooLong extends Exception {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super(
                    "a file of call detail records took longer than " + LONGEST.toMinutes() + " minutes",
                    null,
                    false,
                    false);
        }
    }

    /** A file that is begun now. */
    CdrExport(CdrSearch search) {
        this.search = search;
        this.until = search.clock().instant().plus(LONGEST);
    }

    /** Gives those that the filter lets through, the newest first, each once. */
    void read(CdrFilter filter, Consumer<FoundCdr> each) throws CdrSearch.Away, TooLong {
        CdrFilter rest = filter;
        int left = MOST;
        List<FoundCdr> page;
        do {
            page = search.records().read(rest, Math.min(AT_A_TIME, left));
            for (FoundCdr cdr : page) {
                if (search.clock().instant().isAfter(until)) {
                    throw new TooLong();
                }
                each.accept(cdr);
            }
            left -= page.size();
            if (page.size() < AT_A_TIME) {
                return;
            }
            rest = filter.behind(page.get(page.size() - 1).place());
        } while (left > 0);
    }
}
