package io.callcenter.sip.stack;

import io.callcenter.message.Draft;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.NameAddress;
import io.callcenter.message.SipUri;
import java.util.Optional;

/**
 * The parts of a SIP URI (RFC 3261 §19.1) that say where it is.
 *
 * @param scheme {@code sip} or {@code sips}
 * @param user user part and password as written, empty = none
 * @param host name or literal, without brackets
 * @param port -1 = not given
 * @param transport of the parameter, lower case, empty = not given
 */
public record SipUriText(String scheme, String user, String host, int port, String transport) {
    /** Takes a URI with or without angle brackets; refuses what is no SIP URI with {@link IllegalArgumentException}. */
    public static SipUriText parse(String text) {
        Optional<SipUri> read = text.indexOf('<') < 0
                ? SipUri.read(text.strip())
                : NameAddress.read(text).map(NameAddress::uri);
        SipUri uri = read.filter(SipUri::isSip).orElseThrow(() -> new IllegalArgumentException("no SIP URI: " + text));
        String host = uri.host().orElseThrow().text();
        return new SipUriText(uri.scheme(), uri.userInfo(), host, uri.port(), uri.transport());
    }

    /** Where that request is sent: to its first Route, else to its URI; refused likewise. */
    static SipUriText nextHop(Draft request) {
        return parse(request.first(HeaderName.ROUTE)
                .map(FieldValue::toString)
                .orElse(request.uri().toString()));
    }

    /** Whether sender and path must be secure. */
    boolean secure() {
        return scheme.equals("sips") || transport.equals("tls");
    }

    /** The transport that the URI asks for, else UDP, else (sips) TLS (RFC 3263 §4.1 without NAPTR). */
    String transportOrUsual() {
        if (secure()) {
            return "tls";
        }
        return transport.isEmpty() ? "udp" : transport;
    }

    /** The port, or the usual one of that transport. */
    int portOrUsual() {
        return port > 0 ? port : transportOrUsual().equals("tls") ? 5061 : 5060;
    }
}
