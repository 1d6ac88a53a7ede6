package io.callcenter.ha;

import java.util.Optional;

/**
 * A step of the replicated map: a record is put, or deleted where it is empty.
 *
 * @param id of the record
 * @param kept what is there afterwards
 */
public record MapChange(long id, Optional<MapRecord> kept) {
    private static final int AROUND = 13;

    /** Adds or replaces a record. */
    public static MapChange put(long id, byte kind, byte[] payload) {
        return new MapChange(id, Optional.of(new MapRecord(kind, payload)));
    }

    /** Deletes a record, if there is one. */
    public static MapChange delete(long id) {
        return new MapChange(id, Optional.empty());
    }

    /** Bytes that it takes in an entry of the log, at most. */
    public int bytes() {
        return AROUND + kept.map(it -> it.payload().length).orElse(0);
    }
}
