package io.callcenter.plain;

import java.util.List;
import java.util.Objects;

/**
 * A SIP response as a peer in a test says it or reads it: plain text, apart from what the product makes of it.
 *
 * @param code 100 to 699
 * @param reason reason phrase; empty = the usual one
 * @param callId Call-ID (of responses that came in)
 * @param from From (of responses that came in)
 * @param to To; of responses that we send only its tag counts
 * @param cseq CSeq number (of responses that came in)
 * @param method CSeq method (of responses that came in)
 * @param contact Contact URI, empty = none
 * @param contacts all Contact URIs, of 3xx
 * @param recordRoutes Record-Route values, in message order
 * @param headers all other header fields
 * @param body the body
 */
public record PlainResponse(
        int code,
        String reason,
        String callId,
        PlainAddress from,
        PlainAddress to,
        long cseq,
        String method,
        String contact,
        List<String> contacts,
        List<String> recordRoutes,
        PlainHeaders headers,
        PlainBody body) {
    /** Refuses nulls, copies lists. */
    public PlainResponse {
        Objects.requireNonNull(reason);
        Objects.requireNonNull(callId);
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        Objects.requireNonNull(method);
        Objects.requireNonNull(contact);
        contacts = List.copyOf(contacts);
        recordRoutes = List.copyOf(recordRoutes);
        Objects.requireNonNull(headers);
        Objects.requireNonNull(body);
    }

    /** A bare response of ours with that To tag. */
    public static PlainResponse of(int code, String reason, String toTag) {
        PlainAddress nobody = new PlainAddress("", "", "");
        return new PlainResponse(
                code,
                reason,
                "",
                nobody,
                nobody.withTag(toTag),
                0,
                "",
                "",
                List.of(),
                List.of(),
                PlainHeaders.NONE,
                PlainBody.NONE);
    }

    /** A bare one that came in: no Contact, no routes, no body. */
    public static PlainResponse of(
            int code, String callId, PlainAddress from, PlainAddress to, long cseq, String method) {
        return new PlainResponse(
                code, "", callId, from, to, cseq, method, "", List.of(), List.of(), PlainHeaders.NONE, PlainBody.NONE);
    }

    /** The same with another Contact. */
    public PlainResponse withContact(String other) {
        return new PlainResponse(
                code, reason, callId, from, to, cseq, method, other, contacts, recordRoutes, headers, body);
    }

    /** The same with more Contacts. */
    public PlainResponse withContacts(List<String> other) {
        return new PlainResponse(
                code, reason, callId, from, to, cseq, method, contact, other, recordRoutes, headers, body);
    }

    /** The same with other Record-Routes. */
    public PlainResponse withRecordRoutes(List<String> other) {
        return new PlainResponse(code, reason, callId, from, to, cseq, method, contact, contacts, other, headers, body);
    }

    /** The same with another To. */
    public PlainResponse withTo(PlainAddress other) {
        return new PlainResponse(
                code, reason, callId, from, other, cseq, method, contact, contacts, recordRoutes, headers, body);
    }

    /** The same with another body. */
    public PlainResponse with(PlainBody other) {
        return new PlainResponse(
                code, reason, callId, from, to, cseq, method, contact, contacts, recordRoutes, headers, other);
    }

    /** The same with other header fields. */
    public PlainResponse with(PlainHeaders other) {
        return new PlainResponse(
                code, reason, callId, from, to, cseq, method, contact, contacts, recordRoutes, other, body);
    }
}
