package io.callcenter.store.records;

import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.SavedCall;
import io.callcenter.ids.CallId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The record of one call as it was written last, with where its two parts stand in it: the next one is made of that and of what changed. It is kept only
 * once. One thread at a time.
 */
final class CallRecordBytes {
    private final MessageJsonCache texts = new MessageJsonCache();
    private byte[] bytes = {};
    private int coreFrom;
    private int coreTo;
    private int legsFrom;
    private int legsTo;

    /** Takes up what a former process wrote. */
    void recovered(SavedRecord record) {
        bytes = record.bytes();
        legsTo = bytes.length;
        legsFrom = legsTo - record.legs().length;
        coreTo = legsFrom - Integer.BYTES;
        coreFrom = coreTo - record.core().length;
    }

    void dropCore() {
        coreTo = coreFrom;
    }

    void dropLegs() {
        legsTo = legsFrom;
    }

    /**
     * The record with those parts in place of what stood there; a part that is not given stays. Nobody may change what is answered.
     *
     * @param over whether the final record is written
     * @param out is empty, and what it holds afterwards is of no use
     */
    byte[] write(CallId call, boolean over, Optional<SavedCall> core, Optional<SavedLegs> legs, JsonBytes out) {
        SavedRecord.begin(call, over, out);
        int newCore = out.beginPart();
        if (core.isPresent()) {
            SavedJson.write(core.get(), out);
        } else {
            out.copy(bytes, coreFrom, coreTo);
        }
        int coreEnd = out.endPart(newCore);
        int newLegs = out.beginPart();
        if (legs.isPresent()) {
            SavedJson.write(legs.get(), texts, out);
        } else {
            out.copy(bytes, legsFrom, legsTo);
        }
        legsTo = out.endPart(newLegs);
        legsFrom = newLegs;
        coreTo = coreEnd;
        coreFrom = newCore;
        bytes = out.toArray();
        texts.standIn(bytes, legsFrom);
        return bytes;
    }

    /** What the rows of the call are made of. */
    JournalCallRecords.View view(SavedCall saved) {
        return new JournalCallRecords.View(saved, text(coreFrom, coreTo), text(legsFrom, legsTo));
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
