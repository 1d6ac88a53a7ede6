package io.callcenter.sip;

import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.callcenter.b2b.Body;
import io.callcenter.b2b.Headers;
import io.callcenter.b2b.NameAddress;
import io.callcenter.b2b.SendableText;
import io.callcenter.b2b.SipRequest;
import io.callcenter.b2b.SipResponse;
import io.callcenter.message.SipUri;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Turns messages of the stack into our plain ones. */
final class MessageView {
    private MessageView() {}

    static SipRequest request(SIPRequest r) {
        String branch = r.getTopmostVia().getBranch();
        return new SipRequest(
                r.getMethod(),
                r.getRequestURI().toString(),
                r.getCallId().getCallId(),
                from(r),
                to(r),
                r.getCSeq().getSeqNumber(),
                branch == null ? "" : branch,
                contact(r),
                List.of(),
                recordRoutes(r),
                r.getMaxForwards() == null ? -1 : r.getMaxForwards().getMaxForwards(),
                vias(r, others(r)),
                body(r));
    }

    /** The Via fields of a first INVITE count as headers: another process may have to answer it (legs 7). */
    private static Headers vias(SIPRequest r, Headers others) {
        if (!r.getMethod().equals("INVITE") || r.getToTag() != null) {
            return others;
        }
        List<Headers.Field> fields = new ArrayList<>();
        for (Via via : r.getViaHeaders()) {
            add(fields, "Via", MessageText.value(via));
        }
        fields.addAll(others.fields());
        return new Headers(fields);
    }

    static SipResponse response(SIPResponse r) {
        List<String> contacts = contacts(r);
        return new SipResponse(
                r.getStatusCode(),
                r.getReasonPhrase() == null ? "" : r.getReasonPhrase(),
                r.getCallId().getCallId(),
                from(r),
                to(r),
                r.getCSeq().getSeqNumber(),
                r.getCSeq().getMethod(),
                contacts.isEmpty() ? "" : contacts.get(0),
                contacts,
                recordRoutes(r),
                others(r),
                body(r));
    }

    private static NameAddress from(SIPMessage m) {
        From from = (From) m.getFrom();
        return address(from, from.getTag());
    }

    private static NameAddress to(SIPMessage m) {
        To to = (To) m.getTo();
        return address(to, to.getTag());
    }

    /** Header fields have no place in the address of a party (RFC 3261 §19.1.1). */
    private static String withoutHeaders(String uri) {
        return uri.indexOf('?') < 0
                ? uri
                : SipUri.read(uri).map(u -> u.withoutHeaders().toString()).orElse(uri);
    }

    private static NameAddress address(AddressParametersHeader header, String tag) {
        String display = header.getAddress().getDisplayName();
        return new NameAddress(
                display == null ? "" : unquoted(display.strip()),
                withoutHeaders(header.getAddress().getURI().toString()),
                tag == null ? "" : tag);
    }

    /** Takes quotes and escapes off (RFC 3261 §25.1, quoted-string). */
    static String unquoted(String display) {
        boolean quoted = display.length() >= 2 && display.startsWith("\"") && display.endsWith("\"");
        String inner = quoted ? display.substring(1, display.length() - 1) : display;
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        StringBuilder plain = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            plain.append(c == '\\' && i + 1 < inner.length() ? inner.charAt(++i) : c);
        }
        return plain.toString();
    }

    private static String contact(SIPMessage m) {
        List<String> all = contacts(m);
        return all.isEmpty() ? "" : all.get(0);
    }

    private static List<String> contacts(SIPMessage m) {
        ContactList list = m.getContactHeaders();
        if (list == null) {
            return List.of();
        }
        List<String> uris = new ArrayList<>(1);
        for (Contact contact : list) {
            if (contact.getAddress() != null && !contact.getAddress().isWildcard()) {
                uris.add(contact.getAddress().getURI().toString());
            }
        }
        return uris;
    }

    private static List<String> recordRoutes(SIPMessage m) {
        RecordRouteList list = m.getRecordRouteHeaders();
        if (list == null) {
            return List.of();
        }
        List<String> values = new ArrayList<>(list.size());
        for (RecordRoute route : list) {
            values.add(MessageText.value(route));
        }
        return values;
    }

    private static Headers others(SIPMessage m) {
        List<Headers.Field> fields = new ArrayList<>();
        for (Iterator<SIPHeader> headers = m.getHeaders(); headers.hasNext(); ) {
            SIPHeader header = headers.next();
            if (header == null || ownPart(header.getName())) {
                continue;
            }
            if (header instanceof SIPHeaderList<?> list) {
                for (SIPHeader each : list) {
                    add(fields, each.getName(), MessageText.value(each));
                }
            } else {
                add(fields, header.getName(), MessageText.value(header));
            }
        }
        for (Iterator<String> odd = m.getUnrecognizedHeaders(); odd.hasNext(); ) {
            String line = odd.next();
            int colon = line.indexOf(':');
            if (colon > 0) {
                add(
                        fields,
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        }
        return fields.isEmpty() ? Headers.NONE : new Headers(fields);
    }

    private static void add(List<Headers.Field> fields, String name, String value) {
        if (name != null && !SendableText.holdsControl(name)) {
            fields.add(new Headers.Field(name, value));
        }
    }

    private static boolean ownPart(String name) {
        return switch (name) {
            case "Via",
                    "From",
                    "To",
                    "Call-ID",
                    "CSeq",
                    "Contact",
                    "Route",
                    "Record-Route",
                    "Max-Forwards",
                    "Content-Length",
                    "Content-Type" -> true;
            default -> false;
        };
    }

    private static Body body(SIPMessage m) {
        byte[] bytes = m.getRawContent();
        ContentType type = m.getContentTypeHeader();
        if (bytes == null || bytes.length == 0) {
            return Body.NONE;
        }
        return new Body(type == null ? "" : MessageText.value(type), new String(bytes, StandardCharsets.UTF_8));
    }
}
