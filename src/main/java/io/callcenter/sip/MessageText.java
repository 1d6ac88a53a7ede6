package io.callcenter.sip;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import io.callcenter.b2b.Body;
import io.callcenter.b2b.Headers;
import io.callcenter.b2b.NameAddress;
import io.callcenter.b2b.SendableText;
import io.callcenter.b2b.SipRequest;
import io.callcenter.b2b.SipResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;

/**
 * Makes the stack's messages of our plain ones. They are put together, not written and parsed again: what we say was read before, or is our
 * own, and parsing was a third of what sending a message costs. What would break a line or an address is refused; a header field that the stack
 * cannot make, whoever asked for it, is left out: no message fails to be sent for it.
 */
final class MessageText {
    /** Fields that the stack only carries; all others become what its parser makes of them, because it may look at them. */
    private static final Set<String> CARRIED = carried();

    private MessageText() {}

    private static Set<String> carried() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(
                List.of("Accept", "Allow", "Privacy", "Reason", "Retry-After", "Server", "Supported", "Unsupported"));
        names.addAll(
                List.of("User-Agent", "Warning", "Authorization", "Proxy-Authorization", "Session-Expires", "Min-SE"));
        return names;
    }

    /** A request with its top Via; raises {@link IllegalArgumentException} for what is no SIP. */
    static SIPRequest request(SipRequest given, Via via) {
        SipRequest request = StrictRoute.applied(given);
        SIPRequest message = new SIPRequest();
        try {
            message.setMethod(request.method());
            message.setRequestURI(uri(request.uri()));
            message.setVia(List.of(via));
            message.setFrom(from(request.from()));
            message.setTo(to(request.to()));
            message.setCallId(new CallID(clean(request.callId())));
            message.setCSeq(new CSeq(request.cseq(), request.method()));
            message.setMaxForwards(new MaxForwards(request.maxForwards() < 0 ? 70 : request.maxForwards()));
            for (String route : request.routes()) {
                field(message, "Route", route);
            }
            rest(message, request.contact(), List.of(), request.headers(), request.body());
        } catch (ParseException | InvalidArgumentException | SipException e) {
            throw new IllegalArgumentException("not SIP: " + e.getMessage(), e);
        }
        return message;
    }

    /** A response; {@code head} is of the request, {@code to} its To with our tag, where it has one. */
    static SIPResponse response(SipResponse response, RequestHead head) {
        SIPResponse message = new SIPResponse();
        try {
            message.setStatusCode(response.code());
            message.setReasonPhrase(
                    response.reason().isEmpty() ? usualReason(response.code()) : clean(response.reason()));
            head.into(message, response.to().tag());
            for (String route : response.recordRoutes()) {
                field(message, "Record-Route", route);
            }
            rest(message, response.contact(), response.contacts(), response.headers(), response.body());
        } catch (ParseException | SipException e) {
            throw new IllegalArgumentException("not SIP: " + e.getMessage(), e);
        }
        return message;
    }

    /** A response to an INVITE that a former process took: its Via fields are among its headers. */
    static SIPResponse responseTo(SipRequest invite, SipResponse response) {
        try {
            ViaList vias = new ViaList();
            for (String via : invite.headers().all("Via")) {
                vias.concatenate((ViaList) StringMsgParser.parseSIPHeader("Via: " + clean(via)), false);
            }
            CallID callId = new CallID(clean(invite.callId()));
            CSeq cseq = new CSeq(invite.cseq(), invite.method());
            return response(response, new RequestHead(vias, from(invite.from()), to(invite.to()), callId, cseq));
        } catch (ParseException e) {
            throw new IllegalArgumentException("not SIP: " + e.getMessage(), e);
        }
    }

    private static void rest(SIPMessage message, String contact, List<String> contacts, Headers headers, Body body)
            throws ParseException, SipException {
        if (!contact.isEmpty()) {
            contact(message, contact);
        }
        for (String other : contacts) {
            if (!other.equals(contact)) {
                contact(message, other);
            }
        }
        for (Headers.Field each : headers.fields()) {
            optional(message, each);
        }
        if (!body.isEmpty()) {
            message.setContent(body.text().getBytes(StandardCharsets.UTF_8), type(body.type()));
        }
    }

    private static ContentType type(String type) throws ParseException {
        if (type.equals("application/sdp")) {
            return new ContentType("application", "sdp");
        }
        return (ContentType) StringMsgParser.parseSIPHeader("Content-Type: " + clean(type));
    }

    private static void contact(SIPMessage message, String uri) throws ParseException, SipException {
        Contact contact = new Contact();
        contact.setAddress(address(new NameAddress("", uri, "")));
        message.attachHeader(contact, false);
    }

    private static void optional(SIPMessage message, Headers.Field each) {
        try {
            field(message, each.name(), each.value());
        } catch (ParseException | SipException | RuntimeException e) {
            // The stack's parsers raise what they like.
        }
    }

    private static void field(SIPMessage message, String name, String value) throws ParseException, SipException {
        if (CARRIED.contains(name) || name.toUpperCase(Locale.ROOT).startsWith("X-")) {
            ExtensionHeaderImpl header = new ExtensionHeaderImpl(clean(name));
            header.setValue(clean(value));
            message.attachHeader(header, false);
        } else {
            SIPHeader header = StringMsgParser.parseSIPHeader(clean(name) + ": " + clean(value));
            message.attachHeader(header, false);
        }
    }

    private static From from(NameAddress address) throws ParseException {
        From from = new From();
        from.setAddress(address(address));
        if (!address.tag().isEmpty()) {
            from.setTag(address.tag());
        }
        return from;
    }

    private static To to(NameAddress address) throws ParseException {
        To to = new To();
        to.setAddress(address(address));
        if (!address.tag().isEmpty()) {
            to.setTag(address.tag());
        }
        return to;
    }

    private static AddressImpl address(NameAddress address) throws ParseException {
        AddressImpl made = new AddressImpl();
        made.setAddressType(AddressImpl.NAME_ADDR);
        made.setURI(uri(address.uri()));
        if (!address.display().isEmpty()) {
            made.setDisplayName(address.display().replace("\\", "\\\\").replace("\"", "\\\""));
        }
        return made;
    }

    private static GenericURI uri(String text) throws ParseException {
        if (!SendableText.isUri(text)) {
            throw new IllegalArgumentException("not a URI that can be sent");
        }
        return new GenericURI(text);
    }

    private static String clean(String part) {
        if (SendableText.holdsControl(part)) {
            throw new IllegalArgumentException("control character in a SIP message");
        }
        return part;
    }

    private static String usualReason(int code) {
        String reason = SIPResponse.getReasonPhrase(code);
        return reason == null ? "Response" : reason;
    }

    /** Value of a header as one line. */
    static String value(SIPHeader header) {
        return header.getHeaderValue().strip();
    }
}
