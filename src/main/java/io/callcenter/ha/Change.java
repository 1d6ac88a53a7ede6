package io.callcenter.ha;

import java.util.Optional;

/**
 * A step of the replicated map: a record is put, or deleted where it is empty.
 *
 * @param id of the record
 * @param kept what is there afterwards
 */
public record Change(long id, Optional<Kept> kept) {
    private static final int AROUND = 13;

    /** Adds or replaces a record. */
    public static Change put(long id, byte kind, byte[] payload) {
        return new Change(id, Optional.of(new Kept(kind, payload)));
    }

    /** Deletes a record, if there is one. */
    public static Change delete(long id) {
        return new Change(id, Optional.empty());
    }

    /** Bytes that it takes in an entry of the log, at most. */
    public int bytes() {
        return AROUND + kept.map(it -> it.payload().length).orElse(0);
    }
}
