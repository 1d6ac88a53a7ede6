package io.callcenter.core;

/**
 * Where somebody wants a caller transferred, as far as it can be told without knowing flows and agents.
 *
 * @param kind what it may be
 * @param name user part of an address of ours, or the bare word of a command: id of a flow, address or id of an agent; empty for other addresses
 * @param uri the address as it was given, without header fields
 * @param outside what to dial where it is nobody of ours; empty where that is not allowed
 * @param refusal why that is not allowed, a SIP code: 403 or 404
 */
public record TransferTarget(Kind kind, String name, String uri, String outside, int refusal) {
    /** What a target may be. */
    public enum Kind {
        /** A flow, else an agent, else somebody outside. */
        ANY,
        FLOW,
        AGENT,
        OUTSIDE
    }
}
