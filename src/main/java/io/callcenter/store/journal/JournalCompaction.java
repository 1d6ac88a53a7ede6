package io.callcenter.store.journal;

import java.util.function.LongSupplier;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the space of dead records back while there is too little. The journal itself sees to that only when it goes on to a next file,
 * which may never come when new calls are refused; and a file with one version of a living call stays whole until it is compacted.
 */
final class JournalCompaction {
    private static final Logger LOG = LoggerFactory.getLogger(JournalCompaction.class);

    /** Looks from one compaction to the next: a minute, as they are a second apart. */
    private static final int REST = 60;

    private final JournalImpl journal;
    private final LongSupplier live;
    private int rest;
    private boolean told;

    /**
     * Compacts that journal.
     *
     * @param live bytes of its living records, as a compaction writes them
     */
    JournalCompaction(JournalImpl journal, LongSupplier live) {
        this.journal = journal;
        this.live = live;
    }

    /**
     * Gives back files without living records; compacts the others when that gains something, no more than every {@value #REST}th time, and
     * waits for the end of it. Appends go on meanwhile. Not for the journal's threads; one caller at a time.
     *
     * @param free bytes that the disk has left
     */
    void look(long free) {
        rest = Math.max(0, rest - 1);
        try {
            journal.checkReclaimStatus();
            if (rest == 0 && space().pays(free)) {
                rest = REST;
                journal.scheduleCompactAndBlock(-1); // without a time limit: it would go on behind our back
            }
        } catch (Exception e) { // the journal declares nothing narrower
            if (!told) {
                told = true;
                LOG.warn("journal: failed to release files: {}", e.toString());
            }
        }
    }

    private Space space() {
        return new Space(journal.getDataFilesCount(), journal.getFileSize(), live.getAsLong());
    }

    /**
     * What a compaction begins with.
     *
     * @param files how many it would go through
     * @param fileSize bytes of each of them
     * @param live bytes of the living records
     */
    record Space(int files, int fileSize, long live) {
        /** Whether the old files are more than what is written instead, and that has room before they are removed. */
        boolean pays(long free) {
            return (long) files * fileSize >= written() && free >= written();
        }

        /** Records are never split, so that up to a 16th of a file stays empty; two files are begun, for what lives and for what comes. */
        private long written() {
            return live + live / 16 + 2L * fileSize;
        }
    }
}
