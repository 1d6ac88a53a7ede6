package io.callcenter.store.journal;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.activemq.artemis.core.journal.LoaderCallback;
import org.apache.activemq.artemis.core.journal.PreparedTransactionInfo;
import org.apache.activemq.artemis.core.journal.RecordInfo;

/** Collects what is alive while the journal replays its files: later updates replace, deletes remove. */
final class JournalLoad implements LoaderCallback {
    /**
     * A record as it was on the disk.
     *
     * @param older bytes of its first version, 0 = never replaced
     */
    record Raw(byte kind, byte[] data, int older) {
        int first() {
            return older == 0 ? data.length : older;
        }
    }

    private final SortedMap<Long, Raw> alive = new TreeMap<>();
    private long highestId;

    @Override
    public void addRecord(RecordInfo record) {
        put(record, 0);
    }

    @Override
    public void updateRecord(RecordInfo record) {
        Raw former = alive.get(record.id);
        put(record, former == null ? 0 : former.first());
    }

    private void put(RecordInfo record, int older) {
        highestId = Math.max(highestId, record.id);
        alive.put(record.id, new Raw(record.userRecordType, record.data, older));
    }

    @Override
    public void deleteRecord(long id) {
        highestId = Math.max(highestId, id);
        alive.remove(id);
    }

    @Override
    public void addPreparedTransaction(PreparedTransactionInfo prepared) {
        throw new IllegalStateException("nothing is ever prepared here");
    }

    @Override
    public void failedTransaction(long transaction, List<RecordInfo> records, List<RecordInfo> deletions) {
        highestId = Math.max(highestId, transaction); // cut off by a crash before its commit: none of it happened
    }

    SortedMap<Long, Raw> alive() {
        return alive;
    }

    long highestId() {
        return highestId;
    }
}
