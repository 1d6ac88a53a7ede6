package io.callcenter.core;

/** What the caller's first offer lets us conclude about the medium (docs/design/behaviour.md 2.2). */
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
