package io.callcenter.core;

/** What a call carries; fixed at admission (docs/design/behaviour.md 2.2). */
public enum Media {
    /** RTP: one call an agent. */
    AUDIO,
    /** MSRP: several sessions an agent. */
    CHAT
}
