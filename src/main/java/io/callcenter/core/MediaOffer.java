package io.callcenter.core;

/** What the caller's first offer lets us conclude about the medium (behaviour 2.2, checks 6). */
public enum MediaOffer {
    /** The first usable stream is RTP. */
    AUDIO,
    /** The first usable stream is MSRP. */
    CHAT,
    /** No usable SDP: refused with -6. */
    NO_SDP,
    /** Neither RTP nor MSRP: refused with -7. */
    UNSUPPORTED
}
