package io.callcenter.core;

/**
 * Where somebody wants a caller transferred, as far as it can be told without knowing flows and agents.
 *
 * @param kind what it may be
 * @param name user part of an address of ours, or the bare word of a command: id of a flow, address or id of an agent; empty for other addresses
 * @param uri the address as it was given, without header fields
 * @param outside what to dial where it is nobody of ours; empty where that is not allowed
 * @param refusal why that is not allowed, a SIP code: 403 or 404
 * @param back after how many seconds in a flow's queue the caller is to come back, {@code cc-back}; 0 = never, {@link #BAD} = not to be understood
 */
public record TransferTarget(Kind kind, String name, String uri, String outside, int refusal, int back) {
    /** A time to come back that is none. */
    public static final int BAD = -1;

    /** A target from which nobody comes back. */
    public TransferTarget(Kind kind, String name, String uri, String outside, int refusal) {
        this(kind, name, uri, outside, refusal, 0);
    }

    /** The same from which a caller comes back. */
    public TransferTarget comingBack(int seconds) {
        return new TransferTarget(kind, name, uri, outside, refusal, seconds);
    }

    /** What a target may be. */
    public enum Kind {
        /** A flow, else an agent, else somebody outside. */
        ANY,
        FLOW,
        AGENT,
        OUTSIDE
    }
}
