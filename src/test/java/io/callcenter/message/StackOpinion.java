package io.callcenter.message;

import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the parser of another SIP stack makes of a message. */
final class StackOpinion {
    private static final Set<Class<?>> NEEDED = Set.of(
            From.class,
            To.class,
            gov.nist.javax.sip.header.CSeq.class,
            gov.nist.javax.sip.header.Via.class,
            CallID.class,
            ContentLength.class,
            RequestLine.class,
            StatusLine.class);

    private final StringMsgParser parser = new StringMsgParser();

    /** The header at which the last message was refused, {@code Other} = none of those that every message needs. */
    private String refusedAt = "Other";

    /** Ten values by their names; empty = refused. */
    Map<String, String> of(byte[] bytes) {
        refusedAt = "Other";
        try {
            SIPMessage message = parser.parseSIPMessage(bytes, true, false, this::strict);
            return isUsable(message) ? values(message) : Map.of();
        } catch (ParseException | RuntimeException | StackOverflowError e) {
            return Map.of();
        }
    }

    String refusedAt() {
        return refusedAt;
    }

    /** As its channels do: a broken field that every message needs is a fault, any other is left out. */
    private void strict(ParseException fault, SIPMessage message, Class<?> header, String text, String all)
            throws ParseException {
        if (header != null && NEEDED.contains(header)) {
            refusedAt = header.getSimpleName();
            throw fault;
        }
    }

    private static boolean isUsable(SIPMessage message) {
        return message != null
                && message.getFrom() != null
                && message.getTo() != null
                && message.getCallId() != null
                && message.getCSeq() != null
                && message.getTopmostVia() != null
                && message.getTopmostVia().getHop() != null
                && message.getTopmostVia().getTransport() != null
                && (!(message instanceof SIPRequest request) || request.getRequestURI() != null);
    }

    private static Map<String, String> values(SIPMessage message) {
        Map<String, String> values = new LinkedHashMap<>();
        if (message instanceof SIPRequest request) {
            values.put(
                    "start", request.getMethod() + " " + request.getRequestURI().toString());
        } else {
            values.put("start", Integer.toString(((SIPResponse) message).getStatusCode()));
        }
        values.put("call-id", message.getCallId().getCallId());
        values.put(
                "cseq",
                message.getCSeq().getSeqNumber() + " " + message.getCSeq().getMethod());
        values.put("from-tag", text(message.getFromTag()));
        values.put("to-tag", text(message.getToTag()));
        values.put("from", message.getFrom().getAddress().getURI().toString());
        values.put("to", message.getTo().getAddress().getURI().toString());
        values.put("branch", text(message.getTopmostVia().getBranch()));
        values.put(
                "hops",
                message.getMaxForwards() == null
                        ? "70"
                        : Integer.toString(message.getMaxForwards().getMaxForwards()));
        SIPHeader contact = message.getContactHeader();
        values.put(
                "contact",
                contact == null || message.getContactHeader().isWildCard()
                        ? ""
                        : message.getContactHeader().getAddress().getURI().toString());
        return values;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
