package io.callcenter.b2b;

import io.callcenter.message.Request;
import io.callcenter.message.Response;

/** What the transaction layer tells a call's lane. */
public sealed interface SipEvent extends LegInput {
    /**
     * A request came in.
     *
     * @param transaction the server transaction's name, for {@link SipOrder.Respond}; empty for ACK
     * @param hop where it came from: source address and port, and our address toward it
     */
    record RequestIn(String transaction, Request request, Hop hop) implements SipEvent {}

    /**
     * The caller's INVITE was cancelled (the CANCEL matched its server transaction). The CANCEL itself is answered by {@code transaction}.
     */
    record CancelIn(String transaction, Request cancel, String inviteTransaction) implements SipEvent {}

    /**
     * A response came in.
     *
     * @param branch branch of its top Via: our client transaction
     * @param matched whether a client transaction took it; false for repeated and forked 2xx and for strays
     */
    record ResponseIn(String branch, boolean matched, Response response, Hop hop) implements SipEvent {}

    /**
     * A client transaction ended without a final response: Timer B or F (408), the transport failed after bytes may have left (503), or an INVITE was
     * canceled before any did (487).
     */
    record Unanswered(String branch, int code) implements SipEvent {}

    /** Why a request never left us. */
    enum Why {
        /** Its target leads nowhere: no such name, no transport of ours, no connection, a certificate that is not trusted. */
        NOWHERE,
        /** It could not be made. */
        REFUSED,
        /** Too much waits for that peer already. */
        CONGESTED,
        /** It is larger than its transport carries. */
        TOO_LARGE
    }

    /** A request of ours ended before a byte of it left: its peer knows nothing of it. */
    record Unsent(String branch, Why why) implements SipEvent {}

    /**
     * The connection is closed by which messages came from that address and port: whether the peers behind it live is to be found out at once. What its
     * end means for transactions is told for each of them.
     */
    record LinkGone(String transport, String remoteHost, int remotePort) implements SipEvent {
        /** Whether messages from there came over it. */
        public boolean carried(Hop hop) {
            return remotePort == hop.remotePort()
                    && transport.equals(hop.transport())
                    && remoteHost.equals(hop.remoteHost());
        }
    }

    /** The record of {@link SipOrder.Save} with that token is on disk; {@code false}: it could not be written. */
    record Saved(long token, boolean ok) implements SipEvent {}

    /** {@code CallLegs#nextDeadline} has come. */
    record Wake() implements SipEvent {}
}
