package io.callcenter.b2b;

import java.util.List;
import java.util.Objects;

/**
 * A SIP response in text. Of responses that we send, Via, From, Call-ID and CSeq are taken from the request by the transaction layer.
 *
 * @param code 100 to 699
 * @param reason reason phrase, {@linkplain SendableText#fieldValue sendable}; empty = the usual one
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
public record SipResponse(
        int code,
        String reason,
        String callId,
        NameAddress from,
        NameAddress to,
        long cseq,
        String method,
        String contact,
        List<String> contacts,
        List<String> recordRoutes,
        Headers headers,
        Body body) {
    /** Refuses nulls, copies lists. */
    public SipResponse {
        reason = SendableText.fieldValue(reason);
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
    public static SipResponse of(int code, String reason, String toTag) {
        NameAddress nobody = new NameAddress("", "", "");
        return new SipResponse(
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
                Headers.NONE,
                Body.NONE);
    }

    /** The same with other header fields. */
    public SipResponse with(Headers other) {
        return new SipResponse(
                code, reason, callId, from, to, cseq, method, contact, contacts, recordRoutes, other, body);
    }

    /** The same with another body. */
    public SipResponse with(Body other) {
        return new SipResponse(
                code, reason, callId, from, to, cseq, method, contact, contacts, recordRoutes, headers, other);
    }
}
