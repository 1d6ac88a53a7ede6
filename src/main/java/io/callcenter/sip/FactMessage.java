package io.callcenter.sip;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.NameAddress;
import io.callcenter.b2b.SendableText;
import io.callcenter.b2b.SipRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Fills exchanges (docs/design/interfaces.md 5). */
final class FactMessage {
    private static final String TEL = "tel:";

    private final List<String> shown;

    /** Shows these foreign header fields of an INVITE. */
    FactMessage(List<String> shown) {
        this.shown = shown;
    }

    void arrived(Exchange exchange, CallEvent.Arrived event) {
        SipRequest invite = event.invite();
        Message in = exchange.getMessage();
        in.setBody(event.sdp());
        in.setHeader(SipConstants.CALL_ID, event.call().value());
        in.setHeader(SipConstants.SIP_CALL_ID, invite.callId());
        NameAddress caller = event.identity().party();
        in.setHeader(SipConstants.FROM_USER, user(caller.uri()));
        in.setHeader(SipConstants.FROM_DISPLAY, caller.display());
        in.setHeader(SipConstants.FROM_URI, caller.uri());
        if (event.identity().hidden()) {
            in.setHeader(SipConstants.PRIVATE, true);
        }
        List<String> privacy = invite.headers().all("Privacy");
        if (!privacy.isEmpty()) {
            in.setHeader(SipConstants.PRIVACY, String.join(",", privacy));
        }
        in.setHeader(SipConstants.TO_URI, invite.to().uri());
        in.setHeader(SipConstants.REQUEST_URI, invite.uri());
        in.setHeader(SipConstants.REQUEST_USER, user(invite.uri()));
        in.setHeader(SipConstants.SOURCE_ADDRESS, event.hop().remoteHost());
        in.setHeader(SipConstants.TRANSPORT, event.hop().transport());
        foreign(exchange, invite);
    }

    private void foreign(Exchange exchange, SipRequest invite) {
        Map<String, Object> fields = new HashMap<>();
        for (String name : shown) {
            List<String> values = invite.headers().all(name);
            if (!values.isEmpty()) {
                fields.put(SipConstants.HEADER_PREFIX + name, values.size() == 1 ? values.get(0) : values);
            }
        }
        if (!fields.isEmpty()) {
            fields.forEach(exchange.getMessage()::setHeader);
            exchange.setProperty(SipConstants.HEADERS_IN, fields);
        }
    }

    void fact(Exchange exchange, CallEvent event) {
        Message in = exchange.getMessage();
        in.setBody(event);
        in.setHeader(SipConstants.CALL_ID, event.call().value());
        in.setHeader(SipConstants.EVENT, event.getClass().getSimpleName());
        in.setHeader(SipConstants.STATE, state(event));
    }

    private static String state(CallEvent event) {
        if (event instanceof CallEvent.CallEnded) {
            return "ended";
        }
        if (event instanceof CallEvent.CallerGone) {
            return "leaving";
        }
        return event instanceof CallEvent.Connected ? "connected" : "arrived";
    }

    /** User part, or number of a {@code tel:} URI, without password, escapes and what they hide of control characters; empty where there is none. */
    static String user(String uri) {
        if (uri.regionMatches(true, 0, TEL, 0, TEL.length())) {
            return SendableText.plain(uri.substring(TEL.length()).split(";", 2)[0]);
        }
        try {
            String user = SipUriText.parse(uri).user();
            int password = user.indexOf(':');
            String name = password < 0 ? user : user.substring(0, password);
            boolean escaped = name.indexOf('%') >= 0;
            return SendableText.plain(
                    escaped ? URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8) : name);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
