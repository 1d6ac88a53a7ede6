package io.callcenter.sip;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import io.callcenter.b2b.Body;
import io.callcenter.b2b.Headers;
import io.callcenter.b2b.NameAddress;
import io.callcenter.b2b.SipRequest;
import io.callcenter.b2b.SipResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;

/** Writes our plain messages as text and has the stack parse them: what does not parse cannot be sent. */
final class MessageText {
    private static final String END = "\r\n";

    private MessageText() {}

    /** A request with its top Via; raises {@link IllegalArgumentException} for what is no SIP. */
    static SIPRequest request(SipRequest request, String via) {
        StringBuilder text = new StringBuilder(900 + request.body().text().length());
        text.append(clean(request.method()))
                .append(' ')
                .append(clean(request.uri()))
                .append(" SIP/2.0")
                .append(END);
        text.append("Via: ").append(via).append(END);
        text.append("From: ").append(address(request.from())).append(END);
        text.append("To: ").append(address(request.to())).append(END);
        field(text, "Call-ID", request.callId());
        text.append("CSeq: ")
                .append(request.cseq())
                .append(' ')
                .append(request.method())
                .append(END);
        text.append("Max-Forwards: ")
                .append(request.maxForwards() < 0 ? 70 : request.maxForwards())
                .append(END);
        request.routes().forEach(r -> field(text, "Route", r));
        rest(text, request.contact(), List.of(), request.headers(), request.body());
        return (SIPRequest) parse(text);
    }

    /** A response; {@code head} is Via, From, Call-ID and CSeq of the request with line ends, {@code to} its To. */
    static SIPResponse response(SipResponse response, String head, String to) {
        StringBuilder text = new StringBuilder(900 + response.body().text().length());
        String reason = response.reason().isEmpty() ? usualReason(response.code()) : clean(response.reason());
        text.append("SIP/2.0 ")
                .append(response.code())
                .append(' ')
                .append(reason)
                .append(END);
        text.append(head);
        text.append("To: ").append(to);
        if (to.indexOf(";tag=") < 0 && !response.to().tag().isEmpty()) {
            text.append(";tag=").append(clean(response.to().tag()));
        }
        text.append(END);
        response.recordRoutes().forEach(r -> field(text, "Record-Route", r));
        rest(text, response.contact(), response.contacts(), response.headers(), response.body());
        return (SIPResponse) parse(text);
    }

    /** A response to an INVITE that a former process took: its Via fields are among its headers. */
    static SIPResponse responseTo(SipRequest invite, SipResponse response) {
        StringBuilder head = new StringBuilder(400);
        invite.headers().all("Via").forEach(via -> field(head, "Via", via));
        head.append("From: ").append(address(invite.from())).append(END);
        field(head, "Call-ID", invite.callId());
        head.append("CSeq: ")
                .append(invite.cseq())
                .append(' ')
                .append(invite.method())
                .append(END);
        return response(response, head.toString(), address(invite.to()));
    }

    private static void rest(StringBuilder text, String contact, List<String> contacts, Headers headers, Body body) {
        if (!contact.isEmpty()) {
            field(text, "Contact", "<" + contact + ">");
        }
        for (String other : contacts) {
            if (!other.equals(contact)) {
                field(text, "Contact", "<" + other + ">");
            }
        }
        headers.fields().forEach(f -> field(text, f.name(), f.value()));
        if (!body.isEmpty()) {
            field(text, "Content-Type", body.type());
        }
        text.append("Content-Length: ").append(length(body.text())).append(END).append(END);
        text.append(body.text());
    }

    private static int length(String body) {
        return body.isEmpty() ? 0 : body.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void field(StringBuilder text, String name, String value) {
        text.append(clean(name)).append(": ").append(clean(value)).append(END);
    }

    private static String clean(String part) {
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) < ' ' && part.charAt(i) != '\t') {
                throw new IllegalArgumentException("control character in a SIP message");
            }
        }
        return part;
    }

    private static String address(NameAddress address) {
        StringBuilder text = new StringBuilder();
        if (!address.display().isEmpty()) {
            String quoted = address.display().replace("\\", "\\\\").replace("\"", "\\\"");
            text.append('"').append(clean(quoted)).append("\" ");
        }
        text.append('<').append(clean(address.uri())).append('>');
        if (!address.tag().isEmpty()) {
            text.append(";tag=").append(clean(address.tag()));
        }
        return text.toString();
    }

    private static String usualReason(int code) {
        String reason = SIPResponse.getReasonPhrase(code);
        return reason == null ? "Response" : reason;
    }

    private static SIPMessage parse(StringBuilder text) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        try {
            SIPMessage message = new StringMsgParser()
                    .parseSIPMessage(bytes, true, false, (e, m, type, header, all) -> {
                        throw e;
                    });
            if (message == null) {
                throw new IllegalArgumentException("no SIP message");
            }
            return message;
        } catch (ParseException | RuntimeException e) {
            throw new IllegalArgumentException("not SIP: " + e.getMessage(), e);
        }
    }

    /** Value of a header as one line. */
    static String value(SIPHeader header) {
        return header.getHeaderValue().strip();
    }
}
