package io.callcenter.sip;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.SendableText;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.NameAddress;
import io.callcenter.message.Request;
import io.callcenter.message.SipUri;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Fills exchanges (docs/design/interfaces.md 5). */
public final class FactMessage {
    private static final String TEL = "tel:";

    private final List<String> shown;

    /** Shows these foreign header fields of an INVITE. */
    FactMessage(List<String> shown) {
        this.shown = shown;
    }

    void arrived(Exchange exchange, CallEvent.Arrived event) {
        Request invite = event.invite();
        Message in = exchange.getMessage();
        in.setBody(event.sdp());
        in.setHeader(SipConstants.CALL_ID, event.call().value());
        in.setHeader(SipConstants.SIP_CALL_ID, invite.callId().text());
        NameAddress caller = event.identity().party();
        in.setHeader(SipConstants.FROM_USER, user(caller.uri()));
        in.setHeader(SipConstants.FROM_DISPLAY, caller.display().text());
        in.setHeader(SipConstants.FROM_URI, caller.uri().toString());
        if (event.identity().hidden()) {
            in.setHeader(SipConstants.PRIVATE, true);
        }
        List<String> privacy = texts(invite, "Privacy");
        if (!privacy.isEmpty()) {
            in.setHeader(SipConstants.PRIVACY, String.join(",", privacy));
        }
        in.setHeader(SipConstants.TO_URI, invite.to().uri().withoutHeaders().toString());
        in.setHeader(SipConstants.REQUEST_URI, invite.uri().toString());
        in.setHeader(SipConstants.REQUEST_USER, user(invite.uri()));
        in.setHeader(SipConstants.SOURCE_ADDRESS, event.hop().remoteHost());
        in.setHeader(SipConstants.TRANSPORT, event.hop().transport());
        foreign(exchange, invite);
    }

    private void foreign(Exchange exchange, Request invite) {
        Map<String, Object> fields = new HashMap<>();
        for (String name : shown) {
            List<String> values = texts(invite, name);
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

    private static List<String> texts(Request invite, String name) {
        Optional<HeaderName> known = HeaderName.of(name);
        if (known.isPresent()) {
            return invite.values(known.get()).stream().map(FactMessage::shown).toList();
        }
        return invite.fields().stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(field -> shown(field.value()))
                .toList();
    }

    private static String shown(FieldValue value) {
        return SendableText.plain(value.toString());
    }

    /** User part, or number of a {@code tel:} URI, without password, escapes and what they hide of control characters; empty where there is none. */
    public static String user(SipUri uri) {
        if (uri.scheme().equals("tel")) {
            return SendableText.plain(uri.toString().substring(TEL.length()).split(";", 2)[0]);
        }
        String name = uri.user();
        try {
            boolean escaped = name.indexOf('%') >= 0;
            return SendableText.plain(
                    escaped ? URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8) : name);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
