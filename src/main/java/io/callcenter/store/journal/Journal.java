package io.callcenter.store.journal;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The commit point: keyed records on a disk, or wherever a standby can read them (docs/design/architecture.md 5).
 *
 * <p>Any thread may write; the caller sees to it that writes of one id come one after the other. Writes are carried out in the order in which
 * they were asked for. Stages never complete on the journal's own thread.
 */
public interface Journal extends AutoCloseable {
    /** What a record is; the codes are on disk and never change their meaning. */
    enum Kind {
        /** Both parts of a call; replaced as the call goes on. */
        CALL(1),
        /** A call detail record, deleted once it is in the accounting database. */
        CDR(2),
        /** An event for subscribers, deleted once it is published. */
        EVENT(3),
        /** An agent's wrap-up end, deleted once it is in their row. */
        WRAP_UP(4),
        /** An agent's runtime login, kept for the next start. */
        LOGIN(5),
        /** What a process start needs to know of the ones before. */
        MARK(6),
        /** What was counted for the center, a flow or an agent, kept for the next start. */
        FIGURES(7),
        /** What was counted in a quarter of an hour, deleted once it is in the accounting database. */
        INTERVAL(8),
        /** What somebody said a call was about, deleted once it is in the accounting database. */
        CODE(9),
        /** What somebody did, deleted once it is in the accounting database. */
        AUDIT(10);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        byte code() {
            return code;
        }

        static Kind of(byte code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("record kind " + code);
        }
    }

    /** A record that is alive. */
    record Entry(long id, Kind kind, byte[] payload) {}

    /** A number never used before, rising: the order of the outbox. */
    long nextId();

    /** Adds a record, or replaces the one of that id; done when it is committed, else fails with {@link JournalFailure}, which it never throws. */
    CompletionStage<Void> put(long id, Kind kind, byte[] payload);

    /** As {@link #put} for all of them, or for none; a crash leaves all or none. */
    default CompletionStage<Void> putAll(List<Entry> entries) {
        return putAll(entries, List.of());
    }

    /** The same, and deletes others in that commit. An unknown id is nothing. */
    CompletionStage<Void> putAll(List<Entry> entries, List<Long> deleted);

    /** Deletes a record, not waited for and not pressing: after a crash it may be there again. An unknown id is nothing. */
    void discard(long id);

    /** Deletes a record; done when that is committed. An unknown id is done. */
    CompletionStage<Void> delete(long id);

    /** Whether new calls may come: false while the disk or {@code cc.journal.max-size} is used up, and after a failure. */
    boolean acceptsCalls();

    /** What was alive when it was opened, by rising id; a second call gives nothing, so that it is not kept in memory. */
    List<Entry> takeRecovered();

    /** What it shows of itself, for meters. */
    JournalFigures figures();

    /** Bytes on disk, as of a second ago at most. */
    long size();

    /** Records that were asked for and are not committed yet. */
    int outstanding();

    /** Ends it after the writes under way; later writes fail. Twice is once. */
    @Override
    void close();
}
