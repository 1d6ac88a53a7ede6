package io.callcenter.message;

import java.util.Objects;

/**
 * What names a request: its parties, its call and its place in it (RFC 3261 §8.1.1).
 *
 * @param cseq number and method of the request
 */
public record Addressing(NameAddress from, NameAddress to, SipCallId callId, CSeq cseq) {
    /** Refuses nulls. */
    public Addressing {
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        Objects.requireNonNull(callId);
        Objects.requireNonNull(cseq);
    }
}
