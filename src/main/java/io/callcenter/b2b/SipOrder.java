package io.callcenter.b2b;

import io.callcenter.ids.CallId;
import io.callcenter.message.Draft;
import io.callcenter.message.Head;

/** What a call's legs want from the transaction layer and the store, in the order given. */
public sealed interface SipOrder {
    /**
     * Sends a request in a new client transaction named by its branch. It goes to the first Route or else to the Request-URI, over {@code hop}
     * when that is where it points anyway, else resolved anew; what cannot be sent comes back as {@link SipEvent.Unsent}.
     */
    record Send(OutgoingRequest request, Hop hop) implements SipOrder {}

    /** Sends an ACK for a 2xx (RFC 3261 §13.2.2.4): no transaction. */
    record SendAck(OutgoingRequest ack, Hop hop) implements SipOrder {}

    /**
     * Cancels an INVITE of ours. {@code invite} is that INVITE as sent, with or without its body (after a restart from the record). {@code reason} is a
     * Reason header value or empty.
     */
    record Cancel(OutgoingRequest invite, Hop hop, String reason) implements SipOrder {}

    /** Ends an INVITE client transaction that brought no final response after its CANCEL. */
    record EndTransaction(String branch) implements SipOrder {}

    /**
     * Answers a server transaction: what it has to repeat of the request is added by the stack ({@link Head#complete}). The same 2xx to an INVITE may be sent again any number of times: repetition is ours, on every transport
     * (RFC 3261 §13.3.1.4).
     */
    record Respond(String transaction, Draft response) implements SipOrder {}

    /**
     * Answers an INVITE whose server transaction was lost with the former process: the response is completed from the saved head and sent once,
     * without a transaction, to where the top Via points (RFC 3261 §18.2.2, RFC 3581). Repetition is ours.
     */
    record RespondAnew(Head invite, Draft response, Hop hop) implements SipOrder {}

    /**
     * Requests and stray responses with that Call-ID and our tag belong to this call from now on. For the caller's INVITE repeated or merged
     * and its CANCEL, which know no tag of ours, there is one more: {@code "remote:"} and the caller's From tag; whoever takes an agent's place has {@code "taker:"} and theirs as well.
     */
    record Bind(String sipCallId, String ourTag) implements SipOrder {}

    /** … no longer. */
    record Unbind(String sipCallId, String ourTag) implements SipOrder {}

    /**
     * Saves the legs' part of the call. With {@code waited} a {@link SipEvent.Saved} with the token must come back.
     */
    record Save(SavedLegs saved, boolean waited, long token) implements SipOrder {}

    /** A leg goes over to another call, whose lane gets that order; or it cannot, which is told in the same way. */
    record HandOver(CallOrder order) implements SipOrder {}

    /** The call is over and all its legs are gone: no lane, no record needed any more. */
    record Forget(CallId call) implements SipOrder {}
}
