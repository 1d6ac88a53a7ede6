package io.callcenter.core;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A call detail record as it was written: whole seconds.
 *
 * @param id of the row
 * @param sequence lower bits of the call's number: the same for all records of a call
 * @param media 1 audio, 2 chat
 */
public record FoundCdr(
        long id,
        Instant received,
        String caller,
        String flow,
        Optional<String> agent,
        int type,
        int waited,
        int pickUp,
        int talked,
        int rejected,
        int stats,
        long sequence,
        int media) {
    /** Refuses nulls. */
    public FoundCdr {
        Objects.requireNonNull(received);
        Objects.requireNonNull(caller);
        Objects.requireNonNull(flow);
        Objects.requireNonNull(agent);
    }

    /** Its place in a list. */
    public CdrFilter.Place place() {
        return new CdrFilter.Place(received, id);
    }
}
