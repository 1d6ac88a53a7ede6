package io.callcenter.sip;

import io.callcenter.b2b.Body;
import io.callcenter.b2b.Headers;
import io.callcenter.b2b.NameAddress;
import io.callcenter.b2b.SipRequest;
import io.callcenter.b2b.SipResponse;
import io.callcenter.message.Addressing;
import io.callcenter.message.CSeq;
import io.callcenter.message.CallId;
import io.callcenter.message.Display;
import io.callcenter.message.Draft;
import io.callcenter.message.Field;
import io.callcenter.message.FieldValue;
import io.callcenter.message.Head;
import io.callcenter.message.HeaderName;
import io.callcenter.message.SipUri;
import io.callcenter.message.Tag;
import io.callcenter.message.Token;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Turns the plain messages of {@code b2b} into what is sent. What is no SIP is refused with {@link IllegalArgumentException}. */
final class Drafts {
    private Drafts() {}

    static Draft request(SipRequest given) {
        SipRequest r = StrictRoute.applied(given);
        Addressing addressing = new Addressing(
                address(r.from()), address(r.to()), new CallId(r.callId()), new CSeq(r.cseq(), new Token(r.method())));
        Draft draft = Draft.request(SipUri.of(r.uri()), addressing);
        if (r.maxForwards() >= 0) {
            draft = draft.with(HeaderName.MAX_FORWARDS, FieldValue.of(Integer.toString(r.maxForwards())));
        }
        for (String route : r.routes()) {
            draft = draft.with(HeaderName.ROUTE, FieldValue.of(route));
        }
        return rest(draft, r.contact(), List.of(), r.headers(), r.body());
    }

    static Draft response(SipResponse r, Head head) {
        return response(r, head, new Tag(r.to().tag()));
    }

    /** The same with another To tag. */
    static Draft response(SipResponse r, Head head, Tag tag) {
        return rest(head.answer(r.code(), tag).without(HeaderName.RECORD_ROUTE), r);
    }

    /** A response to an INVITE that a former process took: its Via fields are among its headers. */
    static Draft responseTo(SipRequest invite, SipResponse r) {
        Draft draft = Draft.response(r.code());
        for (String via : invite.headers().all("Via")) {
            draft = draft.with(HeaderName.VIA, FieldValue.of(via));
        }
        Tag tag =
                new Tag(invite.to().tag().isEmpty() ? r.to().tag() : invite.to().tag());
        draft = draft.with(HeaderName.FROM, FieldValue.of(address(invite.from()).toString()))
                .with(
                        HeaderName.TO,
                        FieldValue.of(address(invite.to()).withTag(tag).toString()))
                .with(HeaderName.CALL_ID, FieldValue.of(invite.callId()))
                .with(HeaderName.CSEQ, FieldValue.of(invite.cseq() + " INVITE"));
        return rest(draft, r);
    }

    private static Draft rest(Draft answer, SipResponse r) {
        Draft draft = r.reason().isEmpty() ? answer : answer.because(r.reason());
        for (String route : r.recordRoutes()) {
            draft = draft.with(HeaderName.RECORD_ROUTE, FieldValue.of(route));
        }
        return rest(draft, r.contact(), r.contacts(), r.headers(), r.body());
    }

    private static Draft rest(Draft start, String contact, List<String> contacts, Headers headers, Body body) {
        Draft draft = start;
        if (!contact.isEmpty()) {
            draft = contact(draft, contact);
        }
        for (String other : contacts) {
            draft = other.equals(contact) ? draft : contact(draft, other);
        }
        for (Headers.Field field : headers.fields()) {
            draft = draft.with(Field.of(new Token(field.name()), FieldValue.of(field.value())));
        }
        if (body.isEmpty()) {
            return draft;
        }
        byte[] bytes = body.text().getBytes(StandardCharsets.UTF_8);
        return draft.with(io.callcenter.message.Body.of(FieldValue.of(body.type()), bytes));
    }

    private static Draft contact(Draft draft, String uri) {
        return draft.with(HeaderName.CONTACT, FieldValue.of("<" + SipUri.of(uri) + ">"));
    }

    private static io.callcenter.message.NameAddress address(NameAddress address) {
        return io.callcenter.message.NameAddress.of(
                Display.of(address.display()), SipUri.of(address.uri()), new Tag(address.tag()));
    }
}
