package io.callcenter.ha;

import java.util.Objects;

/** A record of the replicated map: its kind, which is not 0, and its bytes, which nobody here reads. */
public record MapRecord(byte kind, byte[] payload) {
    /** Refuses the kind of deletions. */
    public MapRecord {
        Objects.requireNonNull(payload);
        if (kind == 0) {
            throw new IllegalArgumentException("kind 0 is a deletion");
        }
    }
}
