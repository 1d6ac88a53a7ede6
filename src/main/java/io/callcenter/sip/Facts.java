package io.callcenter.sip;

import io.callcenter.b2b.Body;
import io.callcenter.b2b.Headers;
import io.callcenter.b2b.NameAddress;
import io.callcenter.b2b.SipRequest;
import io.callcenter.b2b.SipResponse;
import io.callcenter.message.Field;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Message;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Turns messages that came in into the plain ones of {@code b2b}. */
final class Facts {
    /** Fields that have a component of their own there. */
    private static final Set<HeaderName> OWN = EnumSet.of(
            HeaderName.VIA,
            HeaderName.FROM,
            HeaderName.TO,
            HeaderName.CALL_ID,
            HeaderName.CSEQ,
            HeaderName.CONTACT,
            HeaderName.ROUTE,
            HeaderName.RECORD_ROUTE,
            HeaderName.MAX_FORWARDS,
            HeaderName.CONTENT_LENGTH,
            HeaderName.CONTENT_TYPE);

    private Facts() {}

    static SipRequest request(Request r) {
        return new SipRequest(
                r.method().text(),
                r.uri().toString(),
                r.callId().text(),
                address(r.from()),
                address(r.to()),
                r.cseq().number(),
                r.via().branch(),
                contact(r),
                List.of(),
                r.items(HeaderName.RECORD_ROUTE),
                r.has(HeaderName.MAX_FORWARDS) ? r.maxForwards() : -1,
                headers(r, r.is(Methods.INVITE) && r.to().tag().isEmpty()),
                body(r));
    }

    static SipResponse response(Response r) {
        List<String> contacts = new ArrayList<>(1);
        r.contacts().forEach(contact -> contacts.add(contact.uri().toString()));
        return new SipResponse(
                r.code(),
                r.phrase(),
                r.callId().text(),
                address(r.from()),
                address(r.to()),
                r.cseq().number(),
                r.cseq().method().text(),
                contacts.isEmpty() ? "" : contacts.get(0),
                contacts,
                r.items(HeaderName.RECORD_ROUTE),
                headers(r, false),
                body(r));
    }

    private static NameAddress address(io.callcenter.message.NameAddress address) {
        return new NameAddress(
                address.display().text(),
                address.uri().withoutHeaders().toString(),
                address.tag().text());
    }

    private static String contact(Message message) {
        return message.contact().map(c -> c.uri().toString()).orElse("");
    }

    /** The Via fields of a first INVITE count as headers: another process may have to answer it (docs/design/legs.md 7). */
    private static Headers headers(Message message, boolean withVias) {
        List<Headers.Field> fields = new ArrayList<>();
        if (withVias) {
            String top = message.via().toString();
            List<String> vias = message.items(HeaderName.VIA);
            for (int i = 0; i < vias.size(); i++) {
                fields.add(new Headers.Field("Via", i == 0 ? top : vias.get(i)));
            }
        }
        for (Field field : message.fields()) {
            if (OWN.stream().noneMatch(field::is)) {
                fields.add(new Headers.Field(field.name(), field.value().toString()));
            }
        }
        return fields.isEmpty() ? Headers.NONE : new Headers(fields);
    }

    private static Body body(Message message) {
        io.callcenter.message.Body body = message.body();
        return body.isEmpty() ? Body.NONE : new Body(body.type().toString(), body.text());
    }
}
