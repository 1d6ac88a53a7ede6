package io.callcenter.b2b;

import java.util.List;
import java.util.Objects;

/**
 * A SIP request in text, without what the transaction layer adds by itself (Via except the branch, Content-Length).
 *
 * @param method upper case
 * @param uri Request-URI; of requests that we send the target, also where the first Route is a strict router (RFC 3261 §12.2.1.1): the stack puts it
 *     behind that one
 * @param callId Call-ID
 * @param from From with tag
 * @param to To, with tag inside a dialog
 * @param cseq CSeq number; its method is {@code method}
 * @param branch branch of the top Via; of requests that we send it is ours and names the client transaction
 * @param contact Contact URI, empty = none
 * @param routes the route set as {@code <uri>}, for requests that we send; the first one is where they go
 * @param recordRoutes Record-Route header values, for requests that came in
 * @param maxForwards Max-Forwards, -1 = absent
 * @param headers all other header fields; of an INVITE that came in also each Via as received ({@code received} and {@code rport} filled in), in
 *     order, so that it can still be answered after a restart ({@link SipOrder.RespondAnew})
 * @param body the body
 */
public record SipRequest(
        String method,
        String uri,
        String callId,
        NameAddress from,
        NameAddress to,
        long cseq,
        String branch,
        String contact,
        List<String> routes,
        List<String> recordRoutes,
        int maxForwards,
        Headers headers,
        Body body) {
    /** Refuses nulls, copies lists. */
    public SipRequest {
        Objects.requireNonNull(method);
        Objects.requireNonNull(uri);
        Objects.requireNonNull(callId);
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        Objects.requireNonNull(branch);
        Objects.requireNonNull(contact);
        routes = List.copyOf(routes);
        recordRoutes = List.copyOf(recordRoutes);
        Objects.requireNonNull(headers);
        Objects.requireNonNull(body);
    }

    /**
     * The CANCEL of this INVITE (RFC 3261 §9.1).
     *
     * @param reason value of a Reason, empty = without
     */
    public SipRequest cancel(String reason) {
        Headers why = reason.isEmpty() ? Headers.NONE : Headers.NONE.with("Reason", reason);
        NameAddress bare = to.withTag("");
        return new SipRequest(
                "CANCEL", uri, callId, from, bare, cseq, branch, "", routes, List.of(), 70, why, Body.NONE);
    }
}
