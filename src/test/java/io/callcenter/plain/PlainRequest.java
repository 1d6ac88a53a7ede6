package io.callcenter.plain;

import java.util.List;
import java.util.Objects;

/**
 * A SIP request as a peer in a test says it or reads it: plain text, apart from what the product makes of it.
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
 *     order, so that it can still be answered after a restart (RespondAnew)
 * @param body the body
 */
public record PlainRequest(
        String method,
        String uri,
        String callId,
        PlainAddress from,
        PlainAddress to,
        long cseq,
        String branch,
        String contact,
        List<String> routes,
        List<String> recordRoutes,
        int maxForwards,
        PlainHeaders headers,
        PlainBody body) {
    /** Refuses nulls, copies lists. */
    public PlainRequest {
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

    /** A bare one: no Contact, no routes, no body, 70 hops. */
    public static PlainRequest of(
            String method, String uri, String callId, PlainAddress from, PlainAddress to, long cseq, String branch) {
        return new PlainRequest(
                method,
                uri,
                callId,
                from,
                to,
                cseq,
                branch,
                "",
                List.of(),
                List.of(),
                70,
                PlainHeaders.NONE,
                PlainBody.NONE);
    }

    /** The same with another Contact. */
    public PlainRequest withContact(String other) {
        return new PlainRequest(
                method, uri, callId, from, to, cseq, branch, other, routes, recordRoutes, maxForwards, headers, body);
    }

    /** The same with other routes. */
    public PlainRequest withRoutes(List<String> other) {
        return new PlainRequest(
                method, uri, callId, from, to, cseq, branch, contact, other, recordRoutes, maxForwards, headers, body);
    }

    /** The same with other Record-Routes. */
    public PlainRequest withRecordRoutes(List<String> other) {
        return new PlainRequest(
                method, uri, callId, from, to, cseq, branch, contact, routes, other, maxForwards, headers, body);
    }

    /** The same with another Max-Forwards. */
    public PlainRequest withMaxForwards(int other) {
        return new PlainRequest(
                method, uri, callId, from, to, cseq, branch, contact, routes, recordRoutes, other, headers, body);
    }

    /** The same with other header fields. */
    public PlainRequest with(PlainHeaders other) {
        return new PlainRequest(
                method, uri, callId, from, to, cseq, branch, contact, routes, recordRoutes, maxForwards, other, body);
    }

    /** The same with another body. */
    public PlainRequest with(PlainBody other) {
        return new PlainRequest(
                method,
                uri,
                callId,
                from,
                to,
                cseq,
                branch,
                contact,
                routes,
                recordRoutes,
                maxForwards,
                headers,
                other);
    }

    /** A bare answer to it, with that To. */
    public PlainResponse answer(int code, PlainAddress answerer) {
        return PlainResponse.of(code, callId, from, answerer, cseq, method);
    }

    /**
     * The CANCEL of this INVITE (RFC 3261 §9.1).
     *
     * @param reason value of a Reason, empty = without
     */
    public PlainRequest cancel(String reason) {
        PlainHeaders why = reason.isEmpty() ? PlainHeaders.NONE : PlainHeaders.NONE.with("Reason", reason);
        PlainAddress bare = to.withTag("");
        return new PlainRequest(
                "CANCEL", uri, callId, from, bare, cseq, branch, "", routes, List.of(), 70, why, PlainBody.NONE);
    }
}
